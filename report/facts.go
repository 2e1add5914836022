package report

import (
	"fmt"

	"ogptracker/report/schema"
	"ogptracker/report/words"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// factTable is a small table of a presentation sheet: what, its value, and
// what the value rests on.
type factTable struct{ *Grid }

func factGrid(name, what, value, basis string) factTable {
	return factTable{&Grid{Name: name, Columns: []GridColumn{
		{Column: schema.Column{Name: "what", Header: what, Type: schema.Text}},
		{Column: schema.Column{Name: "value", Header: value, Type: schema.Fact}},
		{Column: schema.Column{Name: "basis", Header: basis, Type: schema.Text}},
	}}}
}

func (f factTable) add(what string, value any, basis string) { f.addLink(what, value, basis, "") }

// addLink adds a row whose name leads to an address.
func (f factTable) addLink(what string, value any, basis, url string) {
	f.Rows = append(f.Rows, []any{what, value, basis})
	f.Columns[0].Links = append(f.Columns[0].Links, url)
}

// rate adds a rate with its numerator and denominator; where few are assessed
// the counts stand in place of the rate.
func (f factTable) rate(what string, rule vocabulary.CompletionRate, c *dataset.Completion, r dataset.Rate) {
	basis := fmt.Sprintf("%s %s of %s %s", words.Number(r.Count), rule.Counted(), words.Number(r.Of), rule.Of)
	switch {
	case c.Assessed == 0:
		f.add(what, "None assessed", "No commitment has been assessed; "+leftOut(c))
	case c.Assessed < dataset.MinAssessed:
		f.add(what, fmt.Sprintf("%d of %d", r.Count, r.Of), basis+"; too few for a rate")
	default:
		f.add(what, float64(r.Count)/float64(r.Of), basis)
	}
}
