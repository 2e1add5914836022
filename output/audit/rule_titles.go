package audit

import "strings"

// checkSheetTitles asks for more than a word in A1: someone who hears the
// sheet read out has nothing else to go by.
func checkSheetTitles(b *book) []Finding {
	var findings []Finding
	seen := make(map[string]string)
	for _, s := range b.sheets {
		title := strings.TrimSpace(s.at(1, 1).text)
		folded := strings.ToLower(title)
		switch {
		case title == "":
			findings = append(findings, finding(s, "A1", "the sheet has no title"))
		case len(s.tables) > 0 && s.tables[0].top == 1:
			findings = append(findings, finding(s, "A1", "a table's header stands where the sheet's title belongs"))
		case seen[folded] != "":
			findings = append(findings, finding(s, "A1", "the title %q stands on sheet %q too", title, seen[folded]))
		case defaultName.MatchString(title):
			findings = append(findings, finding(s, "A1", "the title %q does not say what the sheet shows", title))
		}
		seen[folded] = s.name
	}
	return findings
}
