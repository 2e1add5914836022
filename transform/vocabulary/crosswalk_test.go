package vocabulary

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"ogptracker/scrape/record"
)

func TestWordsOfEveryEraComeToOneVocabulary(t *testing.T) {
	v := NewTranslator(BuiltInCrosswalk())
	for _, c := range []struct {
		field     record.Field
		raw, want string
	}{
		{record.FieldCompletion, "d. Complete", Completed},
		{record.FieldCompletionEnd, "c. Substantial", Substantial},
		{record.FieldCompletionMidterm, "a. Not started", NotStarted},
		{record.FieldCompletion, "NOT STARTED", NotStarted},
		{record.FieldCompletion, "No Evidence Available", NoEvidence},
		{record.FieldCompletion, "Pending IRM Review", PendingReview},
		{record.FieldCompletion, "No IRM data", NoIRMData},
		{record.FieldCompletion, "Not reviewed", NotReviewed},
		{record.FieldCompletion, "N/A", NotApplicable},
		{record.FieldCompletion, "n.a.", NotApplicable},
		{record.FieldCompletion, "Not reviewed (NR)", NotReviewed},
		{record.FieldCompletion, "—", NotStated},
		{record.FieldCompletion, "Complete*", Completed},
		{record.FieldCompletion, "N/A †", NotApplicable},
		{record.FieldEarlyResults, "Significant Results", "Significant"},
		{record.FieldSpecificity, "c. high", "High"},
		{record.FieldSpecificity, "None", "None"},
		{record.FieldDIOG, "b. None", "Did Not Change"},
		{record.FieldPotentialResults, "Substantial", Substantial},
		{record.FieldVerifiable, "1", Yes},
		{record.FieldStarredMidterm, "0", No},
		{record.FieldStarred2015, "ND", NoData},
		{record.FieldPolicyAreas, "Fiscal Transparency", "Fiscal Openness"},
		{record.FieldPolicyAreas, "Sub-national", "Subnational"},
	} {
		if got, known := v.Normalize(c.field, c.raw); got != c.want || !known {
			t.Errorf("%s %q = %q (known %v), want %q", c.field, c.raw, got, known, c.want)
		}
	}
}

func TestAWordOfAnotherScaleIsNotRecognised(t *testing.T) {
	v := NewTranslator(BuiltInCrosswalk())
	for field, raw := range map[record.Field]string{
		record.FieldCompletion: "Transformative", record.FieldPotentialImpact: "Modest", record.FieldEarlyResults: "Marginal",
		record.FieldSpecificity: "Substantial", record.FieldAmbition: "Moderate", record.FieldVerifiable: "High",
	} {
		if got, known := v.Normalize(field, raw); got != NotRecognised || known {
			t.Errorf("%s %q = %q", field, raw, got)
		}
	}
}

func TestStaffExtendTheCrosswalk(t *testing.T) {
	x, err := ParseCrosswalk([]byte("\ufefffield;raw;normalized\ncompletion;Mostly done;Substantial\nambition;Never met;Low\npolicy_areas;Old name;New name\n"))
	if err != nil {
		t.Fatal(err)
	}
	v := NewTranslator(x)
	if got, _ := v.Normalize(record.FieldCompletionEnd, "mostly  DONE."); got != Substantial {
		t.Errorf("got %q", got)
	}
	if got, _ := v.Normalize(record.FieldPolicyAreas, "Old name"); got != "New name" {
		t.Errorf("got %q", got)
	}
	unused := v.Unused()
	if len(unused) != 1 || unused[0].Value != "Never met" || unused[0].Key != "line 3" || unused[0].Code != record.CodeCrosswalkUnused {
		t.Errorf("unused: %+v", unused)
	}
	if x.Version() == BuiltInCrosswalk().Version() || len(x.Version()) != 16 {
		t.Errorf("version %q", x.Version())
	}
}

func TestTheVersionTellsEntriesNotTheirOrder(t *testing.T) {
	head := "field,raw,normalized,era\n"
	versions := map[string]string{}
	for name, text := range map[string]string{
		"one order":   head + "completion,Aa,Limited,x\ncompletion,Bb,Limited,x\n",
		"the other":   head + "completion,Bb,Limited,y\n\ncompletion,Aa,Limited,x\n",
		"other value": head + "completion,Bb,Completed,x\ncompletion,Aa,Limited,x\n",
	} {
		x, err := ParseCrosswalk([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		versions[name] = x.Version()
	}
	if versions["one order"] != versions["the other"] || versions["one order"] == versions["other value"] {
		t.Errorf("versions %v", versions)
	}
}

func TestFaultsOfTheStaffsFileNameLineAndWhatWasExpected(t *testing.T) {
	head := "field,raw,normalized,era\n"
	for name, c := range map[string]struct {
		text string
		says []string
	}{
		"no header":              {"completion,Done,Completed\n", []string{"line 1", "field,raw,normalized"}},
		"another field":          {head + "completeness,Done,Completed,x\n", []string{"line 2", `"completeness"`, "completion, specificity"}},
		"a value of no scale":    {head + "completion,Done,Finished,x\n", []string{"line 2", `"Finished"`, "Not Started, Limited, Substantial, Completed"}},
		"a value of another":     {head + "\ncompletion,Done,Transformative,x\n", []string{"line 3", `"Transformative"`}},
		"an empty cell":          {head + "completion,,Completed,x\n", []string{"line 2", "both must be filled"}},
		"two values for one":     {head + "completion,Done,Completed,x\ncompletion,DONE,Limited,x\n", []string{"line 3", "line 2", "exactly one"}},
		"every fault at once":    {head + "a,b,c,d\ncompletion,Done,Finished,x\n", []string{"line 2", "line 3"}},
		"a quote left open":      {head + "completion,\"Done,Completed,x\n", []string{"quotes"}},
		"an absence of no field": {head + "nonsense,Done,Not stated,x\n", []string{"line 2", `"nonsense"`}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := ParseCrosswalk([]byte(c.text))
			if !errors.Is(err, errCrosswalk) {
				t.Fatalf("error %v", err)
			}
			for _, s := range c.says {
				if !strings.Contains(err.Error(), s) {
					t.Errorf("%q is not in: %v", s, err)
				}
			}
		})
	}
}

func TestEveryScaleIsDeclaredOnceAndHasItsOwnWords(t *testing.T) {
	v := NewTranslator(BuiltInCrosswalk())
	seen := map[record.Field]bool{}
	for _, s := range AllScales {
		if seen[s.Field] || len(s.Findings) == 0 {
			t.Errorf("scale %s declared twice or empty", s.Field)
		}
		seen[s.Field] = true
		if s.Field == fieldReportStage {
			continue
		}
		for _, f := range s.Findings {
			if got, ok := v.Normalize(s.Field, f); s.Field != record.FieldMemberStatus && s.Field != record.FieldStatus && (!ok || got != f) {
				t.Errorf("%s: its own word %q comes to %q", s.Field, f, got)
			}
		}
	}
	values := AllowedValues(record.FieldCompletionEnd)
	if !slices.Equal(values[:4], []string{NotStarted, Limited, Substantial, Completed}) || !slices.Contains(values, NotReadYet) {
		t.Errorf("allowed values of completion: %v", values)
	}
	if AllowedValues(record.FieldDescription) != nil {
		t.Error("a text has allowed values")
	}
}

func TestUsesCountEveryRawWordMet(t *testing.T) {
	v := NewTranslator(BuiltInCrosswalk())
	v.Normalize(record.FieldCompletion, "Complete")
	v.Normalize(record.FieldCompletionEnd, "Complete")
	v.Normalize(record.FieldCompletion, "Nonsense")
	uses := v.Uses()
	if len(uses) != 2 || uses[0] != (CrosswalkUse{"completion", "Complete", Completed, "any", 2}) || uses[1].Normalized != NotRecognised || uses[1].Count != 1 {
		t.Errorf("uses: %+v", uses)
	}
}

func FuzzParseCrosswalk(f *testing.F) {
	f.Add([]byte("field,raw,normalized,era\ncompletion,Done,Completed,x\n"))
	f.Add([]byte("field;raw;normalized\npolicy_areas;a;b\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		x, err := ParseCrosswalk(data)
		if err != nil {
			if !errors.Is(err, errCrosswalk) {
				t.Fatal(err)
			}
			return
		}
		v := NewTranslator(x)
		if got, _ := v.Normalize(record.FieldCompletion, string(data)); got == "" {
			t.Fatal("a value came to nothing")
		}
	})
}

func TestALetterBeforeAWordIsNoPartOfIt(t *testing.T) {
	x := BuiltInCrosswalk()
	for raw, want := range map[string]string{"c. Substantial": Substantial, "c) Substantial": Substantial, "d.Complete": Completed, "csSubstantial": "", "z. Substantial": "", "c.": ""} {
		if _, e, _ := x.find(record.FieldCompletion, raw); e.Normalized != want {
			t.Errorf("%q is %q, want %q", raw, e.Normalized, want)
		}
	}
}

func TestSpacesBehindTheCommasOfTheStaffsFileAreNoPartOfAWord(t *testing.T) {
	x, err := ParseCrosswalk([]byte("field, raw, normalized, era\n completion, Nearly there, Substantial, 2025\n"))
	if err != nil {
		t.Fatal(err)
	}
	if _, e, _ := x.find(record.FieldCompletion, "Nearly there"); e.Normalized != Substantial {
		t.Errorf("%+v", e)
	}
}
