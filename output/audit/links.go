package audit

import (
	"regexp"
	"strings"
)

// shownLink is a link as a reader meets it, whether it stands behind a cell
// or in a formula.
type shownLink struct {
	cell, text, target string
	internal           bool
}

var linkFormula = regexp.MustCompile(`(?is)^\s*HYPERLINK\(\s*"((?:[^"]|"")*)"\s*(?:,.*)?\)\s*$`)

// shownLinks lists the links of a sheet.
func (s *sheet) shownLinks() []shownLink {
	var links []shownLink
	for _, l := range s.links {
		left, top, _, _, err := corners(l.ref)
		if err != nil {
			continue // the package is broken elsewhere
		}
		shown := shownLink{cell: l.ref, text: s.at(top, left).text, target: l.url}
		if !l.external {
			shown.internal, shown.target = true, l.location
		}
		links = append(links, shown)
	}
	for _, r := range s.rows {
		for _, c := range r.cells {
			m := linkFormula.FindStringSubmatch(c.formula)
			if m == nil {
				continue
			}
			target := strings.ReplaceAll(m[1], `""`, `"`)
			shown := shownLink{cell: cellName(c.column, r.n), text: c.text, target: target}
			shown.target, shown.internal = strings.CutPrefix(target, "#")
			links = append(links, shown)
		}
	}
	return links
}
