package fetch_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"ogptracker/scrape/fetch"
	"ogptracker/scrape/record"
)

// roundTrip is a transport without a network.
type roundTrip func(*http.Request) *http.Response

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r), nil }

func answer(r *http.Request, status int, body string, header ...string) *http.Response {
	h := http.Header{"Content-Type": {"text/html"}}
	for i := 0; i < len(header); i += 2 {
		h.Set(header[i], header[i+1])
	}
	return &http.Response{StatusCode: status, ProtoMajor: 1, ProtoMinor: 1, Header: h, Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body)), Request: r}
}

func TestAPageThatIsKeptIsAskedForByItsValidators(t *testing.T) {
	t.Parallel()
	const date = "Sat, 01 Jan 2000 00:00:00 GMT"
	bubble(t, nil, func(t *testing.T, s *site, c *fetch.Client) {
		s.on(commitment, func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("If-None-Match") == `"v1"` && r.Header.Get("If-Modified-Since") == date {
				w.Header().Set("ETag", `"v1"`)
				w.WriteHeader(304)
				return
			}
			serve(page("Open data"))(w, r)
		})
		s.on("/members/kenya/", to("/members/republic-of-kenya/"))
		s.on("/members/republic-of-kenya/", serve(page("Kenya")))
		r, err := c.Get(context.Background(), fetch.Request{URL: base + commitment, ETag: `"v1"`, LastModified: date})
		if err != nil {
			t.Fatal(err)
		}
		if !r.NotModified || r.Status != 304 || len(r.Body) != 0 || r.URL != base+commitment || r.Requests != 1 || r.Fetched.IsZero() {
			t.Errorf("response %+v", r)
		}
		if r, err = c.Get(context.Background(), fetch.Request{URL: base + commitment, ETag: `"v0"`}); err != nil || r.NotModified || len(r.Body) == 0 {
			t.Errorf("a page that changed: %+v, %v", r, err)
		}
		if _, err = c.Get(context.Background(), fetch.Request{URL: base + "/members/kenya/", ETag: `"v1"`, LastModified: date}); err != nil {
			t.Fatal(err)
		}
		last := s.log()[len(s.log())-1]
		if last.header.Get("If-None-Match") != "" || last.header.Get("If-Modified-Since") != "" {
			t.Error("the validators of one page were sent for another")
		}
		if st := c.Stats(); st.NotModified != 1 || st.BytesReceived == 0 || st.BytesReceived != st.BytesUnpacked {
			t.Errorf("stats %+v", st)
		}
	})
}

func TestOnlyKnownAddressesAreAskedFor(t *testing.T) {
	t.Parallel()
	bubble(t, nil, func(t *testing.T, s *site, c *fetch.Client) {
		for _, raw := range []string{"/trap/", "/es/members/kenya/", "/search/?q=x", "/wp-content/uploads/2020/01/a.pdf", "/robots.txt", "/", "", "%zz",
			"https://example.org/members/kenya/", "http://127.0.0.1/members/kenya/"} {
			_, err := c.Get(context.Background(), fetch.Request{URL: raw})
			var e *fetch.Error
			if !errors.As(err, &e) || e.Reason != fetch.ReasonNotAllowed || e.Requests != 0 {
				t.Errorf("Get(%q): %v, want %s", raw, err, fetch.ReasonNotAllowed)
			}
		}
		if n := len(s.targets()); n != 0 {
			t.Errorf("%d requests", n)
		}
	})
}

func TestSitemapsAreXMLPackedOrNot(t *testing.T) {
	t.Parallel()
	const xml = `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>`
	for _, tt := range []struct {
		name, target string
		named        bool // by robots.txt
		answer       http.HandlerFunc
		want         fetch.Reason
	}{
		{"as XML", "/sitemap.xml", false, typed("application/xml", xml), ""},
		{"as text", "/sitemap.xml", false, typed("text/plain", "\ufeff \n"+xml), ""},
		{"without a declaration", "/sitemap.xml", false, typed("text/xml", "<urlset></urlset>"), ""},
		{"packed on the way", "/sitemap.xml", false, typed("text/xml", string(packed(xml)), "Content-Encoding", "gzip"), ""},
		{"kept packed", "/sitemap.xml.gz", false, typed("application/x-gzip", string(packed(xml))), ""},
		{"kept packed, a bomb", "/sitemap.xml.gz", false, typed("application/x-gzip", string(packed(strings.Repeat(" ", 60<<20)))), fetch.ReasonGzipBomb},
		{"at an address of its own", "/maps/all", true, typed("text/xml", xml), ""},
		{"a page in its place", "/sitemap.xml", false, serve(page("Home")), fetch.ReasonContentType},
		{"moved", "/sitemap.xml", false, to("/wp-sitemap.xml"), ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			bubble(t, nil, func(t *testing.T, s *site, c *fetch.Client) {
				s.on(tt.target, tt.answer)
				s.on("/wp-sitemap.xml", typed("text/xml", xml))
				r, err := c.Get(context.Background(), fetch.Request{URL: base + tt.target, Sitemap: tt.named})
				if tt.want != "" {
					wantReason(t, err, tt.want)
					return
				}
				if err != nil {
					t.Fatal(err)
				}
				if !strings.Contains(string(r.Body), "<urlset") {
					t.Errorf("body %q", r.Body)
				}
			})
		})
	}
}

func TestOptionsThatCannotWorkAreRefused(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*fetch.Options){
		"no base":                        func(o *fetch.Options) { o.Base = "" },
		"a base that is no web address":  func(o *fetch.Options) { o.Base = "file:///etc/passwd" },
		"no version":                     func(o *fetch.Options) { o.Version = "" },
		"no timeout":                     func(o *fetch.Options) { o.Timeout = 0 },
		"no limit of the body":           func(o *fetch.Options) { o.MaxBody = 0 },
		"a delay below zero":             func(o *fetch.Options) { o.MinDelay = -1 },
		"a contact that breaks the line": func(o *fetch.Options) { o.Contact = "a\r\nX-Evil: 1" },
	} {
		opts := options()
		change(&opts)
		if _, err := fetch.New(opts); err == nil {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

func TestWithoutAContactOnlyThisMachineIsAsked(t *testing.T) {
	t.Parallel()
	for host, allowed := range map[string]bool{
		"http://127.0.0.1:8080": true, "http://[::1]:8080": true, "http://localhost": true, "http://127.9.9.9": true,
		"http://ogp.example": false, "https://www.opengovpartnership.org": false, "http://10.0.0.1": false, "http://localhost.example": false, "http://127.0.0.1.example": false,
	} {
		opts := options()
		opts.Base, opts.Contact = host, ""
		_, err := fetch.New(opts)
		if allowed && err != nil || !allowed && !errors.Is(err, fetch.ErrNoContact) {
			t.Errorf("%s: %v", host, err)
		}
	}
}

func TestEveryReasonIsDeclaredOnceWithItsMeaningAndAction(t *testing.T) {
	t.Parallel()
	defs := fetch.Definitions()
	for i, d := range defs {
		if i > 0 && defs[i-1].Reason >= d.Reason {
			t.Errorf("%s comes after %s", d.Reason, defs[i-1].Reason)
		}
		if d.Meaning == "" || !strings.HasSuffix(d.Action, ".") {
			t.Errorf("%s: meaning %q, action %q", d.Reason, d.Meaning, d.Action)
		}
		if d.Stops && (d.Retried || d.Site) {
			t.Errorf("%s both ends the night and goes on", d.Reason)
		}
	}
	if _, ok := fetch.Define("no-such-reason"); ok || len(defs) < 25 {
		t.Errorf("%d reasons", len(defs))
	}
}

func TestAKindGivenByTheAddressIsNotOverruled(t *testing.T) {
	t.Parallel()
	bubble(t, nil, func(t *testing.T, s *site, c *fetch.Client) {
		s.on(commitment, to("/members/kenya/"))
		_, err := get(t, c, commitment, record.KindCountry)
		wantReason(t, err, fetch.ReasonOtherPage)
	})
}
