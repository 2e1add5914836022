package audit

import (
	"regexp"
	"strconv"
)

var titleRows = regexp.MustCompile(`\$([0-9]+):\$([0-9]+)`)

func checkPrintTitles(b *book) []Finding {
	var findings []Finding
	for i, s := range b.sheets {
		t := s.dataTable()
		if t == nil {
			continue
		}
		repeated := false
		for _, n := range b.names {
			if n.Name != "_xlnm.Print_Titles" || n.Sheet != i {
				continue
			}
			if m := titleRows.FindStringSubmatch(n.Refers); m != nil {
				first, _ := strconv.Atoi(m[1]) // digits, by the pattern
				last, _ := strconv.Atoi(m[2])
				repeated = first <= t.top && t.top <= last
			}
		}
		if !repeated {
			findings = append(findings, finding(s, cellName(t.left, t.top), "the header of table %s is not repeated on each printed page", t.name))
		}
	}
	return findings
}
