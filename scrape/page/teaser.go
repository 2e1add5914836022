package page

import (
	"cmp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"ogptracker/scrape/record"
)

// ownMarks disowns the labels of teasers, which repeat labels of the page
// for other commitments ("Related commitments"): a rating there is none of
// this one's. A teaser is told by a heading with another code, or by a line
// that leads to another commitment's page. It ends with the element that
// holds it and none of the page's own; where its labels follow without one,
// with the next known heading. What is disowned still ends the value before it.
func (p *reading) ownMarks(marks []mark, from int) []mark {
	code := p.ownCode()
	if len(marks) == 0 {
		return marks
	}
	var found []mark // where teasers begin
	own := make([]bool, len(marks))
	for i := range own {
		own[i] = true
	}
	last := 0 // marks before it stand before the teaser
	for i := from; i < len(p.v.blocks); i++ {
		for last < len(marks) && marks[last].block < i {
			last++
		}
		node := p.namesOther(i, code)
		if node == nil || p.isLinkValue(marks[:last], i) {
			continue
		}
		if last == len(marks) || marks[last].block > i {
			found = append(found, mark{kind: markOther, block: i})
		}
		p.disown(marks, own, last, node, p.v.blocks[i].level > 0)
	}
	out, fields := make([]mark, 0, len(marks)+len(found)), 0
	for i, m := range marks {
		for len(found) > 0 && found[0].block < m.block {
			out, found = append(out, found[0]), found[1:]
		}
		switch {
		case !own[i]:
			m = mark{kind: markOther, name: m.name, block: m.block, start: m.start, end: m.end}
		case m.kind == markField:
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
func (p *reading) ownCode() string { return strings.ToUpper(cmp.Or(p.page.Code, p.addr.Code)) }

// opensTeasers: the line is another commitment's heading, or a link to it right
// under a heading. A link among the text of a description opens none.
func (p *reading) opensTeasers(i int) bool {
	return p.namesOther(i, p.ownCode()) != nil && (p.v.blocks[i].level > 0 || p.v.blocks[i-1].level > 0)
}

// headingsBefore moves a place up over the headings that stand right before
// it, not beyond from.
func (p *reading) headingsBefore(at, from point) point {
	for at.block-1 > from.block && p.v.blocks[at.block-1].level > 0 {
		at.block--
	}
	return at
}

// namesOther gives the element by which block i names another commitment, nil
// if it does not: a heading with another code, or a line that is a link.
func (p *reading) namesOther(i int, code string) *html.Node {
	b := &p.v.blocks[i]
	if code == "" {
		return nil
	}
	if b.level > 0 && len(b.text) <= 600 {
		if m := codeInTitle.FindStringSubmatch(b.text); m != nil && strings.ToUpper(m[1]) != code && !strings.Contains(strings.ToUpper(b.text), "("+code+")") {
			return b.node
		}
	}
	if b.level == 0 && !b.linked {
		return nil
	}
	for l := range p.v.linksAt(i) {
		if l.kind == record.KindCommitment && l.code != "" && strings.ToUpper(l.code) != code {
			return l.node
		}
	}
	return nil
}

// isLinkValue: line i is the value of the label before it, as of one that no
// list knows ("Continues").
func (p *reading) isLinkValue(before []mark, i int) bool {
	if len(before) == 0 || p.v.blocks[i].level > 0 {
		return false
	}
	m := &before[len(before)-1]
	if len(p.v.segments(point{m.block, m.end}, point{i, 0})) > 0 {
		return false
	}
	return m.kind == markUnknown && p.v.blocks[m.block].level == 0 || m.kind == markField && m.entry.field.Type != typeWord && m.entry.field.Type != typeNumber
}

// disown marks labels as those of the teaser that node names. Marks before at
// stand before it.
func (p *reading) disown(marks []mark, own []bool, at int, node *html.Node, heading bool) {
	title := at // a heading over the teaser is part of it
	for title > 0 && marks[title-1].kind == markUnknown && p.v.blocks[marks[title-1].block].level > 0 {
		title--
	}
	outside := map[*html.Node]bool{}
	for i := range marks {
		if i < title && own[i] || marks[i].kind == markHeading {
			for n := range ancestors(p.markNode(&marks[i])) {
				outside[n] = true
			}
		}
	}
	box := node
	for n := node.Parent; n != nil && !outside[n] && !isFrame(n) && !hasElement(n, atom.H1); n = n.Parent {
		box = n
	}
	inside := func(m *mark) bool { return ancestors(p.markNode(m))[box] }
	found := false
	for i := at; i < len(marks); i++ {
		if marks[i].kind == markHeading && (isDescription(&marks[i]) || !found && !inside(&marks[i])) {
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
		if own[i] && marks[i].kind == markField {
			seen[marks[i].entry.field.Field] = true
		}
	}
	for i := at; i < len(marks) && marks[i].kind != markHeading; i++ {
		if f := marks[i].entry; heading || f != nil && f.field != nil && seen[f.field.Field] {
			own[i] = false
		}
	}
}

// isFrame tells the elements that hold a page's whole content.
func isFrame(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Body, atom.Main, atom.Html:
		return true
	}
	return false
}

// markNode is the text node in which a mark begins.
func (p *reading) markNode(m *mark) *html.Node {
	return p.v.pieces[p.v.pieceAt(&p.v.blocks[m.block], m.start)].node
}
