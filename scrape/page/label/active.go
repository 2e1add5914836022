package label

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"ogptracker/scrape/page/view"
	"ogptracker/scrape/record"
)

// activeOf gives the value that candidates show: the word if there is only
// one, the item marked active of a whole scale, else Unreadable.
func activeOf(all []candidate) record.Value {
	all = distinct(all)
	switch len(all) {
	case 0:
		return record.Value{State: record.Unreadable}
	case 1:
		if all[0].drawn == "class" && !isActive(all[0].node) && inSeries(all[0].node) {
			return record.Value{State: record.Unreadable} // a step that is done, and no word of the scale
		}
		return record.Value{Raw: all[0].word, State: record.Stated, Drawn: all[0].drawn}
	}
	if marked := distinct(activeItems(all)); len(marked) == 1 {
		return record.Value{Raw: marked[0].word, State: record.Stated, Drawn: "active item"}
	}
	return record.Value{State: record.Unreadable}
}

// inSeries: an element beside it is of the same kind, by its name and a class.
func inSeries(n *html.Node) bool {
	own := strings.Fields(view.Attr(n, "class"))
	for _, next := range [...]func(*html.Node) *html.Node{func(n *html.Node) *html.Node { return n.PrevSibling }, func(n *html.Node) *html.Node { return n.NextSibling }} {
		for s := next(n); s != nil; s = next(s) {
			if s.Data == n.Data && slices.ContainsFunc(strings.Fields(view.Attr(s, "class")), func(c string) bool { return slices.Contains(own, c) }) {
				return true
			}
		}
	}
	return false
}

// distinct drops repeated words; of two the marked one stays.
func distinct(all []candidate) []candidate {
	var out []candidate
next:
	for _, c := range all {
		for i := range out {
			if out[i].word == c.word {
				if !isActive(out[i].node) && isActive(c.node) {
					out[i] = c
				}
				continue next
			}
		}
		out = append(out, c)
	}
	return out
}

// activeItems gives the candidates that are marked: by a tick, or on an
// element that holds this item and no other.
func activeItems(all []candidate) []candidate {
	var marked []candidate
	shared := sharedAncestors(all)
	for _, c := range all {
		if c.ticked || hasActive(c.node, shared) {
			marked = append(marked, c)
		}
	}
	return marked
}

// sharedAncestors are the elements that hold more than one item.
func sharedAncestors(all []candidate) map[*html.Node]bool {
	once, more := map[*html.Node]bool{}, map[*html.Node]bool{}
	for _, c := range all {
		for n := c.node; n != nil; n = n.Parent {
			if once[n] {
				more[n] = true
			}
			once[n] = true
		}
	}
	return more
}

func hasActive(n *html.Node, shared map[*html.Node]bool) bool {
	top := n
	for p := n; p != nil && !shared[p]; p = p.Parent {
		top = p
		if isActive(p) {
			return true
		}
	}
	seen := 0
	for d := range top.Descendants() {
		if seen++; seen > view.MaxLook {
			break
		}
		if d.Type == html.ElementNode && isActive(d) {
			return true
		}
	}
	return false
}

// isActive tells an element that is marked as the one that holds.
func isActive(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Strong, atom.B, atom.Mark:
		return true
	}
	for i := range n.Attr {
		a := &n.Attr[i]
		switch a.Key {
		case "aria-current", "aria-selected", "aria-checked", "aria-pressed":
			if a.Val != "false" {
				return true
			}
		case "checked", "selected", "data-active", "data-selected", "data-current", "data-checked":
			if a.Val != "false" && a.Val != "0" {
				return true
			}
		case "class":
			for _, c := range strings.Fields(a.Val) {
				if isActiveClass(c) {
					return true
				}
			}
		}
	}
	return false
}

// isActiveClass tells a class that ends in a word for "this one" and does not
// deny it.
func isActiveClass(c string) bool {
	ws := wordsOf(c)
	if len(ws) == 0 {
		return false
	}
	switch ws[len(ws)-1] {
	case "active", "current", "selected", "on", "checked", "highlighted":
	default:
		return false
	}
	for _, w := range ws[:len(ws)-1] {
		switch w {
		case "not", "non", "in", "un", "no":
			return false
		}
	}
	return true
}
