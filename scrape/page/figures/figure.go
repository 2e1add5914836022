package figures

import (
	"slices"

	"ogptracker/scrape/page/label"
	"ogptracker/scrape/page/view"
	"ogptracker/scrape/record"
)

// figures makes the figures of one stretch.
type figures struct {
	*reading
	product *label.Product
	group   string
	// columns are the stages of the table's columns, in order, and where each
	// stands; from is -1 for headings that are not cells.
	columns []columnAt
	// staged: the stretch has a figure for each stage.
	staged bool
	seen   map[*label.Measure]bool
}

type columnAt struct {
	stage    record.Stage
	from, to int
}

// noteStages learns from the labels what the stretch as a whole is.
func (f *figures) noteStages(m *mark) {
	switch e := m.entry; {
	case e.kind == kindColumn:
		c := columnAt{stage: e.stage, from: -1}
		if len(m.cells) > 0 {
			c.from, c.to = m.cells[0].from, m.cells[0].to
		}
		if !slices.ContainsFunc(f.columns, func(o columnAt) bool { return o.stage == c.stage }) {
			f.columns = append(f.columns, c)
		}
		f.staged = true
	case e.kind == kindMeasure && e.measure.Stages:
		f.staged = true
	case e.kind == kindField && e.field.Field == record.FieldReportType && f.product == nil:
		f.product = f.figures.ProductOf(m.text() + " report")
	}
}

// text is the value of a label that takes words.
func (m *mark) text() string {
	if m.value == "" && len(m.cells) > 0 {
		return m.cells[0].text
	}
	return m.value
}

func (f *figures) setField(m *mark) {
	g := m.entry.field
	f.addLabel(m.label, "field", g.Field)
	val := record.Value{State: record.Unreadable}
	if t := view.WithoutMail(m.text()); t != "" {
		val = record.Say(t)
	} else {
		f.issue(record.CodeUnreadableValue, g.Field, "", "the label \""+m.label+"\" has no value that can be read")
	}
	if f.found.Fields == nil {
		f.found.Fields = record.Fields{}
	}
	if old := f.found.Fields[g.Field]; old.State != record.Stated {
		f.found.Fields[g.Field] = val
	}
	if g.Measure != "" {
		f.add(m, g.Measure, f.stageOf(nil), m.text())
	}
}

// measureOf picks the measure of a label that stands in several groups: that
// of the group it is in, else the first that has not been seen.
func (f *figures) measureOf(e *entry) *label.Measure {
	all := f.figures.measures[e.key]
	pick := e.measure
	if len(all) > 1 {
		i := slices.IndexFunc(all, func(o *entry) bool { return o.kind == kindMeasure && o.measure.In == f.group })
		if i < 0 {
			i = slices.IndexFunc(all, func(o *entry) bool { return o.kind == kindMeasure && !f.seen[o.measure] })
		}
		if i >= 0 {
			pick = all[i].measure
		}
	} else if pick.In != "" {
		f.group = pick.In // a group whose heading is lost
	}
	f.seen[pick] = true
	return pick
}

func (f *figures) setMeasure(m *mark) {
	l := f.measureOf(m.entry)
	measure := l.Measure
	if l.DesignReport != "" && f.product != nil && f.product.Product == "Design Report" {
		measure = l.DesignReport
	}
	f.addLabel(m.label, "field", record.Field(measure))
	switch values := f.values(m); {
	case l.Words:
		f.add(m, measure, f.stageOf(l), m.text())
	case !f.staged:
		f.add(m, measure, f.stageOf(l), joinValues(values))
	case l.Stages:
		f.addStages(m, measure, values)
	default:
		f.addWhole(m, measure, values)
	}
}

// values are the figures beside a label, in order, blank cells included.
func (f *figures) values(m *mark) []cell {
	var all []cell
	for _, c := range append([]cell{{text: m.value, from: -1}}, m.cells...) {
		items := cellItems(c.text)
		switch {
		case c.text == "" && c.from < 0:
		case len(items) > 1:
			for _, item := range items {
				all = append(all, cell{text: item, from: -1})
			}
		default:
			all = append(all, c)
		}
	}
	return all
}

func joinValues(values []cell) string {
	text := ""
	for _, c := range values {
		if c.text != "" && text != "" {
			text += " "
		}
		text += c.text
	}
	return text
}

// stageOf is the stage of a figure that is not printed stage by stage: of the
// plan's design, or of its results, as the kind of report has it.
func (f *figures) stageOf(l *label.Measure) record.Stage {
	results := l != nil && l.In == "implementation"
	switch {
	case f.product == nil && results:
		return record.StageResults
	case f.product == nil:
		return record.StageDesign
	case results:
		return f.product.Results
	case f.product.Design == "":
		return f.product.Results
	}
	return f.product.Design
}

// stages are those of the table's columns; where they have no headings, those
// that the kind of report prints.
func (f *figures) stages() []record.Stage {
	var all []record.Stage
	for _, c := range f.columns {
		all = append(all, c.stage)
	}
	if all == nil && f.product != nil {
		all = f.product.Columns
	}
	if all == nil {
		all = []record.Stage{record.StageMidterm, record.StageEndOfTerm}
	}
	return all
}

// columnOf gives the stage of the one column that a cell stands in, "" where
// it stands in none or covers several.
func (f *figures) columnOf(c *cell) record.Stage {
	var stage record.Stage
	if c.from < 0 {
		return ""
	}
	for _, col := range f.columns {
		if col.from >= 0 && c.from < col.to && col.from < c.to {
			if stage != "" {
				return ""
			}
			stage = col.stage
		}
	}
	return stage
}

// addStages adds a figure for each stage. A lone number among two columns
// cannot be told to be of either, unless it stands in one.
func (f *figures) addStages(m *mark, measure record.Measure, values []cell) {
	stages := f.stages()
	given := map[record.Stage]string{}
	for i := range values {
		if s := f.columnOf(&values[i]); s != "" {
			given[s] = values[i].text
		} else if len(values) == len(stages) {
			given[stages[i]] = values[i].text
		}
	}
	if len(given) == 0 && len(values) > 0 && joinValues(values) != "" {
		f.addUnreadable(m, measure, record.StageEndOfTerm, joinValues(values))
		return
	}
	for _, s := range stages {
		f.add(m, measure, s, given[s])
	}
}

// addWhole adds the figure of a measure that is one of the plan as a whole:
// printed once for both stages, or again in each column. A blank cell beside
// a filled one is no figure.
func (f *figures) addWhole(m *mark, measure record.Measure, values []cell) {
	stages := f.stages()
	last := stages[len(stages)-1]
	var filled []cell
	for _, c := range values {
		if c.text != "" {
			filled = append(filled, c)
		}
	}
	switch {
	case len(filled) == 0:
		f.add(m, measure, last, "")
	case len(filled) == 1 && len(values) == 1:
		f.add(m, measure, last, filled[0].text)
	default:
		for i := range filled {
			s := f.columnOf(&filled[i])
			if s == "" && len(filled) == len(stages) {
				s = stages[i]
			}
			if s == "" {
				s = last
			}
			f.add(m, measure, s, filled[i].text)
		}
	}
}

// add adds a figure as printed. Without text the row is there and its cell
// cannot be read.
func (f *figures) add(m *mark, measure record.Measure, stage record.Stage, text string) {
	if text == "" {
		f.addUnreadable(m, measure, stage, "")
		return
	}
	fig := record.Figure{Measure: measure, Stage: stage, Printed: view.WithoutMail(text), State: record.Stated}
	if e := m.entry; e.kind == kindField || !e.measure.Words {
		fig.Count, fig.Percent = number(text)
	}
	if fig.Count == nil && !m.entry.textual() && cellItems(text) == nil {
		f.issue(record.CodeFigureUnreadable, record.Field(measure), fig.Printed, "\""+m.label+"\" is printed without a number")
	}
	f.keep(fig)
}

func (f *figures) addUnreadable(m *mark, measure record.Measure, stage record.Stage, printed string) {
	f.issue(record.CodeFigureUnreadable, record.Field(measure), printed, "\""+m.label+"\" is printed without a number that can be read for this stage ("+string(stage)+")")
	f.keep(record.Figure{Measure: measure, Stage: stage, Printed: printed, State: record.Unreadable})
}

// keep adds a figure unless the page has printed it before: the first stands.
func (p *reading) keep(fig record.Figure) {
	for i := range p.found.Figures {
		o := &p.found.Figures[i]
		if o.Measure == fig.Measure && o.Stage == fig.Stage && o.Plan == fig.Plan {
			if o.State != record.Stated && fig.State == record.Stated {
				*o = fig
			}
			return
		}
	}
	p.found.Figures = append(p.found.Figures, fig)
}
