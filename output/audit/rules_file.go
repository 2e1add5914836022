package audit

import (
	"regexp"
	"strings"

	"ogptracker/output/limits"
)

func checkLanguage(b *book) []Finding {
	if strings.TrimSpace(b.core.Language) == "" {
		return []Finding{finding(nil, "", "the document does not say its language")}
	}
	return nil
}

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

// defaultName is what a program calls a sheet that nobody named.
var defaultName = regexp.MustCompile(`(?i)^(sheet|table|tab|tabelle|feuille?|hoja)\s*\d*$`)

func checkSheetNames(b *book) []Finding {
	var findings []Finding
	seen := make(map[string]bool)
	for _, s := range b.sheets {
		folded := strings.ToLower(s.name)
		switch fault := limits.SheetName(s.name); {
		case fault != "":
			findings = append(findings, finding(s, "", "%s", fault))
		case seen[folded]:
			findings = append(findings, finding(s, "", "another sheet has the same name, if case is ignored"))
		case defaultName.MatchString(s.name):
			findings = append(findings, finding(s, "", "the name does not say what the sheet holds"))
		}
		seen[folded] = true
	}
	return findings
}
