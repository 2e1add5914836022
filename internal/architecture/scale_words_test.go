package architecture

import (
	"testing"

	"ogptracker/scrape/page/label"
	"ogptracker/scrape/record"
	"ogptracker/transform/vocabulary"
)

// TestTheCrosswalkKnowsEveryWordOfTheLabels: a word that the readers take for
// a value, and the crosswalk has not, stands as Not recognised in the report.
func TestTheCrosswalkKnowsEveryWordOfTheLabels(t *testing.T) {
	labels, err := label.Parse(label.DefaultYAML)
	if err != nil {
		t.Fatal(err)
	}
	vocab := vocabulary.NewTranslator(vocabulary.BuiltInCrosswalk())
	words := 0
	for _, f := range labels.Fields {
		if f.Field == record.FieldStatus {
			continue // read, and published nowhere
		}
		fields := []record.Field{f.Field}
		switch f.Field {
		case record.FieldEarlyResults:
			fields = append(fields, record.FieldDIOG) // where its words are moved to
		case record.FieldRelevance:
			fields = append(fields, vocabulary.FieldOGPValue)
		}
		for _, w := range append(f.Words, labels.Absences...) {
			if len(f.Words) == 0 {
				break
			}
			words++
			known := false
			for _, field := range fields {
				known = known || vocab.Knows(field, w)
			}
			if !known {
				t.Errorf("%s: the crosswalk has no %q", f.Field, w)
			}
		}
	}
	if words < 100 {
		t.Fatalf("only %d words of scales found", words)
	}
}
