package audit

import "strings"

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
