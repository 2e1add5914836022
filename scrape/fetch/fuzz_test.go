package fetch

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"ogptracker/scrape/address"
	"ogptracker/scrape/record"
)

// However a page is broken, judging it comes to an end and to a verdict with
// a name.
func FuzzCheckPage(f *testing.F) {
	for _, s := range []string{"<title>Just a moment...</title>", "<h1>404</h1>", "<svg><title>Not found</title></svg><h1>Kenya", "<input type=password>", "<body class=error404>", "<h1", "</", "<script><h1>404</h1>"} {
		f.Add(s, true)
		f.Add(s, false)
	}
	f.Fuzz(func(t *testing.T, body string, whole bool) {
		err := checked(&answer{status: 200, header: http.Header{}, body: []byte(body), whole: whole})
		if err == nil {
			return
		}
		if e, ok := err.(*Error); !ok || definitions[e.Reason].Meaning == "" {
			t.Fatalf("verdict %v", err)
		}
	})
}

// Wherever a redirect points, what is asked for next is on the site and of a
// pattern that may be asked for.
func FuzzRedirect(f *testing.F) {
	for _, s := range []string{"/members/kenya/", "//evil.example/members/kenya/", "http:\\\\evil.example", "https://ogp.example@evil.example/members/kenya/", "/members/%2e%2e/trap/", "?p=1", "http://ogp.example.:80/?p=1", "http://[::1%25lo]/", "/es/members/kenya/", "\t/documents/x-2020/#y"} {
		f.Add(s)
	}
	c, err := New(Options{Base: "http://ogp.example", Contact: "x", Version: "1", Timeout: time.Second, MaxBody: 1})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, location string) {
		j, err := newJob(c.site, Request{URL: "/members/kenya/commitments/KE0001/", Kind: record.KindCommitment})
		if err != nil {
			t.Fatal(err)
		}
		if err := c.redirect(j, &answer{status: 302, header: http.Header{"Location": {location}}}); err != nil {
			return
		}
		again, err := url.Parse(j.at.String())
		if err != nil {
			t.Fatal(err)
		}
		if h := address.Host(again); h != "ogp.example" {
			t.Fatalf("%q leads to %s on %s", location, again, h)
		}
		if a, ok := c.site.Parse(again.String()); !ok || !a.Fetchable() || a.Kind != record.KindCommitment && a.Special != address.SpecialNumeric {
			t.Fatalf("%q leads to %s", location, again)
		}
	})
}

func TestARetryAfterThatMakesNoSenseIsNone(t *testing.T) {
	t.Parallel()
	now := time.Date(2025, 1, 14, 2, 0, 0, 0, time.UTC)
	for v, want := range map[string]time.Duration{"": -1, "soon": -1, "-5": -1, "1.5": -1, "12": 12 * time.Second, " 12 ": 12 * time.Second,
		"99999999999999999999": (1<<63 - 1) / time.Second * time.Second, "9223372036854775807": (1<<63 - 1) / time.Second * time.Second, "Tue, 14 Jan 2025 02:01:00 GMT": time.Minute, "Tue, 14 Jan 2025 01:00:00 GMT": 0} {
		got, ok := retryAfter(http.Header{"Retry-After": {v}}, now)
		if ok != (want >= 0) || ok && got != want {
			t.Errorf("%q: %v, %v, want %v", v, got, ok, want)
		}
	}
}
