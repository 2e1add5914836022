package audit

import (
	"strings"
)

func checkAltTexts(b *book) []Finding {
	var findings []Finding
	for _, s := range b.sheets {
		for _, o := range s.drawings {
			if strings.TrimSpace(o.alt) == "" {
				findings = append(findings, finding(s, "", "%q has no alternative text", o.name))
			}
		}
	}
	return findings
}

func checkChartFigures(b *book) []Finding {
	var findings []Finding
	for _, s := range b.sheets {
		for _, o := range s.drawings {
			for _, ref := range o.series {
				cells := 0
				if at := strings.LastIndex(ref.reference, "!"); at >= 0 {
					if left, top, right, bottom, err := corners(ref.reference[at+1:]); err == nil {
						cells = (right - left + 1) * (bottom - top + 1)
					}
				}
				if cells == 0 || ref.kept != cells {
					findings = append(findings, finding(s, "", "%q keeps %d values of %s, which has %d cells", o.name, ref.kept, ref.reference, cells))
				}
			}
		}
	}
	return findings
}

// Charts smaller than this cannot be read at the size of a screen.
const (
	leastWidth  = 600
	leastHeight = 250
)

func checkChartPlaces(b *book) []Finding {
	var findings []Finding
	for _, s := range b.sheets {
		for _, o := range s.drawings {
			if o.place.kind == "absoluteAnchor" {
				continue
			}
			at := cellName(o.place.from.Column+1, o.place.from.Row+1)
			corners := []corner{o.place.from}
			if o.place.kind == "twoCellAnchor" {
				corners = append(corners, o.place.to)
			}
			for _, c := range corners {
				if c.X > s.sizes.columnAt(c.Column)*emuPerPixel || c.Y > s.sizes.rowAt(c.Row)*emuPerPixel || c.X < 0 || c.Y < 0 {
					findings = append(findings, finding(s, at, "a corner of %q lies beyond the cell %s it names", o.name, cellName(c.Column+1, c.Row+1)))
				}
			}
			if w, h := s.rectangle(o.place); len(o.series) > 0 && (w < leastWidth || h < leastHeight) {
				findings = append(findings, finding(s, at, "%q is %d x %d pixels in Excel", o.name, w, h))
			}
		}
	}
	return findings
}

// rectangle is the size in pixels at which Excel draws an object: a distance
// beyond its cell is cut there.
func (s *sheet) rectangle(p place) (width, height int) {
	if p.kind == "oneCellAnchor" {
		return p.size.Width / emuPerPixel, p.size.Height / emuPerPixel
	}
	x := func(c corner) int { return min(c.X/emuPerPixel, s.sizes.columnAt(c.Column)) }
	y := func(c corner) int { return min(c.Y/emuPerPixel, s.sizes.rowAt(c.Row)) }
	width, height = x(p.to)-x(p.from), y(p.to)-y(p.from)
	const far = 1 << 14 // more columns or rows than any drawing spans
	for i := max(p.from.Column, p.to.Column-far); i < p.to.Column; i++ {
		width += s.sizes.columnAt(i)
	}
	for i := max(p.from.Row, p.to.Row-far); i < p.to.Row; i++ {
		height += s.sizes.rowAt(i)
	}
	return width, height
}
