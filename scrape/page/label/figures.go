package label

import (
	"fmt"
	"slices"
	"strings"

	"ogptracker/scrape/page/view"
	"ogptracker/scrape/record"
)

// Figures declares the labels of the figures that IRM reports print,
// under the headings "At a Glance" and the like.
type Figures struct {
	Titles   []string      `yaml:"titles"`
	Columns  []Column      `yaml:"columns"`
	Groups   []Group       `yaml:"groups"`
	Measures []Measure     `yaml:"measures"`
	Fields   []FigureField `yaml:"fields"`
	Notes    []string      `yaml:"notes"`
	Products []Product     `yaml:"products"`
	Scale    Scale         `yaml:"scale"`
}

// Column declares the headings of a table's column for one stage.
type Column struct {
	Stage record.Stage `yaml:"stage"`
	Words []string     `yaml:"words"`
}

// StageOf gives the stage that a text names, whatever it adds about a review
// ("Midterm", "End of Term Review"), "" where it names none or says more.
func (f *Figures) StageOf(text string) record.Stage {
	if len(text) > 40 {
		return ""
	}
	text = strings.TrimSuffix(strings.TrimPrefix(view.Key(text), "irm "), " review")
	for _, c := range f.Columns {
		for _, w := range c.Words {
			if view.IsKey(text, view.Key(w)) {
				return c.Stage
			}
		}
	}
	return ""
}

// Group declares the heading of a group of rows. Other groups hold no
// figures ("Policy areas carried over ...").
type Group struct {
	Group string   `yaml:"group"`
	Other bool     `yaml:"other"`
	Words []string `yaml:"words"`
}

// Measure declares one measure's labels.
type Measure struct {
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

// FigureField declares a field that stands among the figures.
type FigureField struct {
	Field   record.Field   `yaml:"field"`
	Measure record.Measure `yaml:"measure"`
	Labels  []string       `yaml:"labels"`
}

// Product declares one kind of IRM report by the words of its title, and
// the stages its figures belong to: of the plan's design, and of what became
// of it.
type Product struct {
	Product string       `yaml:"product"`
	Design  record.Stage `yaml:"design"`
	Results record.Stage `yaml:"results"`
	// Columns: figures are printed for each stage, in columns.
	Columns []record.Stage `yaml:"columns"`
	// Prose: counts also stand in words in the running text.
	Prose bool     `yaml:"prose"`
	Words []string `yaml:"words"`
}

// extend adds an operator's labels to a measure, or to a field among the
// figures; false if there is none of that name.
func (l *Figures) extend(id string, words []string) bool {
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
func (l *Figures) ids(to map[string]bool) {
	for _, m := range l.Measures {
		to[string(m.Measure)] = true
	}
	for _, f := range l.Fields {
		to[string(f.Field)] = true
	}
}

func (l *Figures) check() []error {
	var errs []error
	for _, m := range l.Measures {
		if m.Measure == "" || len(m.Labels) == 0 {
			errs = append(errs, fmt.Errorf("labels of figures: measure %q: wants measure and labels", m.Measure))
		}
	}
	for _, f := range l.Fields {
		if f.Field == "" || len(f.Labels) == 0 {
			errs = append(errs, fmt.Errorf("labels of figures: field %q: wants field and labels", f.Field))
		}
	}
	for _, p := range l.Products {
		if p.Product == "" || len(p.Words) == 0 {
			errs = append(errs, fmt.Errorf("labels of figures: product %q: wants product and words", p.Product))
		}
	}
	return errs
}

// Scale declares the table of mid-term and progress reports that shows a
// whole scale, one step in each row, with a mark at the step that was reached.
type Scale struct {
	Words   []string      `yaml:"words"`
	Columns []ScaleColumn `yaml:"columns"`
}

// ScaleColumn declares the heading of a column of marks.
type ScaleColumn struct {
	Measure record.Measure `yaml:"measure"`
	Words   []string       `yaml:"words"`
}
