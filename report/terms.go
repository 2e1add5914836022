package report

import (
	"fmt"

	"ogptracker/report/words"
)

// Words that stand on the Cover, in Notes and in the data package alike.
const (
	// NotAProduct keeps readers from taking the report for OGP's own.
	NotAProduct = "This report is not a product of the Open Government Partnership and is not endorsed by it."
	// Terms says under which terms the sources may be used.
	Terms = "IRM reports are published under the licence Creative Commons Attribution 4.0 International (CC BY 4.0). Other contents of the site belong to OGP or to the governments that wrote them."
	// LicenceName, LicenceTitle and LicenceURL name the licence of the IRM's reports.
	LicenceName  = "CC-BY-4.0"
	LicenceTitle = "Creative Commons Attribution 4.0 International"
	LicenceURL   = "https://creativecommons.org/licenses/by/4.0/"
	// SampleMark stands on every sheet made from the built-in sample.
	SampleMark = "Sample data"
)

// Citation says how to cite the report.
func Citation(m Meta) string {
	from := m.BaseURL
	if m.Files != "" {
		from = m.Files
	}
	return fmt.Sprintf("Open Government Partnership and Independent Reporting Mechanism, data from %s, compiled by OGP Tracker on %s (run %s).",
		from, words.Day(m.Date), m.Run)
}
