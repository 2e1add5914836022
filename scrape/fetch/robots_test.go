package fetch_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"ogptracker/scrape/fetch"
)

// halfRule ends, where reading ends, in a rule that would forbid everything.
var halfRule = func() string {
	const head, tail = "User-agent: *\n#", "\nDisallow: /"
	return head + strings.Repeat("x", 500<<10-len(head)-len(tail)) + tail + "search/\n"
}()

func TestRobotsOfAnyKindHasANamedOutcome(t *testing.T) {
	t.Parallel()
	const text = "text/plain"
	for _, tt := range []struct {
		name     string
		answer   http.HandlerFunc
		want     fetch.Reason // of an ordinary page; empty: it may be had
		stop     error
		requests int // for robots.txt
	}{
		{"an ordinary one", typed(text, "User-agent: *\nDisallow: /search/\n"), "", nil, 1},
		{"an empty one", typed(text, ""), "", nil, 1},
		{"none", status(404), "", nil, 1},
		{"one that is refused", status(403), "", nil, 1},
		{"one that is behind a login", status(401), "", nil, 1},
		{"one without content", status(204), "", nil, 1},
		{"one that forbids everything", typed(text, "User-agent: *\nDisallow: /\n"), fetch.ReasonRobotsForbidden, nil, 1},
		{"one that forbids this program", typed(text, "User-agent: *\nAllow: /\nUser-agent: ogptracker\nDisallow: /members/\n"), fetch.ReasonRobotsForbidden, nil, 1},
		{"one that forbids others", typed(text, "User-agent: OtherBot\nDisallow: /\n"), "", nil, 1},
		{"a page in its place", serve(page("Home")), "", nil, 1},
		{"a challenge in its place", serve(notice("Just a moment...", "")), fetch.ReasonRobotsUnavailable, fetch.ErrRobotsUnavailable, 1},
		{"500 each time", status(500), fetch.ReasonRobotsUnavailable, fetch.ErrRobotsUnavailable, 5},
		{"a burst of 503", first(2, status(503), typed(text, "")), "", nil, 3},
		{"429 once", first(1, status(429, "Retry-After", "30"), typed(text, "User-agent: *\nDisallow: /members/")), fetch.ReasonRobotsForbidden, nil, 2},
		{"429 for an hour", status(429, "Retry-After", "3600"), fetch.ReasonSlowDown, fetch.ErrSlowDown, 1},
		{"503 for an hour", status(503, "Retry-After", "3600"), fetch.ReasonRobotsUnavailable, fetch.ErrRobotsUnavailable, 1},
		{"304", status(304), fetch.ReasonRobotsUnavailable, fetch.ErrRobotsUnavailable, 1},
		{"one that moved", to("/robots-txt"), fetch.ReasonRobotsForbidden, nil, 1},
		{"one that is sent home", to("/"), "", nil, 1},
		{"one in a circle", to("/robots.txt"), "", nil, 1},
		{"one on another host", to("https://example.org/robots.txt"), fetch.ReasonRobotsUnavailable, fetch.ErrRobotsUnavailable, 1},
		{"a cut one", cut, fetch.ReasonRobotsUnavailable, fetch.ErrRobotsUnavailable, 5},
		{"one that does not answer", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, fetch.ReasonSiteDown, fetch.ErrSiteDown, 1},
		{"one that closes the door", raw(""), fetch.ReasonSiteDown, fetch.ErrSiteDown, 4},
		{"a packed one", gzipped(packed("User-agent: *\nDisallow: /members/\n")), fetch.ReasonRobotsForbidden, nil, 1},
		{"one that is far too long", typed(text, "User-agent: *\nDisallow: /members/\n"+strings.Repeat("# words\n", 300_000)), fetch.ReasonRobotsForbidden, nil, 1},
		{"a rule cut in half where reading ends", typed(text, halfRule), "", nil, 1},
		{"a rule beyond what is read", typed(text, "User-agent: *\n"+strings.Repeat("# words\n", 64_000)+"Disallow: /members/\n"), "", nil, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			bubble(t, nil, func(t *testing.T, s *site, c *fetch.Client) {
				s.on("/robots.txt", tt.answer)
				s.on("/robots-txt", typed(text, "User-agent: *\nDisallow: /members/\n"))
				s.on(commitment, serve(page("Open data")))
				begun := time.Now()
				_, err := get(t, c, commitment, "")
				if tt.want == "" && err != nil {
					t.Fatal(err)
				}
				if tt.want != "" {
					wantReason(t, err, tt.want)
					if s.asked(commitment) != 0 {
						t.Error("the page was asked for")
					}
				}
				if (tt.stop != nil) != fetch.StopsNight(err) || tt.stop != nil && !errors.Is(err, tt.stop) {
					t.Errorf("error %v, want %v", err, tt.stop)
				}
				if took := time.Since(begun); errors.Is(err, fetch.ErrSiteDown) && took > 45*time.Second {
					t.Errorf("a site that is down took %v", took)
				}
				get(t, c, commitment, "")
				if _, err := c.Robots(context.Background()); (err != nil) != (tt.stop != nil) {
					t.Errorf("Robots: %v", err)
				}
				if got := s.asked("/robots.txt"); got != tt.requests {
					t.Errorf("%d requests for robots.txt, want %d", got, tt.requests)
				}
			})
		})
	}
}

func TestASiteThatNeverAnswersEndsTheNightWithinAMinuteWhateverRetriesSays(t *testing.T) {
	t.Parallel()
	for _, timeout := range []time.Duration{10 * time.Second, 30 * time.Second, 10 * time.Minute} {
		bubble(t, func(o *fetch.Options) { o.Timeout, o.Retries = timeout, 100 }, func(t *testing.T, s *site, c *fetch.Client) {
			s.on("/robots.txt", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
			begun := time.Now()
			_, err := c.Robots(context.Background())
			wantReason(t, err, fetch.ReasonSiteDown)
			if took := time.Since(begun); took > min(timeout, 45*time.Second) {
				t.Errorf("timeout %v: took %v", timeout, took)
			}
		})
		bubble(t, func(o *fetch.Options) { o.Timeout, o.Retries = timeout, 100 }, func(t *testing.T, s *site, c *fetch.Client) {
			s.on("/robots.txt", raw(""))
			begun := time.Now()
			_, err := c.Robots(context.Background())
			wantReason(t, err, fetch.ReasonSiteDown)
			if took := time.Since(begun); took > min(timeout, 45*time.Second) {
				t.Errorf("timeout %v, connections closed: took %v", timeout, took)
			}
		})
	}
}

func TestCrawlDelayIsALowerBoundOfTheDelay(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		line string
		want time.Duration
	}{{"Crawl-delay: 10", 10 * time.Second}, {"Crawl-delay: 0.5", 2 * time.Second}, {"Crawl-delay: ten", 2 * time.Second}, {"", 2 * time.Second}} {
		bubble(t, nil, func(t *testing.T, s *site, c *fetch.Client) {
			s.on("/robots.txt", typed("text/plain", "User-agent: *\n"+tt.line+"\nSitemap: "+base+"/sitemap_index.xml\nDisallow: /search/\n"))
			s.other = serve(page("Open data"))
			for i := range 3 {
				if _, err := get(t, c, code(i), ""); err != nil {
					t.Fatal(err)
				}
			}
			if got := s.smallest(); got != tt.want {
				t.Errorf("%q: interval %v, want %v", tt.line, got, tt.want)
			}
			r, err := c.Robots(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			if want := []string{base + "/sitemap_index.xml"}; !slices.Equal(r.Sitemaps(), want) {
				t.Errorf("sitemaps %q, want %q", r.Sitemaps(), want)
			}
			if r.Allowed(base+"/search/?q=1") || !r.Allowed(base+"/members/kenya/") || r.Status != 200 || !strings.HasPrefix(string(r.Body), "User-agent") {
				t.Errorf("robots %+v", r)
			}
			if st := c.Stats(); st.Delay != tt.want || st.Robots.Rules != 1 || st.Robots.Group != "*" || st.Robots.Sitemaps != 1 || st.Robots.Status != 200 {
				t.Errorf("stats %+v", st)
			}
		})
	}
}
