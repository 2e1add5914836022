package irmtable

import (
	"strings"

	"ogptracker/scrape/record"
)

// codes are OGP's number codes for the words of each rating, the same in both
// editions.
func codes(field record.Field) map[string]string {
	switch field {
	case record.FieldCompletionMidterm, record.FieldCompletionEnd:
		return map[string]string{"withdrawn": "0", "unclear": "1", "not started": "2", "limited": "3", "substantial": "4", "complete": "5", "completed": "5"}
	case record.FieldSpecificity:
		return map[string]string{"none": "0", "low": "1", "medium": "2", "high": "3"}
	case record.FieldPotentialImpact:
		return map[string]string{"none": "0", "minor": "1", "moderate": "2", "transformative": "3"}
	case record.FieldPotentialResults:
		return map[string]string{"unclear": "0", "modest": "1", "substantial": "2"}
	case record.FieldEarlyResults:
		return map[string]string{"no notable results": "0", "moderate": "1", "significant": "2"}
	case record.FieldDIOG:
		return map[string]string{"worsens": "0", "worsened": "0", "none": "1", "did not change": "1", "no early results to report yet": "1", "marginal": "2", "major": "3", "outstanding": "4"}
	}
	return nil
}

// twinAgrees reports whether a word and its code say the same. A word that
// has no code, and an empty twin, cannot disagree.
func twinAgrees(field record.Field, word, code string) bool {
	code = strings.TrimSuffix(code, ".0")
	if code == "" {
		return true
	}
	word = strings.ToLower(word)
	if len(word) > 3 && word[1] == '.' {
		word = strings.TrimSpace(word[2:]) // "d. complete"
	}
	if absent(word) || absent(code) {
		return strings.EqualFold(word, code)
	}
	want, ok := codes(field)[word]
	return !ok || want == code
}
