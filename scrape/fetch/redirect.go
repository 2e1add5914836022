package fetch

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"ogptracker/scrape/address"
	"ogptracker/scrape/record"
)

// maxHops is how many redirects in a row are followed (RFC 9309 asks for at
// least five for robots.txt).
const maxHops = 5

// follow asks for a page and for what it redirects to, on the site alone.
func (c *Client) follow(ctx context.Context, j *job) (*Response, error) {
	for {
		if j.expect != expectText && !c.robots.Allowed(j.at.String()) {
			return nil, failed(ReasonRobotsForbidden, 0, "")
		}
		a, err := c.exchange(ctx, j, c.opts.Timeout)
		if err != nil {
			return nil, err
		}
		if !isRedirect(a.status) {
			return c.response(j, a)
		}
		if err := c.redirect(j, a); err != nil {
			return nil, err
		}
		c.count(func(s *Stats) { s.Redirects++ })
	}
}

func isRedirect(status int) bool {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}

// redirect moves a job to where an answer sends it, or says why it does not
// go there.
func (c *Client) redirect(j *job, a *answer) error {
	location := strings.TrimSpace(a.header.Get("Location"))
	if location == "" {
		return failed(ReasonBadRedirect, a.status, "")
	}
	to, err := j.at.Parse(location)
	if err != nil {
		return failed(ReasonBadRedirect, a.status, "%w", err)
	}
	to.Fragment, to.RawFragment = "", ""
	if err := onSite(c.base, to, a.status); err != nil {
		return err
	}
	to.Scheme, to.Host = strings.ToLower(to.Scheme), address.Host(to)
	if c.base.Scheme == "https" {
		to.Scheme = "https" // never asked for in the clear
	}
	if err := redirectKind(c.site, j, to, a.status); err != nil {
		return err
	}
	j.hops = append(j.hops, j.at.String())
	if len(j.hops) > maxHops || slices.Contains(j.hops, to.String()) {
		return failed(ReasonRedirectLoop, a.status, "%d redirects, then to %s", len(j.hops), to)
	}
	j.at = to
	return nil
}

// onSite refuses a redirect that leaves the site.
func onSite(base *url.URL, to *url.URL, status int) error {
	host := strings.TrimSuffix(strings.ToLower(to.Hostname()), ".")
	web := strings.EqualFold(to.Scheme, "http") || strings.EqualFold(to.Scheme, "https")
	switch {
	case !web || host == "" || to.User != nil:
		return failed(ReasonOffHost, status, "to %s", to.Redacted())
	case ownHost(base, to):
		return nil
	case privateLiteral(host):
		return failed(ReasonPrivateAddress, status, "redirect to %s", to)
	}
	return failed(ReasonOffHost, status, "to %s", to)
}

// ownHost says whether a host is one the site may be asked under: the
// configured one, or the other public host of a site that is configured under
// one of them. A site on this machine is never left for the public one.
func ownHost(base *url.URL, to *url.URL) bool {
	host := address.Host(to)
	public := address.PublicHosts()
	return host == base.Host || slices.Contains(public, host) && slices.Contains(public, base.Host)
}

// redirectKind refuses a redirect to a page that cannot be the one asked for:
// taken for it, it would make a false record.
func redirectKind(site *address.Site, j *job, to *url.URL, status int) error {
	own, ok := site.OnSite(to.String(), "")
	if !ok {
		return failed(ReasonOtherPage, status, "to %s", to)
	}
	path, _, _ := strings.Cut(strings.TrimPrefix(own, site.Base()), "?")
	a, known := site.Parse(to.String())
	switch {
	case !known && banPath.MatchString(path):
		return failed(ReasonBanned, status, "%w: redirect to %s", ErrBanned, to)
	case isHome(path) && !known && j.expect == expectText:
		return failed(ReasonGone, status, "redirect to the home page")
	case isHome(path) && !known:
		// Many sites send there whoever asks in a bad hour: it is no word that
		// a page is no more.
		return failed(ReasonOtherPage, status, "to the home page")
	case isLoginPath(path):
		return failed(ReasonLogin, status, "redirect to %s", to)
	case j.expect != expectHTML || j.Kind == record.KindMembersList && !known && isIndexPath(path):
		return nil // robots.txt, sitemaps and the members list may stand anywhere
	case !known || !a.Fetchable():
		return failed(ReasonOtherPage, status, "to %s", to)
	case a.Special == address.SpecialNumeric || j.Kind == record.KindUnknown || a.Kind == j.Kind:
		return nil
	}
	return failed(ReasonOtherPage, status, "a %s to a %s: %s", spoken(j.Kind), spoken(a.Kind), to)
}

// banPath is where sites send those whom they have banned.
var banPath = regexp.MustCompile(`(?i)(?:^|[-_/])(?:banned|blacklisted|blocklisted|ip-?ban|blocked)(?:[-_/.]|$)`)

func spoken(k record.Kind) string { return strings.ReplaceAll(string(k), "_", " ") }

func isHome(path string) bool {
	switch strings.ToLower(strings.Trim(path, "/")) {
	case "", "index.php", "index.html", "home", "en":
		return true
	}
	return false
}

func isLoginPath(path string) bool {
	path = strings.ToLower(path)
	for part := range strings.SplitSeq(strings.Trim(path, "/"), "/") {
		switch part {
		case "login", "wp-login.php", "signin", "sign-in", "log-in", "wp-admin", "sso":
			return true
		}
	}
	return false
}

// isIndexPath lets the members list move (only its redirect was ever seen),
// but not into what the site keeps from programs.
func isIndexPath(path string) bool {
	path = strings.ToLower(path)
	for _, never := range []string{"/es/", "/wp-", "/search", "/admin", "/comment", "/tag/", "/feed"} {
		if strings.HasPrefix(path, never) {
			return false
		}
	}
	return true
}
