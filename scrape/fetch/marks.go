package fetch

import (
	"bytes"
	"net/http"
	"regexp"

	"golang.org/x/net/html"

	"ogptracker/scrape/record"
)

// marks are what the makers of tests for robots leave in the pages they put
// before a site, in whatever language the page speaks. Widgets that ordinary
// pages carry too (a captcha beside a form) are no marks of these.
var marks = [][]byte{
	[]byte("anubis_challenge"), []byte("/.within.website/"), // Anubis
	[]byte("sucuri_cloudproxy"), []byte("captcha-delivery.com"), // Sucuri, DataDome
	[]byte("/.well-known/sgcaptcha"), []byte("_incapsula_resource"), []byte("px-captcha"), // SiteGround, Imperva, PerimeterX
	[]byte("_cf_chl_opt"), []byte("cf-challenge"), []byte("gokuprops"), []byte("awswafcookiedomainlist"), // Cloudflare, AWS
	[]byte("vercel security checkpoint"), []byte("bobcmn"), // Vercel, F5
}

// widgets stand on pages of a site's own too, so they tell only where there is
// hardly anything else, or behind a status that refuses.
var widgets = [][]byte{[]byte("cf-turnstile"), []byte("challenges.cloudflare.com/turnstile"), []byte("h-captcha"), []byte("g-recaptcha")}

// bareText is less visible text than any page of a site has.
const bareText = 400

// marked says whether a page without content of its own carries a mark.
func marked(body []byte, o *outline) bool {
	if !o.short() {
		return false
	}
	body = bytes.ToLower(body)
	return contains(body, marks) || len(o.text) < bareText && contains(body, widgets)
}

func contains(body []byte, any [][]byte) bool {
	for _, m := range any {
		if bytes.Contains(body, m) {
			return true
		}
	}
	return false
}

// isChallenge knows a test for robots behind a status that is not 200.
func isChallenge(a *answer) bool {
	if a.header.Get("Cf-Mitigated") != "" || a.header.Get("X-Amzn-Waf-Action") != "" {
		return true
	}
	switch a.status {
	case http.StatusUnauthorized:
		return false
	case http.StatusAccepted:
		// "Accepted" is how AWS and SiteGround hand out a test that a script
		// must pass; no page is ever answered so.
		if len(bytes.TrimSpace(a.body)) == 0 {
			return true
		}
	}
	body := bytes.ToLower(a.body)
	if contains(body, marks) || contains(body, widgets) {
		return true
	}
	root, err := html.Parse(bytes.NewReader(a.body))
	return err == nil && challenge.of(outlineOf(root))
}

// isBan knows the page of a site that has banned the program.
func isBan(a *answer) bool {
	if a.status == http.StatusNotModified || len(a.body) == 0 {
		return false
	}
	root, err := html.Parse(bytes.NewReader(a.body))
	return err == nil && banned.of(outlineOf(root))
}

// phpFault is what PHP leaves at the end of a page that it could not finish.
var phpFault = regexp.MustCompile(`(?is)fatal error(?:</b>)?:.{1,900}\.php\b.{0,80}\bon line\b`)

const endOfPage = 4096

// cut says why a page without its end is not whole: because the connection
// ended, because a fault of PHP stands in it, or because the pages of its kind
// that came tonight have theirs.
func (ends pageEnds) cut(j *job, a *answer) error {
	tail := bytes.ToLower(a.body[max(0, len(a.body)-endOfPage):])
	seen := ends[j.Kind]
	if bytes.Contains(tail, []byte("</html")) {
		seen.with++
		ends[j.Kind] = seen
		return nil
	}
	switch {
	case !a.whole:
		return failed(ReasonCutBody, a.status, "the connection ended before the page did")
	case phpFault.Match(tail):
		return failed(ReasonCutBody, a.status, "a fatal error of the site's program stands in it")
	case seen.with > seen.without || seen == (endings{}) && ends.all():
		return failed(ReasonCutBody, a.status, "it has no </html>, which the other pages have")
	}
	seen.without++
	ends[j.Kind] = seen
	return nil
}

// pageEnds are the endings of tonight's pages.
type pageEnds map[record.Kind]endings

// endings counts the pages of a kind that had their end, and those without.
type endings struct{ with, without int }

// all says whether the pages of tonight, of whatever kind, have their
// end.
func (ends pageEnds) all() bool {
	var all endings
	for _, e := range ends {
		all.with += e.with
		all.without += e.without
	}
	return all.with > all.without
}
