package fetch

import (
	"regexp"
	"strings"
)

// notice knows one kind of page that comes in place of a page. The words are
// those of the products that make such pages (Cloudflare, Imperva, Sucuri,
// WordPress, Drupal), and the usual ones. Titles of commitments are full of
// ordinary words, so that a heading counts only if the notice is all it says.
type notice struct {
	heading *regexp.Regexp // a part of the title, or a heading
	text    *regexp.Regexp // anywhere in a page that has hardly any text; nil for none
	// signs are parts of words, one of which is in whatever the expressions
	// match: they are slow, and nearly every heading has none.
	signs []string
}

const (
	caller   = `(?:you|(?:your|this|the)(?: \w+)? (?:ip|address|browser|network|host|connection)(?: \([^)]{1,60}\)| [\d.:a-f]{3,45})?)`
	barred   = `\b` + caller + ` (?:have|has|are|is|was|were)(?: been)?(?: \w+)? (?:banned|blacklisted|blocklisted)\b|\byour (?:ip|ip address|address|network)(?: \([^)]{1,60}\)| [\d.:a-f]{3,45})? (?:has been|is|was)(?: \w+)? blocked\b`
	barredBy = `\bhas banned (?:you|your|the autonomous|this)\b|\bbanned (?:your|this) (?:ip|address|country|network)\b`
	human    = `(?:(?:verify|verifying|confirm|prove)(?: that)? (?:you are|you['’]re)|are you|i['’]?a?m|you are)(?: an?| not an?)? (?:human|robot|bot)\b`
	captcha  = `(?:complete|solve|enter|pass|fill in|fill out) (?:the|this|a) (?:security check|captcha|challenge)`
	absent   = `(?:not|cannot|can['’]?t|could ?n['’]?t|could not|is ?n['’]t|was ?n['’]t|does ?n['’]t|does not|no longer)`
	unfound  = `(?:be |been )?(?:found|exists?|available|located)`
	seek     = `(?:can['’]?t|cannot|could ?n['’]?t|could not|unable to) (?:find|locate) (?:that|the|this|your|what)`
)

var (
	// Whoever asks again after a ban only makes it longer, so that words of a
	// block that speaks of the caller's address count too.
	banned = notice{
		signs: []string{"ban", "list", "block", "trap"},
		heading: words(`^(?:(?:error|ip|address|access|user|client|visitor)\W*)*banned\W*$`, barred, barredBy, `\bip\b[^.]{0,40} (?:banned|blacklisted|blocklisted|permanently blocked)\b`,
			`\byou have fallen into a trap\b`, `\b(?:ip|your) (?:address |access )?(?:ban|block)(?:ned|ed)? (?:notice|permanently)`),
		text: words(barred, barredBy, `\byou have fallen into a trap\b`),
	}
	challenge = notice{
		signs: []string{"moment", "one more step", "attention", "interruption", "please wait", "captcha", "verif", "check", "challenge", "ddos", "human", "bot", "blocked", "traffic", "cookies", "incapsula", "redirected", "limited", "rejected", "javascript", " js "},
		heading: words(`^(?:just a moment|one more step|attention required|pardon our interruption|please wait|captcha)\W*$`, `^please wait while`,
			`^(?:human|bot|browser|robot|security) (?:verification|check|challenge)(?: required| in progress)?\W*$`,
			`^ddos[ -]?(?:protection|guard)`, `checking your browser`, human, captcha, `captcha (?:check|required|challenge|verification)`,
			`you (?:have been|are|were) blocked`, `^you are being redirected`, `^making sure you`, `security checkpoint\W*$`,
			`your access to this (?:site|service|website) has been (?:limited|blocked)`, `^request rejected\W*$`, `detected unusual traffic`, `enable javascript and cookies to continue`),
		text: words(`checking (?:your browser|if the site connection is secure)`, human, captcha, `enable javascript and cookies to continue`,
			`enable js and disable any ad ?blocker`, `enable javascript before you are allowed`, `requested url was rejected`,
			`ddos protection by`, `incapsula incident`, `unusual traffic from your`),
	}
	missing = notice{
		signs: []string{"404", "found", "exist", "available", "locate", "find", "missing", "removed", "deleted"},
		heading: words(`^(?:(?:error|http)\W*)*404(?:\W*$|\W+(?:error|not found|page|file|oops|sorry))`, `^(?:not|nothing|no results?)(?: was| were)? found\W*$`,
			`^(?:the |this |that )?(?:requested )?\w+(?: \w+)? (?:was |is |has )?`+absent+` `+unfound+`\W*$`,
			`^(?:sorry|oops|uh-oh|whoops)\b.*`+absent+` `+unfound, `\b(?:this|that|the|requested) (?:page|url)\b.{0,40}\b`+absent+` `+unfound,
			seek+`.{0,40}(?:page|content|looking for)`, `^page (?:is )?(?:missing|unavailable)`, `\bpage has been (?:removed|deleted)`),
		text: words(`\b(?:this|that|the|requested) (?:page|url|file)(?: that)?(?: you (?:have )?(?:requested|are looking for|were looking for|['’]re looking for|tried to reach))?(?: was| is| has)? `+absent+` `+unfound,
			seek+`.{0,20} (?:page|you|looking for)`, `\b404 (?:error|not found)\b`, `nothing was found at this location`),
	}
	login = notice{
		signs:   []string{"log", "sign", "password", "protected"},
		heading: words(`^(?:please )?(?:user |member )?(?:log[ -]?(?:in|on)|sign[ -]?(?:in|on))\b`, `\b(?:log[ -]?in|sign[ -]?in)\W*$`, `^password (?:required|protected)`, `^protected\b`),
	}
	// "Access denied" under a good status is Drupal's page for 403.
	refused = notice{
		signs:   []string{"denied", "forbidden", "unauthori"},
		heading: words(`^(?:(?:error\W*)?403\W*)?(?:access denied|forbidden|unauthori[sz]ed)\W*$`),
	}
	trouble = notice{
		signs: []string{"maintenance", "database", "50", "server error", "gateway", "unavailable", "critical error", "suspended", "for sale"},
		heading: words(`^(?:(?:the|this|our) )?(?:site|website|page)? ?(?:is )?(?:currently )?(?:under|down for|undergoing)(?: scheduled)? maintenance\W*$`, `^(?:scheduled )?maintenance(?: mode)?\W*$`,
			`^account suspended\W*$`, `^(?:error establishing a )?database (?:connection )?error\W*$`, `^error establishing a database connection`,
			`^(?:(?:error|http)\W*)*50[0234](?:\W*$|\W+(?:internal|bad|service|gateway|error))`, `^(?:internal server error|bad gateway|service (?:temporarily )?unavailable|gateway time-?out)\W*$`),
		text: words(`this account has been suspended`, `(?:website|domain) (?:is|may be) for sale`, `error establishing a database connection`, `there has been a critical error on this website`, `briefly unavailable for scheduled maintenance`),
	}
)

// words compiles alternatives, whatever the case.
func words(alternatives ...string) *regexp.Regexp {
	return regexp.MustCompile(`(?i)` + strings.Join(alternatives, `|`))
}

const (
	// A notice is short; a longer heading only mentions the words.
	noticeLength = 100
	// A page with less visible text than this has no content of its own.
	shortText = 1500
)

// of says whether a page is a notice of a kind.
func (n notice) of(o *outline) bool {
	for _, h := range o.headings {
		if len(h) <= noticeLength && n.signed(h) && n.heading.MatchString(h) {
			return true
		}
	}
	return n.text != nil && o.short() && n.signed(o.text) && n.text.MatchString(o.text)
}

func (n notice) signed(s string) bool {
	s = strings.ToLower(s)
	for _, sign := range n.signs {
		if strings.Contains(s, sign) {
			return true
		}
	}
	return false
}
