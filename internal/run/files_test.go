package run

import (
	"os"
	"path"
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

// A member can be called like a file of all members, or like a device of
// Windows; a name taken twice would end every night.
func TestEachMembersFilesHaveNamesOfTheirOwn(t *testing.T) {
	t.Parallel()
	ds := reporttest.Dataset(5, 2)
	for i, id := range []string{"changes", "due-dates", "all", "con", strings.Repeat("long-", 60) + "name"} {
		old := ds.Members[i].ID
		ds.Members[i].ID = id
		for j := range ds.DueDates {
			if d := &ds.DueDates[j]; d.MemberID == old {
				d.MemberID = id
			}
		}
	}
	n := &night{Deps: Deps{Config: config.Default()}}
	rep := report.Build(ds, reporttest.Meta())
	taken := make(map[string]bool)
	for _, format := range n.formats(nil) {
		for _, f := range format.files(rep) {
			name, _, _ := strings.Cut(path.Base(f.Name), ".")
			if taken[f.Name] || name == "con" || len(name) > 120 {
				t.Errorf("%s: the name %s is taken twice, or not to be had on every disk", format.name, f.Name)
			}
			taken[f.Name] = true
		}
	}
	for _, want := range []string{"feeds/changes-member.atom", "calendar/due-dates-member.ics", "calendar/con-member.ics", "web/members/con-member.html"} {
		if !taken[want] {
			t.Errorf("there is no %s", want)
		}
	}
}
