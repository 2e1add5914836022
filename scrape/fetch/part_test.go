package fetch_test

import (
	"errors"
	"net/http"
	"slices"
	"testing"
	"time"

	"ogptracker/scrape/fetch"
)

func partOf(body, kind string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.Write([]byte(body))
	}
}

func TestPartsOfAPageAreAskedForAsPolitelyAsPages(t *testing.T) {
	t.Parallel()
	bubble(t, nil, func(t *testing.T, s *site, c *fetch.Client) {
		s.on("/robots.txt", partOf("User-agent: *\nDisallow: /private/\nCrawl-delay: 7", "text/plain"))
		s.on("/apiJSON/list?filter[country]=9", partOf(`{"data":[]}`, "application/json"))
		s.on("/empty.css", partOf("", "text/css"))
		s.on("/moved.js", status(http.StatusFound, "Location", "/new.js"))
		s.on("/new.js", partOf("let a", "text/javascript"))
		s.on("/away.js", status(http.StatusFound, "Location", "https://elsewhere.example/a.js"))
		s.on("/home.js", status(http.StatusFound, "Location", "/?blackhole=abc"))
		s.on("/down.json", status(http.StatusServiceUnavailable))
		for address, want := range map[string]string{base + "/apiJSON/list?filter[country]=9#x": `{"data":[]}`, base + "/empty.css": "", base + "/moved.js": "let a"} {
			r, err := c.GetPart(t.Context(), address)
			if err != nil || string(r.Body) != want {
				t.Errorf("%s: %v, %v", address, r, err)
			}
		}
		for address, want := range map[string]fetch.Reason{
			base + "/private/list.json": fetch.ReasonRobotsForbidden, base + "/no.js": fetch.ReasonGone, base + "/down.json": fetch.ReasonServerError,
			base + "/away.js": fetch.ReasonOffHost, base + "/home.js": fetch.ReasonOtherPage,
			base + "/?blackhole=abc": fetch.ReasonNotAllowed, base + "/index.php?blackhole=abc": fetch.ReasonNotAllowed, base + "/": fetch.ReasonNotAllowed,
			"https://elsewhere.example/a.js": fetch.ReasonOffHost, "http://127.0.0.1/a.js": fetch.ReasonPrivateAddress,
		} {
			_, err := c.GetPart(t.Context(), address)
			wantReason(t, err, want)
		}
		if s.asked("/down.json") != 2 || slices.ContainsFunc(s.targets(), func(at string) bool { return at == "/private/list.json" || at == "/" || at[:2] == "/?" }) {
			t.Errorf("asked for %q", s.targets())
		}
		if least := s.smallest(); least < 7*time.Second {
			t.Errorf("two requests %v apart, robots.txt asks for 7s", least)
		}
	})
}

func TestABanInPlaceOfAPartEndsTheNight(t *testing.T) {
	t.Parallel()
	for _, code := range []int{http.StatusOK, http.StatusForbidden} {
		bubble(t, nil, func(t *testing.T, s *site, c *fetch.Client) {
			s.on("/list.json", func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(code)
				w.Write([]byte("<!doctype html><html><body><h1>You have been banned from this site.</h1></body></html>"))
			})
			if _, err := c.GetPart(t.Context(), base+"/list.json"); !errors.Is(err, fetch.ErrBanned) {
				t.Errorf("error %v", err)
			}
			if _, err := c.GetPart(t.Context(), base+"/other.json"); !errors.Is(err, fetch.ErrBanned) || s.asked("/other.json") > 0 {
				t.Errorf("asked again after a ban, error %v", err)
			}
		})
	}
}
