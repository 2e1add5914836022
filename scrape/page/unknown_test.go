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
				if p.marks[i].Kind != label.MarkField || p.marks[i].Entry.Field.Field == record.FieldLetterOfIntent || fields == 0 || !slices.ContainsFunc(want.Labels, func(l record.Label) bool { return l.Text == p.marks[i].Name }) {
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
					changed.body = rendered(t, q.v.Doc.Get(0))
					got, err := changed.read(r)
					if err != nil {
						t.Fatal(err)
					}
					if !slices.ContainsFunc(got.Labels, func(l record.Label) bool { return l.Text == name && l.Outcome == "unknown" }) ||
						!slices.ContainsFunc(got.Issues, func(i record.Issue) bool { return i.Code == record.CodeUnknownLabel && i.Value == name }) {
						t.Errorf("form %d before %q: the unknown label is not found\n%s", form, p.marks[i].Name, clip(changed.body))
						continue
					}
					got.Labels = without(got.Labels, func(l record.Label) bool { return l.Text == name })
					got.Issues = without(got.Issues, func(i record.Issue) bool { return i.Value == name })
					if diff := cmp.Diff(withoutMarkup(want), withoutMarkup(got)); diff != "" {
						t.Errorf("form %d before %q: the record changed (-want +got):\n%s\n%s", form, p.marks[i].Name, diff, clip(changed.body))
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
	if m.Start > 0 || m.Block > 0 && p.v.Blocks[m.Block].Node == p.v.Blocks[m.Block-1].Node { // not its element's first line
		return false
	}
	n := p.v.Pieces[p.v.Blocks[m.Block].From].Node
	for n.Parent != nil && !flow(n.Parent) && n.Parent.DataAtom != atom.Ul && n.Parent.DataAtom != atom.Dl {
		n = n.Parent
	}
	if n.Parent == nil || n.Type == html.TextNode || !view.IsBlock(n.DataAtom) {
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
