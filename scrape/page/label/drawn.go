package label

import (
	"bytes"
	"errors"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"ogptracker/scrape/page/view"
	"ogptracker/scrape/record"
)

// candidate is a word of a field's scale that an element shows, or hints at.
type candidate struct {
	word   string
	node   *html.Node
	drawn  string // the hint it was read from
	ticked bool
}

// surroundings are the elements in which a value without text can be drawn:
// those that hold the label and no other text, and those behind the label up
// to the next text, in order.
type surroundings struct{ around, behind []*html.Node }

func (s surroundings) all() []*html.Node {
	return append(s.around[:len(s.around):len(s.around)], s.behind...)
}

func surroundingsOf(v *view.View, m *Mark) surroundings {
	var s surroundings
	last := lastPieceOf(v, m)
	first := &v.Pieces[v.PieceAt(&v.Blocks[m.Block], m.Start)]
	next := v.NextWord(view.At(m.Block, m.End)) // last.Node itself where words follow in it
	outside := view.Ancestors(next)
	for n := range previousText(v, m, first.Node) {
		outside[n] = true
	}
	for n := last.Node.Parent; n != nil && !outside[n] && n.DataAtom != atom.Body; n = n.Parent {
		s.around = append(s.around, n)
	}
	seen := 0
	for n := view.Following(last.Node); next != last.Node && n != nil && n != next; n = view.Following(n) {
		if seen++; seen > view.MaxLook {
			break
		}
		if n.Type == html.ElementNode && !outside[n] {
			s.behind = append(s.behind, n)
		}
		if next == nil && n.Type == html.ElementNode && n.DataAtom == atom.Footer {
			break
		}
	}
	return s
}

// drawn reads a value that has no text: it looks at the elements around the
// label and behind it for hints that are a word of the field's own scale.
// Several different words are a whole scale, of which one must be marked.
// Everything else is Unreadable.
func (o *Vocabulary) drawn(v *view.View, m *Mark) record.Value {
	s := surroundingsOf(v, m)
	return o.drawnIn(m.Entry.Field, s.all())
}

// drawnAsTaught marks a value whose drawing the configuration explains.
const drawnAsTaught = "labels.drawn"

// drawnIn reads what elements draw. What the operator taught goes before what
// an element hints at.
func (o *Vocabulary) drawnIn(f *Field, nodes []*html.Node) record.Value {
	var all []candidate
	for _, n := range nodes {
		if w := o.taughtBy(f, n); w != "" {
			all = append(all, candidate{word: w, node: n, drawn: drawnAsTaught})
		}
	}
	if len(all) == 0 {
		for _, n := range nodes {
			all = o.hints(all, f, n)
		}
	}
	return activeOf(all)
}

// markupOf is what stands in the place of a value that cannot be read: the
// markup of the elements behind the label, else of those around it.
func markupOf(v *view.View, m *Mark, segs []view.Segment) string {
	s := surroundingsOf(v, m)
	var b strings.Builder
	top := map[*html.Node]bool{}
	for _, n := range s.behind {
		if top[n] = true; !top[n.Parent] && n.DataAtom != atom.Br {
			b.WriteString(Markup(n) + " ")
		}
	}
	switch {
	case b.Len() > 0:
	case len(segs) > 0 && v.Blocks[segs[0].Block].Node.Parent != nil: // a whole scale, none of it marked
		b.WriteString(Markup(v.Blocks[segs[0].Block].Node.Parent))
	case len(s.around) > 0:
		b.WriteString(Markup(s.around[len(s.around)-1]))
	default:
		b.WriteString(Markup(lastPieceOf(v, m).Node.Parent))
	}
	return cut(strings.TrimSpace(b.String()))
}

// maxMarkup bounds the markup that is shown of a value, in characters.
const maxMarkup = 300

var errLong = errors.New("long enough")

// limited takes some more than is shown of what is written to it.
type limited struct{ bytes.Buffer }

func (l *limited) Write(p []byte) (int, error) {
	if l.Len() > 8*maxMarkup {
		return 0, errLong
	}
	return l.Buffer.Write(p)
}

// Markup is an element as HTML, cut to 300 characters, without addresses of
// persons.
func Markup(n *html.Node) string {
	var b limited
	_ = html.Render(&b, n) // what does not fit is cut
	return cut(view.WithoutMail(view.FoldText(b.String())))
}

func cut(s string) string {
	if r := []rune(s); len(r) > maxMarkup {
		return string(r[:maxMarkup-1]) + "…"
	}
	return s
}

// lastPieceOf is the piece in which a mark ends.
func lastPieceOf(v *view.View, m *Mark) *view.Piece {
	b := &v.Blocks[m.Block]
	end := len(strings.TrimRight(b.Text[:m.End], " "))
	return &v.Pieces[v.PieceAt(b, max(end-1, m.Start))]
}

// previousText gives the elements around the text before a mark.
func previousText(v *view.View, m *Mark, first *html.Node) map[*html.Node]bool {
	p := v.PieceAt(&v.Blocks[m.Block], m.Start)
	for p--; p >= 0; p-- {
		if n := v.Pieces[p].Node; n != first {
			return view.Ancestors(n)
		}
	}
	return nil
}
