package page

import (
	"ogptracker/scrape/page/label"
	"ogptracker/scrape/page/view"
	"ogptracker/scrape/record"
)

// readLabels reads the list of labels above a document's text ("Country:", "Action
// Plan:", "Report Publication Year:", "Action Plan End:"). It ends at the
// description, or where running text begins; blocks that hold figures are
// passed over.
func (p *documentPage) readLabels(from int, taken map[int]bool) {
	for from < len(p.v.Blocks) {
		for from < len(p.v.Blocks) && taken[from] {
			from++
		}
		to := from
		for to < len(p.v.Blocks) && !taken[to] {
			to++
		}
		if !p.labelsIn(from, to) {
			return
		}
		from = to
	}
}

// labelsIn reads the labels of the blocks [from, to) and says whether more may
// follow.
func (p *documentPage) labelsIn(from, to int) bool {
	s := label.Scanner{View: p.v, Set: p.sets[record.KindDocument], Vocabulary: p.vocab, Stop: isDescription}
	marks := s.RunToProse(from, to)
	more := true
	if n := len(marks); n > 0 && isDescription(&marks[n-1]) {
		marks, more = marks[:n-1], false
	}
	last := view.At(from, 0) // the end of the last fact
	for i := range marks {
		m := &marks[i]
		next := view.At(to, 0)
		if i+1 < len(marks) {
			next = view.At(marks[i+1].Block, marks[i+1].Start)
		}
		if p.proseBetween(last, view.At(m.Block, m.Start)) || m.Kind == label.MarkUnknown && view.IsProse(p.v.Blocks[m.Block].Text) {
			return false
		}
		p.marks = append(p.marks, *m)
		end := p.valueEnd(m, next)
		p.setFields([]label.Mark{*m}, end)
		last = end
	}
	return more && !p.proseBetween(last, view.At(to, 0))
}

// valueEnd gives the end of a fact's value: its first line, or all lines up to
// the next label for a value of several links.
func (p *documentPage) valueEnd(m *label.Mark, next view.Point) view.Point {
	segs := p.v.Segments(view.At(m.Block, m.End), next)
	if len(segs) == 0 || m.Kind == label.MarkHeading {
		return view.At(m.Block, m.End)
	}
	end := view.At(segs[0].Block, segs[0].End)
	if m.Kind == label.MarkField && (m.Entry.Field.Type == label.TypePlans || m.Entry.Field.Type == label.TypeReports) {
		for _, s := range segs {
			if !p.v.Blocks[s.Block].Linked || s.Start > 0 {
				break
			}
			end = view.At(s.Block, s.End)
		}
	}
	return end
}

// proseBetween: running text stands between two points.
func (p *documentPage) proseBetween(from, to view.Point) bool {
	for _, s := range p.v.Segments(from, to) {
		if b := &p.v.Blocks[s.Block]; !b.Linked && view.IsProse(s.Text) {
			return true
		}
	}
	return false
}
