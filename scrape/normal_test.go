package scrape

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ogptracker/scrape/record"
)

func TestANewReadingIsWhatComesBackFromTheArchive(t *testing.T) {
	n := 4.0
	p := record.Page{
		Title: "a\xffb\xfe\xfdc", Fields: record.Fields{record.FieldStatus: record.Say("x\xc3"), record.FieldStarred: {State: record.Unreadable}},
		Links: []record.Link{}, Members: []record.ListedMember{{Name: "\xff"}}, Banners: []string{}, Activity: nil,
		Stated: []record.StatedFigure{{Measure: "m", Number: &n}}, Issues: []record.Issue{{Message: "ok"}},
	}
	text, err := json.Marshal(&p)
	if err != nil {
		t.Fatal(err)
	}
	var want record.Page
	if err := json.Unmarshal(text, &want); err != nil {
		t.Fatal(err)
	}
	normal(reflect.ValueOf(&p))
	if d := cmp.Diff(want, p); d != "" {
		t.Error(d)
	}
	empty := record.Page{Fields: record.Fields{}}
	if normal(reflect.ValueOf(&empty)); empty.Fields != nil {
		t.Error("an empty map is left")
	}
}
