package audit

func checkCached(b *book) []Finding {
	var findings []Finding
	b.eachCell(func(s *sheet, at string, c cell) {
		// A formula may come to a text of no letter.
		if c.formula != "" && (!c.hasValue || c.text == "" && c.kind != "str") {
			findings = append(findings, finding(s, at, "the formula %.60q carries no value", c.formula))
		}
	})
	return findings
}
