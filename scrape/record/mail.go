package record

import (
	"regexp"
	"strings"
)

var (
	mailAddress = regexp.MustCompile(`[\p{L}\p{N}._%+\-]+@[\p{L}\p{N}\-]+(?:\.[\p{L}\p{N}\-]+)+`)
	// pictureName is a picture for a screen of double density: "bar@2x.png".
	pictureName = regexp.MustCompile(`@\dx\.`)
)

// ReplaceMail puts words in the place of every mail address: addresses of
// contact persons are never kept nor published.
func ReplaceMail(text, words string) string {
	if !strings.Contains(text, "@") {
		return text
	}
	return mailAddress.ReplaceAllStringFunc(text, func(address string) string {
		if pictureName.MatchString(address) {
			return address
		}
		return words
	})
}
