package fetch

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/temoto/robotstxt"
	"pgregory.net/rapid"
)

func TestRulesAreReadAsTheStandardSays(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, body, path string
		allowed          bool
	}{
		{"no rule", "", "/members/kenya/", true},
		{"an empty rule forbids nothing", "User-agent: *\nDisallow:\n", "/members/", true},
		{"the beginning of a path", "User-agent: *\nDisallow: /search\n", "/search/?q=1", false},
		{"not the middle of a path", "User-agent: *\nDisallow: /search\n", "/members/search", true},
		{"the longest rule wins", "User-agent: *\nDisallow: /members/\nAllow: /members/kenya/\n", "/members/kenya/", true},
		{"whatever their order", "User-agent: *\nAllow: /members/kenya/\nDisallow: /members/\n", "/members/latvia/", false},
		{"of one length the one that allows", "User-agent: *\nDisallow: /page\nAllow: /page\n", "/page", true},
		{"case counts in paths", "User-agent: *\nDisallow: /Members/\n", "/members/", true},
		{"case does not count in keys", "USER-AGENT: *\ndisALLOW: /members/\n", "/members/", false},
		{"a star stands for anything", "User-agent: *\nDisallow: /*/commitments/\n", "/members/kenya/commitments/KE0001/", false},
		{"a pattern begins at the beginning", "User-agent: *\nDisallow: /kenya*commitments\n", "/members/kenya/commitments/", true},
		{"a dollar is the end", "User-agent: *\nDisallow: /*.pdf$\n", "/files/plan.pdf", false},
		{"and only the end", "User-agent: *\nDisallow: /*.pdf$\n", "/files/plan.pdf?x=1", true},
		{"the end after a repeated word", "User-agent: *\nDisallow: /*a$\n", "/banana", false},
		{"a whole path", "User-agent: *\nDisallow: /members/$\n", "/members/kenya/", true},
		{"two stars", "User-agent: *\nDisallow: /a*b*c\n", "/axxbxxc/d", false},
		{"a pattern's length is what is written", "User-agent: *\nDisallow: /*.php\nAllow: /index.php\n", "/index.php", true},
		{"a question mark is a character", "User-agent: *\nDisallow: /*?p=\n", "/?p=12", false},
		{"escaped and plain are one", "User-agent: *\nDisallow: /%6Dembers/\n", "/members/", false},
		{"escapes of any case", "User-agent: *\nDisallow: /c%c3%b4te\n", "/c%C3%B4te-divoire/", false},
		{"letters beyond ASCII", "User-agent: *\nDisallow: /côte\n", "/c%C3%B4te-divoire/", false},
		{"an escaped slash is no slash", "User-agent: *\nDisallow: /a%2Fb\n", "/a/b", true},
		{"a path without its slash", "User-agent: *\nDisallow: members/\n", "/members/", false},
		{"our own group alone", "User-agent: *\nDisallow: /\nUser-agent: OGPTracker\nDisallow: /x\n", "/members/", true},
		{"our group by its token", "User-agent: ogptracker/9.1 (anything)\nDisallow: /\n", "/members/", false},
		{"a longer name is another program", "User-agent: OGPTrackerPro\nDisallow: /\n", "/members/", true},
		{"a shorter name is another program", "User-agent: OGP\nDisallow: /\n", "/members/", true},
		{"two names for one group", "User-agent: other\nUser-agent: ogptracker\nDisallow: /\n", "/members/", false},
		{"two groups of one name are one", "User-agent: *\nDisallow: /a\n\nUser-agent: x\nDisallow: /\n\nUser-agent: *\nDisallow: /b\n", "/b", false},
		{"a line between the names", "User-agent: ogptracker\nSitemap: /s.xml\nUser-agent: other\nDisallow: /\n", "/members/", false},
		{"rules without a name are nobody's", "Disallow: /\nUser-agent: *\nDisallow: /x\n", "/members/", true},
		{"a bad line spoils nothing", "User-agent: *\nCrawl-delay: soon\n<html>\nDisallow: /members/\n", "/members/", false},
		{"comments and spaces", "\ufeff  User-agent : * # all\r\n\tDisallow:\t/members/ # keep out\r", "/members/", false},
	} {
		if got := parseRules(tt.body, product).allowed(tt.path); got != tt.allowed {
			t.Errorf("%s: allowed(%q) = %v, want %v", tt.name, tt.path, got, tt.allowed)
		}
	}
}

func TestDelaysThatMakeNoSenseAreNone(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]time.Duration{
		"Crawl-delay: 10": 10 * time.Second, "crawldelay:1.5": 1500 * time.Millisecond, "Crawl-delay: -3": 0, "Crawl-delay: NaN": 0,
		"Crawl-delay: 1e300": maxCrawlDelay, "Crawl-delay: +Inf": maxCrawlDelay, "Crawl-delay: ": 0,
	} {
		if got := parseRules("User-agent: *\n"+line, product).delay; got != want {
			t.Errorf("%q: %v, want %v", line, got, want)
		}
	}
}

// For plain paths, of which it needs no more than prefixes, an independent
// reader has to agree.
func TestPlainRulesAgreeWithAnotherReader(t *testing.T) {
	t.Parallel()
	path := rapid.StringMatching(`/[ab]{0,3}(/[ab]{0,2})?`)
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		seen := map[int]bool{}
		for range rapid.IntRange(1, 3).Draw(t, "groups") {
			fmt.Fprintf(&b, "User-agent: %s\n", rapid.SampledFrom([]string{"*", "OGPTracker", "other"}).Draw(t, "agent"))
			for range rapid.IntRange(1, 4).Draw(t, "rules") {
				p := path.Draw(t, "rule")
				if seen[len(p)] {
					continue // of two of one length the other reader takes the first
				}
				seen[len(p)] = true
				fmt.Fprintf(&b, "%s: %s\n", rapid.SampledFrom([]string{"Allow", "Disallow"}).Draw(t, "key"), p)
			}
			fmt.Fprintf(&b, "Crawl-delay: 1\n")
		}
		asked := path.Draw(t, "path")
		other, err := robotstxt.FromString(b.String())
		if err != nil {
			t.Fatal(err)
		}
		if got, want := parseRules(b.String(), product).allowed(asked), other.TestAgent(asked, product); got != want {
			t.Fatalf("allowed(%q) = %v, the other reader says %v:\n%s", asked, got, want, b.String())
		}
	})
}

func FuzzRules(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /*a*$\nCrawl-delay: 1", "/a%zz")
	f.Add("User-agent:\n\rAllow:*", "")
	f.Add("", "%%610")
	f.Fuzz(func(t *testing.T, body, path string) {
		r := parseRules(body, product)
		r.allowed(path)
		if r.delay < 0 || r.delay > maxCrawlDelay {
			t.Fatalf("delay %v", r.delay)
		}
		if octets(octets(path)) != octets(path) {
			t.Fatalf("octets(%q) is no fixed point", path)
		}
	})
}

func TestRulesAtTheirBounds(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]string{"OGPTracker/2.0": "ogptracker", "a-z_A-Z09 x": "a-z_a-z09", "*": "*", "*bot": "*", "": "", "z9@": "z9", "Zz`": "zz", "a[b": "a", "a{": "a", "0:": "0", "a/": "a"} {
		if got := token(value); got != want {
			t.Errorf("%q: %q, not %q", value, got, want)
		}
	}
	for value, want := range map[string]time.Duration{"2": 2 * time.Second, "0.5": 500 * time.Millisecond, "0": 0, "-1": 0, "NaN": 0, "soon": 0, "Inf": maxCrawlDelay, "1e99": maxCrawlDelay} {
		var g rules
		g.add("crawl-delay", value)
		if g.delay != want {
			t.Errorf("a delay of %q is %s, not %s", value, g.delay, want)
		}
	}
	var g rules
	for _, delay := range []string{"3", "7", "5"} {
		g.add("crawldelay", delay)
	}
	g.add("disallow", "")
	g.add("disallow", "private")
	g.add("disallow", "*.pdf$")
	g.add("allow", "/private/open")
	if g.delay != 7*time.Second || len(g.disallow) != 2 || g.disallow[0] != "/private" || len(g.allow) != 1 {
		t.Errorf("%+v", g)
	}
	for path, want := range map[string]bool{"/": true, "/private": false, "/private/x": false, "/private/open": true, "/private/opening": true, "/a.pdf": false, "/a.pdfx": true, "/priv": true} {
		if g.allowed(path) != want {
			t.Errorf("%s is allowed: %v", path, !want)
		}
	}
	tie := rules{allow: []string{"/a"}, disallow: []string{"/a"}}
	if !tie.allowed("/a") {
		t.Error("of two rules of one length the one that allows does not win")
	}
}
