package figures

import (
	"slices"
	"strings"

	"ogptracker/scrape/page/label"
	"ogptracker/scrape/page/view"
	"ogptracker/scrape/record"
)

type kind uint8

const (
	kindMeasure kind = iota
	kindField
	kindGroup
	kindColumn
	kindTitle
	kindNote
)

// entry is one label of the figures.
type entry struct {
	kind    kind
	words   string // as declared
	key     string // made comparable
	first   string // the key's first word, all of it where it is one
	second  byte   // the key's second letter, 0 without one
	measure *label.Measure
	field   *label.FigureField
	group   *label.Group
	stage   record.Stage
}

// textual: what follows the label is words, not a count.
func (e *entry) textual() bool {
	return e.kind == kindField || e.kind == kindMeasure && e.measure.Words
}

// valued: the label has a value.
func (e *entry) valued() bool { return e.kind == kindMeasure || e.kind == kindField }

// Set finds the labels of figures: by their first letter, the longest
// first.
type Set struct {
	buckets  [256][]*entry
	measures map[string][]*entry // all entries of one label, in order of declaration
	products []product
	dotted   []string // labels that end in dots
	scale    *label.Scale
}

type product struct {
	kind *label.Product
	keys []string
}

func NewSet(l *label.Figures) *Set {
	s := &Set{scale: &l.Scale, measures: map[string][]*entry{}}
	for i := range l.Measures {
		for _, w := range l.Measures[i].Labels {
			s.add(&entry{kind: kindMeasure, words: w, measure: &l.Measures[i]})
		}
	}
	for i := range l.Fields {
		for _, w := range l.Fields[i].Labels {
			s.add(&entry{kind: kindField, words: w, field: &l.Fields[i]})
		}
	}
	for i := range l.Groups {
		for _, w := range l.Groups[i].Words {
			s.add(&entry{kind: kindGroup, words: w, group: &l.Groups[i]})
		}
	}
	for _, c := range l.Columns {
		for _, w := range c.Words {
			s.add(&entry{kind: kindColumn, words: w, stage: c.Stage})
		}
	}
	for _, w := range l.Titles {
		s.add(&entry{kind: kindTitle, words: w})
	}
	for _, w := range l.Notes {
		s.add(&entry{kind: kindNote, words: w})
	}
	for i := range s.buckets {
		slices.SortStableFunc(s.buckets[i], func(a, b *entry) int { return len(b.key) - len(a.key) })
	}
	for i := range l.Products {
		p := product{kind: &l.Products[i]}
		for _, w := range p.kind.Words {
			p.keys = append(p.keys, PlainWords(w))
		}
		s.products = append(s.products, p)
	}
	return s
}

func (s *Set) add(e *entry) {
	e.key = view.Key(e.words)
	if e.key == "" {
		return
	}
	if e.first, _, _ = strings.Cut(e.key, " "); len(e.key) > 1 {
		e.second = e.key[1]
	}
	if strings.HasSuffix(e.words, "…") || strings.HasSuffix(e.words, "...") {
		s.dotted = append(s.dotted, e.words)
	}
	same := s.measures[e.key]
	s.measures[e.key] = append(same, e)
	if len(same) == 0 {
		s.buckets[e.key[0]] = append(s.buckets[e.key[0]], e)
	}
}

// PlainWords makes a title comparable: lower case, hyphens as spaces.
func PlainWords(s string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(view.Key(s), "-", " ")), " ")
}

// ProductOf tells the kind of IRM report by a title, nil for other documents.
func (s *Set) ProductOf(title string) *label.Product {
	plain := PlainWords(title)
	for i := range s.products {
		for _, k := range s.products[i].keys {
			if strings.Contains(plain, k) {
				return s.products[i].kind
			}
		}
	}
	return nil
}
