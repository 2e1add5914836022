package audit

import "strings"

func checkLanguage(b *book) []Finding {
	if strings.TrimSpace(b.core.Language) == "" {
		return []Finding{finding(nil, "", "the document does not say its language")}
	}
	return nil
}
