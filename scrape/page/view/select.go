package view

import (
	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
)

// Lines gives the numbers of the lines that stand right inside the elements
// that m matches, in order; what nobody sees is left out.
func (v *View) Lines(m goquery.Matcher) []int {
	wanted := map[*html.Node]bool{}
	for _, n := range v.Doc.FindMatcher(m).Nodes {
		wanted[n] = true
	}
	var lines []int
	for i := range v.Blocks {
		if len(wanted) > 0 && wanted[v.Blocks[i].Node] {
			lines = append(lines, i)
		}
	}
	return lines
}
