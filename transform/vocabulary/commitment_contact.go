package vocabulary

import (
	"regexp"
	"slices"
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

// withoutReach removes from a name the e-mail addresses and telephone numbers
// that stand with it. A telephone number begins as one is dialled: other long
// numbers are those of laws, years and registers.
func withoutReach(name string) string {
	return phoneNumber.ReplaceAllStringFunc(record.ReplaceMail(name, "[e-mail left out]"), func(number string) string {
		digits := 0
		for i := range len(number) {
			if IsDigit(number[i]) {
				digits++
			}
		}
		if digits < 9 || !strings.ContainsRune("+(0", rune(number[0])) {
			return number
		}
		return "[telephone left out]"
	})
}

// isContactLine reports whether a short line begins with the label of a
// contact, or is a telephone number with a word before it.
func isContactLine(line string) bool {
	// In bytes of the line in lower case, where no letter is less than a third
	// as long.
	const longest, longestPhone, longestLabel = 200, 60, 40
	line = strings.TrimLeft(line, " \t-•*")
	head := strings.ToLower(line[:min(len(line), 3*longestLabel)])
	labelled := slices.ContainsFunc(contactLabels, func(l string) bool { return strings.HasPrefix(head, l) })
	if len(line) > 3*longest || !labelled && len(line) > 3*longestPhone {
		return false
	}
	folded := strings.ToLower(line)
	return labelled && len(folded) <= longest || len(folded) < longestPhone && strings.Contains(folded, "tel") && phoneNumber.MatchString(folded)
}
