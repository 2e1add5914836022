package assemble

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// memberBuild gathers what is known of one member while rows are made.
type memberBuild struct {
	id    string
	known *vocabulary.KnownMember // nil: not in the embedded list
	name  string                  // as the site or table writes it
	// pages are its country pages, the one that counts most first.
	pages  []*record.Read
	listed []listedMember
	// kind, region and iso3 as OGP's table says them.
	kind, region, iso3 string
	inTable            bool
	standing           string // words in brackets behind its name in OGP's table
	letter             string // address of the document called its letter of intent
	unread             bool   // its country page is known and was never read
	plans              planBook
	row                dataset.Member
}

// listedMember is a card of the members list with the page it stands on.
type listedMember struct {
	card *record.ListedMember
	read *record.Read
}

// memberIndex finds the members of tonight.
type memberIndex struct {
	*sources
	limited map[string]bool // Input.Members by id
	members map[string]*memberBuild
	byName  map[string]*memberBuild
	named   *vocabulary.Registry // reg with the members of tonight outside the embedded list: whom titles name
}

// member returns the build of the member a name or slug stands for, made when
// it is new; nil where the report leaves the member out.
func (st *memberIndex) member(name string) *memberBuild {
	if m, ok := st.byName[name]; ok {
		return m
	}
	known, id := st.reg.Find(name), vocabulary.MemberID(name)
	m := st.members[id]
	if m == nil && id != "" {
		m = &memberBuild{id: id, known: known, name: name}
		m.plans.member = id
		st.members[id] = m
	}
	st.byName[name] = m
	return m
}

// wanted reports whether the report has rows for the member.
func (st *memberIndex) wanted(m *memberBuild) bool {
	if m == nil {
		return false
	}
	if len(st.in.Members) > 0 && !st.limited[m.id] {
		return false
	}
	return st.in.LocalMembers || st.kindOf(m) != vocabulary.MemberTypeLocal
}

// kindOf says whether a member is a national government, a local one or
// something else: by the embedded list, OGP's table, the heading of the
// members list it stands under, else by its name: a place and a country are
// separated by a comma.
func (src *sources) kindOf(m *memberBuild) string {
	if m.known != nil {
		return m.known.Kind
	}
	if v, ok := src.vocab.CrosswalkValue(vocabulary.FieldMemberType, m.kind); ok {
		return v
	}
	byHeading := vocabulary.NotStated
	for _, l := range m.listed {
		if v, ok := src.vocab.CrosswalkValue(vocabulary.FieldMemberType, l.card.Group); ok && (v == vocabulary.MemberTypeLocal || byHeading == vocabulary.NotStated) {
			byHeading = v
		}
	}
	if strings.Contains(m.name, ",") && !vocabulary.InvertedName(m.name) || byHeading == vocabulary.NotStated && vocabulary.KnownMembers().Country(m.id) != nil {
		return vocabulary.MemberTypeLocal // a place and its country
	}
	return byHeading
}

// gatherMembers finds every member that a page, the table or the last run
// names.
func gatherMembers(src *sources) *memberIndex {
	st := &memberIndex{sources: src, limited: map[string]bool{}, members: map[string]*memberBuild{}, byName: map[string]*memberBuild{}, named: vocabulary.KnownMembers()}
	for _, name := range src.in.Members {
		st.limited[vocabulary.MemberID(name)] = true
	}
	for _, r := range st.reads {
		switch r.Page.Kind {
		case record.KindMembersList:
			for i := range r.Page.Members {
				card := &r.Page.Members[i]
				m := st.member(cmp.Or(card.Member, card.Name))
				if m == nil {
					continue
				}
				m.listed = append(m.listed, listedMember{card, r})
				m.name = betterName(m.name, card.Name)
			}
		case record.KindCountry:
			m := st.member(cmp.Or(r.Page.Member, r.Page.Title))
			if m == nil {
				continue
			}
			if hasContent(r) {
				m.pages = append(m.pages, r)
				m.name = betterName(m.name, r.Page.Title)
			} else {
				m.unread = true
			}
		case record.KindCommitment:
			st.member(r.Page.Member)
		}
	}
	for i := range st.rows {
		row := &st.rows[i]
		m := st.member(row.Country)
		if m == nil {
			continue
		}
		m.name, m.inTable = betterName(m.name, row.Country), true
		if _, note, ok := vocabulary.NoteInBrackets(row.Country); ok {
			m.standing = cmp.Or(m.standing, note)
		}
		m.kind, m.region, m.iso3 = cmp.Or(m.kind, row.MemberType), cmp.Or(m.region, row.Region), cmp.Or(m.iso3, row.ISO3)
	}
	for key := range st.before {
		if table, id, _ := strings.Cut(key, "/"); table == dataset.TableMembers && !st.before[key].Gone {
			m := st.member(id)
			m.name = betterName(m.name, st.before[key].Values.Get("member").Value)
		}
	}
	for _, m := range st.members {
		slices.SortStableFunc(m.pages, newestLayoutFirst)
	}
	return st
}

// betterName prefers a name that people wrote to a slug.
func betterName(have, name string) string {
	if name == "" || have != vocabulary.Slug(have) {
		return have
	}
	return name
}

// memberRow makes the row of a member, its counts left out.
func (st *memberIndex) memberRow(m *memberBuild) dataset.Member {
	row := dataset.Member{ID: m.id, Name: m.name, Country: vocabulary.NotStated, ISO3: vocabulary.NotStated, Region: vocabulary.NotStated, Type: st.kindOf(m), URL: st.in.Night.Base + "/members/" + m.id + "/"}
	if m.known != nil {
		row.Name, row.Country, row.ISO3, row.Region = m.known.Name, m.known.Country, m.known.ISO3, m.known.Region
	} else {
		st.unknownMember(m, &row)
	}
	if m.region != "" {
		row.Region = m.region
	}
	since, _ := pick(m.pages, record.FieldMemberSince)
	row.MemberSince = vocabulary.FirstYear(since.Raw)
	for _, l := range m.listed {
		if row.MemberSince == 0 {
			row.MemberSince = vocabulary.FirstYear(l.card.Joined.Raw)
		}
	}
	if row.MemberSince == 0 {
		row.MemberSince = st.beforeYear(dataset.TableMembers, m.id, "member_since")
	}
	row.Status = st.memberStatus(m)
	text := func(f record.Field) string {
		v, _ := pick(m.pages, f)
		return textOf(v, len(m.pages) == 0 && m.unread)
	}
	row.Statement, row.StatementBy = vocabulary.WithoutContacts(text(record.FieldStatement)), text(record.FieldStatementBy)
	row.LetterOfIntentURL = text(record.FieldLetterOfIntent)
	if !strings.HasPrefix(row.LetterOfIntentURL, "http") && m.letter != "" {
		row.LetterOfIntentURL = m.letter
	}
	row.Freshness = record.FreshNotRead
	for i, p := range m.pages {
		if i == 0 {
			row.URL, row.Freshness = p.Page.Address, p.Freshness
		}
		if p.LastRead.After(row.LastRead) {
			row.LastRead, row.Freshness = p.LastRead, p.Freshness
		}
	}
	return row
}

// unknownMember fills what the name alone tells and says that the member is
// not in the list.
func (st *memberIndex) unknownMember(m *memberBuild, row *dataset.Member) {
	if c := st.reg.Country(m.name); c != nil && row.Type == vocabulary.MemberTypeLocal {
		row.Country, row.ISO3, row.Region = c.Country, c.ISO3, c.Region
	} else if len(m.iso3) == 3 {
		row.Country, row.ISO3 = m.name, m.iso3
	} else if row.Type != vocabulary.MemberTypeLocal {
		row.Country = m.name
	}
	st.issue(record.Issue{
		Code: record.CodeUnknownMember, Member: m.id, Key: m.id, Value: m.name, URL: row.URL,
		Message: fmt.Sprintf("%s is not in the list of members; it stands under %q with the type %s", m.name, m.id, row.Type),
	})
}

func (src *sources) beforeYear(table, id, field string) vocabulary.Year {
	n, _ := strconv.Atoi(src.before[table+"/"+id].Values.Get(field).Value)
	return vocabulary.Year(n)
}

// countMembers fills the counts of members and plans.
func countMembers(members []dataset.Member, plans []dataset.Plan, commitments []dataset.Commitment) {
	ofMember := make(map[string]*dataset.Member, len(members))
	for i := range members {
		ofMember[members[i].ID] = &members[i]
	}
	ofPlan := make(map[string]*dataset.Plan, len(plans))
	for i := range plans {
		ofPlan[plans[i].ID] = &plans[i]
	}
	for i := range commitments {
		c := &commitments[i]
		m := ofMember[c.MemberID]
		if c.Gone || m == nil {
			continue
		}
		m.Counts.Commitments++
		switch c.Stage {
		case vocabulary.StageCurrent:
			m.Counts.Current++
		case vocabulary.StageAwaitingReview:
			m.Counts.AwaitingReview++
		case vocabulary.StagePost:
			m.Counts.PostImplementation++
		case vocabulary.StageNotReviewed:
			m.Counts.NotReviewed++
		default:
			m.Counts.StageUnknown++
		}
		if c.Starred == vocabulary.Yes {
			m.Counts.Starred++
		}
		if vocabulary.IsFinding(c.Starred) {
			m.Counts.StarStated++
		}
		for _, id := range c.PlanIDs {
			if p := ofPlan[id]; p != nil {
				p.Commitments++
			}
		}
	}
}
