package assemble

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// assembly holds everything while the rows of one night are made.
type assembly struct {
	in         dataset.Input
	reg        *vocabulary.Registry
	vocab      *vocabulary.Translator
	reads      []*record.Read // in order of address
	rows       []record.Row   // OGP's table, in order of line
	tableHash  string
	before     map[string]dataset.SnapshotRow
	beforeKeys []string // sorted

	limited map[string]bool // Input.Members by id
	members map[string]*memberBuild
	byName  map[string]*memberBuild
	named   *vocabulary.Registry // reg with the members of tonight outside the embedded list: whom titles name

	coded       map[string]*commitmentBuild
	inOrder     []*commitmentBuild // the coded, in order of code
	commitments []*commitmentBuild // in order of identity, once gathered
	planOfRow   map[int]*planBuild // by line of the table

	documents     []*documentBuild
	documentsByID map[string]*documentBuild
	sameDocument  map[string]string // address to the one its document stands under

	rowTitles map[rowTitle]int // how many rows of a plan have a title

	day     string                     // of the report, in ISO form
	ends    map[string]dataset.PlanEnd // of the plans whose end is known
	ratings commitmentRatings          // of the commitment at hand

	issues []record.Issue
}

// Night makes the rows. It fills every column of the rows it returns,
// counts of members and plans included, but LastChanged of commitments, which
// comes from the log of changes. Gone commitments stay in the rows, marked,
// and are left out of counts.
func Night(in dataset.Input) (*dataset.Rows, []record.Issue) {
	a := newAssembly(in)
	a.gatherMembers()
	a.gatherCommitments()
	a.indexPlaces()
	a.gatherDocuments()
	a.gatherPlans()
	a.gatherUncoded()
	a.keepMissing()
	out := a.emit()
	a.issues = append(a.issues, a.vocab.Unused()...)
	return out, a.issues
}

func newAssembly(in dataset.Input) *assembly {
	if in.Crosswalk == nil {
		in.Crosswalk = vocabulary.BuiltInCrosswalk()
	}
	a := &assembly{
		in: in, reg: vocabulary.KnownMembers(), named: vocabulary.KnownMembers(), vocab: vocabulary.NewTranslator(in.Crosswalk),
		limited: map[string]bool{}, members: map[string]*memberBuild{}, byName: map[string]*memberBuild{},
		coded: map[string]*commitmentBuild{}, planOfRow: map[int]*planBuild{}, documentsByID: map[string]*documentBuild{},
	}
	a.day, a.ends = in.Date.Format(time.DateOnly), map[string]dataset.PlanEnd{}
	for _, name := range in.Members {
		id := vocabulary.Slug(name)
		if known := a.reg.Find(name); known != nil {
			id = known.ID
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
	var more []*vocabulary.KnownMember
	for _, m := range a.memberList() {
		if m.known == nil {
			more = append(more, &vocabulary.KnownMember{ID: m.id, Name: m.name, Kind: a.kindOf(m)})
		}
	}
	if len(more) > 0 {
		a.named = a.reg.With(more)
	}
}

// memberList is every member in order of id.
func (a *assembly) memberList() []*memberBuild {
	return slices.SortedFunc(maps.Values(a.members), func(x, y *memberBuild) int { return cmp.Compare(x.id, y.id) })
}

func (a *assembly) issue(i record.Issue) { a.issues = append(a.issues, i) }
