package vocabulary

import (
	"slices"
	"testing"

	"ogptracker/scrape/record"
)

func TestAreasAreSplitAndCleaned(t *testing.T) {
	t.Parallel()
	v := NewTranslator(BuiltInCrosswalk())
	for raw, want := range map[string][]string{
		"": nil, " , ;": nil, "Open Data": {"Open Data"}, "Open  Data; Justice,,Health|Water\nGender": {"Open Data", "Justice", "Health", "Water", "Gender"},
		"Land (forests, rivers), Water": {"Land (forests, rivers)", "Water"}, "Land) , Water (": {"Land)", "Water ("}, "a] (b, c": {"a] (b, c"},
	} {
		for range 2 {
			if got := v.SplitAreas(raw); !slices.Equal(got, want) {
				t.Errorf("%q: %q, not %q", raw, got, want)
			}
		}
	}
}

// What was asked without counting is no use; what was counted says its era.
func TestOnlyCountedWordsAreUses(t *testing.T) {
	t.Parallel()
	x, err := ParseCrosswalk([]byte("field,raw,normalized,era\ncompletion,Mostly,Substantial,2031\ncompletion,Hardly,Limited\ncompletion,Sealed,No data (ND),\n"))
	if err != nil {
		t.Fatal(err)
	}
	v := NewTranslator(x)
	if !v.Knows(record.FieldCompletionEnd, "Hardly") || v.Knows(record.FieldCompletionEnd, "Never") {
		t.Error("words are known where the crosswalk has them")
	}
	for raw, want := range map[string]string{"Mostly": Substantial, "Sealed": "", "": "", "Never": ""} {
		value, ok := v.CrosswalkValue(record.FieldCompletion, raw)
		if ok != (want != "") || ok && value != want {
			t.Errorf("%q is %q, %v", raw, value, ok)
		}
	}
	if n := len(v.Uses()); n != 0 || len(v.Unused()) != 3 {
		t.Errorf("%d uses, %d entries unused", n, len(v.Unused()))
	}
	if word, ok := v.Absence(record.FieldCompletion, "Sealed"); !ok || word != NoData {
		t.Errorf("absence %q", word)
	}
	for _, raw := range []string{"Mostly", "Hardly", "Never", "Mostly"} {
		v.Normalize(record.FieldCompletion, raw)
	}
	if value, known := v.Normalize(record.FieldPolicyAreas, "Open Oceans"); value != "Open Oceans" || known {
		t.Errorf("a new area is %q, known %v", value, known)
	}
	want := []CrosswalkUse{{"completion", "Hardly", Limited, "any", 1}, {"completion", "Mostly", Substantial, "2031", 2},
		{"completion", "Never", NotRecognised, NotRecognised, 1}, {"policy_areas", "Open Oceans", "Open Oceans", NotRecognised, 1}}
	if got := v.Uses(); !slices.Equal(got, want) {
		t.Errorf("%+v", got)
	}
	if unused := v.Unused(); len(unused) != 0 {
		t.Errorf("unused: %+v", unused)
	}
}
