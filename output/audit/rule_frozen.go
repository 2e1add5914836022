package audit

func checkFrozen(b *book) []Finding {
	var findings []Finding
	for _, s := range b.sheets {
		if t := s.dataTable(); t != nil && s.view.frozenRows != t.top {
			findings = append(findings, finding(s, cellName(t.left, t.top), "%d rows are frozen, the header of table %s is row %d", s.view.frozenRows, t.name, t.top))
		}
	}
	return findings
}
