package audit

import "strings"

// checkBlanks: an empty row ends a table for whoever moves through it by
// keyboard. A column with a header whose values are all unknown is not blank.
func checkBlanks(b *book) []Finding {
	var findings []Finding
	for _, s := range b.sheets {
		for _, t := range s.tables {
			used := make([]bool, t.right-t.left+1)
			for n := t.top + t.headerRows; n <= t.bottom; n++ {
				filled := false
				for i := range used {
					if !blank(s.at(n, t.left+i)) {
						used[i], filled = true, true
					}
				}
				if !filled {
					findings = append(findings, finding(s, cellName(t.left, n), "a row of table %s is empty", t.name))
				}
			}
			for i, any := range used {
				if !any && blank(s.at(t.top, t.left+i)) {
					findings = append(findings, finding(s, cellName(t.left+i, t.top), "a column of table %s is empty", t.name))
				}
			}
		}
	}
	return findings
}

func blank(c cell) bool { return c.formula == "" && strings.TrimSpace(c.text) == "" }
