package fetch

import (
	"slices"
	"sync"
	"time"
)

// Stats are the figures of a run that show how polite it was.
type Stats struct {
	// Requests counts every request sent: robots.txt, retries and redirects
	// included. Retries and Redirects are those among them.
	Requests    int `json:"requests"`
	Retries     int `json:"retries"`
	Redirects   int `json:"redirects"`
	NotModified int `json:"not_modified"`
	// BytesReceived are the bodies as sent, BytesUnpacked as read.
	BytesReceived int64 `json:"bytes_received"`
	BytesUnpacked int64 `json:"bytes_unpacked"`
	// Delay is the least interval kept: the larger of the configured delay and
	// robots.txt's Crawl-delay.
	Delay time.Duration `json:"delay_ns"`
	// SmallestInterval and MeanInterval are between the starts of requests,
	// zero with fewer than two.
	SmallestInterval time.Duration `json:"smallest_interval_ns"`
	MeanInterval     time.Duration `json:"mean_interval_ns"`
	// Waits are the waits that the site asked for, in order.
	Waits []Wait `json:"waits,omitempty"`
	// Until is the end of the last wait that the site asked for and that is
	// kept, zero without one.
	Until time.Time `json:"-"`
	// Robots says which rules of robots.txt were applied.
	Robots RobotsStats `json:"robots"`
	// Failures are the pages not had, by reason.
	Failures []Failure `json:"failures,omitempty"`
}

// Wait is a wait that the site asked for.
type Wait struct {
	URL    string        `json:"url"`
	Status int           `json:"status"`
	Asked  time.Duration `json:"asked_ns"`
	// Kept is false for a wait longer than Options.MaxWait: the page was given
	// up, the wait not cut short.
	Kept bool `json:"kept"`
}

// RobotsStats are the robots rules of a run in short.
type RobotsStats struct {
	Status     int           `json:"status"`
	Group      string        `json:"group"` // user agent of the rules applied, "" where there are none
	Rules      int           `json:"rules"`
	CrawlDelay time.Duration `json:"crawl_delay_ns"`
	Sitemaps   int           `json:"sitemaps"`
}

// Failure is one reason and the pages it befell.
type Failure struct {
	Reason Reason `json:"reason"`
	Count  int    `json:"count"`
	// URLs are the first of the addresses, at most maxFailureURLs.
	URLs []string `json:"urls"`
}

// maxFailureURLs keeps a night of failures from filling the run record; the
// archive has each one.
const maxFailureURLs = 50

// counter keeps the figures of a run while it goes on.
type counter struct {
	lock      sync.Mutex
	figures   Stats
	intervals int
	spanned   time.Duration
}

// Stats returns the figures so far. It may be called while a page is being
// fetched.
func (c *counter) Stats() Stats {
	c.lock.Lock()
	defer c.lock.Unlock()
	s := c.figures
	s.Waits = slices.Clone(s.Waits)
	s.Failures = slices.Clone(s.Failures)
	for i := range s.Failures {
		s.Failures[i].URLs = slices.Clone(s.Failures[i].URLs)
	}
	if n := c.intervals; n > 0 {
		s.MeanInterval = c.spanned / time.Duration(n)
	}
	return s
}

func (c *counter) count(add func(*Stats)) {
	c.lock.Lock()
	defer c.lock.Unlock()
	add(&c.figures)
}

// sent is how many requests were made.
func (c *counter) sent() int {
	c.lock.Lock()
	defer c.lock.Unlock()
	return c.figures.Requests
}

// started records the start of a request; interval is zero for the first.
func (c *counter) started(interval time.Duration, first bool) {
	c.lock.Lock()
	defer c.lock.Unlock()
	c.figures.Requests++
	if first {
		return
	}
	if c.intervals == 0 || interval < c.figures.SmallestInterval {
		c.figures.SmallestInterval = interval
	}
	c.intervals++
	c.spanned += interval
}

func (s *Stats) fail(e *Error) {
	i, found := slices.BinarySearchFunc(s.Failures, e.Reason, func(f Failure, r Reason) int {
		switch {
		case f.Reason < r:
			return -1
		case f.Reason > r:
			return 1
		}
		return 0
	})
	if !found {
		s.Failures = slices.Insert(s.Failures, i, Failure{Reason: e.Reason})
	}
	f := &s.Failures[i]
	f.Count++
	if len(f.URLs) < maxFailureURLs {
		f.URLs = append(f.URLs, e.URL)
	}
}
