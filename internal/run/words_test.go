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
		"the site is down": {fmt.Errorf("tonight: %w", down),
			"the site does not answer: timeout: no whole answer in time (http://site.example/robots.txt). Open the site in a browser; check the network, the name server and the proxy settings."},
		"a word that is no package": {errors.New("disk: full"), "disk: full"},
		"two errors, a line each": {errors.Join(errors.New("one"), fmt.Errorf("state: %w", errors.New("two"))),
			"one\nstate: two"},
		"the same error twice":  {errors.Join(errors.New("one"), errors.New("one")), "one"},
		"a library's own lines": {fmt.Errorf("damaged (%w)", errors.New("Tree 1\npage 2")), "damaged (Tree 1 page 2)"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := Words(c.err); got != c.want {
				t.Errorf("%s\nwant\n%s", got, c.want)
			}
		})
	}
}
