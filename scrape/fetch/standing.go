package fetch

import (
	"fmt"
	"sync"
)

// standing is what may end a night. Pages are fetched in turn, and what they
// turn out to be is told at any time meanwhile: that never waits for a request.
type standing struct {
	lock    sync.Mutex
	most    int    // pages in a row that end the night
	streak  int    // pages failed in a row for reasons of the site
	stopped *Error // why the night ended, nil while it goes on
}

// over is why the night has ended, nil while it goes on.
func (t *standing) over() *Error {
	t.lock.Lock()
	defer t.lock.Unlock()
	return t.stopped
}

// inARow is how many pages failed in a row for reasons of the site.
func (t *standing) inARow() int {
	t.lock.Lock()
	defer t.lock.Unlock()
	return t.streak
}

// had notes a page that was had.
func (t *standing) had() {
	t.lock.Lock()
	defer t.lock.Unlock()
	t.streak = 0
}

// failed notes a page that was not had, and ends the night where the site as a
// whole is in trouble.
func (t *standing) failed(e *Error) {
	t.lock.Lock()
	defer t.lock.Unlock()
	switch def := definitions[e.Reason]; {
	case def.Stops:
		t.stopped = e
	case !def.Site:
		if e.Requests > 0 {
			t.streak = 0
		}
	default:
		if t.streak++; t.streak >= t.most {
			t.stopped = &Error{Reason: ReasonSiteFailing, Err: fmt.Errorf("%w: %d pages in a row, the last one: %w", ErrSiteFailing, t.streak, e)}
		}
	}
}
