package run

import (
	"bytes"
	"encoding/json"
	"strings"

	"ogptracker/internal/history"
	"ogptracker/report"
	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
)

// record begins the record of this run. One that is rebuilt keeps what only
// the night itself could know.
func (n *night) record() history.Record {
	r := history.Record{
		Run: n.id, Version: Version(), Started: n.started, Date: midnight(n.started).Format("2006-01-02"),
		ConfigHash: n.Config.Hash(), Base: base(n.Config.Site.BaseURL), Sample: n.Sample,
		Politeness: n.stats, Accepted: n.Accept,
	}
	if b := ThisBuild(); b.Commit != unknown {
		r.Commit, r.Built = b.Commit, b.Date
	}
	if n.inputs.reader != nil {
		r.ReaderVersion = n.inputs.reader.Version()
	}
	if n.inputs.crosswalk != nil {
		r.CrosswalkVersion = n.inputs.crosswalk.Version()
	}
	if e := n.earlier; e != nil {
		r.Base, r.Sample, r.Politeness, r.Finished, r.ConfigHash = e.Base, e.Sample, e.Politeness, e.Finished, e.ConfigHash
		if r.Accepted == "" {
			r.Accepted = e.Accepted
		}
	} else {
		r.Finished = n.Now().UTC()
	}
	return r
}

// judged is the record of a run whose dataset is made: counts and outcome, and
// no issues yet, some of which only the output finds.
func (n *night) judged(night *record.Night, ds *dataset.Dataset, before *history.Record) history.Record {
	r := n.record()
	changes := 0
	for _, c := range ds.Changes {
		if c.Run == n.id {
			changes++
		}
	}
	if t := night.Table; t != nil {
		r.Table = &history.Table{Name: t.Name, Edition: t.Edition, Date: t.Date, Hash: t.Hash, Rows: len(t.Rows)}
	}
	r.Counts = history.Counts{
		Members: len(ds.Members), Plans: len(ds.Plans), Commitments: len(ds.Commitments), Ratings: len(ds.Ratings),
		Documents: len(ds.Documents), Changes: changes,
		MembersListed: ds.Progress.MembersListed, CommitmentsFound: ds.Progress.CommitmentsFound, Pages: map[string]int{},
	}
	for _, pages := range [][]record.Read{night.Reads, night.Unconfirmed} {
		for i := range pages {
			r.Counts.Pages[pageOutcome(&pages[i])]++
		}
	}
	if p := ds.Progress; p.PagesReadOnce < p.PagesKnown {
		r.FirstReading = &history.FirstReading{Read: p.PagesReadOnce, Known: p.PagesKnown}
	}
	var j judgement
	if n.Config.Crawls() && !n.sourcesAlone(night) {
		j = judge(night, ds.Progress, before, n.Config.Publish, r.Politeness)
	} else {
		j = judgeSources(night, ds.Progress, before, n.Config.Publish)
	}
	j.namedMembers(n.Config.Site.Members, night, ds)
	j.anything(ds.Progress)
	r.Bounds = j.bounds
	missed := j.missed()
	switch {
	case len(missed) == 0:
		r.Outcome, r.Accepted = history.Complete, ""
	case r.Accepted != "":
		r.Outcome = history.Complete
	default:
		r.Outcome, r.Why = history.Incomplete, missed
	}
	return r
}

// sourcesAlone: nothing of the site was asked for, by intention.
func (n *night) sourcesAlone(night *record.Night) bool {
	for i := range night.Reads {
		if night.Reads[i].Requested {
			return false
		}
	}
	return !n.crawls()
}

func pageOutcome(r *record.Read) string {
	switch {
	case r.NoRecord:
		return "No record"
	case r.Gone && r.Requested:
		return "Gone"
	default:
		return string(r.Freshness)
	}
}

func countIssue(levels *history.IssueLevels, severity record.Severity, n int) {
	switch severity {
	case record.SeverityError:
		levels.Errors += n
	case record.SeverityWarning:
		levels.Warnings += n
	default:
		levels.Notes += n
	}
}

// meta are the facts of the run that the report tells.
func (n *night) meta(r *history.Record) report.Meta {
	m := report.Meta{
		Run: r.Run, Date: midnight(r.Started), Started: r.Started, Version: r.Version, ConfigHash: r.ConfigHash,
		Outcome: report.Outcome(r.Outcome), Why: r.Why, Accepted: r.Accepted, Sample: r.Sample, BaseURL: r.Base, NoSite: n.Config.Site.BaseURL == "", Contact: n.Config.Site.Contact,
	}
	if r.Accepted != "" {
		m.AcceptedBounds = judgement{r.Bounds}.missed()
	}
	if n.earlier != nil {
		m.Version = n.earlier.Version
	}
	return m
}

// encodeRecord is run.json.
func encodeRecord(r *history.Record) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(r); err != nil {
		return nil, err
	}
	return []byte(strings.TrimRight(b.String(), "\n") + "\n"), nil
}
