package run

import (
	"context"
	"fmt"

	"ogptracker/scrape/fetch"
	"ogptracker/scrape/record"
)

// CheckUsage says what a run would refuse before it touches anything.
func CheckUsage(deps Deps, opts Options) error {
	n := &night{Deps: deps, Options: opts, offline: opts.Offline || opts.AsOf != ""}
	return n.checkUsage()
}

// FetchOne asks for one page of the configured site as a run would, for
// whoever wants to look at it.
func FetchOne(ctx context.Context, deps Deps, address string) (body []byte, contentType string, src record.Source, err error) {
	n := &night{Deps: deps}
	if err := n.checkUsage(); err != nil {
		return nil, "", src, err
	}
	client, err := n.client()
	if err != nil {
		return nil, "", src, fmt.Errorf("run: %w", err)
	}
	defer client.Close()
	resp, err := client.Get(ctx, fetch.Request{URL: address})
	if err != nil {
		return nil, "", src, err
	}
	return resp.Body, resp.ContentType, record.Source{Address: resp.URL, Fetched: resp.Fetched}, nil
}
