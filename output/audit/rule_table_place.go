package audit

func checkTablePlaces(b *book) []Finding {
	var findings []Finding
	for _, s := range b.sheets {
		for i, t := range s.tables {
			if t.left != 1 {
				findings = append(findings, finding(s, t.ref, "table %s does not begin in column A", t.name))
			}
			if t.bottom-t.top < t.headerRows {
				findings = append(findings, finding(s, t.ref, "table %s has no row", t.name))
			}
			for _, other := range s.tables[:i] {
				if t.left <= other.right && other.left <= t.right && t.top <= other.bottom && other.top <= t.bottom {
					findings = append(findings, finding(s, t.ref, "table %s lies over table %s", t.name, other.name))
				}
			}
		}
	}
	return findings
}
