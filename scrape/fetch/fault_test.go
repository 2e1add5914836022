package fetch_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"ogptracker/scrape/fetch"
)

func packed(body string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write([]byte(body))
	z.Close()
	return b.Bytes()
}

func typed(contentType, body string, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header()["Content-Type"] = []string{contentType}
		if contentType == "" {
			w.Header()["Content-Type"] = nil // none, and none guessed
		}
		for i := 0; i < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.Write([]byte(body))
	}
}

func gzipped(raw []byte) http.HandlerFunc {
	return typed("text/html", string(raw), "Content-Encoding", "gzip")
}

// stall answers with half a page and then nothing, until the client leaves.
func stall(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/html")
	w.Write([]byte(page("Half")[:500]))
	w.(http.Flusher).Flush()
	<-r.Context().Done()
}

// cut announces more than it sends.
func cut(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html")
	w.Header().Set("Content-Length", "9000")
	w.Write([]byte(page("Half")[:500]))
	w.(http.Flusher).Flush()
	panic(http.ErrAbortHandler)
}

// raw writes an answer by hand and closes the connection.
func raw(answer string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			panic(err)
		}
		defer conn.Close()
		conn.Write([]byte(answer))
	}
}

func notice(title, body string) string {
	return "<html><head><title>" + title + "</title><script>var page='<h1>404</h1>'</script></head><body>" + body + "</body></html>"
}

func TestEveryFaultHasAName(t *testing.T) {
	t.Parallel()
	const country = "/members/kenya/"
	tests := []struct {
		name     string
		target   string // commitment unless given
		answer   http.HandlerFunc
		want     fetch.Reason // empty: the page is had
		requests int
	}{
		{"a page that is there", "", serve(page("Open data")), "", 1},
		{"404", "", status(404), fetch.ReasonGone, 1},
		{"410", "", status(410), fetch.ReasonGone, 1},
		{"401", "", status(401), fetch.ReasonRefused, 1},
		{"403", "", status(403), fetch.ReasonRefused, 1},
		{"451", "", status(451), fetch.ReasonRefused, 1},
		{"204", "", status(204), fetch.ReasonUnexpectedStatus, 1},
		{"304 that was not asked for", "", status(304), fetch.ReasonUnexpectedStatus, 1},
		{"500 each time", "", status(500), fetch.ReasonServerError, 5},
		{"a burst of 500", "", first(3, status(500), serve(page("Open data"))), "", 4},
		{"a burst of 503", "", first(4, status(503), serve(page("Open data"))), "", 5},
		{"429 each time", "", status(429), fetch.ReasonTooManyRequests, 5},
		{"429 with seconds", "", first(1, status(429, "Retry-After", "120"), serve(page("Open data"))), "", 2},
		{"429 with more seconds than are kept", "", status(429, "Retry-After", "601"), fetch.ReasonSlowDown, 1},
		{"503 with more seconds than are kept", "", status(503, "Retry-After", "3600"), fetch.ReasonWaitTooLong, 1},
		{"429 with an endless wait", "", status(429, "Retry-After", "99999999999999"), fetch.ReasonSlowDown, 1},
		{"Retry-After that cannot be read", "", first(1, status(503, "Retry-After", "soon"), serve(page("Open data"))), "", 2},
		{"a body that stalls", "", stall, fetch.ReasonTimeout, 5},
		{"a body that stalls once", "", first(1, stall, serve(page("Open data"))), "", 2},
		{"an answer that never begins", "", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, fetch.ReasonTimeout, 5},
		{"a cut body", "", cut, fetch.ReasonCutBody, 5},
		{"a body cut once", "", first(1, cut, serve(page("Open data"))), "", 2},
		{"a body without length that ends early", "", raw("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><h1>Half"), fetch.ReasonCutBody, 5},
		{"a body without length that is whole", "", raw("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page("Open data")), "", 1},
		{"chunks without an end", "", raw("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<html\r\n"), fetch.ReasonCutBody, 5},
		{"no answer at all", "", raw(""), fetch.ReasonConnection, 5},
		{"no HTTP", "", raw("SSH-2.0-OpenSSH_9\r\n"), fetch.ReasonConnection, 5},
		{"an empty body", "", typed("text/html", ""), fetch.ReasonEmptyBody, 1},
		{"a body of spaces", "", typed("text/html", " \r\n\t "), fetch.ReasonEmptyBody, 1},
		{"an announced body over the limit", "", typed("text/html", page("Long")+strings.Repeat("x", 1<<20)), fetch.ReasonBodyTooLarge, 1},
		{"a length over the limit, before any of it is read", "", raw("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99999999\r\n\r\n<html>"), fetch.ReasonBodyTooLarge, 1},
		{"408", "", status(408), fetch.ReasonTimeout, 5},
		{"a short page with a drawing of another title", "", serve(notice("Kenya", "<svg><title>Page not found</title></svg><h1>Kenya</h1>")), "", 1},
		{"a short page whose script speaks of a captcha", "", serve(notice("Kenya", "<h1>Kenya</h1><script>show('captcha')</script><style>.captcha{}</style>")), "", 1},
		{"a body over the limit in pieces", "", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			for range 300 {
				w.Write([]byte(page("Long")))
			}
		}, fetch.ReasonBodyTooLarge, 1},
		{"a body as long as the limit", "", typed("text/html", page("Full")+strings.Repeat(" ", 1<<20-len(page("Full")))), "", 1},
		{"a packed page", "", gzipped(packed(page("Open data"))), "", 1},
		{"a gzip bomb", "", gzipped(packed(strings.Repeat("\x00", 8<<20))), fetch.ReasonGzipBomb, 1},
		{"a packed page over the limit", "", gzipped(packed(noise(2 << 20))), fetch.ReasonBodyTooLarge, 1},
		{"a packed page that is cut", "", gzipped(packed(page("Open data"))[:200]), fetch.ReasonCutBody, 5},
		{"a packed page without its checksum", "", gzipped(packed(page("Open data"))[:len(packed(page("Open data")))-8]), fetch.ReasonCutBody, 5},
		{"a packed page that is not packed", "", gzipped([]byte(page("Open data"))), fetch.ReasonContentEncoding, 1},
		{"a packed page of nothing", "", gzipped(nil), fetch.ReasonEmptyBody, 1},
		{"another packing", "", typed("text/html", "....", "Content-Encoding", "br"), fetch.ReasonContentEncoding, 1},
		{"packed twice", "", typed("text/html", "....", "Content-Encoding", "gzip, gzip"), fetch.ReasonContentEncoding, 1},
		{"a PDF", "", typed("application/pdf", "%PDF-1.4 ..."), fetch.ReasonContentType, 1},
		{"a PDF that says it is a page", "", typed("text/html", "%PDF-1.4\n\x00\x01\x02"), fetch.ReasonContentType, 1},
		{"JSON", "", typed("application/json", `{"data":[]}`), fetch.ReasonContentType, 1},
		{"plain text", "", typed("text/plain", page("Open data")), fetch.ReasonContentType, 1},
		{"a page without a type", "", typed("", page("Open data")), "", 1},
		{"something without a type", "", typed("", "name,value\n1,2\n"), fetch.ReasonContentType, 1},
		{"XHTML", "", typed("application/xhtml+xml", `<?xml version="1.0"?>`+page("Open data")), "", 1},
		{"a page in another charset", "", typed("text/html; charset=iso-8859-1", page("Caf\xe9 \xe0 la carte")), "", 1},
		{"a page in a charset that does not exist", "", typed("text/html; charset=klingon", page("Open data")), "", 1},
		{"a challenge with 403", "", typed2(403, notice("Just a moment...", "<h2>Checking your browser before accessing the site.</h2>")), fetch.ReasonChallenge, 1},
		{"a challenge with 503", "", typed2(503, notice("ogp.example", "<p>Please complete the CAPTCHA to go on.</p>")), fetch.ReasonChallenge, 1},
		{"a challenge by its header", "", typed2(403, "<html></html>", "Cf-Mitigated", "challenge"), fetch.ReasonChallenge, 1},
		{"a challenge with 200", "", serve(notice("Attention Required! | Cloudflare", "<h1>Please enable cookies.</h1>")), fetch.ReasonChallenge, 1},
		{"a challenge with 200 in its text alone", "", serve(notice("Site", "<p>Verifying you are human. This may take a few seconds.</p>")), fetch.ReasonChallenge, 1},
		{"a login page", "", serve(notice("Log In ‹ Site", `<form action="/x"><input name=u><input type="PASSWORD" name=p></form>`)), fetch.ReasonLogin, 1},
		{"a login page among other things", "", serve(strings.Replace(page("Sign in"), "</h1>", `</h1><form><input type=password></form>`, 1)), fetch.ReasonLogin, 1},
		{"a page with a login box", "", serve(strings.Replace(page("Open data"), "</h1>", `</h1><form><input type=password></form>`, 1)), "", 1},
		{"a redirect to the login page", "", to("/wp-login.php?redirect_to=x"), fetch.ReasonLogin, 1},
		{"a soft 404", "", serve(notice("Page not found - Open Government Partnership", "<h1>Oops! That page can’t be found.</h1>")), fetch.ReasonSoft404, 1},
		{"a soft 404 in a full page", "", serve(page("Page Not Found")), fetch.ReasonSoft404, 1},
		{"a soft 404 by its number", "", serve(page("404")), fetch.ReasonSoft404, 1},
		{"a soft 404 in its text alone", "", serve(notice("Site", "<p>Sorry, the page you requested could not be found.</p>")), fetch.ReasonSoft404, 1},
		{"a soft 404 by WordPress's own mark", "", serve(strings.Replace(page("Hm"), "<body>", `<body class="page error404 wide">`, 1)), fetch.ReasonSoft404, 1},
		{"a commitment about pages that are not found", "", serve(page("Make documents that cannot be found in registers available")), "", 1},
		{"a commitment whose number is 404", "", serve(page("Commitment 404: security checks and captchas that people with disabilities can use in each public service of the state")), "", 1},
		{"access denied with 200", "", serve(page("Access denied")), fetch.ReasonRefused, 1},
		{"maintenance with 200", "", first(1, serve(notice("Site", "<h1>Under maintenance</h1>")), serve(page("Open data"))), "", 2},
		{"a database fault with 200", "", serve(notice("Database Error", "<h1>Error establishing a database connection</h1>")), fetch.ReasonServerError, 5},
		{"a redirect off the host", "", to("https://example.org/members/kenya/"), fetch.ReasonOffHost, 1},
		{"a redirect from a test site to the public one", "", to("https://www.opengovpartnership.org/members/kenya/commitments/KE0029/"), fetch.ReasonOffHost, 1},
		{"a redirect to another scheme", "", to("ftp://ogp.example/x"), fetch.ReasonOffHost, 1},
		{"a redirect with credentials", "", to("http://a:b@ogp.example/members/kenya/"), fetch.ReasonOffHost, 1},
		{"a redirect to this machine", "", to("http://127.0.0.1:8080/members/kenya/"), fetch.ReasonPrivateAddress, 1},
		{"a redirect to localhost", "", to("http://localhost/"), fetch.ReasonPrivateAddress, 1},
		{"a redirect to the cloud's own service", "", to("http://169.254.169.254/latest/meta-data/"), fetch.ReasonPrivateAddress, 1},
		{"a redirect to a private IPv6 address", "", to("http://[fd00::1]/"), fetch.ReasonPrivateAddress, 1},
		{"a redirect to a private address in other digits", "", to("http://2130706433/"), fetch.ReasonPrivateAddress, 1},
		{"a redirect to an IPv4 address inside IPv6", "", to("http://[::ffff:10.0.0.1]/"), fetch.ReasonPrivateAddress, 1},
		{"a commitment redirected to the home page", "", to("/"), fetch.ReasonOtherPage, 1},
		{"a commitment redirected home with a query", "", to(base + "/?missing=1"), fetch.ReasonOtherPage, 1},
		{"a country redirected to the home page", country, to("/"), fetch.ReasonOtherPage, 1},
		{"a document redirected to the home page", "/documents/kenya-action-plan-2020/", to("/index.php"), fetch.ReasonOtherPage, 1},
		{"a numeric address redirected to the home page", "/?p=12", to("/"), fetch.ReasonOtherPage, 1},
		{"a commitment redirected to its country", "", to(country), fetch.ReasonOtherPage, 1},
		{"a redirect to the Spanish page", "", to("/es" + commitment), fetch.ReasonOtherPage, 1},
		{"a redirect to the trap", "", to("/trap/"), fetch.ReasonOtherPage, 1},
		{"a redirect to a file", "/documents/kenya-action-plan-2020/", to("/wp-content/uploads/2020/01/plan.pdf"), fetch.ReasonOtherPage, 1},
		{"a redirect to a forbidden page", "", to("/members/kenya/commitments/KE0666/"), fetch.ReasonRobotsForbidden, 1},
		{"a redirect without an address", "", status(302), fetch.ReasonBadRedirect, 1},
		{"a redirect to an address that is none", "", to("http://[::1"), fetch.ReasonBadRedirect, 1},
		{"a redirect to itself", "", to(commitment), fetch.ReasonRedirectLoop, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			bubble(t, nil, func(t *testing.T, s *site, c *fetch.Client) {
				s.on("/robots.txt", typed("text/plain", "User-agent: *\nDisallow: /members/kenya/commitments/KE0666/\n"))
				target := tt.target
				if target == "" {
					target = commitment
				}
				s.on(target, tt.answer)
				r, err := get(t, c, target, "")
				if tt.want == "" {
					if err != nil {
						t.Fatal(err)
					}
					if r.URL != base+target || r.Requests != tt.requests || len(r.Body) == 0 {
						t.Errorf("response %s, %d requests, %d bytes", r.URL, r.Requests, len(r.Body))
					}
				} else {
					if r != nil {
						t.Errorf("a response with an error: %+v", r)
					}
					e := wantReason(t, err, tt.want)
					if e.URL != base+target || e.Requests != tt.requests {
						t.Errorf("error of %s with %d requests, want %s and %d", e.URL, e.Requests, base+target, tt.requests)
					}
					if f := c.Stats().Failures; len(f) != 1 || f[0].Reason != tt.want || f[0].Count != 1 || !slices.Equal(f[0].URLs, []string{base + target}) {
						t.Errorf("failures %+v", f)
					}
				}
				if got := s.asked(target); got != tt.requests {
					t.Errorf("the site saw %d requests, want %d", got, tt.requests)
				}
				if got := c.Stats().Requests; got != len(s.targets()) {
					t.Errorf("%d requests counted, the site saw %d", got, len(s.targets()))
				}
				if c.Stats().SmallestInterval < 2*time.Second {
					t.Errorf("smallest interval %v", c.Stats().SmallestInterval)
				}
			})
		})
	}
}

func to(location string) http.HandlerFunc { return status(302, "Location", location) }

func typed2(code int, body string, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		for i := 0; i < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(code)
		w.Write([]byte(body))
	}
}

// noise is text that packs badly.
func noise(n int) string {
	var b strings.Builder
	x := uint32(1)
	for b.Len() < n {
		x = x*1664525 + 1013904223
		fmt.Fprintf(&b, "%08x", x)
	}
	return b.String()
}
