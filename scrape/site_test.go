package scrape_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"ogptracker/scrape"
	"ogptracker/scrape/address"
	"ogptracker/scrape/archive"
	"ogptracker/scrape/fetch"
	"ogptracker/scrape/record"
	"ogptracker/scrape/store"
)

const base = "http://site.example"

var theSite, _ = address.NewSite(base)

var start = time.Date(2025, 1, 14, 2, 0, 0, 0, time.UTC)

// nightID is the run id of the nth night.
func nightID(n int) string { return start.AddDate(0, 0, n).Format("20060102T150405Z") }

// testSite is a site whose pages are listings of links. It keeps a log of
// what it was asked for, and answers with faults where told to.
type testSite struct {
	mu     sync.Mutex
	pages  map[string]string // path to body
	faults map[string]http.HandlerFunc
	log    []asked
	plain  bool // no validators
	// after is called with the number of requests answered so far.
	after func(n int)
	open  int // requests under way
	most  int
}

type asked struct {
	path        string
	conditional bool
	status      int
}

func newSite() *testSite {
	return &testSite{pages: map[string]string{"/robots.txt": "User-agent: *\nDisallow: /private/\n"}, faults: map[string]http.HandlerFunc{}}
}

func (s *testSite) set(path, body string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pages[path] = body
}

func (s *testSite) fault(path string, h http.HandlerFunc) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if h == nil {
		delete(s.faults, path)
		return
	}
	s.faults[path] = h
}

// requests returns the log since the last call.
func (s *testSite) requests() []asked {
	s.mu.Lock()
	defer s.mu.Unlock()
	log := s.log
	s.log = nil
	return log
}

func (s *testSite) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.open++
	s.most = max(s.most, s.open)
	path := r.URL.RequestURI()
	body, ok := s.pages[path]
	fault := s.faults[path]
	s.mu.Unlock()
	rec := httptest.NewRecorder()
	tag := sha256.Sum256([]byte(body))
	switch {
	case fault != nil:
		fault(rec, r)
	case !ok:
		http.NotFound(rec, r)
	default:
		if strings.HasPrefix(body, "<?xml") {
			rec.Header().Set("Content-Type", "application/xml")
		} else {
			rec.Header().Set("Content-Type", "text/html; charset=utf-8")
		}
		if !s.plain {
			rec.Header().Set("ETag", `"`+hex.EncodeToString(tag[:6])+`"`)
		}
		http.ServeContent(rec, r, "", time.Time{}, strings.NewReader(body))
	}
	s.mu.Lock()
	s.open--
	s.log = append(s.log, asked{path, r.Header.Get("If-None-Match") != "", rec.Code})
	n := len(s.log)
	after := s.after
	s.mu.Unlock()
	for k, v := range rec.Header() {
		w.Header()[k] = v
	}
	w.WriteHeader(rec.Code)
	w.Write(rec.Body.Bytes())
	if after != nil {
		after(n)
	}
}

// serve makes a transport that leads every host to the site.
func serve(t testing.TB, h http.Handler) *http.Transport {
	t.Helper()
	server := httptest.NewServer(h)
	addr := server.Listener.Addr().String()
	tr := &http.Transport{DisableCompression: true, DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, network, addr)
	}}
	t.Cleanup(func() { tr.CloseIdleConnections(); server.Close() })
	return tr
}

// linkReader reads the pages of testSite: a heading, links by kind, and
// "label: value" lines for what the crawl looks at.
type linkReader struct {
	version string
	mu      sync.Mutex
	read    []string
}

var (
	anchor  = regexp.MustCompile(`<a href="([^"]*)"(?: class="([^"]*)")?>([^<]*)</a>`)
	heading = regexp.MustCompile(`<h1>([^<]*)</h1>`)
	label   = regexp.MustCompile(`<p>(\w+): ([^<]*)</p>`)
)

func (r *linkReader) Version() string { return "links " + r.version }

func (r *linkReader) Read(body []byte, _ string, src record.Source) (record.Page, error) {
	r.mu.Lock()
	r.read = append(r.read, src.Address)
	r.mu.Unlock()
	if bytes.Contains(body, []byte("boom")) {
		panic("boom")
	}
	m := heading.FindSubmatch(body)
	if m == nil {
		return record.Page{}, errors.New("no heading")
	}
	a, _ := address.Parse(src.Address, base)
	p := record.Page{Source: src, Kind: a.Kind, Member: a.Member, Code: a.Code, Title: string(m[1]), Fields: record.Fields{}, Written: map[string]string{}}
	for _, l := range label.FindAllSubmatch(body, -1) {
		switch field, value := record.Field(l[1]), record.Say(string(l[2])); field {
		case "number_of_commitments":
			n, _ := strconv.ParseFloat(string(l[2]), 64)
			p.Stated = append(p.Stated, record.StatedFigure{Measure: record.MeasureCommitments, Value: value, Number: &n})
		default:
			p.Fields[field] = value
		}
	}
	for _, l := range anchor.FindAllSubmatch(body, -1) {
		to, ok := address.Resolve(string(l[1]), src.Address, base)
		if !ok {
			continue
		}
		url, class, text := to.String(), string(l[2]), string(l[3])
		if w := theSite.Written(string(l[1]), src.Address); w != url {
			p.Written[url] = w
		}
		switch {
		case p.Kind == record.KindMembersList:
			name, says, _ := strings.Cut(text, ": ")
			p.Members = append(p.Members, record.ListedMember{Name: name, Member: to.Member, URL: url, Group: class, Commitments: record.Say(says)})
		case p.Kind == record.KindCountry && to.Kind == record.KindCommitment:
			p.Commitments = append(p.Commitments, record.ListedCommitment{Code: to.Code, Title: text, URL: url, Year: class})
		case to.Kind == record.KindDocument:
			p.Documents = append(p.Documents, record.ListedDocument{Title: text, Type: class, URL: url})
		default:
			p.Links = append(p.Links, record.Link{Text: text, URL: url})
		}
	}
	return p, nil
}

func (r *linkReader) reads() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	all := r.read
	r.read = nil
	slices.Sort(all)
	return all
}

func (r *linkReader) taken() int { return len(r.reads()) }

// page writes a page of testSite.
func htmlPage(title string, lines ...string) string {
	return "<html><body><h1>" + title + "</h1>\n" + strings.Join(lines, "\n") + "\n<footer>" +
		`<a href="/do-not-follow/">Do NOT follow this link or you will be banned from the site!</a></footer></body></html>`
}

func link(path string, more ...string) string {
	class, text := "", path
	if len(more) > 0 {
		class = ` class="` + more[0] + `"`
	}
	if len(more) > 1 {
		text = more[1]
	}
	return fmt.Sprintf(`<a href="%s"%s>%s</a>`, path, class, text)
}

// sitemapOf lists paths, each with its lastmod ("" for none).
func sitemapOf(entries ...[2]string) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`)
	for _, e := range entries {
		fmt.Fprintf(&b, "<url><loc>%s%s</loc>", base, e[0])
		if e[1] != "" {
			fmt.Fprintf(&b, "<lastmod>%s</lastmod>", e[1])
		}
		b.WriteString("</url>")
	}
	b.WriteString("</urlset>")
	return b.String()
}

// bench is a crawler on a testSite, as the program makes it each night.
type bench struct {
	t         testing.TB
	site      http.Handler
	transport *http.Transport
	path      string
	reader    *linkReader
	// change is applied to each night's crawler and client options.
	change func(*scrape.Crawler)
	opts   func(*fetch.Options)
}

func newBench(t testing.TB, site http.Handler) *bench {
	return &bench{t: t, site: site, transport: serve(t, site), path: filepath.Join(t.TempDir(), "archive.db"), reader: &linkReader{version: "1"}}
}

// with opens the archive and a client for one part of a run at a time that
// stands still.
func (b *bench) with(n int, do func(*scrape.Crawler)) {
	b.t.Helper()
	a, err := archive.Open(context.Background(), b.path, store.Options{})
	if err != nil {
		b.t.Fatal(err)
	}
	defer a.Close()
	now := start.AddDate(0, 0, n)
	clock := func() time.Time { return now }
	o := fetch.Options{Base: base, Contact: "test@example.org", Version: "test", Timeout: 10 * time.Second, MaxBody: 10 << 20, Retries: 0,
		MaxWait: time.Minute, Transport: b.transport, Now: clock, Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() }}
	if b.opts != nil {
		b.opts(&o)
	}
	client, err := fetch.New(o)
	if err != nil {
		b.t.Fatal(err)
	}
	defer client.Close()
	c := &scrape.Crawler{Fetch: client, Archive: a, Reader: b.reader, Now: clock, Base: base, LocalMembers: true}
	if b.change != nil {
		b.change(c)
	}
	do(c)
}

// night runs the nth night to its end.
func (b *bench) night(n int) (night record.Night, stats scrape.Stats) {
	b.t.Helper()
	b.with(n, func(c *scrape.Crawler) {
		var err error
		if night, stats, err = c.Night(context.Background(), nightID(n)); err != nil {
			b.t.Fatal(err)
		}
	})
	return night, stats
}

// offline rebuilds the nth night.
func (b *bench) offline(n int) (night record.Night) {
	b.t.Helper()
	b.with(n, func(c *scrape.Crawler) {
		c.Fetch, c.SavedPages, c.Table = nil, "", nil
		var err error
		if night, err = c.Offline(context.Background(), nightID(n)); err != nil {
			b.t.Fatal(err)
		}
	})
	return night
}

// paths of what was asked for, without the sources every night asks for.
func paths(log []asked) []string {
	var all []string
	for _, a := range log {
		if !strings.Contains(a.path, "sitemap") && a.path != "/robots.txt" {
			all = append(all, a.path)
		}
	}
	return all
}

// read finds a page in a night.
func readOf(t testing.TB, night record.Night, path string) record.Read {
	t.Helper()
	for _, r := range night.Reads {
		if r.Page.Address == base+path {
			return r
		}
	}
	t.Fatalf("%s is not in the night", path)
	return record.Read{}
}

func addresses(night record.Night) []string {
	var all []string
	for _, r := range night.Reads {
		all = append(all, strings.TrimPrefix(r.Page.Address, base))
	}
	return all
}

// afterACompleteNight makes a night compare itself with the first one.
func afterACompleteNight(c *scrape.Crawler) { c.Before = nightID(0) }
