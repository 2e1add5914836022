package page

import (
	"golang.org/x/net/html"

	"ogptracker/scrape/page/label"
	"ogptracker/scrape/page/view"
	"ogptracker/scrape/record"
)

// fewestBelow is how many fields an element must name to be the structured
// part of a page that begins with its description: prose names fewer.
const fewestBelow = 3

// belowDescription finds the labels of a page that names none above its
// description: in an element of its own behind it, such as a column beside the
// text. It gives them with where that element begins and ends, nil where the
// page is as usual or no such element is there.
func (p *commitmentPage) belowDescription(marks []label.Mark, s label.Scanner) (below []label.Mark, from, to view.Point) {
	for i := range marks {
		if marks[i].Kind == label.MarkField {
			return nil, from, to
		}
	}
	description := &marks[len(marks)-1]
	s.Stop = nil
	all := p.ownMarks(s.Run(description.Block+1, len(p.v.Blocks)), description.Block+1)
	var around *html.Node
	named := map[record.Field]bool{}
	for i := range all {
		if all[i].Kind != label.MarkField {
			continue
		}
		named[all[i].Entry.Field.Field] = true
		if node := p.v.Blocks[all[i].Block].Node; around == nil {
			around = node
		} else {
			around = view.CommonAncestor(around, node)
		}
	}
	if len(named) < fewestBelow || around == nil || view.Holds(around, p.v.Blocks[description.Block].Node) {
		return nil, from, to
	}
	first, end := -1, 0
	for i := description.Block + 1; i < len(p.v.Blocks); i++ {
		if view.Holds(around, p.v.Blocks[i].Node) {
			if first < 0 {
				first = i
			}
			end = i + 1
		}
	}
	for i := range all {
		if all[i].Block >= first && all[i].Block < end {
			below = append(below, all[i])
		}
	}
	return below, view.At(first, 0), view.At(end, 0)
}
