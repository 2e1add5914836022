package architecture

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var testName = regexp.MustCompile("`(Test\\w+)` \\|$")

// Each way a night can go wrong, as the runbook lists them, is held by a test
// that is there.
func TestEveryRowOfTheMatrixOfNightsNamesATest(t *testing.T) {
	root := filepath.Join("..", "..")
	runbook, err := os.ReadFile(filepath.Join(root, "docs", "operating.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(string(runbook), "### Every way a night can go wrong")
	if !found {
		t.Fatal("the runbook has no matrix")
	}
	matrix, _, _ := strings.Cut(rest, "\n## ")
	tests := declaredTests(t, root)
	rows := 0
	for line := range strings.Lines(matrix) {
		line = strings.TrimSpace(line)
		if !strings.HasPrefix(line, "| ") || strings.HasPrefix(line, "| what") || strings.HasPrefix(line, "| ---") {
			continue
		}
		rows++
		m := testName.FindStringSubmatch(line)
		switch {
		case strings.Count(line, " | ") != 4 || strings.Contains(line, "|  |"):
			t.Errorf("a cell is missing: %s", line)
		case m == nil:
			t.Errorf("no test is named: %s", line)
		case !tests[m[1]]:
			t.Errorf("there is no test %s", m[1])
		}
	}
	if rows < 60 {
		t.Errorf("%d rows, want at least 60", rows)
	}
}

// declaredTests are the names of all tests of the project.
func declaredTests(t *testing.T, root string) map[string]bool {
	t.Helper()
	declared := regexp.MustCompile(`(?m)^func (Test\w+)\(`)
	names := map[string]bool{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		data, err := os.ReadFile(path)
		for _, m := range declared.FindAllSubmatch(data, -1) {
			names[string(m[1])] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}
