package fetch

import (
	"cmp"
	"maps"
	"slices"
)

// Reason names why a page was not had. A reason is never renamed: it stands
// in reports and operators filter on it.
type Reason string

const (
	// What the address or robots.txt forbids; nothing was sent.
	ReasonNotAllowed      Reason = "address-not-allowed"
	ReasonRobotsForbidden Reason = "robots-forbidden"
	ReasonPrivateAddress  Reason = "private-address"

	// What the site does not have.
	ReasonGone Reason = "gone"

	// Where the site sends one.
	ReasonOffHost      Reason = "redirect-off-host"
	ReasonOtherPage    Reason = "redirect-to-other-page"
	ReasonRedirectLoop Reason = "redirect-loop"
	ReasonBadRedirect  Reason = "redirect-without-address"

	// What the site answers in place of the page.
	ReasonChallenge        Reason = "challenge-page"
	ReasonLogin            Reason = "login-page"
	ReasonSoft404          Reason = "soft-404"
	ReasonRefused          Reason = "refused"
	ReasonUnexpectedStatus Reason = "unexpected-status"

	// Bodies that cannot be a page.
	ReasonEmptyBody       Reason = "empty-body"
	ReasonContentType     Reason = "content-type"
	ReasonContentEncoding Reason = "content-encoding"
	ReasonBodyTooLarge    Reason = "body-too-large"
	ReasonGzipBomb        Reason = "gzip-bomb"
	ReasonCutBody         Reason = "cut-body"

	// The site's own trouble.
	ReasonTimeout         Reason = "timeout"
	ReasonConnection      Reason = "connection"
	ReasonTLS             Reason = "tls"
	ReasonServerError     Reason = "server-error"
	ReasonTooManyRequests Reason = "too-many-requests"
	ReasonWaitTooLong     Reason = "wait-too-long"

	// What ends a night.
	ReasonSiteDown          Reason = "site-down"
	ReasonRobotsUnavailable Reason = "robots-unavailable"
	ReasonSlowDown          Reason = "slow-down"
	ReasonSiteFailing       Reason = "site-failing"
	ReasonBanned            Reason = "banned"
	ReasonBudget            Reason = "budget-spent"
)

// Definition declares one reason.
type Definition struct {
	Reason Reason
	// Meaning completes "the page was not had because ...".
	Meaning string
	// Action is what the operator does about it, as an instruction.
	Action string
	// Retried: asked again within fetch.retries before the page is given up.
	Retried bool
	// Site: speaks of the site as a whole; many in a row end the night.
	Site bool
	// Stops: ends the night at once.
	Stops bool
}

var definitions = index(
	Definition{Reason: ReasonNotAllowed, Meaning: "its address is of no known pattern of the site, so it was not asked for",
		Action: "Nothing, if it is a link that no report needs; otherwise report the address so that its pattern is added."},
	Definition{Reason: ReasonRobotsForbidden, Meaning: "the site's robots.txt forbids it, so it was not asked for",
		Action: "Ask the site's owner for permission if the page is needed."},
	Definition{Reason: ReasonPrivateAddress, Meaning: "it leads to an address of a private network that is not the configured site",
		Action: "Check site.base_url and the name server; if the site really moved inside a private network, configure that address."},
	Definition{Reason: ReasonGone, Meaning: "the site says that it is gone (404 or 410)",
		Action: "Nothing: the report marks what stood there as gone."},
	Definition{Reason: ReasonOffHost, Meaning: "the site redirects to another host",
		Action: "Open the address in a browser; if the site has moved, change site.base_url."},
	Definition{Reason: ReasonOtherPage, Meaning: "the site redirects to a page of another kind, or to its home page",
		Action: "Open the address in a browser; if the page has moved for good, report where to."},
	Definition{Reason: ReasonRedirectLoop, Meaning: "the site redirects in a circle or too often",
		Action: "Nothing if it is one night; if it stays, tell the site's owner."},
	Definition{Reason: ReasonBadRedirect, Meaning: "the site redirects without saying where to",
		Action: "Nothing if it is one night; if it stays, tell the site's owner."},
	Definition{Reason: ReasonChallenge, Meaning: "the site answered with a test for robots in place of the page", Site: true,
		Action: "Ask the site's owner to let the user agent through; save the pages needed from a browser into sources.saved_pages meanwhile."},
	Definition{Reason: ReasonLogin, Meaning: "the site answered with a login page",
		Action: "Open the address in a browser without logging in; if it asks there too, the page is no longer public."},
	Definition{Reason: ReasonSoft404, Meaning: "the site answered 200 with a page that says that the page was not found",
		Action: "Open the address in a browser; tell the site's owner if the page is missing."},
	Definition{Reason: ReasonRefused, Meaning: "the site refuses it (401, 403 or another answer of the 400s)", Site: true,
		Action: "Open the address in a browser; if it shows there, ask the site's owner whether the user agent is blocked."},
	Definition{Reason: ReasonUnexpectedStatus, Meaning: "the site answered with a status that no page should have",
		Action: "Nothing if it is one night; if it stays, report the status."},
	Definition{Reason: ReasonEmptyBody, Meaning: "the answer has no text at all",
		Action: "Nothing if it is one night; if it stays, open the address in a browser."},
	Definition{Reason: ReasonContentType, Meaning: "the answer is not of the expected type (HTML for pages, XML for sitemaps)",
		Action: "Open the address in a browser; if it is a file now, report the address."},
	Definition{Reason: ReasonContentEncoding, Meaning: "the answer is packed in a way that was not asked for or cannot be unpacked",
		Action: "Nothing if it is one night; if it stays, tell the site's owner."},
	Definition{Reason: ReasonBodyTooLarge, Meaning: "the answer is larger than fetch.max_body",
		Action: "Open the address in a browser; raise fetch.max_body if the page is really that large."},
	Definition{Reason: ReasonGzipBomb, Meaning: "the packed answer unpacks to more than fetch.max_body at a rate no text reaches",
		Action: "Do not raise fetch.max_body; tell the site's owner."},
	Definition{Reason: ReasonCutBody, Meaning: "the answer broke off before its end", Retried: true, Site: true,
		Action: "Nothing if it is one night; if it stays, check the network."},
	Definition{Reason: ReasonTimeout, Meaning: "the answer was not complete within fetch.timeout", Retried: true, Site: true,
		Action: "Nothing if it is one night; if it stays, raise fetch.timeout."},
	Definition{Reason: ReasonConnection, Meaning: "no connection to the site, or it broke", Retried: true, Site: true,
		Action: "Nothing if it is one night; if it stays, check the network and the proxy settings."},
	Definition{Reason: ReasonTLS, Meaning: "the site's certificate could not be verified", Site: true,
		Action: "Check the clock and the certificates of this machine; verification is never switched off."},
	Definition{Reason: ReasonServerError, Meaning: "the site answered with a fault of its own (status of the 500s)", Retried: true, Site: true,
		Action: "Nothing if it is one night; if it stays, tell the site's owner."},
	Definition{Reason: ReasonTooManyRequests, Meaning: "the site asked for fewer requests (429) each time", Retried: true, Site: true,
		Action: "Raise fetch.min_delay."},
	Definition{Reason: ReasonWaitTooLong, Meaning: "the site asked to wait longer than fetch.max_wait before the page is asked for again", Site: true,
		Action: "Nothing if it is one night; the page comes first next night."},
	Definition{Reason: ReasonSiteDown, Meaning: "the site did not answer the first request of the night", Stops: true,
		Action: "Open the site in a browser; check the network, the name server and the proxy settings."},
	Definition{Reason: ReasonRobotsUnavailable, Meaning: "the site's robots.txt could not be read, and without it nothing may be asked for", Stops: true,
		Action: "Open robots.txt in a browser; the next night tries again."},
	Definition{Reason: ReasonSlowDown, Meaning: "the site asked for a wait longer than fetch.max_wait, with the answer that fewer requests are wanted (429) or for two pages in a row", Stops: true,
		Action: "Raise fetch.min_delay; the next night goes on where this one stopped."},
	Definition{Reason: ReasonSiteFailing, Meaning: "too many pages in a row failed for reasons of the site as a whole", Stops: true,
		Action: "Look at the failures before it; the next night goes on where this one stopped."},
	Definition{Reason: ReasonBanned, Meaning: "the site has banned this program", Stops: true,
		Action: "Nothing is asked for until a person says so. Write to the site's owner, who alone can lift the ban, in the settings of the plugin that made it (Blackhole for Bad Bots, for one); then run `ogptracker run --after-ban`."},
	Definition{Reason: ReasonBudget, Meaning: "the night's fetch.max_requests are spent", Stops: true,
		Action: "Nothing: what did not fit comes first next night."},
)

// Define returns the declaration of a reason; ok is false for one that is not
// declared.
func Define(r Reason) (Definition, bool) {
	d, ok := definitions[r]
	return d, ok
}

// Definitions returns all declarations in order of reason.
func Definitions() []Definition {
	return slices.SortedFunc(maps.Values(definitions), func(a, b Definition) int { return cmp.Compare(a.Reason, b.Reason) })
}

// index makes the register and panics on a reason declared twice.
func index(defs ...Definition) map[Reason]Definition {
	m := make(map[Reason]Definition, len(defs))
	for _, d := range defs {
		if _, ok := m[d.Reason]; ok {
			panic("fetch: reason declared twice: " + string(d.Reason))
		}
		m[d.Reason] = d
	}
	return m
}
