package page

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"ogptracker/scrape/page/label"
	"ogptracker/scrape/page/view"
	"ogptracker/scrape/record"
)

// cut takes the text [from, to) out of the page, and the elements between
// that are left without text.
func cutText(v *view.View, from, to view.Point) {
	first, last := v.Pieces[v.PieceAt(&v.Blocks[from.Block], from.Off)].Node, v.NextWord(to)
	keep := view.Ancestors(last)
	for n := range view.Ancestors(first) {
		keep[n] = true
	}
	for i := from.Block; i <= to.Block && i < len(v.Blocks); i++ {
		b := &v.Blocks[i]
		for q := b.From; q < b.To; q++ {
			pc := &v.Pieces[q]
			lo, hi := 0, len(pc.Text)
			if i == from.Block {
				lo = min(max(from.Off-int(pc.Start), 0), hi)
			}
			if i == to.Block {
				hi = min(max(to.Off-int(pc.Start), 0), hi)
			}
			if lo < hi {
				pc.Node.Data = pc.Text[:lo] + pc.Text[hi:]
				if strings.TrimSpace(pc.Node.Data) == "" {
					pc.Node.Data = " "
				}
			}
		}
	}
	var gone []*html.Node
	for n := view.Following(first); first != last && n != nil && n != last; n = view.Following(n) {
		if n.Type == html.ElementNode && !keep[n] && strings.TrimSpace(view.TextOf(n)) == "" {
			gone = append(gone, n)
		}
		if last == nil && n.DataAtom == atom.Footer {
			break
		}
	}
	for _, n := range gone {
		if n.Parent != nil {
			n.Parent.RemoveChild(n)
		}
	}
	for n := first.Parent; n != nil && n.DataAtom != atom.Body && strings.TrimSpace(view.TextOf(n)) == "" && !view.Ancestors(last)[n]; {
		up := n.Parent
		if up != nil && isPart(n) {
			up.RemoveChild(n)
		}
		n = up
	}
}

// isPart tells elements that may go without leaving another half alone.
func isPart(n *html.Node) bool { return n.DataAtom != atom.Td && n.DataAtom != atom.Th }

func TestALabelRemovedWithItsValueReadsNotStatedAndNothingElseChanges(t *testing.T) {
	r := newReader(t)
	for _, f := range fixtures(t) {
		t.Run(f.name, func(t *testing.T) {
			p, err := opened(t, r, f)
			if err != nil {
				t.Skip("no record:", err)
			}
			want := p.page
			done := map[record.Field]bool{}
			for _, l := range want.Labels {
				if l.Outcome != "field" || done[l.Field] || l.Field == record.FieldStatementBy || !p.marksField(l.Field) {
					continue
				}
				done[l.Field] = true
				q, err := opened(t, r, f)
				if err != nil {
					t.Fatal(err)
				}
				removeField(q, l.Field)
				changed := f
				changed.body = rendered(t, q.v.Doc.Get(0))
				got, err := changed.read(r)
				if err != nil {
					if len(fieldLabels(want)) == 1 {
						continue // the last label of a page takes the record with it
					}
					t.Errorf("%s: %v\n%s", l.Field, err, clip(changed.body))
					continue
				}
				if v, ok := got.Fields[l.Field]; ok {
					t.Errorf("%s: still reads %+v", l.Field, v)
				}
				if diff := cmp.Diff(withoutMarkup(strip(want, l.Field)), withoutMarkup(strip(got, l.Field))); diff != "" {
					t.Errorf("%s removed: something else changed (-want +got):\n%s\n%s", l.Field, diff, clip(changed.body))
				}
			}
		})
	}
}

// marksField: the field's labels were found by the scanner; figures under "At
// a Glance" have tests of their own.
func (p *reading) marksField(f record.Field) bool {
	return slices.ContainsFunc(p.marks, func(m label.Mark) bool { return m.Kind == label.MarkField && m.Entry.Field.Field == f })
}

func fieldLabels(p record.Page) []record.Label {
	return without(p.Labels, func(l record.Label) bool { return l.Outcome != "field" })
}

// removeField takes all labels of a field out of the page, from the last.
func removeField(p *reading, f record.Field) {
	for i := len(p.marks) - 1; i >= 0; i-- {
		m := &p.marks[i]
		if m.Kind != label.MarkField || m.Entry.Field.Field != f {
			continue
		}
		to := p.markBehind(m)
		end := view.At(m.Block, m.End)
		for _, s := range p.v.Segments(end, to) {
			end = view.At(s.Block, s.End)
			if p.page.Kind != record.KindCommitment || i+1 == len(p.marks) {
				break // prose without a label of its own may follow
			}
		}
		if p.page.Kind == record.KindCommitment && i+1 < len(p.marks) {
			end = to
		}
		cutText(p.v, view.At(m.Block, m.Start), end)
	}
}

// strip takes out of a record what belongs to a field.
func strip(p record.Page, f record.Field) record.Page {
	fields := record.Fields{}
	for k, v := range p.Fields {
		if k != f {
			fields[k] = v
		}
	}
	p.Fields = fields
	p.Labels = without(p.Labels, func(l record.Label) bool { return l.Field == f })
	p.Issues = without(p.Issues, func(i record.Issue) bool { return i.Field == f })
	p.Links, p.Written, p.Figures = nil, nil, nil
	switch f {
	case record.FieldActionPlan:
		p.ActionPlans = nil
	case record.FieldIRMReport:
		p.IRMReports = nil
	case record.FieldNumberOfCommitments:
		p.Stated = without(p.Stated, func(s record.StatedFigure) bool { return s.Measure == record.MeasureCommitments })
		// A list that is not whole is known by that number.
		p.CommitmentList = ""
		p.Issues = without(p.Issues, func(i record.Issue) bool { return i.Code == record.CodeListPart })
	}
	return p
}
