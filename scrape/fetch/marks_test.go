package fetch_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"ogptracker/scrape/fetch"
)

// answered answers with a status, headers and a body of HTML.
func answered(code int, body string, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		for i := 0; i < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(code)
		w.Write([]byte(body))
	}
}

func TestTestsForRobotsAreKnownByTheirMakersMarks(t *testing.T) {
	t.Parallel()
	const kenya = "/members/kenya/"
	empty := func(title, head, body string) string {
		return "<html><head><title>" + title + "</title>" + head + "</head><body>" + body + "</body></html>"
	}
	long := strings.Repeat("<p>"+words+"</p>", 30)
	for name, tt := range map[string]struct {
		answer http.HandlerFunc
		want   fetch.Reason
	}{
		"a script of Anubis, in German":       {answered(200, empty("Einen Augenblick", `<script id="anubis_challenge" type="application/json">{}</script>`, "<p>Wird geladen</p>")), fetch.ReasonChallenge},
		"the words of Anubis":                 {answered(200, empty("Making sure you&#39;re not a bot!", "", "<p>Loading</p>")), fetch.ReasonChallenge},
		"DataDome, in Spanish":                {answered(403, empty("sitio", "", `<script src="https://geo.captcha-delivery.com/i.js"></script>`)), fetch.ReasonChallenge},
		"DataDome with a good status":         {answered(200, empty("site", "", `<p>Please enable JS and disable any ad blocker</p>`)), fetch.ReasonChallenge},
		"Sucuri":                              {answered(200, empty("You are being redirected...", "", "<noscript>Javascript is required.</noscript>")), fetch.ReasonChallenge},
		"F5":                                  {answered(200, empty("Request Rejected", "", "The requested URL was rejected. Your support ID is: 42")), fetch.ReasonChallenge},
		"Turnstile, in Polish":                {answered(403, empty("Chwileczkę", "", `<h1>ogp.example</h1><div class="cf-turnstile"></div>`)), fetch.ReasonChallenge},
		"Turnstile alone, with a good status": {answered(200, empty("Чекайте", "", `<h1>ogp.example</h1><div class="cf-turnstile"></div>`)), fetch.ReasonChallenge},
		"Vercel behind 429":                   {answered(429, empty("Vercel Security Checkpoint", "", "<p>Vérification</p>")), fetch.ReasonChallenge},
		"Wordfence behind 503":                {answered(503, empty("Your access to this site has been limited by the site owner", "", "<p>x</p>")), fetch.ReasonChallenge},
		"SiteGround behind 202":               {answered(202, `<html><head><meta http-equiv="refresh" content="0;/.well-known/sgcaptcha/?r=1"></head></html>`), fetch.ReasonChallenge},
		"AWS behind 202, empty":               {answered(202, ""), fetch.ReasonChallenge},
		"AWS behind 405, by its header":       {answered(405, "<html>no</html>", "X-Amzn-Waf-Action", "captcha"), fetch.ReasonChallenge},
		"a hosting account that is suspended": {answered(200, empty("Account Suspended", "", "<h1>Account Suspended</h1>")), fetch.ReasonServerError},
		"a refusal without a mark":            {answered(403, empty("No", "", "<p>No.</p>")), fetch.ReasonRefused},
		"too many requests without a mark":    {answered(429, empty("Slow down", "", "<p>No.</p>")), fetch.ReasonTooManyRequests},
		"a page with a captcha beside a form": {answered(200, empty("Kenya", "", `<h1>Kenya</h1>`+long+`<form><div class="g-recaptcha"></div></form>`)), ""},
		"a page about captchas":               {answered(200, empty("Replace captchas", "", `<h1>Replace captcha-delivery.com</h1>`+long)), ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			bubble(t, func(o *fetch.Options) { o.Retries = 0 }, func(t *testing.T, s *site, c *fetch.Client) {
				s.on(kenya, tt.answer)
				_, err := get(t, c, kenya, "")
				if tt.want == "" {
					if err != nil {
						t.Error(err)
					}
					return
				}
				wantReason(t, err, tt.want)
			})
		})
	}
}

func TestNothingIsAskedForAfterABan(t *testing.T) {
	t.Parallel()
	const ban = "<html><body><h1>You have been banned from this site.</h1><p>If you think there has been a mistake, contact the administrator.</p></body></html>"
	for name, tt := range map[string]struct {
		at     string
		answer http.HandlerFunc
	}{
		"a page that is refused":    {"/members/kenya/", answered(403, ban)},
		"a page with a good status": {"/members/kenya/", answered(200, ban)},
		"another product's words":   {"/members/kenya/", answered(403, "<html><title>Your IP address has been banned</title><p>x</p></html>")},
		"robots.txt":                {"/robots.txt", answered(403, ban)},
		"too many requests":         {"/members/kenya/", answered(429, "<html><body><p>Your IP address (203.0.113.9) has been temporarily banned.</p></body></html>")},
		"a trap":                    {"/members/kenya/", answered(403, "<html><head><title>Error</title></head><body><p>You have fallen into a trap!</p></body></html>")},
		"a blacklist":               {"/members/kenya/", answered(503, "<html><body><h2>Access denied</h2><p>This IP 203.0.113.9 was blacklisted.</p></body></html>")},
		"the owner's word":          {"/members/kenya/", answered(403, "<html><title>Access denied</title><h1>Error 1006</h1><p>The owner of this website has banned your IP address (203.0.113.9).</p></html>")},
		"a block of the address":    {"/members/kenya/", answered(200, "<html><body><h1>Sorry</h1><p>Your IP address has been permanently blocked.</p></body></html>")},
		"one word":                  {"/members/kenya/", answered(200, "<html><title>Banned - Open Government Partnership</title><p>Write to us.</p></html>")},
		"words alone": {"/members/kenya/", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/plain")
			w.Write([]byte("You are banned."))
		}},
		"a page for the banned": {"/members/kenya/", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/banned/", http.StatusFound) }},
		"another page for them": {"/members/kenya/", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/error/you-are-blocked.html?ip=1", http.StatusTemporaryRedirect)
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			bubble(t, nil, func(t *testing.T, s *site, c *fetch.Client) {
				s.on(tt.at, tt.answer)
				s.on("/members/ghana/", serve(page("Ghana")))
				_, err := get(t, c, "/members/kenya/", "")
				wantReason(t, err, fetch.ReasonBanned)
				if !fetch.StopsNight(err) || !errors.Is(err, fetch.ErrBanned) {
					t.Errorf("%v does not end the night as a ban", err)
				}
				before := len(s.log())
				if _, err := get(t, c, "/members/ghana/", ""); !errors.Is(err, fetch.ErrBanned) || len(s.log()) != before {
					t.Errorf("after the ban: %v, %d further requests", err, len(s.log())-before)
				}
			})
		})
	}
}

func TestWordsOfABanOnAPageAreNoBan(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{
		"the warning beside a trap": page("Kenya") + `<p>Do NOT follow this link or you will be banned from the site!</p>`,
		"a commitment about bans":   "<html><body><h1>Publish who is banned from public tenders</h1><p>Firms that have been banned or blacklisted are listed. Each address has been checked.</p></body></html>",
		"a title with the word":     "<html><head><title>Register of banned pesticides | Open Government Partnership</title></head><body><h1>Register of banned pesticides</h1><p>Substances that are banned.</p></body></html>",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			bubble(t, nil, func(t *testing.T, s *site, c *fetch.Client) {
				s.on("/members/kenya/", serve(body))
				if _, err := get(t, c, "/members/kenya/", ""); err != nil {
					t.Error(err)
				}
			})
		})
	}
}

func TestAPageWithoutItsEndIsAskedForAgainAndThenAFailure(t *testing.T) {
	t.Parallel()
	open := strings.TrimSuffix(page("Kenya"), "</body></html>")
	fault := open + "<br><b>Fatal error</b>:  Uncaught Error: Call to undefined function x() in /srv/www/wp-content/themes/a.php:12 thrown in <b>/srv/www/a.php</b> on line <b>12</b><br>"
	for name, tt := range map[string]struct {
		ghana, kenya http.HandlerFunc
		want         fetch.Reason
		asked        int
	}{
		"cut every time":                 {serve(page("Ghana")), serve(open), fetch.ReasonCutBody, 3},
		"cut once":                       {serve(page("Ghana")), first(1, serve(open), serve(page("Kenya"))), "", 2},
		"a fault of PHP":                 {serve(open), serve(fault), fetch.ReasonCutBody, 3},
		"a site whose pages have no end": {serve(open), serve(open), "", 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			bubble(t, func(o *fetch.Options) { o.Retries = 2 }, func(t *testing.T, s *site, c *fetch.Client) {
				s.on("/members/ghana/", tt.ghana)
				s.on("/members/kenya/", tt.kenya)
				if _, err := get(t, c, "/members/ghana/", ""); err != nil {
					t.Fatal(err)
				}
				_, err := get(t, c, "/members/kenya/", "")
				if tt.want == "" && err != nil {
					t.Error(err)
				} else if tt.want != "" {
					wantReason(t, err, tt.want)
				}
				if n := s.asked("/members/kenya/"); n != tt.asked {
					t.Errorf("asked %d times, want %d", n, tt.asked)
				}
			})
		})
	}
}

func TestAnEndlessETagIsNotSentBack(t *testing.T) {
	t.Parallel()
	bubble(t, nil, func(t *testing.T, s *site, c *fetch.Client) {
		s.on("/members/kenya/", typed("text/html", page("Kenya"), "ETag", `"`+strings.Repeat("x", 100<<10)+`"`, "Last-Modified", "Mon, 06 Jan 2025 10:00:00 GMT"))
		r, err := get(t, c, "/members/kenya/", "")
		if err != nil {
			t.Fatal(err)
		}
		if r.ETag != "" || r.LastModified == "" {
			t.Errorf("validators %d bytes, %q", len(r.ETag), r.LastModified)
		}
	})
}

func TestASitemapMayBeLargerThanAPageAndHaveATail(t *testing.T) {
	t.Parallel()
	xml := `<?xml version="1.0"?><urlset><url><loc>` + base + `/members/kenya/</loc></url>` + strings.Repeat("<url><loc>"+base+"/stories/a-story/</loc></url>", 60_000) + "</urlset>"
	for name, answer := range map[string]http.HandlerFunc{
		"plain":  typed("text/xml", xml),
		"packed": typed("application/x-gzip", string(packed(xml))+"\n<!-- made in 0.2 s -->"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			bubble(t, nil, func(t *testing.T, s *site, c *fetch.Client) {
				s.on("/sitemap.xml", answer)
				r, err := c.Get(context.Background(), fetch.Request{URL: base + "/sitemap.xml"})
				if err != nil || len(r.Body) != len(xml) {
					t.Errorf("%v", err)
				}
			})
		})
	}
}
