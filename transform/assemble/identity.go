package assemble

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// sources are what every step of a night reads, and where it says what is odd.
type sources struct {
	in         dataset.Input
	reg        *vocabulary.Registry
	vocab      *vocabulary.Translator
	reads      []*record.Read // in order of address
	rows       []record.Row   // OGP's table, in order of line
	tableHash  string
	before     map[string]dataset.SnapshotRow
	beforeKeys []string         // sorted
	rowTitles  map[rowTitle]int // how many rows of a plan have a title

	issues []record.Issue
}

// Night makes the rows. It fills every column of the rows it returns,
// counts of members and plans included, but LastChanged of commitments, which
// comes from the log of changes. Gone commitments stay in the rows, marked,
// and are left out of counts.
func Night(in dataset.Input) (*dataset.Rows, []record.Issue) {
	src := newSources(in)
	members := gatherMembers(src)
	coded := gatherCommitments(members)
	members.indexPlaces()
	documents := gatherDocuments(members)
	planOfRow := gatherPlans(members, coded.inOrder, documents.list)
	commitments := gatherUncoded(members, coded.inOrder, planOfRow)
	commitments = keepMissing(members, documents, commitments)
	out := emit(&rowStep{memberIndex: members, documents: documents, coded: coded.byCode, commitments: commitments, ends: map[string]dataset.PlanEnd{}})
	return out, append(src.issues, src.vocab.Unused()...)
}

func newSources(in dataset.Input) *sources {
	if in.Crosswalk == nil {
		in.Crosswalk = vocabulary.BuiltInCrosswalk()
	}
	src := &sources{in: in, reg: vocabulary.KnownMembers(), vocab: vocabulary.NewTranslator(in.Crosswalk), rowTitles: map[rowTitle]int{}}
	src.in.Night.Base = strings.TrimSuffix(in.Night.Base, "/")
	src.reads = make([]*record.Read, len(in.Night.Reads))
	for i := range in.Night.Reads {
		src.reads[i] = &in.Night.Reads[i]
	}
	slices.SortStableFunc(src.reads, func(x, y *record.Read) int {
		return cmp.Or(cmp.Compare(x.Page.Address, y.Page.Address), newestLayoutFirst(x, y), cmp.Compare(x.Page.BodyHash, y.Page.BodyHash))
	})
	if t := in.Night.Table; t != nil {
		src.rows = slices.Clone(t.Rows)
		slices.SortStableFunc(src.rows, func(x, y record.Row) int { return cmp.Compare(x.Line, y.Line) })
		src.tableHash = t.Hash
	}
	if in.Before != nil {
		src.before = in.Before.Rows
		src.beforeKeys = slices.Sorted(maps.Keys(src.before))
	}
	return src
}

// indexPlaces lets titles name members that are not in the embedded list.
func (st *memberIndex) indexPlaces() {
	var more []*vocabulary.KnownMember
	for _, m := range st.memberList() {
		if m.known == nil {
			more = append(more, &vocabulary.KnownMember{ID: m.id, Name: m.name, Kind: st.kindOf(m)})
		}
	}
	if len(more) > 0 {
		st.named = st.reg.With(more)
	}
}

// memberList is every member in order of id.
func (st *memberIndex) memberList() []*memberBuild {
	return slices.SortedFunc(maps.Values(st.members), func(x, y *memberBuild) int { return cmp.Compare(x.id, y.id) })
}

func (src *sources) issue(i record.Issue) { src.issues = append(src.issues, i) }
