package view

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

// Segment is the part of one block that belongs to a value.
type Segment struct {
	Block      int
	Start, End int // offsets in the block's text
	Text       string
}

// spot in a view: a block and an offset in its text.
type Point struct{ Block, Off int }

// Segments gives the text between two points, line by line, without the
// separators that an inline layout puts between label and value, and without the
// page's own menus.
func (v *View) Segments(from, to Point) []Segment {
	out := make([]Segment, 0, min(max(to.Block-from.Block+1, 0), len(v.Blocks)))
	for i := from.Block; i <= to.Block && i < len(v.Blocks); i++ {
		if v.Blocks[i].Menu && i > from.Block {
			continue
		}
		start, end := 0, len(v.Blocks[i].Text)
		if i == from.Block {
			start = from.Off
		}
		if i == to.Block {
			end = to.Off
		}
		if start >= end {
			continue
		}
		t := v.Blocks[i].Text[start:end]
		trimmed := strings.TrimLeft(t, " :|")
		if i == from.Block && from.Off > 0 {
			trimmed = WithoutSeparator(trimmed)
		}
		start += len(t) - len(trimmed)
		trimmed = strings.TrimRight(trimmed, " |")
		if i == to.Block && end < len(v.Blocks[i].Text) {
			trimmed = withoutBullet(trimmed)
		}
		if trimmed != "" {
			out = append(out, Segment{Block: i, Start: start, End: start + len(trimmed), Text: trimmed})
		}
	}
	return out
}

// WithoutSeparator cuts the dash or arrow off that stands between a label and
// its value.
func WithoutSeparator(text string) string {
	for _, sign := range [...]string{"– ", "— ", "- ", "→ ", "» ", "› ", "· ", "• "} {
		if rest, ok := strings.CutPrefix(text, sign); ok {
			return strings.TrimLeft(rest, " ")
		}
	}
	return text
}

// withoutBullet cuts the sign off with which what follows a text begins.
func withoutBullet(text string) string {
	at := strings.LastIndexByte(text, ' ') + 1
	if sign := text[at:]; sign == "" || strings.ContainsFunc(sign, func(r rune) bool {
		return !unicode.IsSymbol(r) && !strings.ContainsRune("•·‣–—-*", r) && !isZeroWidth(r) && !unicode.IsMark(r)
	}) {
		return text
	}
	return strings.TrimRight(text[:at], " |")
}

// NextWord gives the first text node at or behind a point that holds words,
// symbols passed over; nil at the end.
func (v *View) NextWord(p Point) *html.Node {
	for i := p.Block; i < len(v.Blocks); i++ {
		b := &v.Blocks[i]
		q := int(b.From)
		if i == p.Block {
			q = v.PieceAt(b, p.Off)
		}
		for ; q < int(b.To); q++ {
			pc := &v.Pieces[q]
			skip := 0
			if i == p.Block {
				skip = min(max(p.Off-int(pc.Start), 0), len(pc.Text))
			}
			if HasWord(pc.Text[skip:]) {
				return pc.Node
			}
		}
	}
	return nil
}

// CountBefore is the count that is the whole text of the element before piece
// p of the block, "" without one.
func (v *View) CountBefore(b *Block, p int) string {
	if p <= int(b.From) {
		return ""
	}
	if t := v.Pieces[p-1].Text; IsDigits(t) && len(t) < 5 {
		return t
	}
	return ""
}

// At makes a Point.
func At(block, off int) Point { return Point{Block: block, Off: off} }
