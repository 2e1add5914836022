package audit

func checkDimensions(b *book) []Finding {
	var findings []Finding
	for _, s := range b.sheets {
		if s.dimension == "" {
			findings = append(findings, finding(s, "", "the sheet does not say which cells it uses"))
			continue
		}
		_, _, right, bottom, err := corners(s.dimension)
		if err != nil {
			findings = append(findings, finding(s, "", "the cells the sheet says it uses are %q", s.dimension))
			continue
		}
		lastColumn, lastRow := 1, 1
		for _, r := range s.rows {
			for _, c := range r.cells {
				lastColumn, lastRow = max(lastColumn, c.column), max(lastRow, r.n)
			}
		}
		if right < lastColumn || bottom < lastRow {
			findings = append(findings, finding(s, "A1", "the sheet says it uses %s, and has cells up to %s", s.dimension, cellName(lastColumn, lastRow)))
		}
	}
	return findings
}
