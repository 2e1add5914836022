package run

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"ogptracker/internal/plural"
	"ogptracker/scrape"
	"ogptracker/scrape/address"
	"ogptracker/scrape/fetch"
	"ogptracker/scrape/record"
	"ogptracker/scrape/render"
)

// One is a page that was asked for by itself.
type One struct {
	Body        []byte
	ContentType string
	Source      record.Source
	// Filled is what a browser needed to fill it; nil where none was to.
	Filled *scrape.Filled
}

// FetchOne asks for one page of the configured site as a run would, for
// whoever wants to look at it; filled has the configured browser fill it.
func FetchOne(ctx context.Context, deps Deps, address string, filled bool) (*One, error) {
	n := &night{Deps: deps}
	if err := n.checkUsage(); err != nil {
		return nil, err
	}
	if filled && n.Config.Fetch.Browser == "" {
		return nil, usage(n.Config.Where("fetch.browser"), "empty; there is no browser to fill the page with")
	}
	client, err := n.client(ctx)
	if err != nil {
		return nil, err
	}
	defer client.Close()
	resp, err := client.Get(ctx, fetch.Request{URL: address})
	if err != nil {
		return nil, err
	}
	one := &One{}
	if filled {
		b := browser(deps, client, "")
		defer b.Close()
		f, err := scrape.NewPageFiller(client, b).Fill(ctx, resp)
		if err != nil {
			return nil, err
		}
		one.Filled = &f
	}
	one.Body, one.ContentType, one.Source = resp.Body, resp.ContentType, record.Source{Address: resp.URL, Fetched: resp.Fetched}
	return one, nil
}

// LivePage is one page that Live looked at.
type LivePage struct {
	Address string `json:"address"`
	// Page is what the readers made of it; nil with Error.
	Page  *record.Page `json:"page,omitempty"`
	Error string       `json:"error,omitempty"`
	// Filled says how a browser filled the page, or why it did not; "" where
	// none was to.
	Filled string `json:"filled,omitempty"`
}

// livePerKind is how many pages of a kind Live asks for.
const livePerKind = 2

// Live asks for a few pages of the site, a members list and then what its
// links lead to, and says what the readers make of them. It keeps nothing.
func Live(ctx context.Context, deps Deps) ([]LivePage, error) {
	n := &night{Deps: deps}
	if err := n.checkUsage(); err != nil {
		return nil, err
	}
	if !n.crawls() {
		return nil, usage(n.Config.Where("site.base_url"), "empty; there is no live site to look at")
	}
	in, err := n.readInputs()
	if err != nil {
		return nil, err
	}
	site, err := address.NewSite(n.Config.Site.BaseURL)
	if err != nil {
		return nil, err
	}
	client, err := n.client(ctx)
	if err != nil {
		return nil, err
	}
	defer client.Close()
	toFill, end := fill(deps, client)
	defer end()
	filler := scrape.NewPageFiller(client, toFill.Browser)
	var seen []LivePage
	asked := map[record.Kind]int{record.KindMembersList: livePerKind - 1}
	queue := []string{site.MembersList().String()}
	done := map[string]bool{}
	for len(queue) > 0 {
		written := queue[0]
		queue = queue[1:]
		a, ok := site.Parse(written)
		if !ok || !a.Fetchable() || done[a.String()] || asked[a.Kind] >= livePerKind || a.Kind == record.KindUnknown {
			continue
		}
		done[a.String()] = true
		asked[a.Kind]++
		looked := LivePage{Address: a.String()}
		resp, err := client.Get(ctx, fetch.Request{URL: written, Kind: a.Kind})
		if ctx.Err() != nil || fetch.StopsNight(err) {
			return seen, err
		}
		if err == nil && toFill.Browser != nil && slices.Contains(toFill.Kinds, a.Kind) {
			if looked.Filled, err = fillLive(ctx, filler, resp); ctx.Err() != nil || fetch.StopsNight(err) {
				return seen, err
			}
		}
		if err == nil {
			var p record.Page
			p, err = in.reader.Read(resp.Body, resp.ContentType, record.Source{Address: resp.URL, Fetched: resp.Fetched})
			if err == nil {
				looked.Page = &p
				for _, l := range p.Links {
					queue = append(queue, p.AsWritten(l.URL))
				}
			}
		}
		if err != nil {
			looked.Error = err.Error()
		}
		seen = append(seen, looked)
	}
	return seen, nil
}

// fillLive fills a page and says what that took. A page that cannot be filled
// is looked at as it was served.
func fillLive(ctx context.Context, filler *scrape.PageFiller, r *fetch.Response) (string, error) {
	f, err := filler.Fill(ctx, r)
	var failed *render.Error
	switch {
	case errors.As(err, &failed):
		return "not filled by the browser: " + failed.Error(), nil
	case err != nil:
		return "", err
	}
	return FilledInWords(f), nil
}

// FilledInWords says what filling a page took.
func FilledInWords(f scrape.Filled) string {
	says := fmt.Sprintf("filled by the browser with %s", plural.Count(f.Requests, "request"))
	if f.InVain != "" {
		says += "; in vain: " + f.InVain
	}
	return says
}
