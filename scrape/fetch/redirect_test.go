package fetch_test

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"ogptracker/scrape/fetch"
	"ogptracker/scrape/record"
)

func TestRedirectsOnTheSiteAreFollowedAndTheFinalAddressKept(t *testing.T) {
	t.Parallel()
	body := serve(page("Open data"))
	for _, tt := range []struct {
		name    string
		target  string
		kind    record.Kind
		answers map[string]http.HandlerFunc
		final   string // canonical
		asked   []string
	}{
		{"a slash taken away", "/members/kenya/", record.KindCountry,
			map[string]http.HandlerFunc{"/members/kenya/": to("/members/kenya"), "/members/kenya": body},
			"/members/kenya/", []string{"/members/kenya/", "/members/kenya"}},
		{"a code in lower case", commitment, record.KindCommitment,
			map[string]http.HandlerFunc{commitment: to("ke0029"), commitment + "ke0029": body},
			commitment, nil},
		{"a relative address", commitment, record.KindCommitment,
			map[string]http.HandlerFunc{commitment: to("../ke0029/"), "/members/kenya/commitments/ke0029/": body},
			commitment, []string{commitment, "/members/kenya/commitments/ke0029/"}},
		{"a numeric address", "/?p=8934", "",
			map[string]http.HandlerFunc{"/?p=8934": to(base + "/members/ghana/"), "/members/ghana/": body},
			"/members/ghana/", []string{"/?p=8934", "/members/ghana/"}},
		{"a member that changed its name, with a fragment", "/members/turkey/", record.KindCountry,
			map[string]http.HandlerFunc{"/members/turkey/": to("//ogp.example/members/turkiye/#top"), "/members/turkiye/": body},
			"/members/turkiye/", []string{"/members/turkey/", "/members/turkiye/"}},
		{"a report of 2018 that moved to documents", "/report/kenya-mid-term-report-2016-2018", record.KindDocument,
			map[string]http.HandlerFunc{"/report/kenya-mid-term-report-2016-2018": to("/documents/kenya-mid-term-report-2016-2018/"), "/documents/kenya-mid-term-report-2016-2018/": body},
			"/documents/kenya-mid-term-report-2016-2018/", []string{"/report/kenya-mid-term-report-2016-2018", "/documents/kenya-mid-term-report-2016-2018/"}},
		{"the members list that moved to a path nobody knows", "/local/participants", record.KindMembersList,
			map[string]http.HandlerFunc{"/local/participants": to("/about/who-we-are/members/"), "/about/who-we-are/members/": body},
			"/local/participants/", []string{"/local/participants", "/about/who-we-are/members/"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			bubble(t, nil, func(t *testing.T, s *site, c *fetch.Client) {
				for target, h := range tt.answers {
					s.on(target, h)
				}
				r, err := get(t, c, tt.target, tt.kind)
				if tt.asked == nil {
					wantReason(t, err, fetch.ReasonOtherPage) // below the commitment, not beside it
					return
				}
				if err != nil {
					t.Fatal(err)
				}
				if r.URL != base+tt.final || r.Requests != len(tt.asked) {
					t.Errorf("final %s after %d requests, want %s after %d", r.URL, r.Requests, tt.final, len(tt.asked))
				}
				if got := s.targets()[1:]; !slices.Equal(got, tt.asked) {
					t.Errorf("asked for %q, want %q", got, tt.asked)
				}
				if got := c.Stats().Redirects; got != len(tt.asked)-1 {
					t.Errorf("%d redirects counted", got)
				}
			})
		})
	}
}

func TestTheMembersListDoesNotBecomeAnotherPage(t *testing.T) {
	t.Parallel()
	for location, want := range map[string]fetch.Reason{
		"/": fetch.ReasonOtherPage, "/members/kenya/": fetch.ReasonOtherPage, "/es/members/": fetch.ReasonOtherPage,
		"/search/?q=members": fetch.ReasonOtherPage, "/login/": fetch.ReasonLogin,
	} {
		bubble(t, nil, func(t *testing.T, s *site, c *fetch.Client) {
			s.on("/our-members/", to(location))
			_, err := get(t, c, "/our-members/", record.KindMembersList)
			wantReason(t, err, want)
		})
	}
}

func TestAFaultBehindARedirectIsRetriedThere(t *testing.T) {
	t.Parallel()
	bubble(t, nil, func(t *testing.T, s *site, c *fetch.Client) {
		s.on("/?p=1", to("/members/ghana/"))
		s.on("/members/ghana/", first(2, status(500), serve(page("Ghana"))))
		r, err := get(t, c, "/?p=1", "")
		if err != nil {
			t.Fatal(err)
		}
		if r.Requests != 4 || s.asked("/?p=1") != 1 || s.asked("/members/ghana/") != 3 {
			t.Errorf("%d requests: %q", r.Requests, s.targets())
		}
	})
	bubble(t, nil, func(t *testing.T, s *site, c *fetch.Client) {
		s.on("/?p=1", to("/members/ghana/"))
		_, err := get(t, c, "/?p=1", "")
		if e := wantReason(t, err, fetch.ReasonGone); e.URL != base+"/?p=1" || e.At != base+"/members/ghana/" || e.Status != 404 || e.Requests != 2 {
			t.Errorf("error %+v", e)
		}
	})
}

func TestLongChainsOfRedirectsEnd(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]fetch.Reason{5: "", 6: fetch.ReasonRedirectLoop} {
		bubble(t, nil, func(t *testing.T, s *site, c *fetch.Client) {
			for i := range n {
				s.on(fmt.Sprintf("/members/m%d/", i), to(fmt.Sprintf("/members/m%d/", i+1)))
			}
			s.on(fmt.Sprintf("/members/m%d/", n), serve(page("Kenya")))
			_, err := get(t, c, "/members/m0/", record.KindCountry)
			if want != "" {
				wantReason(t, err, want)
			} else if err != nil {
				t.Fatal(err)
			}
		})
	}
}

func TestTheSitesOwnHostsKnowOneAnother(t *testing.T) {
	t.Parallel()
	const public = "https://www.opengovpartnership.org"
	var asked []string
	tr := roundTrip(func(r *http.Request) *http.Response {
		asked = append(asked, r.URL.String())
		switch r.URL.Path {
		case "/members/kenya/", "/countries/Kenya":
			if r.URL.Host == "www.opengovpartnership.org" {
				return answer(r, 301, "", "Location", "http://opengovpartnership.org/members/kenya/")
			}
			return answer(r, 200, page("Kenya"))
		case "/members/peru/":
			return answer(r, 301, "", "Location", "http://www.opengovpartnership.org:80/members/peru/")
		}
		return answer(r, 404, "")
	})
	opts := options()
	opts.Base, opts.Transport, opts.MinDelay = public, tr, 0
	c, err := fetch.New(opts)
	if err != nil {
		t.Fatal(err)
	}
	r, err := c.Get(context.Background(), fetch.Request{URL: "http://opengovpartnership.org/countries/Kenya"})
	if err != nil {
		t.Fatal(err)
	}
	if r.URL != public+"/members/kenya/" {
		t.Errorf("final %s", r.URL)
	}
	_, err = c.Get(context.Background(), fetch.Request{URL: "/members/peru/"})
	wantReason(t, err, fetch.ReasonRedirectLoop) // to the clear and back, never followed there
	for _, a := range asked {
		if !strings.HasPrefix(a, "https://") {
			t.Errorf("asked for %s in the clear", a)
		}
	}
}
