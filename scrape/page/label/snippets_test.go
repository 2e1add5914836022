package label_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ogptracker/scrape/record"
)

// TestSnippetsReadAsTheyDid reads small pieces of markup, each about one
// question of where a label or a value begins and ends, and keeps beside each
// what was read: testdata/snippets.txt. A value in doubt is better unreadable
// than wrong.
func TestSnippetsReadAsTheyDid(t *testing.T) {
	t.Parallel()
	path := filepath.Join("testdata", "snippets.txt")
	kept, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	n := 0
	for line := range strings.Lines(string(kept)) {
		if strings.HasPrefix(line, "    ") {
			continue // what was read
		}
		b.WriteString(line)
		if markup := strings.TrimSpace(line); strings.HasPrefix(markup, "<") {
			n++
			b.WriteString(readIn(readCommitment(t, markup)))
		}
	}
	if n < 60 {
		t.Errorf("only %d snippets", n)
	}
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if string(kept) != b.String() {
		t.Errorf("%s differs (-kept +read):\n%s", path, cmp.Diff(strings.Split(string(kept), "\n"), strings.Split(b.String(), "\n")))
	}
}

// readIn says the fields and the issues of a page that are not those around
// each snippet.
func readIn(p record.Page) string {
	var b strings.Builder
	around := []record.Field{record.FieldActionPlanCycle, record.FieldDescription}
	for _, f := range slices.Sorted(maps.Keys(p.Fields)) {
		v := p.Fields[f]
		if slices.Contains(around, f) || f == record.FieldStatus && v.Raw == "Active" {
			continue
		}
		fmt.Fprintf(&b, "    %s = %q %s", f, v.Raw, v.State)
		if v.Drawn != "" {
			fmt.Fprintf(&b, ", drawn as %s", v.Drawn)
		}
		b.WriteByte('\n')
	}
	for _, l := range p.Labels {
		if l.Outcome == "unknown" {
			fmt.Fprintf(&b, "    unknown label %q\n", l.Text)
		}
	}
	for _, l := range slices.Concat(p.ActionPlans, p.IRMReports) {
		fmt.Fprintf(&b, "    link %q %s\n", l.Text, l.URL)
	}
	return b.String()
}
