package audit

import (
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"ogptracker/output/limits"
)

func checkLinkAddresses(b *book) []Finding {
	var findings []Finding
	for _, s := range b.sheets {
		links := s.shownLinks()
		if len(s.links) >= limits.Links {
			findings = append(findings, finding(s, "", "%d links stand on the sheet; Excel drops those from %d on", len(s.links), limits.Links))
		}
		for _, l := range links {
			if l.internal {
				if !b.leadsInside(l.target) {
					findings = append(findings, finding(s, l.cell, "the link leads to %q, which is not in the workbook", l.target))
				}
				continue
			}
			u, err := url.Parse(l.target)
			switch {
			case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
				findings = append(findings, finding(s, l.cell, "the link leads to %.100q, which is no http or https address", l.target))
			case utf8.RuneCountInString(l.target) >= limits.Address:
				findings = append(findings, finding(s, l.cell, "the address has %d characters", utf8.RuneCountInString(l.target)))
			}
		}
	}
	return findings
}

// leadsInside says whether a place in the workbook exists: 'A sheet'!A1, or
// a name.
func (b *book) leadsInside(target string) bool {
	i := strings.LastIndex(target, "!")
	if i < 0 {
		for _, n := range b.names {
			if strings.EqualFold(n.Name, target) {
				return true
			}
		}
		return false
	}
	name := target[:i]
	if len(name) > 1 && strings.HasPrefix(name, "'") && strings.HasSuffix(name, "'") {
		name = strings.ReplaceAll(name[1:len(name)-1], "''", "'")
	}
	return b.sheetNamed(name) != nil
}

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
