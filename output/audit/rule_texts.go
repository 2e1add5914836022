package audit

import (
	"unicode/utf16"

	"ogptracker/output/plaintext"
)

// maxText is the longest text of a cell, in UTF-16 units; Excel cuts the rest
// without a word.
const maxText = 32767

func checkTexts(b *book) []Finding {
	var findings []Finding
	b.eachCell(func(s *sheet, at string, c cell) {
		if !c.isText() {
			return
		}
		if len(c.text) > maxText {
			if n := len(utf16.Encode([]rune(c.text))); n > maxText {
				findings = append(findings, finding(s, at, "the text has %d UTF-16 units", n))
			}
		}
		if plaintext.Clean(c.text) != c.text {
			findings = append(findings, finding(s, at, "the text %.40q holds control characters", c.text))
		}
	})
	return findings
}
