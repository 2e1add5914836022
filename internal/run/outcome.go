package run

import (
	"fmt"
	"strings"

	"ogptracker/internal/config"
	"ogptracker/internal/history"
	"ogptracker/internal/plural"
	"ogptracker/scrape/fetch"
	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
)

// Names of bounds that are rules of their own, not keys of the configuration.
const (
	boundIndexPages = "index pages read"
	boundWays       = "ways to commitments"
	boundTableRows  = "rows of OGP's table used"
	boundTableRead  = "OGP's table read whole"
	boundComparable = "pages to compare"
	boundSaid       = "pages that say something"
	boundGone       = "listed pages gone"
	boundStopped    = "site went on answering"
	boundAnything   = "anything read"
)

// judgement is what a night came to.
type judgement struct {
	bounds []history.Bound
}

// missed lists the bounds that were not kept.
func (j judgement) missed() (words []string) {
	for _, b := range j.bounds {
		if !b.Kept {
			words = append(words, b.Words)
		}
	}
	return words
}

// judge holds a night against its bounds. Everything is judged on tonight's
// requests, never on rows carried forward. before is the record of the last
// complete run, nil on the first night.
func judge(night *record.Night, progress dataset.Progress, before *history.Record, bounds config.Publish, asked history.Politeness) judgement {
	var j judgement
	j.indexPages(night, before == nil, asked)
	j.newFailures(night, bounds.MaxFailedPages, before == nil || before.FirstReading != nil)
	j.standingFailures(night, bounds.MaxFailedPages)
	if before != nil {
		j.least("publish.min_members", "", progress.MembersListed, before.Counts.MembersListed, bounds.MinMembers,
			"members listed, against the last complete run")
		j.most("members", progress.MembersListed, before.Counts.MembersListed, bounds.MaxGrowth, "members listed")
		if before.FirstReading == nil {
			j.most("members in the report", progress.Members, before.Counts.Members, bounds.MaxGrowth, "members in the report")
		}
		j.kept(progress.Bodies, "", bounds.MinRated)
		if progress.Sample != progress.Bodies {
			j.kept(progress.Sample, " in the sample", bounds.MinRated)
		}
		j.comparable(night.Comparison, progress.Bodies, asked)
	} else {
		j.said(progress.Said, "pages read")
		j.listedGonePages(night)
	}
	j.commitments(progress, before, bounds)
	j.table(night.Table)
	if n := len(progress.LostWays); n > 0 {
		j.bounds = append(j.bounds, history.Bound{Name: boundWays, Got: n, Words: fmt.Sprintf(
			"%s lost all ways to find commitments (%s)", plural.Count(n, "member"), strings.Join(progress.LostWays, ", "))})
	}
	j.stopped(night, asked)
	return j
}

// judgeSources judges a run made from OGP's table or saved pages alone: of the
// bounds, those that speak of commitments whatever they come from. A table
// cut short, or emptied, must not replace a good report.
func judgeSources(night *record.Night, progress dataset.Progress, before *history.Record, bounds config.Publish) judgement {
	var j judgement
	j.said(progress.Said, "rows and pages used")
	j.commitments(progress, before, bounds)
	j.table(night.Table)
	j.tableHad(night)
	return j
}

// commitments: about as many as in the last complete run. Pages that were known
// and not read then may have turned out as commitments since.
func (j *judgement) commitments(progress dataset.Progress, before *history.Record, bounds config.Publish) {
	if before == nil {
		return
	}
	j.least("publish.min_commitments", "", progress.CommitmentsFound, before.Counts.CommitmentsFound, bounds.MinCommitments,
		"commitments found, against the last complete run")
	then := before.Counts.CommitmentsFound
	if f := before.FirstReading; f != nil {
		then += f.Known - f.Read
	}
	j.most("commitments", progress.CommitmentsFound, then, bounds.MaxGrowth, "commitments found")
}

// indexPages: the members list and the country pages due were read; on the
// first night, those of every member of the list. Later a listed member or two
// may have lost their page, but not the site all of them.
func (j *judgement) indexPages(night *record.Night, first bool, asked history.Politeness) {
	due, read := 0, 0
	var failed []string
	forbidden, all := forbiddenIndexPages(night)
	gone := listedGone(night)
	all += len(gone)
	if first || many(gone, all) {
		due, failed = len(gone), gone
	}
	elsewhere := listElsewhere(night)
	for i := range night.Reads {
		r := &night.Reads[i]
		if !indexPage(r) || elsewhere(r) {
			continue
		}
		due++
		if r.Requested && r.Failure == "" && !r.NoRecord {
			read++
			continue
		}
		failed = append(failed, r.Page.Address)
	}
	b := history.Bound{Name: boundIndexPages, Got: read, Of: due, Kept: read == due && due > 0}
	switch {
	case len(forbidden) > 0 && (due == 0 || many(forbidden, all)):
		b.Kept, b.Of = false, due+len(forbidden)
		b.Words = fmt.Sprintf("robots.txt forbids %d of %d members lists and country pages: %s", len(forbidden), all, some(forbidden, 3))
	case due == 0:
		b.Words = "no members list and no country page was asked for"
	case b.Kept:
		b.Words = fmt.Sprintf("%d of %d members lists and country pages read", read, due)
	default:
		b.Words = fmt.Sprintf("%d of %d members lists and country pages read; not read: %s%s", read, due, some(failed, 3), slowness(asked))
	}
	j.bounds = append(j.bounds, b)
}

// mostWithheld is the share of the members lists and country pages that
// robots.txt may forbid, or that may be gone although they are listed: a page
// is its owner's to withhold, but a site that withholds many cannot be
// reported on.
const mostWithheld = 0.05

func many(withheld []string, all int) bool {
	return float64(len(withheld)) > max(1, mostWithheld*float64(all))
}

// listedGone are the country pages of listed members that are gone.
func listedGone(night *record.Night) (urls []string) {
	for i := range night.Issues {
		if is := &night.Issues[i]; is.Code == record.CodeListedGone {
			urls = append(urls, is.URL)
		}
	}
	return urls
}

// forbiddenIndexPages lists the members lists and country pages that
// robots.txt forbids; all is how many there are. The other usual addresses of
// the members list do not count where one was read.
func forbiddenIndexPages(night *record.Night) (forbidden []string, all int) {
	listRead := false
	for i := range night.Reads {
		r := &night.Reads[i]
		listRead = listRead || r.Page.Kind == record.KindMembersList && r.Requested && r.Failure == ""
	}
	for i := range night.Reads {
		r := &night.Reads[i]
		list := r.Page.Kind == record.KindMembersList
		if r.Page.Saved || r.Gone || !list && r.Page.Kind != record.KindCountry || list && listRead && !r.Requested {
			continue
		}
		all++
		if r.Failure == string(fetch.ReasonRobotsForbidden) {
			forbidden = append(forbidden, r.Page.Address)
		}
	}
	return forbidden, all
}

// indexPage: a members list or country page, which are due every night, also
// one that the night ended before.
func indexPage(r *record.Read) bool {
	if r.Page.Saved || r.Gone || (r.Page.Kind != record.KindMembersList && r.Page.Kind != record.KindCountry) {
		return false
	}
	return r.Requested || r.Failure == "" // robots.txt may forbid one: that is no failure to read it
}

// listElsewhere tells the usual addresses of the members list at which there
// is none, once another has it.
func listElsewhere(night *record.Night) func(*record.Read) bool {
	had := false
	for i := range night.Reads {
		r := &night.Reads[i]
		had = had || r.Page.Kind == record.KindMembersList && r.Requested && r.Failure == ""
	}
	return func(r *record.Read) bool {
		return had && r.Page.Kind == record.KindMembersList && r.Failure == string(fetch.ReasonGone)
	}
}

// least: got is at least the share of what there was.
func (j *judgement) least(name, what string, got, of int, share float64, words string) {
	j.bounds = append(j.bounds, history.Bound{
		Name: name, What: what, Got: got, Of: of, Least: &share,
		Kept:  float64(got) >= share*float64(of),
		Words: fmt.Sprintf("%d of %d %s (%s; at least %s asked)", got, of, words, percent(got, of), percentOf(share)),
	})
}

// most: got is at most so many times what there was.
func (j *judgement) most(what string, got, of int, times float64, words string) {
	if of == 0 {
		return
	}
	j.bounds = append(j.bounds, history.Bound{
		Name: "publish.max_growth", What: what, Got: got, Of: of, Most: &times,
		Kept:  float64(got) <= times*float64(of),
		Words: fmt.Sprintf("%s: %d; in the last complete run %d (at most %.4g times as many allowed)", words, got, of, times),
	})
}

func percent(n, of int) string {
	if of == 0 {
		return "none to compare"
	}
	return fmt.Sprintf("%.1f %%", 100*float64(n)/float64(of))
}

func percentOf(share float64) string { return fmt.Sprintf("%.4g %%", 100*share) }

// some names the first few of a list and counts the rest.
func some(list []string, n int) string {
	if len(list) <= n {
		return strings.Join(list, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(list[:n], ", "), len(list)-n)
}
