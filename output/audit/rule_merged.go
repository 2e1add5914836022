package audit

func checkMerged(b *book) []Finding {
	var findings []Finding
	for _, s := range b.sheets {
		for _, ref := range s.merged {
			findings = append(findings, finding(s, ref, "the cells are merged"))
		}
	}
	return findings
}
