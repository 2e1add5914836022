package audit

import "strings"

func checkAltTexts(b *book) []Finding {
	var findings []Finding
	for _, s := range b.sheets {
		for _, o := range s.drawings {
			if strings.TrimSpace(o.alt) == "" {
				findings = append(findings, finding(s, "", "%q has no alternative text", o.name))
			}
		}
	}
	return findings
}
