package assemble

import (
	"fmt"
	"slices"
	"strings"

	"ogptracker/scrape/record"
	"ogptracker/transform/vocabulary"
)

// uncodedCommitment is a commitment that its source gives no code for: a row of an older
// table, an entry of a list, a page of the 2017-18 site.
type uncodedCommitment struct {
	member *memberBuild
	plan   *planBuild
	number string
	title  string
	row    *record.Row
	listed *listedCommitment
	read   *record.Read
}

// uncodedStep gives commitments without a code an identity.
type uncodedStep struct {
	*memberIndex
	planOfRow   map[int]*planBuild // by line of the table
	commitments []*commitmentBuild
	repeated    map[string]int  // how many rows have an identity
	taken       map[string]bool // by identity
}

// gatherUncoded gives every commitment without a code an identity: that of the
// commitment with a code which has the same title in the same plan, else a
// provisional one made from its plan and its number, else its title.
func gatherUncoded(members *memberIndex, coded []*commitmentBuild, planOfRow map[int]*planBuild) []*commitmentBuild {
	st := &uncodedStep{memberIndex: members, planOfRow: planOfRow, commitments: slices.Clone(coded), taken: map[string]bool{}}
	rows, pages := st.uncodedRows(), st.uncodedPages()
	if len(rows) == 0 && len(pages) == 0 {
		return coded
	}
	index := newTitleIndex(members.sources, coded)
	st.repeated = repeatedNumbers(rows)
	for _, l := range rows {
		c := index.find(l)
		if c == nil || c.row != nil {
			c = st.provisional(l)
		}
		c.row, c.tablePlan = l.row, l.plan
		if l.plan != nil && len(c.plans) == 0 {
			c.plans = []*planBuild{l.plan}
		}
		index.add(c, l.title, l.plan)
	}
	for _, l := range pages {
		c := index.find(l)
		if c == nil {
			c = st.provisional(l)
			index.add(c, l.title, l.plan)
		}
		if l.read != nil {
			c.reads = append(c.reads, l.read)
			c.gonePage = c.gonePage || l.read.Gone
		} else {
			c.listed = append(c.listed, *l.listed)
		}
		if l.plan != nil && len(c.plans) == 0 {
			c.plans = []*planBuild{l.plan}
		}
	}
	return st.commitments
}

// uncodedRows are the table's rows without a code, in order of line.
func (st *uncodedStep) uncodedRows() []uncodedCommitment {
	var out []uncodedCommitment
	for i := range st.rows {
		row := &st.rows[i]
		m := st.member(row.Country)
		if row.Code != "" || m == nil {
			continue
		}
		out = append(out, uncodedCommitment{member: m, plan: st.planOfRow[row.Line], number: row.Number, title: st.titleOfRow(row), row: row})
	}
	return out
}

// titleOfRow is a row's title. In the 2016 edition the title of some plans is
// that of a whole chapter and the short title tells commitments apart.
func (src *sources) titleOfRow(row *record.Row) string {
	if row.ShortTitle != "" && (row.Title == "" || src.titleRepeats(row)) {
		return row.ShortTitle
	}
	return row.Title
}

// titleRepeats reports whether another row of the plan has the same title.
func (src *sources) titleRepeats(row *record.Row) bool {
	if len(src.rowTitles) == 0 {
		for i := range src.rows {
			src.rowTitles[titleIn(&src.rows[i])]++
		}
	}
	return src.rowTitles[titleIn(row)] > 1
}

// rowTitle is a title within its plan, in the table's words.
type rowTitle struct {
	country, title string
	plan           rowPlan
}

func titleIn(row *record.Row) rowTitle { return rowTitle{row.Country, row.Title, planOfRow(row)} }

// uncodedPages are the pages and list entries without a code: pages in order of
// address, then lists.
func (st *uncodedStep) uncodedPages() []uncodedCommitment {
	var out []uncodedCommitment
	for _, r := range st.reads {
		if r.Page.Kind != record.KindCommitment || r.Page.Code != "" || !hasContent(r) {
			continue
		}
		m := st.member(r.Page.Member)
		if m == nil || r.Page.Title == "" {
			continue
		}
		c := &commitmentBuild{member: m, reads: []*record.Read{r}}
		plansOfPages(st.sources, c)
		out = append(out, uncodedCommitment{member: m, plan: c.ratedUnder(), title: r.Page.Title, read: r})
	}
	for _, m := range st.memberList() {
		for _, p := range m.pages {
			for i := range p.Page.Commitments {
				e := &p.Page.Commitments[i]
				if e.Code != "" || e.Title == "" {
					continue
				}
				out = append(out, uncodedCommitment{member: m, plan: planOfEntry(m, p, e), title: e.Title, listed: &listedCommitment{e, p}})
			}
		}
	}
	return out
}

// planOfEntry is the plan an entry's year names; an entry of the group
// "current" without a year belongs to the plan its page calls current.
func planOfEntry(m *memberBuild, p *record.Read, e *record.ListedCommitment) *planBuild {
	if vocabulary.FirstYear(e.Year) > 0 {
		return listedPlan(m, e.Year)
	}
	if e.Group != record.GroupCurrent {
		return nil
	}
	first, _ := yearsIn(p.Page.Field(record.FieldCurrentCycle).Raw)
	if first == 0 {
		return nil
	}
	return m.plans.find(planClue{first: first})
}

// repeatedNumbers tells which numbers stand on several rows of one plan.
func repeatedNumbers(rows []uncodedCommitment) map[string]int {
	count := map[string]int{}
	for _, l := range rows {
		count[provisionalBase(l)]++
	}
	return count
}

// provisionalBase is the identity made from plan and number, else title.
func provisionalBase(l uncodedCommitment) string {
	base := l.member.id
	if l.plan != nil {
		base = l.plan.id
	}
	number := strings.ToLower(strings.Join(strings.FieldsFunc(l.number, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '.')
	}), "-"))
	switch number {
	case "", "na", "nr", "nd":
		return base + "-" + vocabulary.ShortSlug(l.title, 60)
	}
	return base + "-" + number
}

// provisional makes a commitment of its own for one without a code. Rows that
// repeat a number within their plan are told apart by their titles.
func (st *uncodedStep) provisional(l uncodedCommitment) *commitmentBuild {
	id := provisionalBase(l)
	if l.row != nil && st.repeated[id] > 1 {
		id = strings.TrimSuffix(id+"-"+vocabulary.ShortSlug(l.title, 60), "-")
	}
	unique := id
	for n := 2; st.taken[unique]; n++ {
		unique = fmt.Sprintf("%s-%d", id, n)
	}
	st.taken[unique] = true
	c := &commitmentBuild{id: unique, member: l.member}
	st.commitments = append(st.commitments, c)
	return c
}

// titleIndex finds commitments by member and title.
type titleIndex map[string][]titled

type titled struct {
	commitment *commitmentBuild
	plan       *planBuild
}

func newTitleIndex(src *sources, coded []*commitmentBuild) titleIndex {
	x := titleIndex{}
	for _, c := range coded {
		title, _ := src.titleOf(c)
		plans := c.plans
		if len(plans) == 0 {
			plans = []*planBuild{c.ratedUnder()}
		}
		for _, p := range plans {
			x.add(c, title, p)
		}
	}
	return x
}

func (x titleIndex) add(c *commitmentBuild, title string, plan *planBuild) {
	key := c.member.id + "/" + titleKey(title)
	x[key] = append(x[key], titled{c, plan})
}

// find returns the one commitment of the member that has the title and may be
// of the plan; nil where there is none, or several.
func (x titleIndex) find(l uncodedCommitment) *commitmentBuild {
	key := titleKey(l.title)
	if key == "" {
		return nil
	}
	var found *commitmentBuild
	for _, t := range x[l.member.id+"/"+key] {
		if l.plan != nil && t.plan != nil && l.plan != t.plan || l.row != nil && t.commitment.row != nil {
			continue
		}
		if found != nil && found != t.commitment {
			return nil
		}
		found = t.commitment
	}
	return found
}

// titleKey reduces a title to its words without the number before it, which
// one source prints and another does not ("2.1 Open data", "Commitment 2:").
func titleKey(title string) string {
	words := strings.Split(vocabulary.Slug(title), "-")
	for len(words) > 1 && (words[0] == "commitment" || strings.ContainsAny(words[0], "0123456789")) {
		words = words[1:]
	}
	return strings.Join(words, "-")
}
