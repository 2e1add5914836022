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
	"ogptracker/scrape/record"
)

const commitment = "/members/kenya/commitments/KE0029/"

func get(t *testing.T, c *fetch.Client, target string, kind record.Kind) (*fetch.Response, error) {
	t.Helper()
	return c.Get(context.Background(), fetch.Request{URL: base + target, Kind: kind})
}

// wantReason checks the name of a failure.
func wantReason(t *testing.T, err error, want fetch.Reason) *fetch.Error {
	t.Helper()
	var e *fetch.Error
	if !errors.As(err, &e) {
		t.Fatalf("error %v, want reason %s", err, want)
	}
	if e.Reason != want {
		t.Fatalf("reason %s (%v), want %s", e.Reason, err, want)
	}
	if _, ok := fetch.Define(e.Reason); !ok {
		t.Errorf("reason %s is not declared", e.Reason)
	}
	if !strings.HasPrefix(e.URL, "http") {
		t.Errorf("error without an address: %v", e)
	}
	return e
}

func TestAPageIsAskedForPolitelyAndKeptWhole(t *testing.T) {
	t.Parallel()
	bubble(t, nil, func(t *testing.T, s *site, c *fetch.Client) {
		const written = "/members/Kenya/commitments/ke0029" // a server may tell capitals and slashes apart
		s.on(written, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("ETag", `"v1"`)
			w.Header().Set("Last-Modified", "Sat, 01 Jan 2000 00:00:00 GMT")
			serve(page("Open data"))(w, r)
		})
		r, err := get(t, c, written, record.KindCommitment)
		if err != nil {
			t.Fatal(err)
		}
		if r.URL != base+commitment || r.Answered != base+written || r.Status != 200 || string(r.Body) != page("Open data") || r.ETag != `"v1"` || r.LastModified == "" || r.Requests != 1 || r.NotModified {
			t.Errorf("response %+v", r)
		}
		if !r.Fetched.Equal(time.Now()) || r.Fetched.Location() != time.UTC {
			t.Errorf("fetched %v", r.Fetched)
		}
		if want := []string{"/robots.txt", written}; !slices.Equal(s.targets(), want) {
			t.Errorf("asked for %q, want %q", s.targets(), want)
		}
		for _, h := range s.log() {
			if got := h.header.Get("User-Agent"); got != "OGPTracker/1.2.3 (+ops@ogp.example)" {
				t.Errorf("user agent %q", got)
			}
			if h.header.Get("Accept-Encoding") != "gzip" || h.header.Get("Cookie") != "" || h.header.Get("Referer") != "" || h.body {
				t.Errorf("header %v", h.header)
			}
		}
		if got := s.smallest(); got != 2*time.Second {
			t.Errorf("interval %v, want the delay and no more", got)
		}
	})
}
