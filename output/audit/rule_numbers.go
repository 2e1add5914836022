package audit

import (
	"strings"

	"ogptracker/report/schema"
)

// checkNumbers looks at the columns whose headers the declarations use for
// numbers and dates only. A number kept as text does not add up, sort or
// filter; where there is none, the cell is empty. A formula may turn into
// words ("3 of 4" in place of a rate).
func checkNumbers(b *book) []Finding {
	var findings []Finding
	numeric := numericHeaders()
	for _, s := range b.sheets {
		for _, t := range s.tables {
			for i, name := range t.columns {
				if !numeric[strings.ToLower(name)] {
					continue
				}
				for n := t.top + t.headerRows; n <= t.bottom; n++ {
					if c := s.at(n, t.left+i); c.isText() && c.text != "" && c.formula == "" {
						findings = append(findings, finding(s, cellName(c.column, n), "column %q holds numbers or dates, this cell the text %.40q", name, c.text))
					}
				}
			}
		}
	}
	return findings
}

// numericHeaders are the headers, in lower case, under which every declared
// table has numbers or dates.
func numericHeaders() map[string]bool {
	numeric := make(map[string]bool)
	for _, t := range declarations() {
		for _, c := range t.Columns {
			header := strings.ToLower(c.Header)
			before, known := numeric[header]
			numeric[header] = isNumeric(c.Type) && (before || !known)
		}
	}
	return numeric
}

func isNumeric(t schema.Type) bool {
	switch t {
	case schema.Integer, schema.Number, schema.Share, schema.YearT, schema.Date, schema.Time:
		return true
	}
	return false
}
