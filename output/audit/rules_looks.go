package audit

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"ogptracker/output/limits"
	"ogptracker/output/palette"
)

// leastContrast is what WCAG 2.2 asks of text (1.4.3).
const leastContrast = 4.5

func checkDescribed(b *book) []Finding {
	var findings []Finding
	for _, s := range b.sheets {
		for _, t := range s.tables {
			if strings.TrimSpace(t.title) == "" || strings.TrimSpace(t.about) == "" {
				findings = append(findings, finding(s, cellName(t.left, t.top), "table %s has no title or no description for screen readers", t.name))
			}
		}
	}
	return findings
}

func checkHeaderWords(b *book) []Finding {
	var findings []Finding
	for _, s := range b.sheets {
		for _, t := range s.tables {
			for i, header := range t.columns {
				for word := range strings.FieldsSeq(header) {
					if columnPixels(float64(utf8.RuneCountInString(word))) > s.sizes.columnAt(t.left+i-1) {
						findings = append(findings, finding(s, cellName(t.left+i, t.top), "the column is narrower than the word %q of its header", word))
					}
				}
			}
		}
	}
	return findings
}

var (
	// headerCode is a code of a printed header or footer: a font, a size, a
	// colour, a number of the page.
	headerCode = regexp.MustCompile(`&("[^"]*"|[0-9]{1,3}|K[0-9A-Fa-f]{6}|[A-Z])`)
	// headerPart begins its left, middle or right part.
	headerPart = regexp.MustCompile(`&[LCR]`)
)

// checkHeaderFooter looks at the parts (left, middle, right) of what is printed
// above and below each page, which screen readers do not read.
func checkHeaderFooter(b *book) []Finding {
	var findings []Finding
	for _, s := range b.sheets {
		said := s.at(1, 1).text + "\n" + s.name
		for _, text := range []string{s.header, s.footer} {
			for _, part := range headerPart.Split(strings.ReplaceAll(text, "&&", "\x00"), -1) {
				part = strings.ReplaceAll(part, "Page &P of &N", "")
				part = strings.ReplaceAll(headerCode.ReplaceAllString(part, ""), "\x00", "&")
				part = strings.TrimSuffix(strings.TrimSpace(part), "…")
				if !strings.Contains(said, part) {
					findings = append(findings, finding(s, "", "%q is said on paper alone; neither the sheet's title nor its name says it", part))
				}
			}
		}
	}
	return findings
}

func checkPrintArea(b *book) []Finding {
	var findings []Finding
	for i, s := range b.sheets {
		t := s.dataTable()
		if t == nil || t.bottom-t.top <= limits.Printed {
			continue
		}
		rows := t.bottom - t.top
		for _, n := range b.names {
			if n.Name == "_xlnm.Print_Area" && n.Sheet == i {
				area := n.Refers[strings.LastIndex(n.Refers, "!")+1:]
				if _, top, _, bottom, err := corners(area); err == nil {
					rows = bottom - max(top, t.top)
				}
			}
		}
		if rows > limits.Printed {
			findings = append(findings, finding(s, cellName(t.left, t.top), "%d rows of table %s go to paper, more than %d", rows, t.name, limits.Printed))
		}
	}
	return findings
}

func checkContrast(b *book) []Finding {
	var findings []Finding
	seen := make(map[int]bool)
	b.eachCell(func(s *sheet, name string, c cell) {
		if c.style >= len(b.inks) || seen[c.style] {
			return
		}
		seen[c.style] = true
		i := b.inks[c.style]
		if contrast := palette.Contrast(i.letters, i.ground); contrast < leastContrast {
			findings = append(findings, finding(s, name, "letters of %s on %s have a contrast of %.1f to 1", i.letters, i.ground, contrast))
		}
	})
	return findings
}
