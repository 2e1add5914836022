package page

// The view: what a person sees of a page's main content, in order.
//
// A view is made once for each page (newView) and walked by all readers:
//
//   - v.blocks are lines of text as a person sees them: a paragraph, heading,
//     list item, table cell, or part of one up to a line break or the next
//     block element. Elements without text make no block. b.text is the whole
//     line, white space folded; b.kind and b.level tell headings; b.list,
//     b.item and b.table/b.row/b.col tell where it stands.
//   - v.pieces[b.from:b.to] are the text nodes of a block with their offsets
//     in b.text, so that element boundaries stay at hand; piece.link is an
//     index into v.links or -1.
//   - v.links are links with their words; l.page is the canonical
//     address of those that lead to a page of the site of a known pattern.
//   - v.tables hold rows of cells, blank cells included; a cell knows its
//     blocks and its element.
//   - v.linksAt gives the links of a block, v.text the words of several,
//     v.segments those between two points.
//   - scanner (scan.go) goes over blocks and finds labels and headings;
//     valueOf (value.go) gives a label's value with its state, drawn values
//     included; setFields (structured.go) puts them in the record.
//
// Left out of a view: navigation, page header and footer, scripts, styles,
// templates, forms of the site, hidden tooltips, cookie notices, readers'
// comments and everything after them, "Skip Navigation", the bot trap.

import (
	"iter"
	"sort"
	"strings"

	"golang.org/x/net/html"

	"ogptracker/scrape/record"
)

type blockKind uint8

const (
	textBlock blockKind = iota
	headingBlock
	itemBlock
	termBlock
	definitionBlock
	cellBlock
)

// block is one line of text as a person sees it.
type block struct {
	text     string
	from, to int32 // its pieces
	// node is the innermost block element that holds it.
	node *html.Node
	kind blockKind
	// level is 1 to 6 for a heading, else 0.
	level int8
	// list and item number the innermost list and its item from 1 over the
	// whole view, 0 outside of lists.
	list, item int32
	// table numbers the innermost table from 1; row and col count from 0.
	table, row, col int32
	// linked: all its text is inside links.
	linked bool
	// broken: it begins after a line break inside the same element.
	broken bool
}

// piece is the text of one text node.
type piece struct {
	text       string
	node       *html.Node
	start, end int32 // offsets in the block's text
	link       int32 // index into the view's links, -1 outside of links
}

// link is a link with its words.
type link struct {
	text string
	// url is the address as the page has it; "" for one that leads nowhere of
	// use. Reading.shown and pageLink make it absolute and canonical.
	url   string
	node  *html.Node
	block int32 // the block it begins in
	// page is its canonical address where that is of a known pattern, else "";
	// kind, member and code are what the pattern tells.
	page         string
	kind         record.Kind
	member, code string
}

// table holds the rows of a table element, those of nested tables not
// included.
type table struct {
	node *html.Node
	rows [][]cell
	// from and to are its blocks.
	from, to int32
}

// cell is one cell of a table, blank ones included.
type cell struct {
	text     string
	from, to int32 // its blocks
	node     *html.Node
	header   bool
}

// view is what a person sees of a page's main content.
type view struct {
	root   *html.Node
	blocks []block
	pieces []piece
	links  []link
	tables []table
	// canonical is the page's own address of itself (link rel=canonical, else
	// og:url), "" without one.
	canonical string
	// base is what relative links are resolved against.
	base string
	// title is the title element's text.
	title string
	// password: the page has a field for a password.
	password bool
}

// text joins the blocks [from, to) with sep.
func (v *view) text(from, to int, sep string) string {
	switch {
	case from >= to:
		return ""
	case to-from == 1:
		return v.blocks[from].text
	}
	parts := make([]string, 0, to-from)
	for _, b := range v.blocks[from:to] {
		parts = append(parts, b.text)
	}
	return strings.Join(parts, sep)
}

// linksAt goes over the links that the words of a block stand in, and the
// links without words that begin in it.
func (v *view) linksAt(block int) iter.Seq[*link] {
	return func(yield func(*link) bool) {
		b := &v.blocks[block]
		last := int32(-1)
		for p := b.from; p < b.to; p++ {
			if l := v.pieces[p].link; l >= 0 && l != last {
				if last = l; !yield(&v.links[l]) {
					return
				}
			}
		}
		for lo := sort.Search(len(v.links), func(i int) bool { return int(v.links[i].block) >= block }); lo < len(v.links) && int(v.links[lo].block) == block; lo++ {
			if v.links[lo].text == "" && !yield(&v.links[lo]) {
				return
			}
		}
	}
}

// pieceAt gives the number of the piece of block b that holds the byte at
// offset off of its text.
func (v *view) pieceAt(b *block, off int) int {
	n := int(b.to - b.from)
	at := sort.Search(n, func(i int) bool { return off < int(v.pieces[int(b.from)+i].end) })
	return int(b.from) + min(at, n-1)
}
