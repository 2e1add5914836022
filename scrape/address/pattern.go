package address

import (
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"

	"ogptracker/scrape/record"
)

// Roots under which a member's page stands: its generations, all of which
// the site still answers.
var memberRoots = map[string]bool{"members": true, "countries": true, "country": true}

// Roots of the members list by generation.
var listPaths = map[string]bool{"our-members": true, "local/participants": true, "members": true, "countries": true}

// Words that stand where a slug would and are no page of a member or a
// document, and words that name a trap.
var notSlugs = map[string]bool{
	"page": true, "feed": true, "rss": true, "atom": true, "embed": true, "amp": true, "search": true,
	"login": true, "admin": true, "user": true, "wp-admin": true, "comment": true, "comments": true,
	"trap": true, "honeypot": true, "blackhole": true, "print": true, "edit": true, "node": true, "reply": true,
}

var trapWords = []string{"do-not-follow", "bot-trap", "honeypot", "honey-pot", "spider-trap", "blackhole"}

// reportSlug recognises the documents that stood at the root of the 2018 site
// by the words of their product and a year ("netherlands-mid-term-report-
// 2016-2018-year-1"): anything else at the root is not asked for.
var (
	reportSlug = regexp.MustCompile(`^[\p{L}\p{M}\d_-]+-(?:` +
		`(?:mid-?term|end-?(?:of-)?-?term|progress|design|implementation|design-and-implementation|hybrid|results?|transitional-results|` +
		`self-assessment|special-accountability|inception|irm|end-of-commitment)(?:-self-assessment)?-report` +
		`|action-plan(?:-review)?|co-creation-brief|letter-of-[\p{L}-]+)(?:-|$)`)
	yearInSlug  = regexp.MustCompile(`(?:^|-)20\d\d(?:-|$)`)
	sitemapPath = regexp.MustCompile(`^(?:[\w-]+/)?[\w-]*sitemap[\w-]*\.xml(?:\.gz)?$|^sitemaps?/[\w-]+\.xml(?:\.gz)?$`)
)

// match recognises an escaped path below the site's root.
func match(escaped, query string) (Address, bool) {
	parts, ok := segments(escaped)
	if !ok {
		return Address{}, false
	}
	if len(parts) == 0 {
		return numeric(query)
	}
	head := strings.ToLower(parts[0])
	switch {
	case head == "es":
		return Address{Spanish: true}, false
	case len(parts) <= 2 && listPaths[strings.ToLower(strings.Join(parts, "/"))]:
		return Address{Path: "/" + strings.ToLower(strings.Join(parts, "/")) + "/", Kind: record.KindMembersList}, true
	case memberRoots[head]:
		return member(parts[1:])
	case head == "documents" || head == "report":
		return document(head, parts[1:])
	case head == "the-open-gov-challenge" || head == "challenge-submissions" && len(parts) == 1:
		return challenge(head, parts)
	case head == "wp-content" || head == "sites":
		return file(parts)
	case len(parts) <= 2 && strings.Contains(strings.ToLower(parts[len(parts)-1]), ".xml") && sitemapPath.MatchString(strings.ToLower(strings.Join(parts, "/"))):
		return Address{Path: "/" + strings.Join(parts, "/"), Query: number(query, "page"), Special: SpecialSitemap}, true
	case len(parts) == 1:
		return rootLevel(head)
	}
	return Address{}, false
}

// longestSlug is longer than the slug of any member: what is longer is made up,
// and no name of a file.
const longestSlug = 100

// member recognises what stands below /members/ and its older roots:
// <slug>, <slug>/action-plan (a tab of the same page) and
// <slug>/commitments/<code>.
func member(parts []string) (Address, bool) {
	s, id := "", ""
	if len(parts) > 0 {
		s = slug(parts[0])
		id = MemberID(s)
	}
	if id == "" || len(s) > longestSlug || isTrap(s) {
		return Address{}, false
	}
	switch {
	case len(parts) == 1 || len(parts) == 2 && strings.EqualFold(parts[1], "action-plan"):
		return Address{Path: "/members/" + s + "/", Kind: record.KindCountry, Member: id}, true
	case len(parts) == 3 && strings.EqualFold(parts[1], "commitments"):
		if code, ok := record.CommitmentCode(parts[2]); ok {
			return Address{Path: "/members/" + s + "/commitments/" + code + "/", Kind: record.KindCommitment, Member: id, Code: code}, true
		}
	}
	return Address{}, false
}

// challenge recognises the pages of the Open Gov Challenge: its own, the
// tracker, and one for each commitment.
func challenge(head string, parts []string) (Address, bool) {
	s := slug(parts[len(parts)-1])
	if len(parts) > 2 || s == "" || isTrap(s) {
		return Address{}, false
	}
	if len(parts) == 1 {
		return Address{Path: "/" + head + "/", Kind: record.KindChallenge, Slug: s}, true
	}
	return Address{Path: "/" + head + "/" + s + "/", Kind: record.KindChallenge, Slug: s}, true
}

func document(head string, parts []string) (Address, bool) {
	if len(parts) != 1 {
		return Address{}, false
	}
	s := slug(parts[0])
	if s == "" || isTrap(s) {
		return Address{}, false
	}
	return Address{Path: "/" + head + "/" + s + "/", Kind: record.KindDocument, Slug: s}, true
}

// file recognises uploads: WordPress keeps them below wp-content/uploads,
// the Drupal site kept them below sites/<name>/files. Their names are case
// sensitive.
func file(parts []string) (Address, bool) {
	below := len(parts) > 2 && strings.EqualFold(parts[0], "wp-content") && strings.EqualFold(parts[1], "uploads") ||
		len(parts) > 3 && strings.EqualFold(parts[0], "sites") && strings.EqualFold(parts[2], "files")
	if ext := path.Ext(parts[len(parts)-1]); !below || len(ext) < 2 {
		return Address{}, false
	}
	return Address{Path: "/" + strings.Join(parts, "/"), Special: SpecialFile}, true
}

func rootLevel(name string) (Address, bool) {
	if name == "robots.txt" {
		return Address{Path: "/robots.txt", Special: SpecialRobots}, true
	}
	if s := slug(name); s != "" && reportSlug.MatchString(s) && yearInSlug.MatchString(s) && !isTrap(s) {
		return Address{Path: "/" + s + "/", Kind: record.KindDocument, Slug: s}, true
	}
	return Address{}, false
}

func numeric(query string) (Address, bool) {
	q := number(query, "p")
	if q == "" {
		return Address{}, false
	}
	return Address{Path: "/", Query: q, Special: SpecialNumeric}, true
}

// number gives "name=<n>" where the query has that number, else "".
func number(query, name string) string {
	if query == "" {
		return ""
	}
	values, _ := url.ParseQuery(query) // pairs that cannot be read are left out
	n, err := strconv.ParseUint(values.Get(name), 10, 63)
	if err != nil || n == 0 {
		return ""
	}
	return name + "=" + strconv.FormatUint(n, 10)
}

func isTrap(s string) bool {
	if notSlugs[s] {
		return true
	}
	for _, w := range trapWords {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// segments takes a path apart, with ".", ".." and doubled slashes gone the way
// a server sees it, and each part unescaped. A part that hides a slash, a
// backslash or a control character is refused: it would be another path to
// the server than it is to us.
func segments(escaped string) ([]string, bool) {
	if escaped == "" || escaped[0] != '/' {
		escaped = "/" + escaped
	}
	p := path.Clean(escaped)
	if p == "/" {
		return nil, true
	}
	parts := strings.Split(p[1:], "/")
	for i, part := range parts {
		if strings.Contains(part, "%") {
			un, err := url.PathUnescape(part)
			if err != nil || un == "." || un == ".." {
				return nil, false
			}
			part = un
		}
		if part == "" || strings.ContainsFunc(part, func(r rune) bool { return r < ' ' || r == '/' || r == '\\' || r == 0x7f || r == 0xfffd }) {
			return nil, false
		}
		parts[i] = part
	}
	return parts, true
}
