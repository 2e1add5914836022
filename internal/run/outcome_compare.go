package run

import (
	"fmt"
	"math"
	"slices"

	"ogptracker/internal/history"
	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
)

// kept: of the pages whose body came tonight and that had a value in the last
// complete run, nearly all still have it. One may always have lost it.
func (j *judgement) kept(c dataset.Comparison, where string, share float64) {
	for _, value := range []struct {
		what string
		kept dataset.Kept
	}{{"a rating", c.Rated}, {"a title", c.Titled}, {"an action plan", c.Planned}, {"a lead institution", c.Led}} {
		had, still := value.kept.Had, value.kept.Still
		if had == 0 {
			continue
		}
		lost := had - still
		j.bounds = append(j.bounds, history.Bound{
			Name: "publish.min_rated", What: value.what + where, Got: still, Of: had, Least: &share,
			Kept: float64(lost) <= math.Max(1, (1-share)*float64(had)+rounding),
			Words: fmt.Sprintf("%d of %d pages that came tonight%s and had %s before still have one (%s; at least %s asked)",
				still, had, where, value.what, percent(still, had), percentOf(share)),
		})
	}
}

// rounding keeps a share of a whole number from falling short of it.
const rounding = 1e-9

// comparable: enough pages came tonight to tell whether the site still gives
// what it gave.
func (j *judgement) comparable(needed *record.Comparison, c dataset.Comparison, asked history.Politeness) {
	if needed == nil {
		return
	}
	got, of := c.Whole, "pages that had title, plan, lead institution and rating"
	if needed.Any {
		got, of = c.Pages, "pages of commitments"
	}
	b := history.Bound{Name: boundComparable, Got: got, Of: needed.Needed, Kept: got >= needed.Needed}
	if b.Words = fmt.Sprintf("%d %s came tonight and could be compared (at least %d asked)", got, of, needed.Needed); !b.Kept {
		b.Words = fmt.Sprintf("too few pages read to tell: %d %s came tonight, at least %d are needed%s", got, of, needed.Needed, slowness(asked))
	}
	j.bounds = append(j.bounds, b)
}

// leastSaid is the share of the pages read on a first night, or of the rows of
// a table that stands alone, that must say something of a value.
const leastSaid = 0.5

// said: without an earlier night to compare with, at least half of what was
// read says something of plan, lead institution and completion.
func (j *judgement) said(s dataset.Said, what string) {
	if s.Of == 0 {
		return
	}
	least := leastSaid
	for _, value := range []struct {
		what string
		n    int
	}{{"action plan", s.Plan}, {"lead institution", s.Lead}, {"completion", s.Completion}} {
		if value.what == "lead institution" && s.NoLead {
			continue
		}
		j.bounds = append(j.bounds, history.Bound{
			Name: boundSaid, What: value.what, Got: value.n, Of: s.Of, Least: &least, Kept: float64(value.n) >= least*float64(s.Of),
			Words: fmt.Sprintf("%d of %d %s say anything of %s (at least half asked)", value.n, s.Of, what, value.what),
		})
	}
}

// mostGone is the share of the addresses that the site's own lists name and
// that may be gone on a first night.
const mostGone = 0.2

// listedGonePages: a site whose own lists lead nowhere is not read at all.
func (j *judgement) listedGonePages(night *record.Night) {
	asked, gone := 0, 0
	pages := slices.Concat(night.Reads, night.Unconfirmed)
	for i := range pages {
		if r := &pages[i]; r.Requested && r.Page.Kind != record.KindMembersList {
			asked++
			if r.Gone {
				gone++
			}
		}
	}
	if gone == 0 {
		return
	}
	most := mostGone
	j.bounds = append(j.bounds, history.Bound{
		Name: boundGone, Got: gone, Of: asked, Most: &most, Kept: float64(gone) <= most*float64(asked),
		Words: fmt.Sprintf("%d of %d pages that the site's own lists name are gone (%s; at most %s allowed)", gone, asked, percent(gone, asked), percentOf(most)),
	})
}
