package page

import (
	"cmp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"ogptracker/scrape/page/label"
	"ogptracker/scrape/page/view"
	"ogptracker/scrape/record"
)

// ownMarks leaves out the labels of teasers, which repeat labels of the page
// for other commitments ("Related commitments"): a rating there is none of
// this one's. A teaser is told by a heading with another code, or by a line
// that leads to another commitment's page. It ends with the element that
// holds it and none of the page's own; where its labels follow without one,
// with the next known heading. What is left out still ends the value before it.
func (p *commitmentPage) ownMarks(marks []label.Mark, from int) []label.Mark {
	code := p.ownCode()
	if len(marks) == 0 {
		return marks
	}
	var found []label.Mark // where teasers begin
	own := make([]bool, len(marks))
	for i := range own {
		own[i] = !p.headsOthers(&p.v.Blocks[marks[i].Block], code)
	}
	last := 0 // marks before it stand before the teaser
	for i := from; i < len(p.v.Blocks); i++ {
		for last < len(marks) && marks[last].Block < i {
			last++
		}
		if b := &p.v.Blocks[i]; b.Table > 0 && b.Col == 0 && (last == len(marks) || marks[last].Block > i) && p.headsOthers(b, code) {
			found = append(found, label.Mark{Kind: label.MarkOther, Block: i})
		}
		node := p.namesOther(i, code)
		if node == nil && last < len(marks) && marks[last].Block == i && marks[last].Start > 0 {
			node = p.beginsWithOther(i, code) // and goes on with its labels
		}
		if node == nil || p.isLinkValue(marks[:last], i) {
			continue
		}
		if last == len(marks) || marks[last].Block > i {
			found = append(found, label.Mark{Kind: label.MarkOther, Block: i})
		}
		p.dropTeaserLabels(marks, own, last, node, p.v.Blocks[i].Level > 0)
	}
	out, fields := make([]label.Mark, 0, len(marks)+len(found)), 0
	for i, m := range marks {
		for len(found) > 0 && found[0].Block < m.Block {
			out, found = append(out, found[0]), found[1:]
		}
		switch {
		case !own[i]:
			m = label.Mark{Kind: label.MarkOther, Name: m.Name, Block: m.Block, Start: m.Start, End: m.End}
		case m.Kind == label.MarkField:
			fields++
		}
		out = append(out, m)
	}
	if fields == 0 { // no teaser, but the page's own part
		return marks
	}
	return append(out, found...)
}

// ownCode is the code of the commitment that the page is about, "" if unknown.
func (p *commitmentPage) ownCode() string { return strings.ToUpper(cmp.Or(p.page.Code, p.addr.Code)) }

// opensTeasers: the line is another commitment's heading, or a link to it right
// under a heading. A link among the text of a description opens none.
func (p *commitmentPage) opensTeasers(i int) bool {
	return p.namesOther(i, p.ownCode()) != nil && (p.v.Blocks[i].Level > 0 || p.v.Blocks[i-1].Level > 0)
}

// headingsBefore moves a place up over the headings that stand right before
// it, not beyond from.
func (p *commitmentPage) headingsBefore(at, from view.Point) view.Point {
	for at.Block-1 > from.Block && p.v.Blocks[at.Block-1].Level > 0 {
		at.Block--
	}
	return at
}

// namesOther gives the element by which block i names another commitment, nil
// if it does not: a heading with another code, or a line that is a link.
func (p *commitmentPage) namesOther(i int, code string) *html.Node {
	b := &p.v.Blocks[i]
	if code == "" {
		return nil
	}
	if b.Level > 0 && len(b.Text) <= 600 {
		if m := codeInTitle.FindStringSubmatch(b.Text); m != nil && strings.ToUpper(m[1]) != code && !strings.Contains(strings.ToUpper(b.Text), "("+code+")") {
			return b.Node
		}
	}
	if b.Level == 0 && !b.Linked {
		return nil
	}
	for l := range p.v.LinksAt(i) {
		if p.isOther(l, code) {
			return l.Node
		}
	}
	return nil
}

// beginsWithOther gives the link to another commitment that block i begins
// with, nil without one.
func (p *commitmentPage) beginsWithOther(i int, code string) *html.Node {
	l := p.v.Pieces[p.v.Blocks[i].From].Link
	if l < 0 || code == "" || !p.isOther(&p.v.Links[l], code) {
		return nil
	}
	return p.v.Links[l].Node
}

// isOther: the link leads to another commitment's page.
func (p *commitmentPage) isOther(l *view.Link, code string) bool {
	return l.Kind == record.KindCommitment && l.Code != "" && strings.ToUpper(l.Code) != code
}

// headsOthers: the line stands along the top of a table whose rows are other
// commitments.
func (p *commitmentPage) headsOthers(b *view.Block, code string) bool {
	if b.Table == 0 || code == "" || !alongTop(p.reading, b) {
		return false
	}
	for _, c := range p.v.Tables[b.Table-1].Rows[b.Row+1] {
		for i := c.From; i < c.To; i++ {
			for l := range p.v.LinksAt(int(i)) {
				if p.isOther(l, code) {
					return true
				}
			}
		}
	}
	return false
}

// isLinkValue: line i is the value of the label before it, as of one that no
// list knows ("Continues").
func (p *commitmentPage) isLinkValue(before []label.Mark, i int) bool {
	if len(before) == 0 || p.v.Blocks[i].Level > 0 {
		return false
	}
	m := &before[len(before)-1]
	if len(p.v.Segments(view.At(m.Block, m.End), view.At(i, 0))) > 0 {
		return false
	}
	return m.Kind == label.MarkUnknown && p.v.Blocks[m.Block].Level == 0 || m.Kind == label.MarkField && m.Entry.Field.Type != label.TypeWord && m.Entry.Field.Type != label.TypeNumber
}

// dropTeaserLabels marks labels as those of the teaser that node names. Marks before at
// stand before it.
func (p *commitmentPage) dropTeaserLabels(marks []label.Mark, own []bool, at int, node *html.Node, heading bool) {
	title := at // a heading over the teaser is part of it
	for title > 0 && marks[title-1].Kind == label.MarkUnknown && p.v.Blocks[marks[title-1].Block].Level > 0 {
		title--
	}
	outside := map[*html.Node]bool{}
	for i := range marks {
		if i < title && own[i] || marks[i].Kind == label.MarkHeading {
			for n := range view.Ancestors(p.markNode(&marks[i])) {
				outside[n] = true
			}
		}
	}
	box := node
	for n := node.Parent; n != nil && !outside[n] && !holdsPage(n) && !view.HasElement(n, atom.H1); n = n.Parent {
		box = n
	}
	inside := func(m *label.Mark) bool { return view.Ancestors(p.markNode(m))[box] }
	found := false
	for i := at; i < len(marks); i++ {
		if marks[i].Kind == label.MarkHeading && (isDescription(&marks[i]) || !found && !inside(&marks[i])) {
			break
		}
		if inside(&marks[i]) {
			own[i], found = false, true
		}
	}
	if found {
		for i := title; i < at; i++ {
			own[i] = false
		}
		return
	}
	seen := map[record.Field]bool{}
	for i := range marks[:at] {
		if own[i] && marks[i].Kind == label.MarkField {
			seen[marks[i].Entry.Field.Field] = true
		}
	}
	for i := at; i < len(marks) && marks[i].Kind != label.MarkHeading; i++ {
		if f := marks[i].Entry; heading || f != nil && f.Field != nil && seen[f.Field.Field] {
			own[i] = false
		}
	}
}

// holdsPage tells the elements that hold a page's whole content.
func holdsPage(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Body, atom.Main, atom.Html:
		return true
	}
	return false
}

// markNode is the text node in which a mark begins.
func (p *commitmentPage) markNode(m *label.Mark) *html.Node {
	return p.v.Pieces[p.v.PieceAt(&p.v.Blocks[m.Block], m.Start)].Node
}
