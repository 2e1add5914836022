package run

import (
	"fmt"
	"strings"
	"testing"

	"ogptracker/internal/config"
	"ogptracker/internal/history"
	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
)

// judged is a night of the members list, one country page and commitments,
// with what a test changes in it.
func judgedNight(commitments int, change func(i int, r *record.Read)) *record.Night {
	read := func(kind record.Kind, address string) record.Read {
		return record.Read{Requested: true, Freshness: record.FreshRead, LastRead: soakStart, Page: record.Page{Kind: kind, Source: record.Source{Address: address}}}
	}
	night := &record.Night{Reads: []record.Read{read(record.KindMembersList, "/our-members/"), read(record.KindCountry, "/members/kenya/")}}
	for i := range commitments {
		r := read(record.KindCommitment, fmt.Sprintf("/members/kenya/commitments/KE%04d/", i+1))
		if change != nil {
			change(i, &r)
		}
		night.Reads = append(night.Reads, r)
	}
	return night
}

// withUnconfirmed adds pages that only a sitemap names, with what they answer.
func withUnconfirmed(night *record.Night, n int, failure string) *record.Night {
	for i := range n {
		r := record.Read{Requested: true, Freshness: record.FreshFailed, Page: record.Page{Kind: record.KindCommitment, Source: record.Source{Address: fmt.Sprintf("/members/kenya/commitments/ZZ%04d/", i)}}}
		if r.Gone = failure == "gone"; !r.Gone {
			r.Failure = failure
		}
		night.Unconfirmed = append(night.Unconfirmed, r)
	}
	return night
}

func failing(from, to int, standing bool) func(int, *record.Read) {
	return func(i int, r *record.Read) {
		if i >= from && i < to {
			r.Failure, r.Freshness, r.Failing = "server-error", record.FreshFailed, standing
		}
	}
}

func compared(pages, had, still int) dataset.Progress {
	k := dataset.Kept{Had: had, Still: had}
	c := dataset.Comparison{Pages: pages, Whole: had, Rated: dataset.Kept{Had: had, Still: still}, Titled: k, Planned: k, Led: k}
	return dataset.Progress{MembersListed: 100, CommitmentsFound: 1000, Sample: c, Bodies: c}
}

func TestTheBoundsOfANight(t *testing.T) {
	before := &history.Record{Counts: history.Counts{Members: 100, MembersListed: 100, CommitmentsFound: 1000}}
	good := compared(40, 40, 40)
	with := func(p dataset.Progress, change func(*dataset.Progress)) dataset.Progress {
		change(&p)
		return p
	}
	for name, c := range map[string]struct {
		night    *record.Night
		progress dataset.Progress
		before   *history.Record
		asked    history.Politeness
		missed   string // a part of the one bound missed, "" for a complete night
	}{
		"a good night": {night: judgedNight(40, nil), progress: good, before: before},

		"two new failures of few":                             {night: judgedNight(4, failing(0, 2, false)), progress: good, before: before},
		"three new failures of few":                           {night: judgedNight(4, failing(0, 3, false)), progress: good, before: before, missed: "3 of 6 pages asked for failed"},
		"new failures within the share":                       {night: judgedNight(98, failing(0, 5, false)), progress: good, before: before},
		"new failures beyond it":                              {night: judgedNight(98, failing(0, 6, false)), progress: good, before: before, missed: "6 of 100 pages asked for failed"},
		"standing failures within the share of what is known": {night: judgedNight(58, failing(0, 3, true)), progress: good, before: before},
		"standing failures beyond it":                         {night: judgedNight(58, failing(0, 4, true)), progress: good, before: before, missed: "4 of 60 pages known fail night after night"},
		"standing failures that nobody asked for": {night: judgedNight(58, func(i int, r *record.Read) {
			r.Failing = i < 4
			r.Requested = i >= 4
		}), progress: good, before: before, missed: "/members/kenya/commitments/KE0001/"},

		"one rating lost of few":      {night: judgedNight(4, nil), progress: compared(4, 4, 3), before: before},
		"two ratings lost of few":     {night: judgedNight(4, nil), progress: compared(4, 4, 2), before: before, missed: "2 of 4 pages that came tonight and had a rating"},
		"two ratings lost of hundred": {night: judgedNight(4, nil), progress: compared(100, 100, 98), before: before},
		"three lost of hundred":       {night: judgedNight(4, nil), progress: compared(100, 100, 97), before: before, missed: "97 of 100"},
		"the sample alone lost too many": {night: judgedNight(4, nil), before: before, missed: "in the sample", progress: with(compared(400, 400, 397), func(p *dataset.Progress) {
			p.Sample = compared(20, 20, 17).Sample
		})},
		"too few pages to tell": {night: judgedNight(4, nil), progress: compared(40, 19, 19), before: before, missed: "too few pages read to tell: 19 "},

		"members beyond the growth":                    {night: judgedNight(4, nil), progress: with(good, func(p *dataset.Progress) { p.MembersListed = 151 }), before: before, missed: "members listed: 151"},
		"members at the growth":                        {night: judgedNight(4, nil), progress: with(good, func(p *dataset.Progress) { p.MembersListed = 150 }), before: before},
		"what a sitemap alone names fails":             {night: withUnconfirmed(judgedNight(10, nil), 8, "server-error"), progress: good, before: before},
		"what a sitemap alone names fails at first":    {night: withUnconfirmed(judgedNight(10, nil), 8, "server-error"), progress: good, missed: "8 of 20 pages asked for failed"},
		"what a sitemap alone names fails, reading on": {night: withUnconfirmed(judgedNight(10, nil), 8, "server-error"), progress: good, before: &history.Record{Counts: before.Counts, FirstReading: &history.FirstReading{Read: 10, Known: 18}}, missed: "8 of 20 pages asked for failed"},
		"what a sitemap alone names is gone":           {night: withUnconfirmed(judgedNight(10, nil), 8, "gone"), progress: good, before: before},
		"what a sitemap alone names is gone at first":  {night: withUnconfirmed(judgedNight(10, nil), 8, "gone"), progress: good, missed: "8 of 19 pages that the site's own lists name are gone"},
		"made-up members that answer":                  {night: judgedNight(4, nil), progress: with(good, func(p *dataset.Progress) { p.Members = 151 }), before: before, missed: "members in the report: 151"},
		"members found by reading on":                  {night: judgedNight(4, nil), progress: with(good, func(p *dataset.Progress) { p.Members = 151 }), before: &history.Record{Counts: before.Counts, FirstReading: &history.FirstReading{Read: 1000, Known: 3000}}},
		"members below the least":                      {night: judgedNight(4, nil), progress: with(good, func(p *dataset.Progress) { p.MembersListed = 94 }), before: before, missed: "94 of 100 members"},
		"commitments beyond the growth":                {night: judgedNight(4, nil), progress: with(good, func(p *dataset.Progress) { p.CommitmentsFound = 1501 }), before: before, missed: "commitments found: 1501"},
		"commitments below the least":                  {night: judgedNight(4, nil), progress: with(good, func(p *dataset.Progress) { p.CommitmentsFound = 949 }), before: before, missed: "949 of 1000 commitments"},
		"a first reading that goes on":                 {night: judgedNight(4, nil), progress: with(good, func(p *dataset.Progress) { p.CommitmentsFound = 3000 }), before: &history.Record{Counts: before.Counts, FirstReading: &history.FirstReading{Read: 1000, Known: 3000}}},
		"a member without a way":                       {night: judgedNight(4, nil), progress: with(good, func(p *dataset.Progress) { p.LostWays = []string{"kenya"} }), before: before, missed: "kenya"},
		"on the first night":                           {night: judgedNight(4, nil), progress: dataset.Progress{LostWays: []string{"peru"}}, missed: "peru"},
		"a first night of empty pages":                 {night: judgedNight(4, nil), progress: dataset.Progress{Said: dataset.Said{Of: 4, Plan: 4, Lead: 4, Completion: 1}}, missed: "1 of 4 pages read say anything of completion"},
		"a first night that says enough":               {night: judgedNight(4, nil), progress: dataset.Progress{Said: dataset.Said{Of: 4, Plan: 2, Lead: 2, Completion: 2}}},
		"a table without a lead column":                {night: judgedNight(4, nil), progress: dataset.Progress{Said: dataset.Said{Of: 4, Plan: 2, Completion: 2, NoLead: true}}},
		"a table without lead and rating":              {night: judgedNight(4, nil), progress: dataset.Progress{Said: dataset.Said{Of: 4, Plan: 2, NoLead: true}}, missed: "0 of 4 pages read say anything of completion"},
		"a first night of dead addresses":              {night: judgedNight(8, func(i int, r *record.Read) { r.Gone = i < 2 }), missed: "2 of 9 pages that the site's own lists name are gone"},
		"a first night with a few dead":                {night: judgedNight(9, func(i int, r *record.Read) { r.Gone = i < 2 })},

		"a site that asks for a day": {night: judgedNight(4, nil), progress: good, before: before, asked: history.Politeness{StoppedBy: "slow_down", StoppedWhy: "24h0m0s asked"}, missed: "24h0m0s asked"},
		"a page that is down for a day": {night: judgedNight(4, nil), progress: good, before: before,
			asked: history.Politeness{Waits: []history.Wait{{URL: "/members/kenya/commitments/ke0001", Asked: 86400}}}, missed: "(Retry-After) before 1 page is asked for again"},
		"a page that is down for weeks": {night: judgedNight(40, failing(0, 1, true)), progress: good, before: before,
			asked: history.Politeness{Waits: []history.Wait{{URL: "/members/kenya/commitments/ke0001", Asked: 86400}}}},
		"waits that were kept": {night: judgedNight(4, nil), progress: good, before: before,
			asked: history.Politeness{Waits: []history.Wait{{URL: "/members/kenya/", Asked: 120, Kept: true}}}},
		"a site that keeps failing":   {night: judgedNight(4, nil), progress: good, before: before, asked: history.Politeness{StoppedBy: "site_failing"}, missed: "failed for reasons of the site"},
		"a night ended by its budget": {night: judgedNight(4, nil), progress: good, before: before, asked: history.Politeness{StoppedBy: "max_requests"}},
		"a Crawl-delay of an hour": {night: judgedNight(4, nil), progress: compared(3, 3, 3), before: before,
			asked:  history.Politeness{StoppedBy: "max_duration", Requests: 5, Delay: 3600, Robots: history.Robots{CrawlDelay: 3600}},
			missed: "robots.txt asks for 1h0m0s between two requests (Crawl-delay), so that 5 fitted into the night"},
	} {
		t.Run(name, func(t *testing.T) {
			if c.before != nil {
				c.night.Comparison = &record.Comparison{Needed: min(20, max(4, c.progress.Bodies.Pages))}
				if c.progress.Bodies.Pages == 4 || c.progress.Bodies.Pages == 40 && c.missed == "" {
					c.night.Comparison.Needed = 4
				}
			}
			missed := judge(c.night, c.progress, c.before, config.Default().Publish, c.asked).missed()
			switch {
			case c.missed == "" && len(missed) > 0:
				t.Errorf("incomplete: %q", missed)
			case c.missed != "" && (len(missed) != 1 || !strings.Contains(missed[0], c.missed)):
				t.Errorf("missed %q, want one with %q", missed, c.missed)
			}
		})
	}
}
