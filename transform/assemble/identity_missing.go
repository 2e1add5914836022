package assemble

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// Not having been seen is no proof of having gone. What the last run knew and
// no page or table of tonight has is brought back with its last values.

// keepMissing brings back commitments and documents.
func keepMissing(members *memberIndex, documents *documentIndex, commitments []*commitmentBuild) []*commitmentBuild {
	have := make(map[string]*commitmentBuild, len(commitments))
	for _, c := range commitments {
		have[c.id] = c
	}
	for _, key := range members.beforeKeys {
		table, id, _ := strings.Cut(key, "/")
		row := members.before[key]
		switch table {
		case dataset.TableCommitments:
			if c := have[id]; c != nil {
				c.was = &row
			} else if m := members.members[row.Member]; m != nil && !row.Gone {
				commitments = append(commitments, &commitmentBuild{id: id, member: m, was: &row})
			}
		case dataset.TableDocuments:
			if documents.byID[id] == nil && !row.Gone && documents.same[row.Values.Get("url").Value] == "" {
				documents.list = append(documents.list, documents.restoredDocument(id, &row))
			}
		}
	}
	slices.SortFunc(commitments, func(x, y *commitmentBuild) int {
		return cmp.Or(cmp.Compare(x.member.id, y.member.id), cmp.Compare(x.id, y.id))
	})
	return commitments
}

// missing reports whether no source of tonight knows the commitment.
func (c *commitmentBuild) missing() bool {
	return c.was != nil && len(c.reads) == 0 && len(c.listed) == 0 && c.row == nil && !c.known
}

// restore gives a missing commitment the ratings the last run knew.
func (st *ratingStep) restore(r *commitmentRatings, c *commitmentBuild) {
	source := sourceTable
	if c.was.Read {
		source = sourcePage
	}
	last := func(name string) rating {
		v := c.was.Values.Get(name)
		if v.Value == "" || v.Value == vocabulary.NotStated {
			return rating{}
		}
		return rating{value: v.Value, raw: v.Raw, source: source, url: st.urlOf(c), carried: true}
	}
	for _, col := range r.columns() {
		*col.rating = last(col.name)
	}
	if vocabulary.PresentOrEmpty(c.was.Values.Get("completion_stage").Value) == "" {
		r.unstaged = r.latest
	}
	if !r.starredMidterm.finding() && !r.starredEndOfTerm.finding() {
		r.starredUnstaged = r.starred
	}
}

// restoredDocument is a document as the last run knew it.
func (st *documentIndex) restoredDocument(id string, row *dataset.SnapshotRow) *documentBuild {
	v := row.Values
	d := &documentBuild{id: id, was: row, title: vocabulary.PresentOrEmpty(v.Get("title").Value), url: v.Get("url").Value, member: st.members[row.Member]}
	year, _ := strconv.Atoi(v.Get("year").Value) // no number: not stated
	d.year = vocabulary.Year(year)
	d.draft, _ = strconv.ParseBool(v.Get("draft").Value) // no word: not a draft
	if files := v.Get("file_urls").Value; files != "" {
		d.files = strings.Split(files, vocabulary.ListSeparator)
	}
	if d.member != nil {
		for _, p := range d.member.plans.plans {
			if p.id == v.Get("plan_id").Value {
				d.plan = p
			}
		}
	}
	return d
}

// dropped reports whether the list a document stood in, read tonight, no
// longer has it.
func (d *documentBuild) dropped() bool {
	if d.was == nil || d.member == nil {
		return false
	}
	for _, p := range d.member.pages {
		if askedTonight(p) && !p.Page.Saved && p.Page.Layout >= record.Layout2019 {
			return p.Page.DocumentList == record.ListFilled
		}
	}
	return false
}

// fillPlan lets the last run fill what tonight's sources lack of a plan.
func (st *rowStep) fillPlan(row *dataset.Plan) {
	was, ok := st.before[dataset.TableActionPlans+"/"+row.ID]
	if !ok {
		return
	}
	last := func(name string) string { return vocabulary.PresentOrEmpty(was.Values.Get(name).Value) }
	if row.Title == vocabulary.NotStated {
		row.Title = cmp.Or(last("title"), vocabulary.NotStated)
	}
	row.URL = cmp.Or(row.URL, last("url"))
	if row.Number == 0 {
		row.Number, _ = strconv.Atoi(last("plan_number"))
	}
	if row.EndYear == 0 {
		row.EndYear = st.beforeYear(dataset.TableActionPlans, row.ID, "end_year")
	}
	if end := was.Values.Get("end_date"); row.EndDate == vocabulary.NotStated && end.Raw != "" {
		row.EndDate = end.Value
	}
	if files := last("file_urls"); len(row.FileURLs) == 0 && files != "" {
		row.FileURLs = strings.Split(files, vocabulary.ListSeparator)
	}
}

// fillMember lets the last run fill what is lacking of a member none of whose
// country pages is known tonight.
func (st *memberIndex) fillMember(m *memberBuild, row *dataset.Member) {
	was, ok := st.before[dataset.TableMembers+"/"+m.id]
	if !ok || len(m.pages) > 0 {
		return
	}
	fill := func(have *string, name string) {
		if vocabulary.IsAbsence(*have) {
			*have = cmp.Or(was.Values.Get(name).Value, *have)
		}
	}
	fill(&row.Type, "member_type")
	fill(&row.Region, "region")
	fill(&row.Status, "status")
	fill(&row.Statement, "statement")
	fill(&row.StatementBy, "statement_by")
	fill(&row.LetterOfIntentURL, "letter_of_intent_url")
}
