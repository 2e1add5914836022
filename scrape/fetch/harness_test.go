package fetch_test

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"ogptracker/scrape/fetch"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const base = "http://ogp.example"

// hit is one line of the site's own log.
type hit struct {
	at     time.Time
	target string // path and query
	host   string
	header http.Header
	body   bool // announced or sent
}

// site is a server in memory, so that a test may run in a synctest bubble,
// where a night passes in no time. Its log is what the tests hold the
// client's conduct against.
type site struct {
	mux     map[string]http.HandlerFunc
	other   http.HandlerFunc // for every other address
	mu      sync.Mutex
	hits    []hit
	open    int
	crowded bool // two requests at once
	conns   chan net.Conn
	closed  chan struct{}
}

func (s *site) Accept() (net.Conn, error) {
	select {
	case c := <-s.conns:
		return c, nil
	case <-s.closed:
		return nil, net.ErrClosed
	}
}
func (s *site) Close() error   { return nil }
func (s *site) Addr() net.Addr { return &net.UnixAddr{Name: "memory"} }

func (s *site) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	ours, theirs := net.Pipe()
	select {
	case s.conns <- theirs:
		return ours, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.hits = append(s.hits, hit{time.Now(), r.URL.RequestURI(), r.Host, r.Header.Clone(), r.ContentLength != 0 || len(r.TransferEncoding) > 0})
	s.open++
	s.crowded = s.crowded || s.open > 1
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		s.open--
		s.mu.Unlock()
	}()
	switch h := s.mux[r.URL.RequestURI()]; {
	case h != nil:
		h(w, r)
	case r.URL.Path == "/robots.txt":
		http.NotFound(w, r)
	case s.other != nil:
		s.other(w, r)
	default:
		http.NotFound(w, r)
	}
}

// on sets what the site answers at an address.
func (s *site) on(target string, h http.HandlerFunc) { s.mux[target] = h }

// log is what the site saw so far.
func (s *site) log() []hit {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.hits)
}

func (s *site) twoAtOnce() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.crowded
}

// targets are the addresses asked for, in order.
func (s *site) targets() []string {
	var all []string
	for _, h := range s.log() {
		all = append(all, h.target)
	}
	return all
}

// gaps are the intervals between requests.
func (s *site) gaps() []time.Duration {
	var all []time.Duration
	for hits := s.log(); len(hits) > 1; hits = hits[1:] {
		all = append(all, hits[1].at.Sub(hits[0].at))
	}
	return all
}

// asked counts the requests for an address.
func (s *site) asked(target string) int {
	n := 0
	for _, t := range s.targets() {
		if t == target {
			n++
		}
	}
	return n
}

// smallest is the least interval between two requests in the site's log.
func (s *site) smallest() time.Duration {
	return slices.Min(append(s.gaps(), 1<<63-1))
}

func options() fetch.Options {
	return fetch.Options{
		Base: base, Contact: "ops@ogp.example", Version: "1.2.3",
		MinDelay: 2 * time.Second, Timeout: 30 * time.Second, MaxBody: 1 << 20, Retries: 4, MaxWait: 10 * time.Minute,
		Jitter: func() float64 { return 0.5 },
	}
}

// bubble runs a test against a site of its own on a clock of its own. change
// may be nil.
func bubble(t *testing.T, change func(*fetch.Options), run func(t *testing.T, s *site, c *fetch.Client)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := &site{mux: map[string]http.HandlerFunc{}, conns: make(chan net.Conn), closed: make(chan struct{})}
		server := &http.Server{Handler: s}
		go server.Serve(s)
		transport := &http.Transport{DialContext: s.dial, DisableCompression: true}
		opts := options()
		opts.Transport = transport
		if change != nil {
			change(&opts)
		}
		c, err := fetch.New(opts)
		if err != nil {
			t.Fatal(err)
		}
		defer func() {
			transport.CloseIdleConnections()
			c.Close()
			close(s.closed)
			server.Close()
			synctest.Wait()
		}()
		run(t, s, c)
		if s.twoAtOnce() {
			t.Error("the site saw two requests at once")
		}
		if least := s.smallest(); least < opts.MinDelay {
			t.Errorf("the site saw two requests %v apart, the delay is %v", least, opts.MinDelay)
		}
		if slices.Contains(s.targets(), "/trap/") {
			t.Error("the trap was asked for")
		}
	})
}

const words = "The ministry publishes the register of interests of its officials and explains each entry in plain words. "

// page is an ordinary page of the site.
func page(title string) string {
	body := ""
	for range 40 {
		body += "<p>" + words + "</p>\n"
	}
	return fmt.Sprintf("<!doctype html><html><head><title>%s - Sample</title></head><body><h1>%s</h1>%s</body></html>", title, title, body)
}

func serve(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write([]byte(body))
	}
}

func status(code int, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(code)
	}
}

// first answers the first n requests one way and the rest another.
func first(n int, early, late http.HandlerFunc) http.HandlerFunc {
	seen := 0
	return func(w http.ResponseWriter, r *http.Request) {
		if seen++; seen <= n {
			early(w, r)
			return
		}
		late(w, r)
	}
}
