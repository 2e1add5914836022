package audit

import "strings"

func checkOpening(b *book) []Finding {
	var findings []Finding
	if cover := b.sheetNamed("Cover"); cover != nil && cover != b.sheets[0] {
		findings = append(findings, finding(cover, "", "Cover is not the first sheet"))
	}
	if b.active != 0 {
		findings = append(findings, finding(nil, "", "the workbook opens on sheet %d", b.active+1))
	}
	for i, s := range b.sheets {
		if s.view.selected && i != 0 {
			// Two selected sheets are a group: what is typed goes into both.
			findings = append(findings, finding(s, "", "the sheet is selected together with the first"))
		}
		if !strings.EqualFold(s.view.active, "A1") {
			findings = append(findings, finding(s, s.view.active, "the sheet opens at %s, not at A1", s.view.active))
		}
		if s.state != "" && s.state != "visible" {
			findings = append(findings, finding(s, "", "the sheet is hidden"))
		}
	}
	return findings
}
