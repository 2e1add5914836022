package audit

import "strings"

func checkProperties(b *book) []Finding {
	var findings []Finding
	for _, p := range []struct{ name, value string }{
		{"title", b.core.Title}, {"subject", b.core.Subject}, {"author", b.core.Creator}, {"date", b.core.Created},
	} {
		if strings.TrimSpace(p.value) == "" {
			findings = append(findings, finding(nil, "", "the document property %s is empty", p.name))
		}
	}
	return findings
}
