package page

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"ogptracker/scrape/record"
)

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
