package fetch

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func named(heading string) []byte {
	return []byte("<html><head><title>" + heading + " – Open Government Partnership</title></head><body>" + strings.Repeat("<p>One of many words.</p>", 200) + "</body></html>")
}

func short(text string) []byte {
	return []byte("<html><head><title>Open Government Partnership</title></head><body><ul><li>About</li><li>Members</li></ul><p>" + text + "</p></body></html>")
}

// checked is what a page comes to when it was looked at by whoever parsed it.
func checked(a *answer) error {
	looked, err := checkPage(a, false)
	if looked || err != nil {
		return err
	}
	root, err := html.Parse(bytes.NewReader(a.body))
	if err != nil {
		return nil
	}
	return Notice(root, a.body)
}

func verdict(body []byte) Reason {
	err := checked(&answer{status: 200, body: body, whole: true})
	if err == nil {
		return ""
	}
	return err.(*Error).Reason
}

func TestNoticesAreKnownByTheirWords(t *testing.T) {
	t.Parallel()
	headings := map[Reason][]string{
		ReasonChallenge: {"Just a moment...", "Attention Required!", "One more step", "Please wait...", "Please wait while we check your browser", "Checking your browser before accessing the site",
			"Verify you are human", "Verifying that you're not a robot", "Are you a robot?", "Security check", "Human verification required", "Please complete the security check to access", "Pardon Our Interruption",
			"DDoS protection by Cloudflare", "Sorry, you have been blocked", "Our systems have detected unusual traffic", "Captcha", "I'm not a robot"},
		ReasonSoft404: {"Page not found", "404", "404 Not Found", "Error 404", "HTTP 404", "404 - Page", "Error 404 (Not Found)!!1", "Nothing Found", "Not found", "Oops! That page can&rsquo;t be found.", "Sorry, this page doesn't exist",
			"This page isn't available", "The page you requested could not be found", "The requested page cannot be found", "We can't find the page you're looking for", "We couldn't find that page", "Commitment not found",
			"Content no longer available", "Document was not found", "Page does not exist", "The page has been removed", "Page unavailable", "The requested URL was not found on this server"},
		ReasonRefused:     {"Access denied", "403 Forbidden", "Forbidden", "Unauthorized"},
		ReasonServerError: {"Under maintenance", "Our site is currently undergoing scheduled maintenance", "Maintenance mode", "Database Error", "500 Internal Server Error", "Error 503", "502 Bad Gateway", "Service Unavailable"},
		"": {"Estonia", "Open data (KE0029)", "404 officials trained in open data", "500 schools online", "One More Step Towards Open Justice", "Replace captchas on public portals",
			"Security checks for officials", "Make documents that cannot be found in registers available", "Forbidden practices in procurement", "Maintenance of public roads", "Records not found in archives: a plan",
			"Access denied: complaints about freedom of information", "Please wait no longer: queues in public services", "Robots in public service", "Are humans in the loop?", "Publish data that is not available today", "Service unavailable hours of registries"},
	}
	for want, all := range headings {
		for _, h := range all {
			if got := verdict(named(h)); got != want {
				t.Errorf("title %q: %q, want %q", h, got, want)
			}
			if got := verdict([]byte("<html><body><h1><svg><title>logo</title></svg>" + h + "</h1>" + strings.Repeat("<p>One of many words.</p>", 200))); got != want {
				t.Errorf("heading %q: %q, want %q", h, got, want)
			}
		}
	}
	texts := map[Reason][]string{
		ReasonChallenge: {"Checking if the site connection is secure", "Verifying you are human. This may take a few seconds.", "Please complete the CAPTCHA", "Enable JavaScript and cookies to continue", "Request unsuccessful. Incapsula incident ID: 1"},
		ReasonSoft404: {"It looks like nothing was found at this location.", "Sorry, the page you requested could not be found.", "The page you are looking for does not exist.", "We can't find the page you are looking for.",
			"The requested URL was not found on this server."},
		ReasonServerError: {"There has been a critical error on this website.", "Briefly unavailable for scheduled maintenance. Check back in a minute."},
		"": {"Kenya will publish its registers.", "A single web page with all the data does not exist yet.", "The address of each owner is not available in the register.", "Use of robots and captchas is described.",
			"Citizens cannot find the budget in one place.", "The ministry could not find the resources."},
	}
	for want, all := range texts {
		for _, s := range all {
			if got := verdict(short(s)); got != want {
				t.Errorf("text %q: %q, want %q", s, got, want)
			}
			long := []byte("<html><body><h1>Kenya</h1><p>" + s + "</p>" + strings.Repeat("<p>One of many words.</p>", 200))
			if got := verdict(long); got != "" {
				t.Errorf("text %q in a page with content: %q", s, got)
			}
		}
	}
}

// What shows before a page is parsed ends the asking at once, or makes it ask
// again; what shows later is told by whoever parses.
func TestANoticeIsKnownBeforeItIsParsedByItsTitleOrLength(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("<p>One of many words.</p>", 2000)
	for body, want := range map[string]bool{
		"<title>Just a moment...</title>" + long:                                           true,
		"<title>\n Database  Error </title><h1>Error</h1>" + long:                          true,
		"<title lang=en>Page not found &#8211; Open Government Partnership</title>" + long: true,
		"<title>Just a moment...</title>":                                                  true,
		"<h1>Access denied</h1>" + long:                                                    true,
		"<title>Estonia</title><h1>Page not found</h1>" + long:                             false,
		"<title>Estonia</title><body class=error404>" + long:                               false,
	} {
		a := &answer{status: 200, body: []byte(body), whole: true}
		if looked, err := checkPage(a, false); (err != nil) != want || looked {
			t.Errorf("%.60s: looked %v, %v", body, looked, err)
		}
		if checked(a) == nil {
			t.Errorf("%.60s: no notice", body)
		}
	}
	page := &answer{status: 200, body: []byte("<title>Estonia</title><h1>Estonia</h1>" + long), whole: true}
	for _, redirected := range []bool{false, true} {
		if looked, err := checkPage(page, redirected); looked != redirected || err != nil {
			t.Errorf("redirected %v: looked %v, %v", redirected, looked, err)
		}
	}
}

func BenchmarkNotice(b *testing.B) {
	body := []byte("<html><head><title>Open data - Site</title></head><body>" + strings.Repeat("<ul><li><a href='/x'>Menu</a></li></ul>", 300) +
		"<h1>Open data</h1>" + strings.Repeat("<h3>Improve transparency of public procurement (EE0059)</h3><p>The ministry publishes its registers.</p>", 40) + strings.Repeat("<p>The ministry publishes the register of interests of its officials.</p>", 1200) + "</body></html>")
	root, err := html.Parse(bytes.NewReader(body))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		if err := Notice(root, body); err != nil {
			b.Fatal(err)
		}
	}
}
