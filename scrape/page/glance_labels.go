package page

import (
	"fmt"
	"slices"
	"strings"

	"ogptracker/scrape/record"
)

// LabelFigures declares the labels of the figures that IRM reports print,
// under the headings "At a Glance" and the like.
type LabelFigures struct {
	Titles   []string       `yaml:"titles"`
	Columns  []LabelColumn  `yaml:"columns"`
	Groups   []LabelGroup   `yaml:"groups"`
	Measures []LabelMeasure `yaml:"measures"`
	Fields   []LabelGlance  `yaml:"fields"`
	Notes    []string       `yaml:"notes"`
	Products []LabelProduct `yaml:"products"`
	Scale    LabelScale     `yaml:"scale"`
}

// LabelColumn declares the headings of a table's column for one stage.
type LabelColumn struct {
	Stage record.Stage `yaml:"stage"`
	Words []string     `yaml:"words"`
}

// LabelGroup declares the heading of a group of rows. Other groups hold no
// figures ("Policy areas carried over ...").
type LabelGroup struct {
	Group string   `yaml:"group"`
	Other bool     `yaml:"other"`
	Words []string `yaml:"words"`
}

// LabelMeasure declares one measure's labels.
type LabelMeasure struct {
	Measure record.Measure `yaml:"measure"`
	// In is the group the measure stands in, where the same label stands in
	// several or the label alone is too common a word.
	In string `yaml:"in"`
	// Stages: the report rates it at each stage; without it the figure is one
	// of the plan as a whole.
	Stages bool `yaml:"stages"`
	// Words: its value is words ("Yes", "Involve"), not a count.
	Words bool `yaml:"words"`
	// Weak: the label is a common word, and is one only beside other labels.
	Weak bool `yaml:"weak"`
	// DesignReport is the measure's name in a Design Report.
	DesignReport record.Measure `yaml:"design_report"`
	Labels       []string       `yaml:"labels"`
}

// LabelGlance declares a field that stands among the figures.
type LabelGlance struct {
	Field   record.Field   `yaml:"field"`
	Measure record.Measure `yaml:"measure"`
	Labels  []string       `yaml:"labels"`
}

// LabelProduct declares one kind of IRM report by the words of its title, and
// the stages its figures belong to: of the plan's design, and of what became
// of it.
type LabelProduct struct {
	Product string       `yaml:"product"`
	Design  record.Stage `yaml:"design"`
	Results record.Stage `yaml:"results"`
	// Columns: figures are printed for each stage, in columns.
	Columns []record.Stage `yaml:"columns"`
	// Prose: counts also stand in words in the running text.
	Prose bool     `yaml:"prose"`
	Words []string `yaml:"words"`
}

type figureKind uint8

const (
	figureMeasure figureKind = iota
	figureField
	figureGroup
	figureColumn
	figureTitle
	figureNote
)

// figureEntry is one label of the figures.
type figureEntry struct {
	kind    figureKind
	words   string // as declared
	key     string // made comparable
	first   string // the key's first word, all of it where it is one
	second  byte   // the key's second letter, 0 without one
	measure *LabelMeasure
	field   *LabelGlance
	group   *LabelGroup
	stage   record.Stage
}

// textual: what follows the label is words, not a count.
func (e *figureEntry) textual() bool {
	return e.kind == figureField || e.kind == figureMeasure && e.measure.Words
}

// valued: the label has a value.
func (e *figureEntry) valued() bool { return e.kind == figureMeasure || e.kind == figureField }

// figureSet finds the labels of figures: by their first letter, the longest
// first.
type figureSet struct {
	buckets  [256][]*figureEntry
	measures map[string][]*figureEntry // all entries of one label, in order of declaration
	products []product
	dotted   []string // labels that end in dots
}

type product struct {
	*LabelProduct
	keys []string
}

func newFigureSet(l *LabelFigures) *figureSet {
	s := &figureSet{measures: map[string][]*figureEntry{}}
	for i := range l.Measures {
		for _, w := range l.Measures[i].Labels {
			s.add(&figureEntry{kind: figureMeasure, words: w, measure: &l.Measures[i]})
		}
	}
	for i := range l.Fields {
		for _, w := range l.Fields[i].Labels {
			s.add(&figureEntry{kind: figureField, words: w, field: &l.Fields[i]})
		}
	}
	for i := range l.Groups {
		for _, w := range l.Groups[i].Words {
			s.add(&figureEntry{kind: figureGroup, words: w, group: &l.Groups[i]})
		}
	}
	for _, c := range l.Columns {
		for _, w := range c.Words {
			s.add(&figureEntry{kind: figureColumn, words: w, stage: c.Stage})
		}
	}
	for _, w := range l.Titles {
		s.add(&figureEntry{kind: figureTitle, words: w})
	}
	for _, w := range l.Notes {
		s.add(&figureEntry{kind: figureNote, words: w})
	}
	for i := range s.buckets {
		slices.SortStableFunc(s.buckets[i], func(a, b *figureEntry) int { return len(b.key) - len(a.key) })
	}
	for i := range l.Products {
		p := product{LabelProduct: &l.Products[i]}
		for _, w := range p.Words {
			p.keys = append(p.keys, plainWords(w))
		}
		s.products = append(s.products, p)
	}
	return s
}

func (s *figureSet) add(e *figureEntry) {
	e.key = labelKey(e.words)
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

// plainWords makes a title comparable: lower case, hyphens as spaces.
func plainWords(s string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(labelKey(s), "-", " ")), " ")
}

// productOf tells the kind of IRM report by a title, nil for other documents.
func (s *figureSet) productOf(title string) *LabelProduct {
	plain := plainWords(title)
	for i := range s.products {
		for _, k := range s.products[i].keys {
			if strings.Contains(plain, k) {
				return s.products[i].LabelProduct
			}
		}
	}
	return nil
}

// extend adds an operator's labels to a measure, or to a field among the
// figures; false if there is none of that name.
func (l *LabelFigures) extend(id string, words []string) bool {
	found := false
	for i := range l.Measures {
		if m := &l.Measures[i]; string(m.Measure) == id {
			m.Labels, found = append(slices.Clone(m.Labels), words...), true
		}
	}
	for i := range l.Fields {
		if f := &l.Fields[i]; string(f.Field) == id {
			f.Labels, found = append(slices.Clone(f.Labels), words...), true
		}
	}
	return found
}

// ids adds the names that extend knows.
func (l *LabelFigures) ids(to map[string]bool) {
	for _, m := range l.Measures {
		to[string(m.Measure)] = true
	}
	for _, f := range l.Fields {
		to[string(f.Field)] = true
	}
}

func (l *LabelFigures) check() []error {
	var errs []error
	for _, m := range l.Measures {
		if m.Measure == "" || len(m.Labels) == 0 {
			errs = append(errs, fmt.Errorf("figures: measure %q: wants measure and labels", m.Measure))
		}
	}
	for _, f := range l.Fields {
		if f.Field == "" || len(f.Labels) == 0 {
			errs = append(errs, fmt.Errorf("figures: field %q: wants field and labels", f.Field))
		}
	}
	for _, p := range l.Products {
		if p.Product == "" || len(p.Words) == 0 {
			errs = append(errs, fmt.Errorf("figures: product %q: wants product and words", p.Product))
		}
	}
	return errs
}
