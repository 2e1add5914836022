package vocabulary

import (
	"cmp"
	"fmt"
	"slices"

	"ogptracker/scrape/record"
)

// Translator looks words up in a crosswalk and keeps count of what it met,
// for one dataset.
type Translator struct {
	crosswalk *Crosswalk
	met       map[metKey]*metWord
	used      map[crosswalkKey]bool
	// looked, split and named keep what was worked out for words met before:
	// a night has many thousand values and few different ones.
	looked map[metKey]lookup
	split  map[string][]string
	named  map[string]institutionList
}

type lookup struct {
	key   crosswalkKey
	entry crosswalkEntry
	ok    bool
}

type institutionList struct {
	names   []string
	absence string
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

func NewTranslator(x *Crosswalk) *Translator {
	return &Translator{
		crosswalk: x, met: make(map[metKey]*metWord, 512), used: map[crosswalkKey]bool{},
		looked: make(map[metKey]lookup, 512), split: map[string][]string{}, named: map[string]institutionList{},
	}
}

// find is the crosswalk's, kept for each field and raw words.
func (v *Translator) find(field record.Field, raw string) lookup {
	at := metKey{field, raw}
	l, ok := v.looked[at]
	if !ok {
		l.key, l.entry, l.ok = v.crosswalk.find(field, raw)
		v.looked[at] = l
	}
	return l
}

// Normalize returns what raw words of a field come to. Words that the field's
// vocabulary does not know come to Not recognised and known is false.
func (v *Translator) Normalize(field record.Field, raw string) (value string, known bool) {
	w := v.word(ScaleField(field), raw)
	w.count++
	return w.value, w.known
}

// Knows reports whether raw words belong to a field, without counting them.
func (v *Translator) Knows(field record.Field, raw string) bool {
	return v.find(ScaleField(field), raw).ok
}

// Absence returns the word of absence that raw words are, if they are one.
func (v *Translator) Absence(field record.Field, raw string) (string, bool) {
	l := v.find(ScaleField(field), raw)
	if !l.ok || !IsAbsence(l.entry.Normalized) {
		return "", false
	}
	v.used[l.key] = true
	return l.entry.Normalized, true
}

func (v *Translator) word(field record.Field, raw string) *metWord {
	at := metKey{field, raw}
	if w, ok := v.met[at]; ok {
		return w
	}
	w := &metWord{value: NotRecognised}
	if l := v.find(field, raw); l.ok {
		*w = metWord{value: l.entry.Normalized, era: l.entry.era, known: true}
		v.used[l.key] = true
	} else if field == record.FieldPolicyAreas {
		// The list of areas is open: a new one is kept as the site says it.
		w.value = raw
	}
	v.met[at] = w
	return w
}

// Uses returns the words met, by field and raw words.
func (v *Translator) Uses() []CrosswalkUse {
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

// Unused returns an issue for each entry of the operator's that met nothing.
func (v *Translator) Unused() []record.Issue {
	var out []record.Issue
	for _, e := range v.crosswalk.staff {
		if !v.used[e.key] {
			out = append(out, record.Issue{
				Code: record.CodeCrosswalkUnused, Key: fmt.Sprintf("line %d", e.line), Field: e.key.Field, Value: e.raw,
				Message: fmt.Sprintf("line %d of the crosswalk file (%s: %q) met no value", e.line, e.key.Field, e.raw),
			})
		}
	}
	return out
}

// CrosswalkValue is what words of a field come to, where the crosswalk has
// them; nothing is counted.
func (v *Translator) CrosswalkValue(field record.Field, raw string) (string, bool) {
	if raw == "" {
		return "", false
	}
	l := v.find(field, raw)
	return l.entry.Normalized, l.ok && !IsAbsence(l.entry.Normalized)
}
