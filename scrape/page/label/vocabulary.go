package label

import (
	"strings"

	"ogptracker/scrape/page/view"
	"ogptracker/scrape/record"
)

// Vocabulary knows the words of each field's own scale, and the words of
// absence that belong to all of them. It maps a word made comparable to the
// word as the label file writes it.
type Vocabulary struct {
	words    map[record.Field]map[string]string
	Absences map[string]string
	taught   map[record.Field]map[string]string // by the sign of a drawing
	controls *view.Noise
}

// NewVocabulary makes the vocabulary of labels. What labels.drawn says of an
// unknown field or word is an error.
func NewVocabulary(l *Labels) (*Vocabulary, error) {
	v := &Vocabulary{words: map[record.Field]map[string]string{}, Absences: map[string]string{}, taught: map[record.Field]map[string]string{},
		controls: view.NewNoise(l.Controls, nil, nil)}
	for _, f := range l.Fields {
		m := v.words[f.Field]
		if m == nil {
			m = map[string]string{}
			v.words[f.Field] = m
		}
		for _, w := range f.Words {
			m[view.Key(w)] = w
		}
	}
	for _, w := range l.Absences {
		v.Absences[view.Key(w)] = w
	}
	return v, v.learn(l)
}

// Knows tells whether text is a word of the field's scale or of absence.
func (v *Vocabulary) Knows(f *Field, text string) bool { return v.has(f, withoutMarks(text)) }

// has tells whether text is a word of the field's scale or of absence.
func (v *Vocabulary) has(f *Field, text string) bool {
	_, ok := v.word(f, text)
	return ok
}

// word gives the word of the field's scale, or of absence, that text is.
func (v *Vocabulary) word(f *Field, text string) (string, bool) {
	if text == "" || len(text) > 80 {
		return "", false
	}
	key := strings.TrimRight(view.Key(text), " .*")
	if w, ok := v.words[f.Field][key]; ok {
		return w, true
	}
	w, ok := v.Absences[key]
	return w, ok
}
