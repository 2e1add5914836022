package run

import (
	"fmt"
	"os/exec"
	"path/filepath"

	"ogptracker/scrape"
	"ogptracker/scrape/fetch"
	"ogptracker/scrape/record"
	"ogptracker/scrape/render"
)

// browser makes the browser that the configuration names; nil where it names
// none. profile is a folder of its own, "" for a temporary one. It starts with
// its first page.
func browser(d Deps, client *fetch.Client, profile string) *render.Browser {
	c := d.Config
	if c.Fetch.Browser == "" {
		return nil
	}
	return render.New(render.Options{
		Program: c.Fetch.Browser, NoSandbox: c.Fetch.BrowserNoSandbox, Profile: profile, UserAgent: client.UserAgent(),
		Timeout: c.Fetch.Timeout, MaxBody: c.Fetch.MaxBody, Log: d.Log,
	})
}

// fill says which pages of the night a browser fills, and what ends it.
func fill(d Deps, client *fetch.Client) (scrape.Fill, func()) {
	c := d.Config
	if !c.Renders() {
		if len(c.Fetch.Render) > 0 {
			d.Log.Warn("fetch.render names pages and fetch.browser no browser; they are read as the site serves them")
		}
		return scrape.Fill{}, func() {}
	}
	b := browser(d, client, filepath.Join(c.State.Dir, "browser"))
	f := scrape.Fill{Browser: b}
	for _, kind := range c.Fetch.Render {
		f.Kinds = append(f.Kinds, record.Kind(kind))
	}
	return f, b.Close
}

// browserWarnings is what may be wrong with the browser: a night goes on
// without one, so it is no mistake.
func browserWarnings(d Deps) []string {
	c := d.Config
	if len(c.Fetch.Render) == 0 {
		return nil
	}
	if c.Fetch.Browser == "" {
		return []string{fmt.Sprintf("%s: pages are named, but fetch.browser names no browser; they are read as the site serves them", c.Where("fetch.render"))}
	}
	if _, err := exec.LookPath(c.Fetch.Browser); err != nil {
		return []string{fmt.Sprintf("%s: there is no program %s here; pages are read as the site serves them", c.Where("fetch.browser"), c.Fetch.Browser)}
	}
	return nil
}
