package run

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"ogptracker/scrape/fetch"
)

// inner are the packages and the run an error passed on its way up: for whoever
// mends the program, not for whoever reads one line in the morning.
var inner = regexp.MustCompile(`(^|: |\()(?:(?:archive|config|csvfile|database|datapackage|excel|fetch|history|lock|notify|publish|report|run|schedule|scrape|serve|status|transform): |run \d{8}T\d{6}Z: )+`)

// Words says an error to a person: what happened and what to do, without the
// way it took through the program. Errors that were joined have
// a line each, the same one once.
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
	return strings.Join(strings.Fields(inner.ReplaceAllString(err.Error(), "$1")), " ")
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
