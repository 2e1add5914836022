package figure

import (
	"cmp"
	"slices"
	"strings"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// Printed is one published figure with both numbers its cell may hold:
// "6 (86%)" is a count and a share.
type Printed struct {
	dataset.PublishedFigure
	count, percent *float64
	state          record.State
}

// PublishedFigures collects the figures that IRM reports print, in order of
// member, plan and report, and within a report in its own order. Drafts are
// marked and never compared with.
func PublishedFigures(pages []dataset.PageRef, documents []dataset.Document, plans []dataset.Plan, crosswalk *vocabulary.Crosswalk) []Printed {
	byID := make(map[string]*dataset.Document, len(documents))
	for i := range documents {
		byID[documents[i].ID] = &documents[i]
	}
	planOf, products := planFinder(plans), irmProducts(crosswalk)
	var figures []Printed
	for _, ref := range pages {
		if dataset.HasReading(ref.Read) && len(ref.Read.Page.Figures) > 0 {
			figures = append(figures, reportFigures(ref, byID[ref.DocumentID], plans, planOf, products)...)
		}
	}
	slices.SortStableFunc(figures, func(a, b Printed) int {
		return cmp.Or(cmp.Compare(a.MemberID, b.MemberID), cmp.Compare(a.PlanID, b.PlanID), cmp.Compare(a.ReportURL, b.ReportURL))
	})
	return figures
}

// reportFigures are the figures of one report. Its plan is the one its
// document was attributed to, else the member's plan that starts in the first
// year of the title: reports are named after their plan ("... End-of-Term
// Report 2016-2018"), while their own list of facts can name the wrong one.
func reportFigures(ref dataset.PageRef, document *dataset.Document, plans []dataset.Plan, planOf func(member, cycle string) string, products []irmProduct) []Printed {
	page := &ref.Read.Page
	row := dataset.PublishedFigure{MemberID: ref.MemberID, PlanID: ref.PlanID, ReportURL: page.Address, Draft: page.Draft}
	if document != nil {
		row.MemberID = cmp.Or(row.MemberID, vocabulary.PresentOrEmpty(document.MemberID))
		row.PlanID = cmp.Or(row.PlanID, vocabulary.PresentOrEmpty(document.PlanID))
		row.Draft = row.Draft || document.Draft
	}
	row.PlanID = vocabulary.OrNotStated(cmp.Or(row.PlanID, planOf(row.MemberID, page.Title)))
	row.MemberID = vocabulary.OrNotStated(row.MemberID)
	row.ReportType = reportType(page, document, products)
	figures := make([]Printed, len(page.Figures))
	for i, f := range page.Figures {
		figures[i] = Printed{PublishedFigure: row, count: f.Count, percent: f.Percent, state: f.State}
		figure := &figures[i].PublishedFigure
		if f.Plan != "" {
			// A results report also says what became of the plan before.
			figure.PlanID = vocabulary.OrNotStated(cmp.Or(planOf(row.MemberID, f.Plan), planBefore(plans, row.MemberID, row.PlanID, f.Plan)))
		}
		figure.Measure, figure.Stage = f.Measure, f.Stage
		figure.Printed = f.Printed
		if figure.Printed == "" {
			figure.Printed = vocabulary.NotStated
			if f.State == record.Unreadable {
				figure.Printed = vocabulary.Unreadable
			}
		}
		if figure.Value = f.Count; figure.Value == nil {
			figure.Value = f.Percent
		}
	}
	return figures
}

// planBefore is the member's plan before the report's own, which is what words
// such as "previous action plan" mean; "" for other words.
func planBefore(plans []dataset.Plan, member, own, words string) string {
	if !strings.Contains(strings.ToLower(words), "previous") {
		return ""
	}
	before, start := "", vocabulary.Year(0)
	for i := range plans {
		if plans[i].ID == own {
			start = plans[i].StartYear
		}
	}
	first := vocabulary.Year(0)
	for i := range plans {
		if p := &plans[i]; p.MemberID == member && p.StartYear < start && p.StartYear > first {
			before, first = p.ID, p.StartYear
		}
	}
	return before
}

// irmProduct is a kind of IRM report with words that name it.
type irmProduct struct{ words, product string }

// irmProducts lists the vocabulary's kinds of IRM report, the longest words
// first: "design and implementation report" is not a design report.
func irmProducts(x *vocabulary.Crosswalk) []irmProduct {
	var products []irmProduct
	for key, entry := range x.Entries {
		if key.Field == vocabulary.FieldIRMProduct && !vocabulary.IsAbsence(entry.Normalized) {
			products = append(products, irmProduct{spaced(key.Folded), entry.Normalized})
		}
	}
	slices.SortFunc(products, func(a, b irmProduct) int {
		return cmp.Or(cmp.Compare(len(b.words), len(a.words)), cmp.Compare(a.words, b.words))
	})
	return products
}

// spaced makes "End-of-Term  Report" and "end of term report" the same words.
func spaced(text string) string {
	return " " + strings.Join(strings.Fields(strings.ReplaceAll(strings.ToLower(text), "-", " ")), " ") + " "
}

// reportType names the IRM product by the report's title, else by its own
// "Report type:", else by the kind of document OGP files it as. A single word
// ("Design") names a report only in that field of its own.
func reportType(page *record.Page, document *dataset.Document, products []irmProduct) string {
	title := spaced(page.Title)
	for _, p := range products {
		if strings.Contains(title, p.words) && strings.Count(p.words, " ") > 2 {
			return p.product
		}
	}
	own := page.Field(record.FieldReportType).Raw
	for _, p := range products {
		if spaced(own) == p.words {
			return p.product
		}
	}
	if own != "" {
		return own
	}
	if document != nil {
		return vocabulary.OrNotStated(document.Type)
	}
	return vocabulary.NotStated
}

// Published drops what only the reconciliation needs.
func Published(figures []Printed) []dataset.PublishedFigure {
	rows := make([]dataset.PublishedFigure, len(figures))
	for i := range figures {
		rows[i] = figures[i].PublishedFigure
	}
	return rows
}
