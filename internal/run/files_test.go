package run

import (
	"os"
	"strings"
	"testing"

	"ogptracker/internal/config"
	"ogptracker/report"
	"ogptracker/report/reporttest"
)

func TestTheReadmeListsWhatIsPublished(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	n := &night{Deps: Deps{Config: config.Default()}}
	told := make(map[string]bool)
	rep := report.Build(reporttest.Dataset(2, 3), reporttest.Meta())
	for _, format := range n.formats(nil) {
		files := format.files(rep)
		if len(files) == 0 {
			t.Errorf("nothing is published as %s", format.name)
		}
		for _, f := range files {
			place, _, below := strings.Cut(f.Name, "/")
			if below {
				place += "/"
			}
			if !told[place] && !strings.Contains(string(readme), "published/latest/"+place) {
				t.Errorf("README.md does not say what stands in published/latest/%s (%s)", place, format.name)
			}
			told[place] = true
		}
	}
	if len(told) < 4 {
		t.Errorf("only %v is published", told)
	}
}
