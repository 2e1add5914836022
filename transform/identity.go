package transform

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"ogptracker/scrape/record"
)

// assembled is what the night's pages and table come to before any figure is
// made: one row for each member, plan, commitment, rating, policy area and
// document, in the order the tables print them.
type assembled struct {
	Members     []Member
	Plans       []Plan
	Commitments []Commitment
	Ratings     []Rating
	PolicyAreas []PolicyArea
	Documents   []Document
	// Uses counts the raw words met, for the crosswalk table.
	Uses []CrosswalkUse
	// Sources are the table's edition and the saved pages used.
	Sources []SourceNote
	// tracking holds what the log of changes compares, by "table/key"
	// ("members/estonia", "action_plans/estonia-2018", "commitments/EE0043",
	// "documents/<id>"), for every row above.
	tracking map[string]tracked
	// pages are all pages that were ever read, in order of address, with the
	// member and plan they belong to.
	pages []pageRef
}

// tracked is one row as the log of changes sees it.
type tracked struct {
	Member string
	// Hash identifies the bytes the row came from: the same hash with another
	// value is a change of reading, not of the source.
	Hash string
	// Values by column name of the row's table, with raw words where the
	// value came from a vocabulary; Carried marks a value kept from an
	// earlier run.
	Values map[string]SnapshotValue
	// Seen: a source that was asked tonight (page, list or table) still has
	// it. Gone: an index read completely no longer lists it, or its page
	// answers 404 or 410.
	Seen, Gone bool
}

// pageRef is one page with what it belongs to. MemberID or PlanID is "" where
// that is not known.
type pageRef struct {
	Read             *record.Read
	MemberID, PlanID string
	// DocumentID is the row of documents this page is, "" for other kinds.
	DocumentID string
}

// assembly holds everything while the rows of one night are made.
type assembly struct {
	in         Input
	reg        *registry
	vocab      *vocabulary
	reads      []*record.Read // in order of address
	rows       []record.Row   // OGP's table, in order of line
	tableHash  string
	before     map[string]SnapshotRow
	beforeKeys []string // sorted

	members map[string]*memberBuild
	byName  map[string]*memberBuild
	places  map[string]*memberBuild // members of tonight outside the embedded list, by place and name

	coded       map[string]*commitmentBuild
	inOrder     []*commitmentBuild // the coded, in order of code
	commitments []*commitmentBuild // in order of identity, once gathered
	planOfRow   map[int]*planBuild // by line of the table

	documents     []*documentBuild
	documentsByID map[string]*documentBuild

	rowTitles map[string]int // how many rows of a plan have a title

	issues []record.Issue
}

// assemble makes the rows. It fills every column of the rows it returns,
// counts of members and plans included, but LastChanged of commitments, which
// comes from the log of changes. Gone commitments stay in the rows, marked,
// and are left out of counts.
func assemble(in Input) (*assembled, []record.Issue) {
	a := newAssembly(in)
	a.gatherMembers()
	a.gatherCommitments()
	a.indexPlaces()
	a.gatherDocuments()
	a.gatherPlans()
	a.gatherLoose()
	a.keepMissing()
	out := a.emit()
	a.issues = append(a.issues, a.vocab.unused()...)
	return out, a.issues
}

func newAssembly(in Input) *assembly {
	if in.Crosswalk == nil {
		in.Crosswalk = builtInCrosswalk()
	}
	a := &assembly{
		in: in, reg: knownMembers(), vocab: newVocabulary(in.Crosswalk),
		members: map[string]*memberBuild{}, byName: map[string]*memberBuild{},
		coded: map[string]*commitmentBuild{}, planOfRow: map[int]*planBuild{}, documentsByID: map[string]*documentBuild{},
	}
	a.in.Night.Base = strings.TrimSuffix(in.Night.Base, "/")
	a.reads = make([]*record.Read, len(in.Night.Reads))
	for i := range in.Night.Reads {
		a.reads[i] = &in.Night.Reads[i]
	}
	slices.SortStableFunc(a.reads, func(x, y *record.Read) int {
		return cmp.Or(cmp.Compare(x.Page.Address, y.Page.Address), newestLayoutFirst(x, y), cmp.Compare(x.Page.BodyHash, y.Page.BodyHash))
	})
	if t := in.Night.Table; t != nil {
		a.rows = slices.Clone(t.Rows)
		slices.SortStableFunc(a.rows, func(x, y record.Row) int { return cmp.Compare(x.Line, y.Line) })
		a.tableHash = t.Hash
	}
	if in.Before != nil {
		a.before = in.Before.Rows
		a.beforeKeys = slices.Sorted(maps.Keys(a.before))
	}
	return a
}

// indexPlaces lets titles name members that are not in the embedded list.
func (a *assembly) indexPlaces() {
	a.places = map[string]*memberBuild{}
	for _, m := range a.memberList() {
		if m.known != nil {
			continue
		}
		place, _, _ := strings.Cut(m.name, ",")
		for _, s := range []string{slug(m.name), slug(place)} {
			if s != "" && a.reg.byName[s] == nil {
				a.places[s] = m
			}
		}
	}
}

// memberList is every member in order of id.
func (a *assembly) memberList() []*memberBuild {
	return slices.SortedFunc(maps.Values(a.members), func(x, y *memberBuild) int { return cmp.Compare(x.id, y.id) })
}

func (a *assembly) issue(i record.Issue) { a.issues = append(a.issues, i) }

// emit makes the rows of everything gathered that the report wants.
func (a *assembly) emit() *assembled {
	out := &assembled{tracking: make(map[string]tracked, len(a.commitments)+len(a.documents)+2*len(a.members))}
	plans := a.emitPlans(out)
	rowOf := map[string]*Plan{}
	for i := range out.Plans {
		rowOf[out.Plans[i].ID] = &out.Plans[i]
	}
	out.Commitments = make([]Commitment, 0, len(a.commitments))
	out.Ratings = make([]Rating, 0, 12*len(a.commitments))
	for _, c := range a.commitments {
		if a.wanted(c.member) {
			a.emitCommitment(out, c, rowOf)
		}
	}
	for _, m := range plans {
		out.Members = append(out.Members, m.row)
	}
	a.countMembers(out.Members, out.Plans, out.Commitments)
	for i := range out.Members {
		a.trackMember(out, &out.Members[i])
	}
	for i := range out.Plans {
		a.trackPlan(out, &out.Plans[i])
	}
	a.emitDocuments(out)
	a.emitPages(out)
	out.Uses = a.vocab.uses()
	out.Sources = a.sources()
	return out
}

// emitPlans makes the rows of members and of their plans, and returns the
// members that the report wants.
func (a *assembly) emitPlans(out *assembled) []*memberBuild {
	var wanted []*memberBuild
	for _, m := range a.memberList() {
		if !a.wanted(m) {
			continue
		}
		wanted = append(wanted, m)
		m.row = a.memberRow(m)
		var own []*Plan
		for _, p := range m.plans.plans {
			out.Plans = append(out.Plans, a.planRow(p, m))
		}
		for i := range m.plans.plans {
			own = append(own, &out.Plans[len(out.Plans)-len(m.plans.plans)+i])
		}
		m.row.CurrentPlanID = a.currentPlan(m, own)
		a.fillMember(m, &m.row)
	}
	return wanted
}

func (a *assembly) emitDocuments(out *assembled) {
	slices.SortFunc(a.documents, func(x, y *documentBuild) int { return cmp.Compare(x.id, y.id) })
	for _, d := range a.documents {
		if d.member != nil && !a.wanted(d.member) {
			continue
		}
		row := a.documentRow(d)
		t := tracked{Member: presentOrEmpty(row.MemberID), Values: documentValues(&row)}
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
		out.tracking[TableDocuments+"/"+row.ID] = t
	}
}

// emitPages lists the pages ever read with what they belong to.
func (a *assembly) emitPages(out *assembled) {
	for _, r := range a.reads {
		ref := pageRef{Read: r}
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
				ref.PlanID = presentOrEmpty(m.row.CurrentPlanID)
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
			d := a.documentsByID[documentID(r.Page.Address, r.Page.Title, "")]
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
		out.pages = append(out.pages, ref)
	}
}

// sources names the table and the saved pages.
func (a *assembly) sources() []SourceNote {
	var out []SourceNote
	if t := a.in.Night.Table; t != nil {
		date := NotStated
		if !t.Date.IsZero() {
			date = t.Date.Format(time.DateOnly)
		}
		out = append(out, SourceNote{Name: "OGP's commitments table (" + t.Name + ")", Edition: t.Edition, Date: date})
	}
	for _, r := range a.reads {
		if r.Page.Saved && hasContent(r) {
			out = append(out, SourceNote{Name: "Saved page", Edition: string(r.Page.Layout), Date: r.Page.Fetched.Format(time.DateOnly), URL: r.Page.Address})
		}
	}
	return out
}

func (a *assembly) trackMember(out *assembled, row *Member) {
	m := a.members[row.ID]
	t := tracked{Member: row.ID, Values: memberValues(row)}
	for _, p := range m.pages {
		t.Seen = t.Seen || askedTonight(p)
		t.Hash = joinHash(t.Hash, p.Page.BodyHash)
	}
	for _, l := range m.listed {
		t.Seen = t.Seen || askedTonight(l.read)
	}
	t.Seen = t.Seen || m.inTable
	if was, ok := a.before[TableMembers+"/"+row.ID]; ok && len(m.pages) == 0 && len(m.listed) == 0 && !m.inTable {
		t.Values, t.Hash = was.Values, was.Hash
	}
	out.tracking[TableMembers+"/"+row.ID] = t
}

func memberValues(m *Member) map[string]SnapshotValue {
	return map[string]SnapshotValue{
		"member": {Value: m.Name}, "member_type": {Value: m.Type}, "region": {Value: m.Region},
		"member_since": {Value: yearWords(m.MemberSince)}, "status": {Value: m.Status}, "current_plan_id": {Value: m.CurrentPlanID},
		"statement": {Value: m.Statement}, "statement_by": {Value: m.StatementBy}, "letter_of_intent_url": {Value: m.LetterOfIntentURL},
	}
}

func (a *assembly) trackPlan(out *assembled, row *Plan) {
	m := a.members[row.MemberID]
	t := tracked{Member: row.MemberID, Values: map[string]SnapshotValue{
		"title": {Value: row.Title}, "plan_number": {Value: numberWords(row.Number)}, "cycle": {Value: row.Cycle},
		"end_year": {Value: yearWords(row.EndYear)}, "end_date": {Value: row.EndDate}, "url": {Value: row.URL}, "file_urls": {Value: strings.Join(row.FileURLs, listSeparator)},
	}}
	for _, p := range m.plans.plans {
		if p.id == row.ID {
			t.Seen = p.seen
			slices.Sort(p.hashes)
			for _, h := range p.hashes {
				t.Hash = joinHash(t.Hash, h)
			}
			if p.statedRaw != "" {
				t.Values["end_date"] = SnapshotValue{Value: row.EndDate, Raw: p.statedRaw}
			}
			was := a.before[TableActionPlans+"/"+p.id]
			if end := was.Values["end_date"]; p.statedRaw == "" && end.Raw != "" && end.Value == row.EndDate {
				t.Values["end_date"] = end
			}
			if p.fromBefore && !p.claimed {
				t.Values, t.Hash = was.Values, was.Hash
			}
		}
	}
	out.tracking[TableActionPlans+"/"+row.ID] = t
}

func numberWords(n int) string {
	if n == 0 {
		return NotStated
	}
	return yearWords(Year(n))
}
