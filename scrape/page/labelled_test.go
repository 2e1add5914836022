package page

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"ogptracker/scrape/record"
)

// opened reads a fixture and keeps its marks and nodes, so that a test can
// change the page at its labels.
func opened(t *testing.T, r *Reader, f fixture) (*reading, error) {
	t.Helper()
	p, err := r.open(f.body, "text/html; charset=utf-8", record.Source{Address: f.address})
	if err != nil {
		return nil, err
	}
	return p, p.read()
}

// cut takes the text [from, to) out of the page, and the elements between
// that are left without text.
func (v *view) cut(from, to point) {
	first, last := v.pieces[v.pieceAt(&v.blocks[from.block], from.off)].node, v.nextWord(to)
	keep := ancestors(last)
	for n := range ancestors(first) {
		keep[n] = true
	}
	for i := from.block; i <= to.block && i < len(v.blocks); i++ {
		b := &v.blocks[i]
		for q := b.from; q < b.to; q++ {
			pc := &v.pieces[q]
			lo, hi := 0, len(pc.text)
			if i == from.block {
				lo = min(max(from.off-int(pc.start), 0), hi)
			}
			if i == to.block {
				hi = min(max(to.off-int(pc.start), 0), hi)
			}
			if lo < hi {
				pc.node.Data = pc.text[:lo] + pc.text[hi:]
				if strings.TrimSpace(pc.node.Data) == "" {
					pc.node.Data = " "
				}
			}
		}
	}
	var gone []*html.Node
	for n := following(first); first != last && n != nil && n != last; n = following(n) {
		if n.Type == html.ElementNode && !keep[n] && strings.TrimSpace(textOf(n)) == "" {
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
	for n := first.Parent; n != nil && n.DataAtom != atom.Body && strings.TrimSpace(textOf(n)) == "" && !ancestors(last)[n]; {
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
				changed.body = rendered(t, q.v.root)
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
				if diff := cmp.Diff(strip(want, l.Field), strip(got, l.Field)); diff != "" {
					t.Errorf("%s removed: something else changed (-want +got):\n%s\n%s", l.Field, diff, clip(changed.body))
				}
			}
		})
	}
}

// marksField: the field's labels were found by the scanner; figures under "At
// a Glance" have tests of their own.
func (p *reading) marksField(f record.Field) bool {
	return slices.ContainsFunc(p.marks, func(m mark) bool { return m.kind == markField && m.entry.field.Field == f })
}

func fieldLabels(p record.Page) []record.Label {
	return without(p.Labels, func(l record.Label) bool { return l.Outcome != "field" })
}

// removeField takes all labels of a field out of the page, from the last.
func removeField(p *reading, f record.Field) {
	for i := len(p.marks) - 1; i >= 0; i-- {
		m := &p.marks[i]
		if m.kind != markField || m.entry.field.Field != f {
			continue
		}
		to := p.markBehind(m)
		end := point{m.block, m.end}
		for _, s := range p.v.segments(end, to) {
			end = point{s.block, s.end}
			if p.page.Kind != record.KindCommitment || i+1 == len(p.marks) {
				break // prose without a label of its own may follow
			}
		}
		if p.page.Kind == record.KindCommitment && i+1 < len(p.marks) {
			end = to
		}
		p.v.cut(point{m.block, m.start}, end)
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
	p.Links, p.Figures = nil, nil
	switch f {
	case record.FieldActionPlan:
		p.ActionPlans = nil
	case record.FieldIRMReport:
		p.IRMReports = nil
	case record.FieldNumberOfCommitments:
		p.Stated = without(p.Stated, func(s record.StatedFigure) bool { return s.Measure == record.MeasureCommitments })
	}
	return p
}

// TestGluedLabelsReadTheSame glues each label to its value, and each value to
// the label or heading behind it, in one text node.
func TestGluedLabelsReadTheSame(t *testing.T) {
	r := newReader(t)
	for _, f := range fixtures(t) {
		if strings.HasPrefix(f.name, "members/") {
			continue
		}
		t.Run(f.name, func(t *testing.T) {
			p, err := opened(t, r, f)
			if err != nil {
				t.Skip("no record:", err)
			}
			want := p.page
			for i := range p.marks {
				for _, how := range []struct {
					name string
					glue func(*reading, int) bool
				}{{"label to value", glueValue}, {"value to next", glueNext}} {
					q, err := opened(t, r, f)
					if err != nil {
						t.Fatal(err)
					}
					if !how.glue(q, i) {
						continue
					}
					changed := f
					changed.body = rendered(t, q.v.root)
					got, err := changed.read(r)
					if err != nil {
						t.Errorf("%s of %q: %v", how.name, p.marks[i].name, err)
						continue
					}
					if diff := cmp.Diff(want, got); diff != "" {
						t.Errorf("%s of %q: record differs (-want +got):\n%s\n%s", how.name, p.marks[i].name, diff, clip(changed.body))
					}
				}
			}
		})
	}
}

// glueValue moves the first text of a label's value behind the label's own.
func glueValue(p *reading, i int) bool {
	m := &p.marks[i]
	if m.kind != markField || m.entry.field.Bare != bareNone || p.page.Fields[m.entry.field.Field].Drawn != "" {
		return false
	}
	segs := p.v.segments(point{m.block, m.end}, p.markBehind(m))
	if len(segs) == 0 || segs[0].text[0] >= 'a' && segs[0].text[0] <= 'z' {
		return false
	}
	s := segs[0]
	b := &p.v.blocks[s.block]
	pc := &p.v.pieces[p.v.pieceAt(b, s.start)]
	own := p.v.lastPiece(m)
	if pc.link >= 0 {
		return false // the link would lose its words
	}
	if pc.node == own.node {
		cut := s.start - int(pc.start)
		pc.node.Data = strings.TrimRight(pc.text[:cut], " ") + pc.text[cut:] + trailing(pc.node)
		return true
	}
	if own.text[len(own.text)-1] != ':' && !isUpperStart(pc.text) {
		return false
	}
	cut := max(s.start-int(pc.start), 0)
	own.node.Data = own.text + pc.text[cut:] + trailing(pc.node)
	pc.node.Data = ""
	return true
}

func isUpperStart(s string) bool { return s[0] >= 'A' && s[0] <= 'Z' }

func trailing(n *html.Node) string {
	if _, _, trail := fold(n.Data); trail {
		return " "
	}
	return ""
}

// glueNext moves the label or heading behind a value to the value's end.
func glueNext(p *reading, i int) bool {
	if i+1 >= len(p.marks) {
		return false
	}
	m, n := &p.marks[i], &p.marks[i+1]
	if m.kind != markField || n.kind != markHeading && n.kind != markField {
		return false
	}
	segs := p.v.segments(point{m.block, m.end}, point{n.block, n.start})
	if len(segs) == 0 || segs[len(segs)-1].block == n.block || p.page.Kind != record.KindCommitment && (len(segs) > 1 || segs[0].block > m.block+1) {
		return false
	}
	s := segs[len(segs)-1]
	b := &p.v.blocks[s.block]
	pc := &p.v.pieces[p.v.pieceAt(b, s.end-1)]
	nb := &p.v.blocks[n.block]
	if pc.link >= 0 || nb.to-nb.from > 1 && p.v.pieceAt(nb, n.end-1) != p.v.pieceAt(nb, n.start) {
		return false
	}
	next := &p.v.pieces[p.v.pieceAt(nb, n.start)]
	pc.node.Data = strings.TrimRight(pc.text, " ") + next.text[:min(len(next.text), n.end-int(next.start))]
	if rest := next.text[min(len(next.text), n.end-int(next.start)):]; rest != "" {
		next.node.Data = rest
		if n.kind == markField { // its value stays behind it
			pc.node.Data += rest
			next.node.Data = ""
		}
	} else {
		next.node.Data = ""
	}
	return true
}

// TestAnUnknownLabelIsNeverDroppedInSilence puts a label that no list knows
// before each label of each page.
func TestAnUnknownLabelIsNeverDroppedInSilence(t *testing.T) {
	r := newReader(t)
	const name = "Budget line of 2031"
	for _, f := range fixtures(t) {
		if strings.HasPrefix(f.name, "members/") {
			continue
		}
		t.Run(f.name, func(t *testing.T) {
			p, err := opened(t, r, f)
			if err != nil {
				t.Skip("no record:", err)
			}
			want := p.page
			fields := len(fieldLabels(want))
			for i := range p.marks {
				if p.marks[i].kind != markField || p.marks[i].entry.field.Field == record.FieldLetterOfIntent || fields == 0 || !slices.ContainsFunc(want.Labels, func(l record.Label) bool { return l.Text == p.marks[i].name }) {
					continue
				}
				for form := range 3 {
					q, err := opened(t, r, f)
					if err != nil {
						t.Fatal(err)
					}
					if !insertBefore(q, i, name, form) {
						continue
					}
					changed := f
					changed.body = rendered(t, q.v.root)
					got, err := changed.read(r)
					if err != nil {
						t.Fatal(err)
					}
					if !slices.ContainsFunc(got.Labels, func(l record.Label) bool { return l.Text == name && l.Outcome == "unknown" }) ||
						!slices.ContainsFunc(got.Issues, func(i record.Issue) bool { return i.Code == record.CodeUnknownLabel && i.Value == name }) {
						t.Errorf("form %d before %q: the unknown label is not found\n%s", form, p.marks[i].name, clip(changed.body))
						continue
					}
					got.Labels = without(got.Labels, func(l record.Label) bool { return l.Text == name })
					got.Issues = without(got.Issues, func(i record.Issue) bool { return i.Value == name })
					if diff := cmp.Diff(want, got); diff != "" {
						t.Errorf("form %d before %q: the record changed (-want +got):\n%s\n%s", form, p.marks[i].name, diff, clip(changed.body))
					}
				}
			}
		})
	}
}

// insertBefore puts "name: 5 million" before the line of the mark i, in one of
// several forms.
func insertBefore(p *reading, i int, name string, form int) bool {
	m := &p.marks[i]
	if m.start > 0 || p.v.blocks[m.block].broken {
		return false
	}
	n := p.v.pieces[p.v.blocks[m.block].from].node
	for n.Parent != nil && !flow(n.Parent) && n.Parent.DataAtom != atom.Ul && n.Parent.DataAtom != atom.Dl {
		n = n.Parent
	}
	if n.Parent == nil || n.Type == html.TextNode || !isBlock(n.DataAtom) {
		return false
	}
	var add []*html.Node
	switch {
	case n.Parent.DataAtom == atom.Ul:
		add = []*html.Node{element(atom.Li, textNode(name+": 5 million"))}
	case n.Parent.DataAtom == atom.Dl:
		add = []*html.Node{element(atom.Dt, textNode(name+":")), element(atom.Dd, textNode("5 million"))}
	case form == 0:
		add = []*html.Node{element(atom.P, element(atom.Strong, textNode(name+":")), textNode(" 5 million"))}
	case form == 1:
		add = []*html.Node{element(atom.Div, textNode(name+": 5 million"))}
	default:
		add = []*html.Node{element(atom.Div, element(atom.Div, textNode(name+":")), element(atom.Div, textNode("5 million")))}
	}
	for _, a := range add {
		n.Parent.InsertBefore(a, n)
	}
	return true
}
