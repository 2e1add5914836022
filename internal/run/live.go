package run

import (
	"context"

	"ogptracker/scrape/address"
	"ogptracker/scrape/fetch"
	"ogptracker/scrape/record"
)

// FetchOne asks for one page of the configured site as a run would, for
// whoever wants to look at it.
func FetchOne(ctx context.Context, deps Deps, address string) (body []byte, contentType string, src record.Source, err error) {
	n := &night{Deps: deps}
	if err := n.checkUsage(); err != nil {
		return nil, "", src, err
	}
	client, err := n.client(ctx)
	if err != nil {
		return nil, "", src, err
	}
	defer client.Close()
	resp, err := client.Get(ctx, fetch.Request{URL: address})
	if err != nil {
		return nil, "", src, err
	}
	return resp.Body, resp.ContentType, record.Source{Address: resp.URL, Fetched: resp.Fetched}, nil
}

// LivePage is one page that Live looked at.
type LivePage struct {
	Address string `json:"address"`
	// Page is what the readers made of it; nil with Error.
	Page  *record.Page `json:"page,omitempty"`
	Error string       `json:"error,omitempty"`
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
