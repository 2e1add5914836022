package reporttest

import "ogptracker/report"

// Workbooks makes all workbooks of a report, the main one first. The report
// keeps them: what a test does to a sheet is what is written.
func Workbooks(r *report.Report) []*report.Workbook {
	all := make([]*report.Workbook, len(r.Books))
	for i, b := range r.Books {
		made := b.Make()
		all[i] = made
		r.Books[i].Make = func() *report.Workbook { return made }
	}
	return all
}
