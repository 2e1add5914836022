package run

import (
	"testing"

	"ogptracker/internal/config"
	"ogptracker/internal/history"
	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
)

func TestTheFirstNightNeedsThePageOfEveryMemberOfTheList(t *testing.T) {
	read := func(kind record.Kind, address string) record.Read {
		return record.Read{Requested: true, Freshness: record.FreshRead, Page: record.Page{Kind: kind, Source: record.Source{Address: address}}}
	}
	night := record.Night{Reads: []record.Read{read(record.KindMembersList, "/our-members/"), read(record.KindCountry, "/members/kenya/")},
		Issues: []record.Issue{{Code: record.CodeListedGone, Member: "chile", URL: "/members/chile/"}}}
	if j := judge(&night, dataset.Progress{}, nil, config.Publish{MaxFailedPages: 1}, history.Politeness{}); len(j.missed()) != 1 {
		t.Errorf("on the first night: %q", j.missed())
	}
	if j := judge(&night, dataset.Progress{}, &history.Record{}, config.Publish{MaxFailedPages: 1}, history.Politeness{}); len(j.missed()) != 0 {
		t.Errorf("once a night was complete: %q", j.missed())
	}
	night.Issues = append(night.Issues, record.Issue{Code: record.CodeListedGone, Member: "peru", URL: "/members/peru/"})
	want := "2 of 4 members lists and country pages read; not read: /members/chile/, /members/peru/"
	if j := judge(&night, dataset.Progress{}, &history.Record{}, config.Publish{MaxFailedPages: 1}, history.Politeness{}); len(j.missed()) != 1 || j.missed()[0] != want {
		t.Errorf("when many are gone: %q", j.missed())
	}
}

func TestASiteThatForbidsItsCountryPagesIsNotReported(t *testing.T) {
	night := record.Night{Reads: []record.Read{{Requested: true, Page: record.Page{Kind: record.KindMembersList, Source: record.Source{Address: "/our-members/"}}}}}
	forbid := func(address string) {
		night.Reads = append(night.Reads, record.Read{Failure: "robots-forbidden", Page: record.Page{Kind: record.KindCountry, Source: record.Source{Address: address}}})
	}
	forbid("/members/chile/")
	if j := judge(&night, dataset.Progress{}, nil, config.Publish{}, history.Politeness{}); len(j.missed()) != 0 {
		t.Errorf("one page is its owner's to withhold: %q", j.missed())
	}
	forbid("/members/kenya/")
	want := "robots.txt forbids 2 of 3 members lists and country pages: /members/chile/, /members/kenya/"
	if j := judge(&night, dataset.Progress{}, nil, config.Publish{}, history.Politeness{}); len(j.missed()) != 1 || j.missed()[0] != want {
		t.Errorf("%q, want %q", j.missed(), want)
	}
	night.Reads = night.Reads[1:]
	if j := judge(&night, dataset.Progress{}, nil, config.Publish{}, history.Politeness{}); len(j.missed()) != 1 {
		t.Errorf("where everything is forbidden: %q", j.missed())
	}
}
