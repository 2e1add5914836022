package excel

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"ogptracker/output/limits"
	"ogptracker/output/palette"
	"ogptracker/output/plaintext"
	"ogptracker/report"
	"ogptracker/scrape/record"
)

// Names of the gate's rules as errors carry them.
const (
	ruleSheetName  = "sheet-name"
	ruleSheetTitle = "sheet-title"
	ruleHeader     = "header"
	ruleTableName  = "table-name"
	ruleEmptyTable = "empty-table"
	ruleCell       = "cell"
	ruleNumber     = "finite-number"
	ruleDate       = "date"
	ruleSize       = "size"
	ruleChart      = "chart"
	ruleLayout     = "layout"
	ruleLink       = "link"
	ruleFormula    = "formula"
	ruleChoice     = "choice"
)

// Violation is a fault of the workbook's making that Excel would repair or
// refuse; nothing is written.
type Violation struct{ Rule, Sheet, Detail string }

func (v Violation) Error() string {
	return fmt.Sprintf("rule %s: sheet %q: %s", v.Rule, v.Sheet, v.Detail)
}

// Gate checks a workbook before it is written. Faults of its making are
// errors (all of them, joined). What the outside world put into cells is
// mended instead, in a copy: control characters go, a text that no cell can
// hold is cut visibly, an address that is no link loses its link; the last
// two are issues.
func Gate(wb *report.Workbook) (*report.Workbook, []record.Issue, error) {
	g := &gate{book: wb, names: map[string]bool{}, titles: map[string]bool{}, tables: map[string]bool{}, charts: map[string]bool{}}
	clean := *wb
	clean.Sheets = make([]*report.Sheet, len(wb.Sheets))
	g.checkBook()
	for i, s := range wb.Sheets {
		clean.Sheets[i] = g.sheet(s)
	}
	g.repoint(&clean)
	return &clean, g.issues, errors.Join(g.faults...)
}

// gate is the state of one check.
type gate struct {
	book   *report.Workbook
	at     *report.Sheet
	links  int  // on this sheet
	full   bool // the sheet can hold no more of them
	faults []error
	issues []record.Issue

	names, titles, tables, charts map[string]bool
	grids                         map[*report.Grid]*report.Grid // as given -> as mended
}

func (g *gate) fault(rule, format string, args ...any) {
	name := ""
	if g.at != nil {
		name = g.at.Name
	}
	g.faults = append(g.faults, Violation{rule, name, fmt.Sprintf(format, args...)})
}

func (g *gate) checkBook() {
	if len(g.book.Sheets) == 0 {
		g.fault(ruleLayout, "a workbook without a sheet")
	}
	if g.book.Title == "" || g.book.Subject == "" || g.book.Creator == "" || g.book.Created.IsZero() {
		g.fault(ruleLayout, "title, subject, creator and date must all be set")
	}
	g.grids = make(map[*report.Grid]*report.Grid)
}

func (g *gate) sheet(s *report.Sheet) *report.Sheet {
	g.at, g.links, g.full = s, 0, false
	g.checkSheetName(s.Name)
	if s.Title == "" || g.titles[s.Title] {
		g.fault(ruleSheetTitle, "the title %q is empty or stands on another sheet too", s.Title)
	}
	g.titles[s.Title] = true
	clean := *s
	clean.Title, clean.Note = g.text(s.Title, ""), g.text(s.Note, "")
	if (s.Data == nil) == (len(s.Blocks) == 0) {
		g.fault(ruleLayout, "a sheet is either a data sheet or a presentation sheet")
	}
	if s.Data != nil {
		clean.Data = g.grid(s.Data)
	}
	clean.Widths = slices.Clone(s.Widths)
	clean.Blocks = make([]report.Block, len(s.Blocks))
	for i, b := range s.Blocks {
		clean.Blocks[i] = g.block(b)
	}
	fitHeaders(&clean)
	return &clean
}

func (g *gate) block(b report.Block) report.Block {
	b.Heading, b.Paragraph, b.Alert = g.text(b.Heading, ""), g.text(b.Paragraph, ""), g.text(b.Alert, "")
	b.Links = slices.Clone(b.Links)
	for i, l := range b.Links {
		if strings.TrimSpace(l.Text) == "" || isAddress(l.Text) {
			g.fault(ruleLink, "the link text %q does not say where it leads", l.Text)
		}
		if l.Sheet != "" && !slices.ContainsFunc(g.book.Sheets, func(s *report.Sheet) bool { return s.Name == l.Sheet }) {
			g.fault(ruleLink, "the link %q leads to a sheet %q that is not there", l.Text, l.Sheet)
		}
		if l.Sheet == "" {
			b.Links[i].URL = g.link(l.URL)
		}
		b.Links[i].Text, b.Links[i].About = g.text(l.Text, l.URL), g.text(l.About, l.URL)
	}
	if b.Grid != nil {
		b.Grid = g.grid(b.Grid)
	}
	if b.Choice != nil {
		g.choice(b.Choice)
	}
	return b
}

// repoint leads charts to the mended grids, and checks them.
func (g *gate) repoint(clean *report.Workbook) {
	for _, s := range clean.Sheets {
		g.at = s
		for i := range s.Blocks {
			if c := s.Blocks[i].Chart; c != nil {
				s.Blocks[i].Chart = g.chart(c)
			}
			if c := s.Blocks[i].Choice; c != nil && g.grids[c.From] != nil {
				mended := *c
				mended.From = g.grids[c.From]
				s.Blocks[i].Choice = &mended
			}
		}
	}
}

func (g *gate) chart(c *report.Chart) *report.Chart {
	clean := *c
	if c.Name == "" || g.charts[c.Name] {
		g.fault(ruleChart, "the chart's name %q is empty or taken", c.Name)
	}
	g.charts[c.Name] = true
	if c.Alt == "" || c.Title == "" || c.ValueAxis == "" {
		g.fault(ruleChart, "chart %q lacks its title, alternative text or axis title", c.Name)
	}
	clean.Grid = g.grids[c.Grid]
	if clean.Grid == nil || len(clean.Grid.Rows) == 0 {
		g.fault(ruleChart, "chart %q has no figures in this workbook", c.Name)
		return &clean
	}
	if len(c.Series) == 0 || len(c.Series) > palette.MaxSeries {
		g.fault(ruleChart, "chart %q has %d series; there are colours for %d", c.Name, len(c.Series), palette.MaxSeries)
	}
	for _, i := range append([]int{c.Category}, c.Series...) {
		if i < 0 || i >= len(clean.Grid.Columns) {
			g.fault(ruleChart, "chart %q draws column %d of %d", c.Name, i, len(clean.Grid.Columns))
		}
	}
	return &clean
}

func (g *gate) checkSheetName(name string) {
	folded := strings.ToLower(name)
	switch fault := limits.SheetName(name); {
	case fault != "":
		g.fault(ruleSheetName, "%q: %s", name, fault)
	case plaintext.Clean(name) != name:
		g.fault(ruleSheetName, "%q holds control characters", name)
	case g.names[folded]:
		g.fault(ruleSheetName, "%q stands twice (Excel ignores case)", name)
	}
	g.names[folded] = true
}

// finite and dated are the checks of numbers and dates.
func (g *gate) finite(f float64, column string) {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		g.fault(ruleNumber, "column %q holds %v", column, f)
	}
}

func (g *gate) dated(t time.Time, column string) {
	if t.Year() < 1900 || t.Year() > 9999 || t.Location() != time.UTC {
		g.fault(ruleDate, "column %q holds %v, which Excel cannot show as a date", column, t)
	}
}
