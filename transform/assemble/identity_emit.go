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

// emit makes the rows of everything gathered that the report wants.
func (a *assembly) emit() *dataset.Rows {
	out := &dataset.Rows{Tracking: make(map[string]dataset.Tracked, len(a.commitments)+len(a.documents)+2*len(a.members))}
	plans := a.emitPlans(out)
	rowOf := map[string]*dataset.Plan{}
	for i := range out.Plans {
		rowOf[out.Plans[i].ID] = &out.Plans[i]
	}
	out.Commitments = make([]dataset.Commitment, 0, len(a.commitments))
	out.Ratings = make([]dataset.Rating, 0, 12*len(a.commitments))
	for _, c := range a.commitments {
		if a.wanted(c.member) && !c.neverThere() {
			a.emitCommitment(out, c, rowOf)
		}
	}
	for _, m := range plans {
		out.Members = append(out.Members, m.row)
	}
	dropChapters(out)
	markSelfReportedPlans(out.Plans, out.Commitments)
	a.countMembers(out.Members, out.Plans, out.Commitments)
	for i := range out.Members {
		a.trackMember(out, &out.Members[i])
	}
	for i := range out.Plans {
		a.trackPlan(out, &out.Plans[i])
	}
	a.emitDocuments(out)
	a.emitPages(out)
	out.Uses = a.vocab.Uses()
	out.Sources = a.sources()
	return out
}

// emitPlans makes the rows of members and of their plans, and returns the
// members that the report wants.
func (a *assembly) emitPlans(out *dataset.Rows) []*memberBuild {
	var wanted []*memberBuild
	for _, m := range a.memberList() {
		if !a.wanted(m) {
			continue
		}
		wanted = append(wanted, m)
		m.row = a.memberRow(m)
		var own []*dataset.Plan
		for _, p := range m.plans.plans {
			out.Plans = append(out.Plans, a.planRow(p, m))
		}
		for i := range m.plans.plans {
			own = append(own, &out.Plans[len(out.Plans)-len(m.plans.plans)+i])
		}
		m.row.CurrentPlanID = currentPlan(own)
		m.row.LatestPlanID, m.row.PreviousPlanID = latestPlans(own)
		a.fillMember(m, &m.row)
	}
	return wanted
}

func (a *assembly) emitDocuments(out *dataset.Rows) {
	slices.SortFunc(a.documents, func(x, y *documentBuild) int { return cmp.Compare(x.id, y.id) })
	for _, d := range a.documents {
		if d.member != nil && !a.wanted(d.member) {
			continue
		}
		row := a.documentRow(d)
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
func (a *assembly) emitPages(out *dataset.Rows) {
	for _, r := range a.reads {
		ref := dataset.PageRef{Read: r}
		switch r.Page.Kind {
		case record.KindCountry:
			m := a.member(cmp.Or(r.Page.Member, r.Page.Title))
			if m == nil || !a.wanted(m) {
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
			m := a.member(r.Page.Member)
			if m == nil || !a.wanted(m) {
				continue
			}
			ref.MemberID = m.id
			if c := a.coded[strings.ToUpper(r.Page.Code)]; c != nil {
				if p := a.ratedUnder(c); p != nil {
					ref.PlanID = p.id
				}
			}
		case record.KindDocument:
			d := a.documentsByID[documentID(cmp.Or(a.sameDocument[r.Page.Address], r.Page.Address), r.Page.Title, "")]
			if d == nil {
				break
			}
			if d.member != nil {
				if !a.wanted(d.member) {
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
func (a *assembly) sources() []dataset.SourceNote {
	var out []dataset.SourceNote
	if t := a.in.Night.Table; t != nil {
		date := vocabulary.NotStated
		if !t.Date.IsZero() {
			date = t.Date.Format(time.DateOnly)
		}
		out = append(out, dataset.SourceNote{Name: "OGP's commitments table (" + t.Name + ")", Edition: t.Edition, Date: date})
	}
	for _, r := range a.reads {
		if r.Page.Saved && hasContent(r) {
			out = append(out, dataset.SourceNote{Name: "Saved page", Edition: string(r.Page.Layout), Date: r.Page.Fetched.Format(time.DateOnly), URL: r.Page.Address})
		}
	}
	return out
}
