package page

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ogptracker/scrape/page/pagetest"
	"ogptracker/scrape/record"
)

// What is shown of a page of each kind, and what a survey of all pages of
// commitments comes to, with the lessons it proposes.
func TestInspectionsSayWhatTheySaid(t *testing.T) {
	t.Parallel()
	r := newReader(t)
	survey := r.NewSurvey()
	var b strings.Builder
	for _, f := range pagetest.Fixtures(t, "testdata") {
		src := record.Source{Address: f.Address}
		if strings.HasPrefix(f.Name, "commitment/") {
			if p, err := f.Read(r.Read); err == nil {
				survey.Add(&p)
			} else {
				survey.Failed()
			}
		}
		switch f.Name {
		case "commitment/2023-drawn-ratings", "commitment/2024-template-without-record", "country/2018-georgia-rendered", "country/2020-united-kingdom", "documents/progress-estonia", "members/table":
			in, err := r.Look(f.Body, "text/html", src)
			if err != nil {
				t.Fatal(err)
			}
			b.WriteString("# " + f.Name + "\n" + in.String() + "\n")
		}
	}
	odd := record.Page{Source: record.Source{Address: "x"}, Kind: record.KindCommitment, Fields: record.Fields{record.FieldCompletion: record.Say("Middling"), record.FieldAmbition: record.Say("High")}}
	for range 5 {
		survey.Add(&odd)
	}
	b.WriteString("# Survey\n" + survey.String() + "\n" + survey.Lessons())
	quiet := r.NewSurvey()
	b.WriteString("# Survey of nothing\n" + quiet.String() + quiet.Lessons())
	path := filepath.Join("testdata", "variations", "inspection.txt")
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(kept), "\n"), strings.Split(b.String(), "\n")); diff != "" {
		t.Errorf("%s (-kept +said):\n%s", path, diff)
	}
}
