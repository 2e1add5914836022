package view

import (
	"net/url"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// walker makes a view in one pass over the tree.
type walker struct {
	v       *View
	noise   *Noise
	address string   // the page's own
	base    *url.URL // of a base element, nil without one
	pieces  []Piece  // of the block that is open
	space   bool     // white space stands before the next piece
	buf     []byte

	place
	lists      int32
	items      int32
	link       int32                 // the open link
	linked     int                   // open link elements with an href
	described  map[string]bool       // ids named by aria-describedby
	controlled map[string]*html.Node // the elements that open parts, by the ids of these
	main       *html.Node            // the part that holds the page's own heading, nil before it
	done       bool                  // the content has ended
}

// place is where a block stands.
type place struct {
	node            *html.Node // innermost block element
	kind            BlockKind
	level           int8
	list, item      int32
	table, row, col int32
}

// New makes the view of a parsed page. address is the page's own, for links
// that are relative.
func New(root *html.Node, address string, n *Noise) *View {
	w := &walker{v: spareView(), address: address, noise: n, link: -1}
	w.v.Doc = goquery.NewDocumentFromNode(root)
	w.head(w.v.Doc.FindMatcher(headElement))
	for _, b := range w.v.Doc.FindMatcher(bodyElement).Nodes {
		w.node = b
		w.children(b)
		w.flush()
	}
	w.v.markMenus()
	return w.v
}

func Attr(n *html.Node, key string) string {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return n.Attr[i].Val
		}
	}
	return ""
}

func (w *walker) children(n *html.Node) {
	for c := n.FirstChild; c != nil && !w.done; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			w.text(c)
		case html.ElementNode:
			w.element(c)
		}
	}
}

func (w *walker) text(n *html.Node) {
	t, lead, trail := Fold(n.Data)
	if t == "" {
		w.space = w.space || lead
		return
	}
	if lead {
		w.space = true
	}
	p := Piece{Text: t, Node: n, Link: -1}
	if w.linked > 0 {
		p.Link = w.link
	}
	if w.space && len(w.pieces) > 0 {
		p.Start = 1 // a space stands before it; the offset is made in flush
	}
	w.pieces = append(w.pieces, p)
	w.space = trail
}

func (w *walker) element(n *html.Node) {
	if w.dropped(n) {
		return
	}
	switch n.DataAtom {
	case atom.Br, atom.Hr:
		w.flush()
		return
	case atom.A:
		w.anchor(n)
		return
	case atom.Button:
		if len(w.pieces) > 0 && !hasWords(n) {
			return // a sign that explains the words before it
		}
	}
	if !IsBlock(n.DataAtom) {
		w.children(n)
		return
	}
	w.flush()
	if w.main == nil && mainPart.Match(n) {
		w.main = n
	}
	saved := w.place
	w.node = n
	w.open(n)
	w.children(n)
	w.flush()
	w.place = saved
	w.close(n)
	if n == w.main {
		w.done = true // what follows the main part is menus, notices, comments
	}
}

// open sets what the blocks inside n are.
func (w *walker) open(n *html.Node) {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		w.kind, w.level = headingBlock, int8(n.Data[1]-'0')
	case atom.Ul, atom.Ol, atom.Dl:
		w.lists++
		w.list, w.item = w.lists, 0
	case atom.Li:
		w.items++
		w.kind, w.item = itemBlock, w.items
	case atom.Dt:
		w.items++
		w.kind, w.item = TermBlock, w.items
	case atom.Dd:
		w.kind = DefinitionBlock
	case atom.Table:
		w.v.Tables = append(w.v.Tables, Table{node: n, From: int32(len(w.v.Blocks))})
		w.table, w.row, w.col = int32(len(w.v.Tables)), 0, 0
		w.list, w.item = 0, 0
	case atom.Tr:
		if w.table > 0 {
			t := &w.v.Tables[w.table-1]
			t.Rows = append(t.Rows, nil)
			w.row, w.col = int32(len(t.Rows)-1), 0
		}
	case atom.Td, atom.Th:
		w.kind = cellBlock
		if w.table > 0 {
			t := &w.v.Tables[w.table-1]
			if len(t.Rows) == 0 {
				t.Rows = append(t.Rows, nil)
			}
			r := &t.Rows[len(t.Rows)-1]
			w.row, w.col = int32(len(t.Rows)-1), int32(len(*r))
			*r = append(*r, Cell{Node: n, Header: n.DataAtom == atom.Th, From: int32(len(w.v.Blocks))})
		}
	}
}

// close completes tables and cells, once the place outside is restored.
func (w *walker) close(n *html.Node) {
	end := int32(len(w.v.Blocks))
	switch n.DataAtom {
	case atom.Table:
		for i := len(w.v.Tables) - 1; i >= 0; i-- {
			if w.v.Tables[i].node == n {
				w.v.Tables[i].To = end
				break
			}
		}
	case atom.Td, atom.Th:
		if w.table == 0 {
			return
		}
		rows := w.v.Tables[w.table-1].Rows
		for i := len(rows) - 1; i >= 0; i-- {
			r := rows[i]
			if len(r) > 0 && r[len(r)-1].Node == n {
				c := &r[len(r)-1]
				c.To = end
				if end-c.From <= MaxLook { // larger cells lay out a page
					c.Text = w.v.text(int(c.From), int(end), " ")
				}
				break
			}
		}
	}
}

// flush ends the open block.
func (w *walker) flush() {
	w.space = false
	if len(w.pieces) == 0 {
		return
	}
	text := w.pieces[0].Text
	if len(w.pieces) == 1 {
		w.pieces[0].End = int32(len(text))
		w.pieces[0].Start = 0
	} else {
		text = w.joined()
	}
	if w.unseen(text) {
		w.pieces = w.pieces[:0]
		return
	}
	b := Block{Text: text, From: int32(len(w.v.Pieces)), Node: w.node, Kind: w.kind, Level: w.level, List: w.list, Item: w.item,
		Table: w.table, Row: w.row, Col: w.col, Linked: true}
	for _, p := range w.pieces {
		if p.Link < 0 {
			b.Linked = false
		} else if l := &w.v.Links[p.Link]; l.Block < 0 {
			l.Block = int32(len(w.v.Blocks))
		}
	}
	w.v.Pieces = append(w.v.Pieces, w.pieces...)
	b.To = int32(len(w.v.Pieces))
	w.v.Blocks = append(w.v.Blocks, b)
	w.pieces = w.pieces[:0]
}

// joined joins the open pieces and sets their offsets.
func (w *walker) joined() string {
	w.buf = w.buf[:0]
	for i := range w.pieces {
		p := &w.pieces[i]
		if i > 0 && p.Start == 1 {
			w.buf = append(w.buf, ' ')
		}
		p.Start = int32(len(w.buf))
		w.buf = append(w.buf, p.Text...)
		p.End = int32(len(w.buf))
	}
	return string(w.buf)
}
