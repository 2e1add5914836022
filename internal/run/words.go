package run

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"ogptracker/scrape/fetch"
)

// Words says an error to a person: what happened and what to do. Errors that
// were joined have a line each, the same one once. The words themselves are
// those of the place where the error arose: no error of this program names the
// packages it passed, which a test of the architecture holds.
func Words(err error) string {
	if err == nil {
		return ""
	}
	if all, ok := err.(interface{ Unwrap() []error }); ok && strings.Contains(err.Error(), "\n") {
		var lines []string
		for _, e := range all.Unwrap() {
			if words := Words(e); !slices.Contains(lines, words) {
				lines = append(lines, words)
			}
		}
		return strings.Join(lines, "\n")
	}
	var site *fetch.Error
	if errors.As(err, &site) && fetch.StopsNight(site) {
		return siteWords(site)
	}
	return strings.Join(strings.Fields(err.Error()), " ")
}

// siteWords says why the site as a whole could not be asked.
func siteWords(e *fetch.Error) string {
	def, _ := fetch.Define(e.Reason)
	words := def.Meaning
	if e.Err != nil {
		words = e.Err.Error() // begins with what ends the night
	}
	return fmt.Sprintf("%s (%s). %s", words, e.URL, def.Action)
}
