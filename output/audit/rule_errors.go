package audit

import "slices"

// errorWords are the errors that a cell can show; a library that knows no
// cells of this kind writes them as text.
func errorWords() []string {
	return []string{"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!"}
}

func checkErrors(b *book) []Finding {
	var findings []Finding
	words := errorWords()
	b.eachCell(func(s *sheet, at string, c cell) {
		if c.kind == "e" || c.isText() && slices.Contains(words, c.text) {
			findings = append(findings, finding(s, at, "the cell shows %s", c.text))
		}
	})
	return findings
}
