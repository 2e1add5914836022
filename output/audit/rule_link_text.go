package audit

import (
	"regexp"
	"strings"
)

// bareAddress is what is read out letter by letter.
var bareAddress = regexp.MustCompile(`(?i)^\s*([a-z][a-z0-9+.-]*://|www\.|mailto:)\S*\s*$`)

func checkLinkTexts(b *book) []Finding {
	var findings []Finding
	for _, s := range b.sheets {
		for _, l := range s.shownLinks() {
			text := strings.ToLower(strings.TrimSpace(l.text))
			switch {
			case text == "":
				findings = append(findings, finding(s, l.cell, "the link has no text"))
			case bareAddress.MatchString(text) || text == strings.ToLower(l.target):
				findings = append(findings, finding(s, l.cell, "the text of the link is a bare address"))
			case text == "here" || text == "click here" || text == "link":
				findings = append(findings, finding(s, l.cell, "the link text %q does not say where it leads", l.text))
			}
		}
	}
	return findings
}
