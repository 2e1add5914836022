package run

import (
	"net/url"
	"slices"
	"strings"

	"ogptracker/internal/config"
	"ogptracker/scrape"
	"ogptracker/scrape/fetch"
)

// maxTable bounds OGP's table: the whole of it with all texts is some 30 MB.
const maxTable = 64 << 20

// tableByAddress lets the crawler ask for OGP's table where the configuration
// names its address: by the client of the site where it is on the site's own
// host, else by one of its own, which asks that host as politely. done closes
// the latter.
func (n *night) tableByAddress(crawler *scrape.Crawler) (done func(), err error) {
	c := n.Config
	if !c.TableByAddress() {
		return nil, nil
	}
	crawler.TableAddress, crawler.MaxTable = c.Sources.IRMTable, maxTable
	if n.offline {
		return nil, nil
	}
	if client, ok := crawler.Fetch.(*fetch.Client); ok && ownHost(n.Config) {
		crawler.FetchTable = client.GetFile
		return nil, nil
	}
	u, err := url.Parse(c.Sources.IRMTable)
	if err != nil {
		return nil, err
	}
	opts := fetchOptions(n.Deps)
	opts.Base = u.Scheme + "://" + u.Host
	client, err := fetch.New(opts)
	if err != nil {
		return nil, usage(c.Where("sources.irm_table"), "%v", err)
	}
	crawler.FetchTable = client.GetFile
	return client.Close, nil
}

// ownHost reports whether OGP's table stands on the site's own host.
func ownHost(c *config.Config) bool {
	u, err := url.Parse(c.Sources.IRMTable)
	site, siteErr := url.Parse(base(c.Site.BaseURL))
	bare := func(host string) string { return strings.TrimPrefix(strings.ToLower(host), "www.") }
	return err == nil && siteErr == nil && bare(u.Host) == bare(site.Host)
}

// checkTableAddress refuses an address on a host that the configuration does
// not name, or that is no public one.
func checkTableAddress(c *config.Config) error {
	where := c.Where("sources.irm_table")
	u, err := url.Parse(c.Sources.IRMTable)
	if err != nil || u.Host == "" || u.User != nil {
		return usage(where, "%q is no address; expected https://host/path", c.Sources.IRMTable)
	}
	if ownHost(c) {
		return nil
	}
	named := slices.ContainsFunc(c.Sources.Hosts, func(h string) bool { return strings.EqualFold(h, u.Host) || strings.EqualFold(h, u.Hostname()) })
	switch {
	case fetch.PrivateHost(c.Sources.IRMTable):
		return usage(where, "%s is no public host; only the site itself may be one of this machine or of a private network", u.Host)
	case !named:
		return usage(where, "%s is not the site's own host; name it in sources.hosts if it may be asked", u.Host)
	}
	return nil
}
