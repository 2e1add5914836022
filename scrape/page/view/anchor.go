package view

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

func (w *walker) anchor(n *html.Node) {
	href := strings.TrimSpace(Attr(n, "href"))
	if href == "" {
		w.children(n)
		return
	}
	if isLanguageSwitch(n, href) {
		return
	}
	if w.linked > 0 { // links cannot nest; a parser's repair of a broken page
		w.children(n)
		return
	}
	saved := w.link
	w.link = int32(len(w.v.Links))
	w.v.Links = append(w.v.Links, Link{URL: w.resolve(href), Node: n, Block: -1})
	w.linked++
	at, mark := len(w.v.Blocks), len(w.pieces)
	w.children(n)
	w.linked--
	l := &w.v.Links[w.link]
	l.Text = w.linkText(at, mark)
	if l.Block < 0 {
		l.Block = int32(len(w.v.Blocks)) // begins in the block that is open
	}
	w.link = saved
}

// isLanguageSwitch tells a link to the page's machine translation: a few words
// that lead to /es/, which is never read.
func isLanguageSwitch(n *html.Node, href string) bool {
	if !strings.Contains(href, "/es") {
		return false
	}
	u, err := url.Parse(href)
	return err == nil && (u.Path == "/es" || strings.HasPrefix(u.Path, "/es/")) && words(n) <= 4
}

// linkText joins the words of a link that began at piece mark of the block
// numbered at, whether it ended in the same block or holds blocks of its own.
func (w *walker) linkText(at, mark int) string {
	var parts []string
	if at == len(w.v.Blocks) {
		return joinPieces(w.pieces[mark:])
	}
	for i := at; i < len(w.v.Blocks); i++ {
		b := &w.v.Blocks[i]
		from := int(b.From)
		for from < int(b.To) && w.v.Pieces[from].Link != w.link {
			from++
		}
		if from < int(b.To) {
			parts = append(parts, b.Text[w.v.Pieces[from].Start:])
		}
	}
	if rest := joinPieces(w.pieces); rest != "" {
		parts = append(parts, rest)
	}
	return strings.Join(parts, " ")
}

func joinPieces(ps []Piece) string {
	switch len(ps) {
	case 0:
		return ""
	case 1:
		return ps[0].Text
	}
	var b strings.Builder
	for i, p := range ps {
		if i > 0 && p.Start == 1 {
			b.WriteByte(' ')
		}
		b.WriteString(p.Text)
	}
	return b.String()
}

func (w *walker) resolve(href string) string {
	if w.base == nil || strings.HasPrefix(href, "#") {
		return href
	}
	u, err := w.base.Parse(href)
	if err != nil {
		return ""
	}
	return u.String()
}
