package run

import (
	"testing"

	"ogptracker/internal/config"
	"ogptracker/internal/history"
	"ogptracker/scrape/record"
	"ogptracker/transform"
)

func TestTheFirstNightNeedsThePageOfEveryMemberOfTheList(t *testing.T) {
	read := func(kind record.Kind, address string) record.Read {
		return record.Read{Requested: true, Freshness: record.FreshRead, Page: record.Page{Kind: kind, Source: record.Source{Address: address}}}
	}
	night := record.Night{Reads: []record.Read{read(record.KindMembersList, "/our-members/"), read(record.KindCountry, "/members/kenya/")},
		Issues: []record.Issue{{Code: record.CodeListedGone, Member: "chile", URL: "/members/chile/"}}}
	if j := judge(&night, transform.Progress{}, nil, config.Publish{MaxFailedPages: 1}); len(j.missed()) != 1 {
		t.Errorf("on the first night: %q", j.missed())
	}
	if j := judge(&night, transform.Progress{}, &history.Record{}, config.Publish{MaxFailedPages: 1}); len(j.missed()) != 0 {
		t.Errorf("once a night was complete: %q", j.missed())
	}
}
