package audit

import "strings"

// checkHeaders: Excel repairs a table whose header cells differ from the
// column names in its part, or which has a name twice.
func checkHeaders(b *book) []Finding {
	var findings []Finding
	for _, s := range b.sheets {
		for _, t := range s.tables {
			if n := t.right - t.left + 1; n != len(t.columns) {
				findings = append(findings, finding(s, t.ref, "table %s is %d columns wide and names %d", t.name, n, len(t.columns)))
				continue
			}
			seen := make(map[string]bool)
			for i, name := range t.columns {
				at := cellName(t.left+i, t.top)
				folded := strings.ToLower(strings.TrimSpace(name))
				switch header := s.at(t.top, t.left+i); {
				case folded == "":
					findings = append(findings, finding(s, at, "a column of table %s has no header", t.name))
				case seen[folded]:
					findings = append(findings, finding(s, at, "table %s has the header %q twice, if case is ignored", t.name, name))
				case t.headerRows == 1 && (header.text != name || !header.isText()):
					findings = append(findings, finding(s, at, "the header cell says %q, table %s calls the column %q", header.text, t.name, name))
				}
				seen[folded] = true
			}
		}
	}
	return findings
}
