package label

import (
	"strings"

	"ogptracker/scrape/page/view"
)

// isBare tells whether a value has the form that a label without a colon
// wants behind it.
func isBare(form BareForm, rest string) bool {
	d := 0
	for d < len(rest) && rest[d] >= '0' && rest[d] <= '9' {
		d++
	}
	tail := strings.Trim(rest[d:], " .,")
	if form == BareText {
		return rest != ""
	}
	if form == bareYear {
		return d == 4 && (tail == "" || strings.IndexByte(" ,.", rest[d]) >= 0)
	}
	return d > 0 && d < 4 && tail == ""
}

// isCount: what follows a heading is a count: "(7)", "()", "7".
func isCount(s string) bool {
	s = strings.Trim(s, "()[] \u00a0")
	return s == "" || len(s) < 5 && view.IsDigits(s)
}
