package audit

import "strings"

func checkHeaderRows(b *book) []Finding {
	var findings []Finding
	for _, s := range b.sheets {
		for _, t := range s.tables {
			if t.headerRows != 1 {
				findings = append(findings, finding(s, t.ref, "table %s has %d header rows", t.name, t.headerRows))
				continue
			}
			if len(t.columns) > 1 && t.bottom > t.top && repeatsHeader(s, t) {
				findings = append(findings, finding(s, cellName(t.left, t.top+1), "the first row of table %s is its header again", t.name))
			}
		}
	}
	return findings
}

func repeatsHeader(s *sheet, t *table) bool {
	for i, name := range t.columns {
		if !strings.EqualFold(s.at(t.top+1, t.left+i).text, name) {
			return false
		}
	}
	return true
}
