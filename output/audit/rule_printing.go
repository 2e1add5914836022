package audit

import "strings"

func checkPrinting(b *book) []Finding {
	var findings []Finding
	for _, s := range b.sheets {
		switch {
		case !s.fitToPage:
			findings = append(findings, finding(s, "", "the sheet is not fitted to the width of the paper"))
		case s.page.Wide != nil && *s.page.Wide < 1:
			findings = append(findings, finding(s, "", "the sheet may be printed over any number of pages in width"))
		case s.page.High == nil || *s.page.High > 1, s.dataTable() != nil && *s.page.High != 0:
			findings = append(findings, finding(s, "", "the sheet is squeezed into a number of pages in height"))
		}
		if s.dataTable() != nil && s.page.Orientation != "landscape" {
			findings = append(findings, finding(s, "", "the data sheet is not printed in landscape"))
		}
		if !strings.Contains(s.footer, "&P") {
			findings = append(findings, finding(s, "", "the pages are not numbered"))
		}
	}
	return findings
}
