package vocabulary

import (
	"regexp"
	"strings"

	"ogptracker/scrape/record"
)

var phoneNumber = regexp.MustCompile(`\+?\(?\d[\d \-./()]{6,}\d`)

// contactLabels begin a line that tells who to reach.
var contactLabels = []string{
	"e-mail", "email", "correo", "telephone", "telefono", "teléfono", "phone", "tel.", "tel:", "fax", "contact", "name of responsible", "name of the responsible",
	"responsible person", "civil servant", "person in charge", "position -", "position:", "title, department", "mobile", "whatsapp",
}

// WithoutContacts removes from a text the lines that name contact persons, and
// every e-mail address and telephone number: they are never published.
func WithoutContacts(text string) string {
	if IsAbsence(text) {
		return text
	}
	suspect := strings.Contains(text, "@")
	for line := range strings.SplitSeq(text, "\n") {
		suspect = suspect || isContactLine(line)
	}
	if !suspect {
		return text
	}
	lines := strings.Split(text, "\n")
	kept := lines[:0]
	for _, line := range lines {
		if isContactLine(line) {
			continue
		}
		kept = append(kept, record.ReplaceMail(line, "[e-mail left out]"))
	}
	return strings.TrimSpace(strings.Join(kept, "\n"))
}

// isContactLine reports whether a short line begins with the label of a
// contact, or is a telephone number with a word before it.
func isContactLine(line string) bool {
	const longest = 200
	line = strings.TrimLeft(line, " \t-•*")
	if len(line) > 3*longest {
		return false // no letter is less than a third as long in lower case
	}
	folded := strings.ToLower(line)
	if len(folded) > longest {
		return false
	}
	for _, l := range contactLabels {
		if strings.HasPrefix(folded, l) {
			return true
		}
	}
	return len(folded) < 60 && strings.Contains(folded, "tel") && phoneNumber.MatchString(folded)
}
