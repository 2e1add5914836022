package assemble

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// rowStep makes the rows of everything gathered.
type rowStep struct {
	*memberIndex
	documents   *documentIndex
	coded       map[string]*commitmentBuild
	commitments []*commitmentBuild         // in order of identity
	ends        map[string]dataset.PlanEnd // of the plans whose end is known
}

// emit makes the rows of everything gathered that the report wants.
func emit(st *rowStep) *dataset.Rows {
	out := &dataset.Rows{Tracking: make(map[string]dataset.Tracked, len(st.commitments)+len(st.documents.list)+2*len(st.members))}
	plans := st.emitPlans(out)
	rowOf := map[string]*dataset.Plan{}
	for i := range out.Plans {
		rowOf[out.Plans[i].ID] = &out.Plans[i]
	}
	commitments := &commitmentRows{ratingStep: ratingStep{sources: st.sources}, ends: st.ends, planRows: rowOf, day: st.in.Date.Format(time.DateOnly)}
	out.Commitments = make([]dataset.Commitment, 0, len(st.commitments))
	out.Ratings = make([]dataset.Rating, 0, 12*len(st.commitments))
	for _, c := range st.commitments {
		if st.wanted(c.member) && !c.neverThere() {
			commitments.emitCommitment(out, c)
		}
	}
	for _, m := range plans {
		out.Members = append(out.Members, m.row)
	}
	dropChapters(out)
	markSelfReportedPlans(out.Plans, out.Commitments)
	countMembers(out.Members, out.Plans, out.Commitments)
	for i := range out.Members {
		st.trackMember(out, &out.Members[i])
	}
	for i := range out.Plans {
		st.trackPlan(out, &out.Plans[i])
	}
	st.emitDocuments(out)
	st.emitPages(out)
	out.Uses = st.vocab.Uses()
	out.Sources = st.sourceNotes()
	return out
}

// emitPlans makes the rows of members and of their plans, and returns the
// members that the report wants.
func (st *rowStep) emitPlans(out *dataset.Rows) []*memberBuild {
	var wanted []*memberBuild
	for _, m := range st.memberList() {
		if !st.wanted(m) {
			continue
		}
		wanted = append(wanted, m)
		m.row = st.memberRow(m)
		var own []*dataset.Plan
		for _, p := range m.plans.plans {
			out.Plans = append(out.Plans, st.planRow(p, m))
		}
		for i := range m.plans.plans {
			own = append(own, &out.Plans[len(out.Plans)-len(m.plans.plans)+i])
		}
		m.row.CurrentPlanID = currentPlan(own)
		m.row.LatestPlanID, m.row.PreviousPlanID = latestPlans(own)
		st.fillMember(m, &m.row)
	}
	return wanted
}

func (st *rowStep) emitDocuments(out *dataset.Rows) {
	slices.SortFunc(st.documents.list, func(x, y *documentBuild) int { return cmp.Compare(x.id, y.id) })
	for _, d := range st.documents.list {
		if d.member != nil && !st.wanted(d.member) {
			continue
		}
		row := st.documentRow(d)
		t := dataset.Tracked{Member: vocabulary.PresentOrEmpty(row.MemberID), Values: documentValues(&row)}
		if d.was != nil {
			t.Hash, t.Values, t.Gone = d.was.Hash, d.was.Values, d.dropped()
		}
		for _, l := range d.lists {
			t.Seen = t.Seen || askedTonight(l)
			t.Hash = l.Page.BodyHash
		}
		if d.read != nil {
			t.Seen, t.Hash = askedTonight(d.read), d.read.Page.BodyHash
			t.Gone = d.read.Gone
		}
		if !t.Gone {
			out.Documents = append(out.Documents, row)
		}
		out.Tracking[dataset.TableDocuments+"/"+row.ID] = t
	}
}

// emitPages lists the pages ever read with what they belong to.
func (st *rowStep) emitPages(out *dataset.Rows) {
	for _, r := range st.reads {
		ref := dataset.PageRef{Read: r}
		switch r.Page.Kind {
		case record.KindCountry:
			m := st.member(cmp.Or(r.Page.Member, r.Page.Title))
			if m == nil || !st.wanted(m) {
				continue
			}
			ref.MemberID = m.id
			first, _ := yearsIn(r.Page.Field(record.FieldCurrentCycle).Raw)
			if p := m.plans.find(planClue{first: first}); first > 0 && p != nil {
				ref.PlanID = p.id
			} else if first == 0 {
				ref.PlanID = m.row.CurrentPlanID
			}
		case record.KindCommitment:
			m := st.member(r.Page.Member)
			if m == nil || !st.wanted(m) {
				continue
			}
			ref.MemberID = m.id
			if c := st.coded[strings.ToUpper(r.Page.Code)]; c != nil {
				if p := c.ratedUnder(); p != nil {
					ref.PlanID = p.id
				}
			}
		case record.KindDocument:
			d := st.documents.byID[documentID(cmp.Or(st.documents.same[r.Page.Address], r.Page.Address), r.Page.Title, "")]
			if d == nil {
				break
			}
			if d.member != nil {
				if !st.wanted(d.member) {
					continue
				}
				ref.MemberID = d.member.id
			}
			if d.plan != nil {
				ref.PlanID = d.plan.id
			}
			ref.DocumentID = d.id
		}
		out.Pages = append(out.Pages, ref)
	}
}

// sources names the table and the saved pages.
func (src *sources) sourceNotes() []dataset.SourceNote {
	var out []dataset.SourceNote
	if t := src.in.Night.Table; t != nil {
		date := vocabulary.NotStated
		if !t.Date.IsZero() {
			date = t.Date.Format(time.DateOnly)
		}
		out = append(out, dataset.SourceNote{Name: "OGP's commitments table (" + t.Name + ")", Edition: t.Edition, Date: date})
	}
	for _, r := range src.reads {
		if r.Page.Saved && hasContent(r) {
			out = append(out, dataset.SourceNote{Name: "Saved page", Edition: string(r.Page.Layout), Date: r.Page.Fetched.Format(time.DateOnly), URL: r.Page.Address})
		}
	}
	return out
}
