package excel

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"ogptracker/output/limits"
	"ogptracker/output/plaintext"
	"ogptracker/scrape/record"
)

// text removes control characters, and cuts what no cell can hold: visibly,
// with where the whole text stands, and with an issue.
func (g *gate) text(s, source string) string {
	s = plaintext.Clean(s)
	if len(s) <= limits.Text || units(s) <= limits.Text {
		return s
	}
	mark := "… [cut here: a cell cannot hold more. The CSV files have the whole text"
	if source != "" {
		mark += "; source: " + source
	}
	mark += "]"
	g.issue(record.CodeTextCut, head(s, 80), "A text is longer than an Excel cell can hold and was cut there.", source)
	return head(s, limits.Text-units(mark)) + mark
}

// link returns an address that may stand behind a cell, or "" with an issue.
func (g *gate) link(address string) string {
	fault := ""
	switch {
	case !isAddress(address):
		fault = "An address is no http or https link, so it stands as text only."
	case utf8.RuneCountInString(address) >= limits.Address:
		fault = "An address is too long for a link in Excel, so it stands as text only."
	case g.links >= limits.Links-1:
		fault = "The sheet has as many links as Excel allows; the others stand as text only."
		if g.full {
			return "" // said once
		}
		g.full = true
	}
	if fault == "" {
		g.links++
		return address
	}
	g.issue(record.CodeLinkLeftOut, head(address, 200), fault, "")
	return ""
}

// isAddress says whether s is an absolute http or https address.
func isAddress(s string) bool {
	if !strings.HasPrefix(s, "http://") && !strings.HasPrefix(s, "https://") {
		return false
	}
	u, err := url.Parse(s)
	return err == nil && u.Host != "" && !strings.ContainsAny(s, " \"<>\n\r\t")
}

// units counts UTF-16 units, in which Excel measures text.
func units(s string) int {
	n := 0
	for _, r := range s {
		n += unitsOf(r)
	}
	return n
}

func unitsOf(r rune) int {
	if r > 0xFFFF {
		return 2
	}
	return 1
}

// head returns the longest beginning of s of at most n UTF-16 units.
func head(s string, n int) string {
	used := 0
	for i, r := range s {
		if used += unitsOf(r); used > n {
			return s[:i]
		}
	}
	return s
}
