package page

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"ogptracker/scrape/address"
	"ogptracker/scrape/page/label"
	"ogptracker/scrape/page/view"
	"ogptracker/scrape/record"
)

// commitmentPage is a commitment's page while it is read.
type commitmentPage struct{ *reading }

// read reads a commitment's page: a title with its code, labels in
// sections (at a glance, institutions, policy areas, IRM review), and the
// description, where the structured part ends.
func (p *commitmentPage) read() error {
	title := p.commitmentTitle()
	p.groupAndMember(title)
	s := label.Scanner{View: p.v, Set: p.sets[record.KindCommitment], Vocabulary: p.vocab, Headings: true,
		Stop: func(m *label.Mark) bool { return isDescription(m) }}
	found, first := p.structuredPart(s, title+1)
	marks := p.ownMarks(found, first)
	var end view.Point
	if n := len(marks); n > 0 && isDescription(&marks[n-1]) {
		last := marks[n-1]
		end = view.At(last.Block, last.Start)
		behind := view.At(len(p.v.Blocks), 0)
		if below, from, to := p.belowDescription(marks, s); below != nil {
			marks, end, behind = below, to, from
		}
		p.description(view.At(last.Block, last.End), behind)
	} else {
		marks, end = p.withoutDescription(marks)
		p.description(end, view.At(len(p.v.Blocks), 0))
	}
	p.marks = marks
	if p.page.Layout = commitmentLayout(marks); p.page.Group != "" {
		p.page.Layout = record.Layout2017
	}
	known := 0
	for i := range marks {
		if marks[i].Kind == label.MarkField {
			known++
		}
	}
	switch {
	case known == 0:
		return fmt.Errorf("%w: a commitment's page without any of its labels", errNoRecord)
	case p.page.Title == "":
		return fmt.Errorf("%w: a commitment's page without a title", errNoRecord)
	}
	p.setFields(marks, end)
	return nil
}

// structuredPart gives the marks from block first on up to the description, and
// where they begin. A heading of it that stands above the first label, with
// another one below, is one of a row of buttons that lead there.
func (p *commitmentPage) structuredPart(s label.Scanner, first int) ([]label.Mark, int) {
	isField := func(m label.Mark) bool { return m.Kind == label.MarkField }
	before := s
	marks := before.Run(first, len(p.v.Blocks))
	for at := marks; len(at) > 0 && isDescription(&at[len(at)-1]) && !slices.ContainsFunc(at, isField); {
		from, again := at[len(at)-1].Block+1, s
		at = again.Run(from, len(p.v.Blocks))
		if len(at) > 0 && isDescription(&at[len(at)-1]) && slices.ContainsFunc(at, isField) {
			return at, from
		}
	}
	return marks, first
}

// groupTags are the lines above the title by which the commitment pages of
// 2017-18 tell their group.
var groupTags = map[string]string{"current commitments": record.GroupCurrent, "irm commitments": record.GroupPostImplementation,
	"irm reviewed commitments": record.GroupPostImplementation, "starred commitments": record.GroupStarred}

// groupOf gives the group that a commitment's page of 2017-18 counts itself
// to, "" for every other page.
func groupOf(v *view.View) string {
	for i := range min(len(v.Blocks), 8) {
		if g := groupTags[view.Key(v.Blocks[i].Text)]; g != "" {
			return g
		}
	}
	return ""
}

// groupAndMember reads what stands around the title of a commitment's page of
// 2017-18: its group, and its country, which no address tells.
func (p *commitmentPage) groupAndMember(title int) {
	if p.page.Group = groupOf(p.v); p.page.Group == "" || p.page.Member != "" {
		return
	}
	for i := max(title, 0); i < min(title+4, len(p.v.Blocks)); i++ {
		for l := range p.v.LinksAt(i) {
			if l.Kind == record.KindCountry {
				p.page.Member = l.Member
				return
			}
		}
	}
	if i := title + 1; title >= 0 && i < len(p.v.Blocks) && len(p.v.Blocks[i].Text) < 60 && label.Colon(p.v.Blocks[i].Text) < 0 {
		p.page.Member = address.MemberID(p.v.Blocks[i].Text)
	}
}

func isDescription(m *label.Mark) bool {
	return m.Kind == label.MarkHeading && (m.Entry.Role() == "description" || m.Entry.Role() == "summary")
}

// commitmentTitle finds the heading "Title (CODE)", sets title and code, and
// gives the heading's block; -1 without one. A page whose heading has no code
// takes it from the address.
func (p *commitmentPage) commitmentTitle() int {
	if i := p.codedTitle(); i >= 0 {
		p.titleCode(p.v.Blocks[i].Text)
		return i
	}
	best := p.plainTitle()
	if titles := p.v.Lines(topHeading); len(titles) > 0 {
		best = titles[0]
	}
	if best >= 0 {
		p.page.Title = p.v.Blocks[best].Text
	}
	return best
}

// codedTitle gives the first line with a title and a code in brackets, -1
// without one. Above the page's own heading there may be a path to the page,
// which cuts the title short, and teasers of other commitments: a line with the
// address's own code goes before one with another, a heading before a line of
// text.
func (p *commitmentPage) codedTitle() int {
	best, highest := -1, 0
	for i := range p.v.Blocks {
		b := &p.v.Blocks[i]
		if len(b.Text) > 600 || strings.IndexByte(b.Text, '(') < 0 || !codeInTitle.MatchString(b.Text) {
			continue
		}
		title, code := p.titleAndCode(b.Text)
		if title == "" {
			continue
		}
		rank := 1
		if code == p.addr.Code {
			rank += 3
		}
		switch {
		case b.Level == 1:
			rank += 3
		case b.Level > 0:
			rank++
		}
		if rank > highest {
			best, highest = i, rank
		}
	}
	return best
}

// plainTitle is the last heading before the first label.
func (p *commitmentPage) plainTitle() int {
	set := p.sets[record.KindCommitment]
	first := slices.IndexFunc(p.v.Blocks, func(b view.Block) bool {
		e, _ := set.Match(b.Text, func(e *label.Entry, n int) bool { return e.Kind == label.MarkField || n == len(b.Text) })
		return e != nil
	})
	best := -1
	for _, i := range p.v.Lines(anyHeading) {
		if first < 0 || i < first {
			best = i
		}
	}
	return best
}

// titleAndCode takes a heading apart. Of several codes in brackets the
// address's own counts, else the last.
func (p *commitmentPage) titleAndCode(text string) (title, code string) {
	all := codeInTitle.FindAllStringSubmatchIndex(text, -1)
	at := all[len(all)-1]
	for _, m := range all {
		if strings.EqualFold(text[m[2]:m[3]], p.addr.Code) {
			at = m
		}
	}
	return strings.TrimSpace(strings.TrimRight(text[:at[0]], " ") + text[at[1]:]), strings.ToUpper(text[at[2]:at[3]])
}

// titleCode sets title and code by the page's heading.
func (p *commitmentPage) titleCode(text string) {
	p.page.Title, p.page.Code = p.titleAndCode(text)
	if p.addr.Code != "" && p.addr.Code != p.page.Code {
		p.issue(record.CodeCodeNotMembers, "", p.page.Code, fmt.Sprintf("the page's heading has the code %s, its address %s", p.page.Code, p.addr.Code))
	}
}

// withoutDescription ends the structured part of a page whose heading
// "Description" is missing: behind the last known label and the first line of
// its value, or the whole scale that it shows. Labels of the prose that follows are none of the page's own.
func (p *commitmentPage) withoutDescription(marks []label.Mark) ([]label.Mark, view.Point) {
	last := -1
	for i := range marks {
		if k := marks[i].Kind; k == label.MarkField || k == label.MarkHeading {
			last = i
		}
	}
	if last < 0 {
		return marks, view.At(len(p.v.Blocks), 0)
	}
	m := &marks[last]
	end := view.At(m.Block, m.End)
	if m.Kind == label.MarkField {
		to := view.At(len(p.v.Blocks), 0)
		if last+1 < len(marks) {
			to = view.At(marks[last+1].Block, marks[last+1].Start)
		}
		if segs := p.v.Segments(end, to); len(segs) > 0 {
			s := segs[max(p.vocab.ScaleEnd(p.v, m.Entry.Field, segs)-1, 0)]
			if m.Entry.Field.Type != label.TypeWord || len(s.Text) <= label.MaxWord && !view.IsSentence(s.Text) {
				end = view.At(s.Block, s.End)
			}
		}
	}
	return marks[:last+1], end
}

// fewestBelow is how many fields an element must name to be the structured
// part of a page that begins with its description: prose names fewer.
const fewestBelow = 3

// belowDescription finds the labels of a page that names none above its
// description: in an element of its own behind it, such as a column beside the
// text. It gives them with where that element begins and ends, nil where the
// page is as usual or no such element is there.
func (p *commitmentPage) belowDescription(marks []label.Mark, s label.Scanner) (below []label.Mark, from, to view.Point) {
	for i := range marks {
		if marks[i].Kind == label.MarkField {
			return nil, from, to
		}
	}
	description := &marks[len(marks)-1]
	s.Stop = nil
	all := p.ownMarks(s.Run(description.Block+1, len(p.v.Blocks)), description.Block+1)
	var around *html.Node
	named := map[record.Field]bool{}
	for i := range all {
		if all[i].Kind != label.MarkField {
			continue
		}
		node := p.v.Blocks[all[i].Block].Node
		if own := p.v.Blocks[description.Block].Node.Parent; !holdsPage(own) && view.Holds(own, node) {
			continue // of the description itself
		}
		named[all[i].Entry.Field.Field] = true
		if around == nil {
			around = node
		} else {
			around = view.CommonAncestor(around, node)
		}
	}
	if len(named) < fewestBelow || around == nil || view.Holds(around, p.v.Blocks[description.Block].Node) {
		return nil, from, to
	}
	first, end := -1, 0
	for i := description.Block + 1; i < len(p.v.Blocks); i++ {
		if view.Holds(around, p.v.Blocks[i].Node) {
			if first < 0 {
				first = i
			}
			end = i + 1
		}
	}
	for i := range all {
		if all[i].Block >= first && all[i].Block < end {
			below = append(below, all[i])
		}
	}
	return below, view.At(first, 0), view.At(end, 0)
}

// description keeps the text below the heading, up to the IRM's own summary or
// to teasers of other commitments.
func (p *commitmentPage) description(from, to view.Point) {
	set := p.sets[record.KindCommitment]
	for i := from.Block + 1; i < to.Block; i++ {
		b := &p.v.Blocks[i]
		e, _ := set.Match(b.Text, func(e *label.Entry, n int) bool {
			return e.Role() == "summary" && view.SameWords(b.Text, e.Words) && b.Level > 0
		})
		if e != nil || p.opensTeasers(i) {
			to = p.headingsBefore(view.At(i, 0), from)
			break
		}
	}
	if text := p.paragraphs(from, to); text != "" {
		if p.page.Fields == nil {
			p.page.Fields = record.Fields{}
		}
		p.page.Fields[record.FieldDescription] = record.Say(text)
	}
}

// commitmentLayout tells the generation by the labels that only one has: a
// line for stars and one for potential impact before 2022, one for ambition
// since. A page with neither is of the newest.
func commitmentLayout(marks []label.Mark) record.Layout {
	for i := range marks {
		if marks[i].Kind != label.MarkField {
			continue
		}
		switch marks[i].Entry.Field.Field {
		case record.FieldStarred, record.FieldPotentialImpact:
			return record.Layout2019
		case record.FieldAmbition:
			return record.Layout2022
		}
	}
	return record.Layout2022
}
