package view

// A View is made once for each page and walked by all readers:
//
//   - Blocks are lines of text as a person sees them: a paragraph, heading,
//     list item, table cell, or part of one up to a line break or the next
//     block element. Elements without text make no block. Text is the whole
//     line, white space folded; Kind and Level tell headings; List, Item and
//     Table, Row, Col tell where it stands.
//   - Pieces[b.From:b.To] are the text nodes of a block with their offsets in
//     its text, so that element boundaries stay at hand.
//   - Links are links with their words; Page is the canonical address of those
//     that lead to a page of the site of a known pattern.
//   - Tables hold rows of cells, blank cells included; a cell knows its blocks
//     and its element.
//
// Left out: navigation, page header and footer, scripts, styles, templates,
// forms of the site, hidden tooltips, cookie notices, readers' comments and
// everything after them, "Skip Navigation", the bot trap.

import (
	"iter"
	"sort"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"ogptracker/scrape/record"
)

type BlockKind uint8

const (
	TextBlock BlockKind = iota
	headingBlock
	itemBlock
	TermBlock
	DefinitionBlock
	cellBlock
)

// Block is one line of text as a person sees it.
type Block struct {
	Text     string
	From, To int32 // its pieces
	// Node is the innermost block element that holds it.
	Node *html.Node
	Kind BlockKind
	// Level is 1 to 6 for a heading, else 0.
	Level int8
	// List and Item number the innermost list and its item from 1 over the
	// whole view, 0 outside of lists.
	List, Item int32
	// Table numbers the innermost table from 1; row and col count from 0.
	Table, Row, Col int32
	// Linked: all its text is inside links.
	Linked bool
	// Menu: it is one of several links in a row to places on the same page.
	Menu bool
}

// Piece is the text of one text node.
type Piece struct {
	Text       string
	Node       *html.Node
	Start, End int32 // offsets in the block's text
	Link       int32 // index into the view's links, -1 outside of links
}

// Link is a link with its words.
type Link struct {
	Text string
	// url is the address as the page has it; "" for one that leads nowhere of
	// use. Reading.shown and pageLink make it absolute and canonical.
	URL   string
	Node  *html.Node
	Block int32 // the block it begins in
	here  bool  // it leads to a place on the same page
	// page is its canonical address where that is of a known pattern, else "";
	// kind, member and code are what the pattern tells.
	Page         string
	Kind         record.Kind
	Member, Code string
}

// Table holds the rows of a table element, those of nested tables not
// included.
type Table struct {
	node *html.Node
	Rows [][]Cell
	// From and To are its blocks.
	From, To int32
}

// Cell is one cell of a table, blank ones included.
type Cell struct {
	Text     string
	From, To int32 // its blocks
	Node     *html.Node
	Header   bool
}

// View is what a person sees of a page's main content.
type View struct {
	// Doc is the whole page, for selectors.
	Doc    *goquery.Document
	Blocks []Block
	Pieces []Piece
	Links  []Link
	Tables []Table
	// Canonical is the page's own address of itself (link rel=canonical, else
	// og:url, else linked data), "" without one.
	Canonical string
	// Title is the title element's text.
	Title string
	// Password: the page has a field for a password.
	Password bool
}

// text joins the blocks [from, to) with sep.
func (v *View) text(from, to int, sep string) string {
	switch {
	case from >= to:
		return ""
	case to-from == 1:
		return v.Blocks[from].Text
	}
	parts := make([]string, 0, to-from)
	for _, b := range v.Blocks[from:to] {
		parts = append(parts, b.Text)
	}
	return strings.Join(parts, sep)
}

// LinksAt goes over the links that the words of a block stand in, and the
// links without words that begin in it.
func (v *View) LinksAt(block int) iter.Seq[*Link] {
	return func(yield func(*Link) bool) {
		b := &v.Blocks[block]
		last := int32(-1)
		for p := b.From; p < b.To; p++ {
			if l := v.Pieces[p].Link; l >= 0 && l != last {
				if last = l; !yield(&v.Links[l]) {
					return
				}
			}
		}
		for lo := sort.Search(len(v.Links), func(i int) bool { return int(v.Links[i].Block) >= block }); lo < len(v.Links) && int(v.Links[lo].Block) == block; lo++ {
			if v.Links[lo].Text == "" && !yield(&v.Links[lo]) {
				return
			}
		}
	}
}

// PieceAt gives the number of the piece of block b that holds the byte at
// offset off of its text.
func (v *View) PieceAt(b *Block, off int) int {
	n := int(b.To - b.From)
	at := sort.Search(n, func(i int) bool { return off < int(v.Pieces[int(b.From)+i].End) })
	return int(b.From) + min(at, n-1)
}
