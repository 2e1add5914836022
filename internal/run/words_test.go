package run

import (
	"errors"
	"fmt"
	"testing"

	"ogptracker/scrape/fetch"
)

func TestAPersonReadsWhatHappenedAndNotWhereInTheProgram(t *testing.T) {
	down := &fetch.Error{Reason: fetch.ReasonSiteDown, URL: "http://site.example/robots.txt",
		Err: fmt.Errorf("%w: %s: %w", fetch.ErrSiteDown, fetch.ReasonTimeout, errors.New("no whole answer in time"))}
	for name, c := range map[string]struct {
		err  error
		want string
	}{
		"the site is down": {fmt.Errorf("scrape: run 20250114T020000Z: %w", down),
			"the site does not answer: timeout: no whole answer in time (http://site.example/robots.txt). Open the site in a browser; check the network, the name server and the proxy settings."},
		"prefixes of packages":      {errors.New("run: publish: /x/latest is a folder"), "/x/latest is a folder"},
		"prefixes in the middle":    {errors.New("nothing is published: publish: writing /x: excel: no space"), "nothing is published: writing /x: no space"},
		"a word that is no package": {errors.New("disk: full"), "disk: full"},
		"two errors, a line each": {errors.Join(errors.New("archive: one"), fmt.Errorf("history: %w", errors.New("two"))),
			"one\ntwo"},
		"the same error twice":  {errors.Join(errors.New("history: one"), errors.New("one")), "one"},
		"a library's own lines": {fmt.Errorf("archive: damaged (%w)", errors.New("Tree 1\npage 2")), "damaged (Tree 1 page 2)"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := Words(c.err); got != c.want {
				t.Errorf("%s\nwant\n%s", got, c.want)
			}
		})
	}
}
