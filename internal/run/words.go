package run

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"syscall"

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
	return strings.Join(strings.Fields(err.Error()), " ") + fewFiles(err)
}

// fewFiles is the advice for a process that may open no further file, which
// can happen wherever one is opened. SQLite says of it only that it could not
// open a file; [ogptracker/scrape/store.File.Wrap] has the words for that.
func fewFiles(err error) string {
	if outOfFiles(err) {
		return "; raise the limit of open files (ulimit -n, LimitNOFILE= in the unit) and run again"
	}
	return ""
}

func outOfFiles(err error) bool {
	return errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE)
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
