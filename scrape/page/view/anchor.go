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
	if href[0] == '#' && len(href) > 1 {
		w.control(href[1:], n)
	}
	if w.linked > 0 { // links cannot nest; a parser's repair of a broken page
		w.children(n)
		return
	}
	saved := w.link
	w.link = int32(len(w.v.Links))
	w.v.Links = append(w.v.Links, Link{URL: w.resolve(href), Node: n, Block: -1, here: w.isHere(href)})
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

// isHere tells an address that leads to a place on the same page, whether it
// names the page or not.
func (w *walker) isHere(href string) bool {
	page, place, _ := strings.Cut(href, "#")
	if place == "" || page == "" {
		return place != ""
	}
	a, err := url.Parse(page)
	own, ownErr := url.Parse(w.address)
	return err == nil && ownErr == nil && own.Path != "" && a.RawQuery == own.RawQuery && strings.EqualFold(strings.TrimRight(a.Path, "/"), strings.TrimRight(own.Path, "/"))
}

// markMenus marks the lines that are tabs, or links in a row to places on the
// same page. Terms and cells are the labels of what stands beside them, headings
// those of what stands below; a link of several lines or texts is a card.
func (v *View) markMenus() {
	open := false // the line before leads to a place
	for i := range v.Blocks {
		b := &v.Blocks[i]
		b.Menu = isTab(b.Node) || b.Linked && isTab(v.Links[v.Pieces[b.From].Link].Node)
		leads := v.leadsHere(b) && !v.shareLink(i-1, i) && !v.shareLink(i, i+1)
		switch {
		case !leads:
		case open:
			v.Blocks[i-1].Menu, b.Menu = true, true
		case b.To-b.From > 1:
			b.Menu = true
		}
		open = leads
	}
}

func isTab(n *html.Node) bool { return strings.EqualFold(Attr(n, "role"), "tab") }

// leadsHere: the line is links to places on the same page and nothing else,
// each of one text.
func (v *View) leadsHere(b *Block) bool {
	if !b.Linked || b.Kind == headingBlock || b.Kind == TermBlock || b.Kind == cellBlock {
		return false
	}
	last := int32(-1)
	for _, p := range v.Pieces[b.From:b.To] {
		if !v.Links[p.Link].here || p.Link == last {
			return false
		}
		last = p.Link
	}
	return true
}

// shareLink: the lines i and j are of one link.
func (v *View) shareLink(i, j int) bool {
	if i < 0 || j >= len(v.Blocks) {
		return false
	}
	l := v.Pieces[v.Blocks[i].To-1].Link
	return l >= 0 && l == v.Pieces[v.Blocks[j].From].Link
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
