package figure

import (
	"slices"

	"ogptracker/scrape/record"
	"ogptracker/transform/vocabulary"
)

// values are the four values of a commitment that a night is judged by.
type values struct{ Rating, Title, Plan, Lead bool }

// Whole says whether all four are there.
func (v values) Whole() bool { return v.Rating && v.Title && v.Plan && v.Lead }

var completionFields = []record.Field{record.FieldCompletion, record.FieldCompletionMidterm, record.FieldCompletionEnd}

// SaidBy says which of the values a commitment's page has by its own words. A
// rating is a finding of completion; no absence is a value.
func SaidBy(words *vocabulary.Translator, p *record.Page) values {
	stated := func(f record.Field) bool {
		v := p.Fields[f]
		if v.State != record.Stated {
			return false
		}
		_, absent := words.Absence(f, v.Raw)
		return !absent
	}
	return values{
		Rating: slices.ContainsFunc(completionFields, func(f record.Field) bool {
			v := p.Fields[f]
			if v.State != record.Stated {
				return false
			}
			finding, _ := words.Normalize(f, v.Raw)
			return vocabulary.IsCompletionFinding(finding)
		}),
		Title: p.Title != "",
		Plan:  len(p.ActionPlans) > 0 || stated(record.FieldActionPlan) || stated(record.FieldActionPlanCycle),
		Lead:  stated(record.FieldLeadInstitution),
	}
}
