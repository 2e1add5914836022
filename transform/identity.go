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
	// Lists name it; Dropped: all that named it were read completely tonight
	// and name it no more, though its page may still answer.
	Lists   []string
	Dropped bool
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

	limited map[string]bool // Input.Members by id
	members map[string]*memberBuild
	byName  map[string]*memberBuild
	places  map[string]*memberBuild // members of tonight outside the embedded list, by place and name

	coded       map[string]*commitmentBuild
	inOrder     []*commitmentBuild // the coded, in order of code
	commitments []*commitmentBuild // in order of identity, once gathered
	planOfRow   map[int]*planBuild // by line of the table

	documents     []*documentBuild
	documentsByID map[string]*documentBuild

	rowTitles map[rowTitle]int // how many rows of a plan have a title

	day     string             // of the report, in ISO form
	ends    map[string]planEnd // of the plans whose end is known
	ratings commitmentRatings  // of the commitment at hand

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
		limited: map[string]bool{}, members: map[string]*memberBuild{}, byName: map[string]*memberBuild{},
		coded: map[string]*commitmentBuild{}, planOfRow: map[int]*planBuild{}, documentsByID: map[string]*documentBuild{},
	}
	a.day, a.ends = in.Date.Format(time.DateOnly), map[string]planEnd{}
	for _, name := range in.Members {
		id := slug(name)
		if known := a.reg.find(name); known != nil {
			id = known.id
		}
		a.limited[id] = true
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
