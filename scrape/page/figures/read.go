package figures

import (
	"ogptracker/scrape/page/view"
	"ogptracker/scrape/record"
)

// Found is what a page prints as figures: the figures themselves, the
// labelled values that stand among them, and what is odd.
type Found struct {
	Figures []record.Figure
	Fields  record.Fields
	Labels  []record.Label
	Issues  []record.Issue // Code, Field, Value and Message alone
	// Taken are the lines that the figures stand in.
	Taken map[int]bool
}

// reading is one page while its figures are read.
type reading struct {
	v       *view.View
	figures *Set
	title   string // of the page
	found   Found
}

// Read reads the figures that a page prints as rows or labels, and the counts
// that the running text of some kinds of report states. title is the page's
// own: it tells the kind of report.
func (s *Set) Read(v *view.View, title string) Found {
	p := &reading{v: v, figures: s, title: title}
	p.found.Taken = p.glance()
	return p.found
}

// ReadProse adds the counts in words of a report that has them.
func (s *Set) ReadProse(v *view.View, title string, found Found) Found {
	p := &reading{v: v, figures: s, title: title, found: found}
	if product := s.ProductOf(title); product != nil && product.Prose {
		p.prose(product, found.Taken)
	}
	return p.found
}

func (p *reading) addLabel(text, outcome string, f record.Field) {
	p.found.Labels = append(p.found.Labels, record.Label{Text: view.WithoutMail(text), Outcome: outcome, Field: f})
}

func (p *reading) issue(code record.Code, field record.Field, value, message string) {
	p.found.Issues = append(p.found.Issues, record.Issue{Code: code, Field: field, Value: value, Message: message})
}
