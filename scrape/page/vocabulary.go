package page

import (
	"strings"

	"ogptracker/scrape/record"
)

// vocabulary knows the words of each field's own scale, and the words of
// absence that belong to all of them. It maps a word made comparable to the
// word as the label file writes it.
type vocabulary struct {
	words    map[record.Field]map[string]string
	absences map[string]string
}

func newVocabulary(l *Labels) *vocabulary {
	v := &vocabulary{words: map[record.Field]map[string]string{}, absences: map[string]string{}}
	for _, f := range l.Fields {
		m := v.words[f.Field]
		if m == nil {
			m = map[string]string{}
			v.words[f.Field] = m
		}
		for _, w := range f.Words {
			m[labelKey(w)] = w
		}
	}
	for _, w := range l.Absences {
		v.absences[labelKey(w)] = w
	}
	return v
}

// has tells whether text is a word of the field's scale or of absence.
func (v *vocabulary) has(f *LabelField, text string) bool {
	_, ok := v.word(f, text)
	return ok
}

// word gives the word of the field's scale, or of absence, that text is.
func (v *vocabulary) word(f *LabelField, text string) (string, bool) {
	if text == "" || len(text) > 80 {
		return "", false
	}
	key := strings.TrimRight(labelKey(text), " .*")
	if w, ok := v.words[f.Field][key]; ok {
		return w, true
	}
	w, ok := v.absences[key]
	return w, ok
}
