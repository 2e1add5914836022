package run

import (
	"fmt"
	"slices"
	"strings"

	"ogptracker/internal/config"
	"ogptracker/internal/history"
	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// namedMembers: every member that the configuration names is known to
// somebody: to the program, to a members list, or by a page or row of its own.
func (j *judgement) namedMembers(wanted []string, night *record.Night, ds *dataset.Dataset) {
	known := vocabulary.KnownMembers()
	var ids, listed []string
	has := map[string]bool{}
	for _, m := range known.All() {
		ids = append(ids, m.ID)
	}
	for i := range night.Reads {
		r := &night.Reads[i]
		for _, m := range r.Page.Members {
			listed = append(listed, m.Member)
		}
		if r.Page.Kind == record.KindCountry && !r.Gone && !r.LastRead.IsZero() {
			has[r.Page.Member] = true
		}
	}
	for i := range ds.Commitments {
		has[ds.Commitments[i].MemberID] = true
	}
	var nobody []string
	for _, id := range wanted {
		if known.Find(id) == nil && !has[id] && !slices.Contains(listed, id) {
			nobody = append(nobody, fmt.Sprintf("%q%s", id, config.Suggest(id, append(listed, ids...))))
		}
	}
	if len(nobody) > 0 {
		j.bounds = append(j.bounds, history.Bound{Name: "site.members", Got: len(wanted) - len(nobody), Of: len(wanted),
			Words: "site.members names who is known neither to the site nor to the program: " + strings.Join(nobody, ", ")})
	}
}

// anything: a report about nobody is no report, whatever was asked for.
func (j *judgement) anything(progress dataset.Progress) {
	if progress.Members == 0 && progress.CommitmentsFound == 0 {
		j.bounds = append(j.bounds, history.Bound{Name: boundAnything,
			Words: "nothing was read that says anything of a member: no page, no saved page and no row of OGP's table; look at site.base_url and sources.* with `ogptracker check`"})
	}
}
