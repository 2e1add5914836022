package page

import (
	"net/url"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// walker makes a view in one pass over the tree.
type walker struct {
	v      *view
	noise  *noise
	base   *url.URL // of a base element, nil without one
	pieces []piece  // of the block that is open
	space  bool     // white space stands before the next piece
	buf    []byte

	place
	lists     int32
	items     int32
	link      int32           // the open link
	linked    int             // open link elements with an href
	broken    bool            // the open block begins after a line break
	described map[string]bool // ids named by aria-describedby
	done      bool            // readers' comments have begun
}

// place is where a block stands.
type place struct {
	node            *html.Node // innermost block element
	kind            blockKind
	level           int8
	list, item      int32
	table, row, col int32
}

// newView makes the view of a parsed page. address is the page's own, for
// links that are relative.
// size is the length of the body: what to make room for.
func newView(root *html.Node, address string, n *noise, size int) *view {
	w := &walker{v: &view{root: root, base: address}, noise: n, link: -1}
	size = min(size, 1<<20)
	w.v.blocks, w.v.pieces, w.v.links = make([]block, 0, size/100), make([]piece, 0, size/90), make([]link, 0, size/250)
	doc := goquery.NewDocumentFromNode(root)
	w.head(doc)
	body := doc.FindMatcher(bodyMatcher)
	for _, b := range body.Nodes {
		w.node = b
		w.children(b)
		w.flush()
	}
	return w.v
}

var (
	bodyMatcher = goquery.Single("body")
	headMatcher = goquery.Single("head")
)

// head reads what the page says of its own address.
func (w *walker) head(doc *goquery.Document) {
	og := ""
	for _, h := range doc.FindMatcher(headMatcher).Nodes {
		for c := h.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.DataAtom == atom.Title:
				w.v.title = foldText(textOf(c))
			case c.DataAtom == atom.Link && strings.EqualFold(attr(c, "rel"), "canonical") && w.v.canonical == "":
				w.v.canonical = strings.TrimSpace(attr(c, "href"))
			case c.DataAtom == atom.Meta && attr(c, "property") == "og:url":
				og = strings.TrimSpace(attr(c, "content"))
			case c.DataAtom == atom.Base && attr(c, "href") != "":
				if u, err := url.Parse(w.v.base); err == nil {
					w.base, _ = u.Parse(attr(c, "href"))
				}
			}
		}
	}
	if w.v.canonical == "" {
		w.v.canonical = og
	}
}

func attr(n *html.Node, key string) string {
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
	t, lead, trail := fold(n.Data)
	if t == "" {
		w.space = w.space || lead
		return
	}
	if lead {
		w.space = true
	}
	p := piece{text: t, node: n, link: -1}
	if w.linked > 0 {
		p.link = w.link
	}
	if w.space && len(w.pieces) > 0 {
		p.start = 1 // a space stands before it; the offset is made in flush
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
		w.broken = true
		return
	case atom.A:
		w.anchor(n)
		return
	}
	if !isBlock(n.DataAtom) {
		w.children(n)
		return
	}
	w.flush()
	saved, first := w.place, len(w.v.blocks)
	w.node, w.broken = n, false
	w.open(n)
	w.children(n)
	w.flush()
	w.place, w.broken = saved, false
	w.close(n)
	if isMain(n) && w.hasTitle(first) {
		w.done = true // what follows the main part is menus, notices, comments
	}
}

func isMain(n *html.Node) bool { return n.DataAtom == atom.Main || attr(n, "role") == "main" }

// hasTitle: the page's own heading is among the blocks since first.
func (w *walker) hasTitle(first int) bool {
	for i := first; i < len(w.v.blocks); i++ {
		if w.v.blocks[i].level == 1 {
			return true
		}
	}
	return false
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
		w.kind, w.item = termBlock, w.items
	case atom.Dd:
		w.kind = definitionBlock
	case atom.Table:
		w.v.tables = append(w.v.tables, table{node: n, from: int32(len(w.v.blocks))})
		w.table, w.row, w.col = int32(len(w.v.tables)), 0, 0
		w.list, w.item = 0, 0
	case atom.Tr:
		if w.table > 0 {
			t := &w.v.tables[w.table-1]
			t.rows = append(t.rows, nil)
			w.row, w.col = int32(len(t.rows)-1), 0
		}
	case atom.Td, atom.Th:
		w.kind = cellBlock
		if w.table > 0 {
			t := &w.v.tables[w.table-1]
			if len(t.rows) == 0 {
				t.rows = append(t.rows, nil)
			}
			r := &t.rows[len(t.rows)-1]
			w.row, w.col = int32(len(t.rows)-1), int32(len(*r))
			*r = append(*r, cell{node: n, header: n.DataAtom == atom.Th, from: int32(len(w.v.blocks))})
		}
	}
}

// close completes tables and cells, once the place outside is restored.
func (w *walker) close(n *html.Node) {
	end := int32(len(w.v.blocks))
	switch n.DataAtom {
	case atom.Table:
		for i := len(w.v.tables) - 1; i >= 0; i-- {
			if w.v.tables[i].node == n {
				w.v.tables[i].to = end
				break
			}
		}
	case atom.Td, atom.Th:
		if w.table == 0 {
			return
		}
		rows := w.v.tables[w.table-1].rows
		for i := len(rows) - 1; i >= 0; i-- {
			r := rows[i]
			if len(r) > 0 && r[len(r)-1].node == n {
				c := &r[len(r)-1]
				c.to = end
				if end-c.from <= maxLook { // larger cells lay out a page
					c.text = w.v.text(int(c.from), int(end), " ")
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
	text := w.pieces[0].text
	if len(w.pieces) == 1 {
		w.pieces[0].end = int32(len(text))
		w.pieces[0].start = 0
	} else {
		text = w.joined()
	}
	if w.unseen(text) {
		w.pieces = w.pieces[:0]
		return
	}
	b := block{text: text, from: int32(len(w.v.pieces)), node: w.node, kind: w.kind, level: w.level, list: w.list, item: w.item,
		table: w.table, row: w.row, col: w.col, broken: w.broken, linked: true}
	for _, p := range w.pieces {
		if p.link < 0 {
			b.linked = false
		} else if l := &w.v.links[p.link]; l.block < 0 {
			l.block = int32(len(w.v.blocks))
		}
	}
	w.v.pieces = append(w.v.pieces, w.pieces...)
	b.to = int32(len(w.v.pieces))
	w.v.blocks = append(w.v.blocks, b)
	w.pieces = w.pieces[:0]
}

// joined joins the open pieces and sets their offsets.
func (w *walker) joined() string {
	w.buf = w.buf[:0]
	for i := range w.pieces {
		p := &w.pieces[i]
		if i > 0 && p.start == 1 {
			w.buf = append(w.buf, ' ')
		}
		p.start = int32(len(w.buf))
		w.buf = append(w.buf, p.text...)
		p.end = int32(len(w.buf))
	}
	return string(w.buf)
}
