package irmtable

import (
	"cmp"
	"slices"
	"strings"

	"ogptracker/scrape/record"
)

// twinOf tells whether a header is the coded twin of a rating: OGP's editions
// mark it by an underscore before a shortened name. "_Relevant" is no twin:
// it is the only column of its kind.
func twinOf(name, folded string) (record.Field, bool) {
	if !strings.HasPrefix(name, "_") {
		return "", false
	}
	squeezed := strings.ReplaceAll(folded, " ", "")
	for _, t := range []struct {
		begins string
		field  record.Field
	}{
		{"specificity", record.FieldSpecificity}, {"potentialimpact", record.FieldPotentialImpact}, {"potimpact", record.FieldPotentialImpact},
		{"potentialforresults", record.FieldPotentialResults}, {"completionprogress", record.FieldCompletionMidterm},
		{"completionmid", record.FieldCompletionMidterm}, {"actualcompletion", record.FieldCompletionMidterm},
		{"completionend", record.FieldCompletionEnd}, {"earlyresults", record.FieldEarlyResults}, {"opengov", record.FieldDIOG},
	} {
		if strings.HasPrefix(squeezed, t.begins) {
			return t.field, true
		}
	}
	return "", !strings.HasPrefix(squeezed, "relevan") // else a twin of a column that is not read
}

// completionCodes are the two scales that OGP's editions have for completion:
// that of May 2015 counts from 1, the later ones from 2, with Withdrawn and
// Unclear below.
var completionCodes = []map[string]string{
	{"withdrawn": "0", "unclear": "1", "not started": "2", "limited": "3", "substantial": "4", "complete": "5", "completed": "5"},
	{"not started": "1", "limited": "2", "substantial": "3", "complete": "4", "completed": "4"},
}

// scale returns the scale that most rows of a completion column follow.
func (r *reading) scale(word, twin int) map[string]string {
	best, most := completionCodes[0], 0
	for _, scale := range completionCodes {
		fits := 0
		for _, l := range r.lines {
			if code, ok := scale[bareWord(cellAt(l.cells, word))]; ok && code == cellAt(l.cells, twin) {
				fits++
			}
		}
		if fits > most {
			best, most = scale, fits
		}
	}
	return best
}

// codes are OGP's number codes for the words of each other rating, the same in
// all editions.
func codes(field record.Field) map[string]string {
	switch field {
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

// twin is a column of codes beside the column of words it repeats.
type twin struct {
	column int
	field  record.Field
	scale  map[string]string
}

// twins pairs the columns of codes with their words.
func (r *reading) twins() []twin {
	var all []twin
	for i, field := range r.head.twins {
		word := r.head.column(role(field))
		if field == "" || word < 0 {
			continue
		}
		t := twin{column: i, field: field, scale: codes(field)}
		if field == record.FieldCompletionMidterm || field == record.FieldCompletionEnd {
			t.scale = r.scale(word, i)
		}
		all = append(all, t)
	}
	slices.SortFunc(all, func(a, b twin) int { return cmp.Compare(a.column, b.column) })
	return all
}

// agrees reports whether a word and its code say the same. A word that has no
// code, and an empty code, cannot disagree.
func (t twin) agrees(word, code string) bool {
	if code == "" || code == noValue {
		return true
	}
	word = bareWord(word)
	if absent(word) || absent(code) {
		return strings.EqualFold(word, code)
	}
	want, ok := t.scale[word]
	return !ok || want == code
}

// bareWord is a word of a scale without the letter that sorts it ("d.
// Complete").
func bareWord(word string) string {
	word = strings.ToLower(oneLine(visible(word)))
	if len(word) > 3 && word[1] == '.' {
		word = strings.TrimSpace(word[2:])
	}
	return word
}
