package audit

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

var (
	tableName = regexp.MustCompile(`^[\pL_\\][\pL\pN_.\\]*$`)
	// likeCell are names that Excel reads as A1 or R1C1 references.
	likeCell = regexp.MustCompile(`(?i)^([A-Z]{1,3}[0-9]+|R[0-9]*(C[0-9]*)?|C[0-9]*)$`)
)

func checkTableNames(b *book) []Finding {
	var findings []Finding
	seen := make(map[string]bool)
	for _, n := range b.names {
		seen[strings.ToLower(n.Name)] = true
	}
	for _, s := range b.sheets {
		for _, t := range s.tables {
			folded := strings.ToLower(t.name)
			switch {
			case !tableName.MatchString(t.name) || utf8.RuneCountInString(t.name) > 255:
				findings = append(findings, finding(s, t.ref, "Excel does not allow the table name %q", t.name))
			case likeCell.MatchString(t.name):
				findings = append(findings, finding(s, t.ref, "the table name %q looks like a cell", t.name))
			case seen[folded]:
				findings = append(findings, finding(s, t.ref, "the table name %q is taken, if case is ignored", t.name))
			}
			seen[folded] = true
		}
	}
	return findings
}
