package transform

import (
	"cmp"
	"fmt"
	"slices"

	"ogptracker/scrape/record"
)

// vocabulary looks words up in a crosswalk and keeps count of what it met,
// for one dataset.
type vocabulary struct {
	crosswalk *Crosswalk
	met       map[metKey]*metWord
	used      map[crosswalkKey]bool
}

type metKey struct {
	field record.Field
	raw   string
}

// metWord is one raw word of one field, what it came to, and how often.
type metWord struct {
	value, era string
	known      bool
	count      int
}

func newVocabulary(x *Crosswalk) *vocabulary {
	return &vocabulary{crosswalk: x, met: make(map[metKey]*metWord, 512), used: map[crosswalkKey]bool{}}
}

// normalize returns what raw words of a field come to. Words that the field's
// vocabulary does not know come to Not recognised and known is false.
func (v *vocabulary) normalize(field record.Field, raw string) (value string, known bool) {
	w := v.word(scaleField(field), raw)
	w.count++
	return w.value, w.known
}

// knows reports whether raw words belong to a field, without counting them.
func (v *vocabulary) knows(field record.Field, raw string) bool {
	_, _, ok := v.crosswalk.find(scaleField(field), raw)
	return ok
}

// absence returns the word of absence that raw words are, if they are one.
func (v *vocabulary) absence(field record.Field, raw string) (string, bool) {
	key, e, ok := v.crosswalk.find(scaleField(field), raw)
	if !ok || !IsAbsence(e.normalized) {
		return "", false
	}
	v.used[key] = true
	return e.normalized, true
}

func (v *vocabulary) word(field record.Field, raw string) *metWord {
	at := metKey{field, raw}
	if w, ok := v.met[at]; ok {
		return w
	}
	w := &metWord{value: NotRecognised}
	if key, e, ok := v.crosswalk.find(field, raw); ok {
		*w = metWord{value: e.normalized, era: e.era, known: true}
		v.used[key] = true
	} else if field == record.FieldPolicyAreas {
		// The list of areas is open: a new one is kept as the site says it.
		w.value = raw
	}
	v.met[at] = w
	return w
}

// uses returns the words met, by field and raw words.
func (v *vocabulary) uses() []CrosswalkUse {
	out := make([]CrosswalkUse, 0, len(v.met))
	for k, w := range v.met {
		if w.count == 0 {
			continue
		}
		era := w.era
		if era == "" {
			era = NotRecognised
		}
		out = append(out, CrosswalkUse{Field: string(k.field), Raw: k.raw, Normalized: w.value, Era: era, Count: w.count})
	}
	slices.SortFunc(out, func(a, b CrosswalkUse) int {
		return cmp.Or(cmp.Compare(a.Field, b.Field), cmp.Compare(a.Raw, b.Raw))
	})
	return out
}

// unused returns an issue for each entry of the operator's that met nothing.
func (v *vocabulary) unused() []record.Issue {
	var out []record.Issue
	for _, e := range v.crosswalk.staff {
		if !v.used[e.key] {
			out = append(out, record.Issue{
				Code: record.CodeCrosswalkUnused, Key: fmt.Sprintf("line %d", e.line), Field: e.key.field, Value: e.raw,
				Message: fmt.Sprintf("line %d of the crosswalk file (%s: %q) met no value", e.line, e.key.field, e.raw),
			})
		}
	}
	return out
}

// crosswalkValue is what words of a field come to, where the crosswalk has
// them; nothing is counted.
func (v *vocabulary) crosswalkValue(field record.Field, raw string) (string, bool) {
	if raw == "" {
		return "", false
	}
	_, e, ok := v.crosswalk.find(field, raw)
	return e.normalized, ok && !IsAbsence(e.normalized)
}
