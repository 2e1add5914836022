package page

import (
	"fmt"
	"regexp"
	"strings"

	"ogptracker/scrape/address"
	"ogptracker/scrape/page/view"
	"ogptracker/scrape/record"
)

// joinedLine is what a card says of its member; the full stop is missing on
// some.
var joinedLine = regexp.MustCompile(`Joined in (\d{4})(?:\s+and is implementing (\d+|[a-z]+) commitments?)?\s*\.?`)

var listedCounts = regexp.MustCompile(`(?i)\b(\d+) (national members|countries|local jurisdictions|local members|local governments|members|governments)\b`)

// membersPage is the members list while it is read.
type membersPage struct {
	*reading
	// listed are the members read so far, by id, with their place in the list.
	listed map[string]int
}

// card is a card of the members list while it is read.
type card struct {
	name, url string
	member    string
	joined    record.Value
	count     record.Value
	group     string
}

// read reads the members list: cards, each with a name that is a link, and
// a line below it; or a table, or a plain list of links.
func (p *membersPage) read() error {
	p.page.Layout = record.Layout2022
	if titles := p.v.Lines(topHeading); len(titles) > 0 {
		p.page.Title = p.v.Blocks[titles[0]].Text
	}
	group := ""
	var open card
	emit := func() {
		if open.name != "" && (open.member != "" || open.joined.State == record.Stated) {
			p.addMember(open)
		}
		open = card{group: group}
	}
	for i := 0; i < len(p.v.Blocks); i++ {
		b := &p.v.Blocks[i]
		if b.Table > 0 {
			if end := p.memberTable(int(b.Table), group); end > i {
				emit()
				i = end - 1
				continue
			}
		}
		if g, ok := p.group(b); ok {
			emit()
			group, open.group = g, g
			continue
		}
		p.memberBlock(i, &open, emit)
	}
	emit()
	if len(p.page.Members) == 0 {
		return fmt.Errorf("%w: a members list without any member", errNoRecord)
	}
	return nil
}

// group tells a heading that members stand under.
func (p *membersPage) group(b *view.Block) (string, bool) {
	if b.Linked {
		return "", false
	}
	for _, g := range p.groups {
		if view.IsKey(b.Text, g) {
			return b.Text, true
		}
	}
	return "", false
}

// memberBlock reads one line of a card: the name, the line below it, or both
// in one.
func (p *membersPage) memberBlock(i int, open *card, emit func()) {
	b := &p.v.Blocks[i]
	if m := joinedLine.FindStringSubmatchIndex(b.Text); m != nil {
		if name := p.cardName(b.Text[:m[0]]); name != "" {
			emit()
			open.name = name
		}
		open.joined = record.Say(b.Text[m[2]:m[3]])
		if m[4] >= 0 {
			open.count = record.Say(b.Text[m[4]:m[5]])
		}
		p.cardLink(i, open)
		rest := open.group
		emit()
		open.group = rest
		return
	}
	for _, c := range listedCounts.FindAllStringSubmatch(b.Text, -1) {
		p.state(record.MeasureMembersListed, strings.ToLower(c[2]), c[1])
	}
	name := p.cardName(b.Text)
	if name == "" || len(name) > 120 || view.IsSentence(name) {
		return
	}
	links := p.memberLinks(i)
	if len(links) > 1 { // several members in one line
		emit()
		for _, l := range links {
			l.group = open.group
			*open = l
			emit()
		}
		return
	}
	if open.member != "" && len(links) == 1 && open.member == links[0].member {
		return // a second link of the same card ("Learn more")
	}
	emit()
	open.name = name
	p.cardLink(i, open)
}

// memberLinks gives the members that a line links to, each once.
func (p *membersPage) memberLinks(i int) []card {
	var out []card
	for l := range p.v.LinksAt(i) {
		if l.Kind != record.KindCountry || len(out) > 0 && out[len(out)-1].member == l.Member {
			continue
		}
		out = append(out, card{name: p.cardName(l.Text), url: l.Page, member: l.Member})
	}
	return out
}

func (p *membersPage) cardLink(i int, open *card) {
	if open.member != "" {
		return
	}
	if l := p.memberLinks(i); len(l) > 0 {
		open.url, open.member = l[0].url, l[0].member
	}
}

// cardName takes the picture's text off a name ("Image for Nigeria Nigeria",
// "Image for NigeriaNigeria"); a line that is nothing else gives "".
func (p *membersPage) cardName(s string) string {
	s = strings.TrimSpace(s)
	if rest, ok := strings.CutPrefix(s, "Image for "); ok {
		for k := len(rest) / 2; k <= (len(rest)+1)/2; k++ {
			if name := strings.TrimSpace(rest[:k]); name != "" && strings.TrimSpace(rest[k:]) == name {
				return name
			}
		}
		return ""
	}
	return strings.Trim(s, " ,|")
}

// addMember completes a card: the standing in brackets behind a name is its
// note, a member without a link has the id that its name makes. It gives the
// member as listed, nil for a card that names none.
func (p *membersPage) addMember(c card) *record.ListedMember {
	m := record.ListedMember{Name: c.name, Member: c.member, URL: c.url, Group: c.group, Joined: c.joined, Commitments: c.count}
	if i := strings.LastIndexByte(m.Name, '('); i > 0 && strings.HasSuffix(m.Name, ")") {
		note := m.Name[i+1 : len(m.Name)-1]
		for _, w := range p.labels.Standings {
			if strings.Contains(strings.ToLower(note), w) {
				m.Note, m.Name = note, strings.TrimSpace(m.Name[:i])
				break
			}
		}
	}
	if m.Member == "" {
		m.Member = address.MemberID(m.Name)
	}
	if m.Member == "" {
		return nil
	}
	if i, ok := p.listed[m.Member]; ok {
		old := &p.page.Members[i]
		if old.Joined.State == record.NotStated {
			old.Joined, old.Commitments = m.Joined, m.Commitments
		}
		return old
	}
	p.listed[m.Member] = len(p.page.Members)
	p.page.Members = append(p.page.Members, m)
	return &p.page.Members[len(p.page.Members)-1]
}

// memberTable reads a table of members by the words of its header, and gives
// the block behind it; 0 where the table is none of members.
func (p *membersPage) memberTable(n int, group string) int {
	t := &p.v.Tables[n-1]
	if len(t.Rows) < 2 {
		return 0
	}
	name, joined, count, note := -1, -1, -1, -1
	for i, c := range t.Rows[0] {
		switch key := view.Key(c.Text); {
		case name < 0 && (strings.Contains(key, "member") && !strings.Contains(key, "since") || strings.Contains(key, "country") || key == "name" || strings.Contains(key, "jurisdiction") || strings.Contains(key, "government")):
			name = i
		case strings.Contains(key, "joined") || strings.Contains(key, "since"):
			joined = i
		case strings.Contains(key, "commitments"):
			count = i
		case strings.Contains(key, "status"):
			note = i
		}
	}
	if name < 0 {
		return 0
	}
	for _, row := range t.Rows[1:] {
		if name >= len(row) || row[name].Text == "" {
			continue
		}
		c := card{name: p.cardName(row[name].Text), group: group, joined: cellValue(row, joined), count: cellValue(row, count)}
		for b := row[name].From; b < row[name].To; b++ {
			p.cardLink(int(b), &c)
		}
		m := p.addMember(c)
		if v := cellValue(row, note); v.State == record.Stated && m != nil {
			m.Note = v.Raw
		}
	}
	return int(t.To)
}

func cellValue(row []view.Cell, i int) record.Value {
	if i < 0 || i >= len(row) || row[i].Text == "" {
		return record.Value{}
	}
	return record.Say(row[i].Text)
}
