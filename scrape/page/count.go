package page

import (
	"regexp"
	"strconv"
	"strings"

	"ogptracker/scrape/page/view"
	"ogptracker/scrape/record"
)

var smallNumbers = map[string]int{"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20}

// statedNumber reads a count in digits or, up to twenty, in words.
func statedNumber(s string) (float64, bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	if n, ok := smallNumbers[s]; ok {
		return float64(n), true
	}
	s = strings.ReplaceAll(s, ",", "")
	if !view.IsDigits(s) || len(s) > 9 {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return float64(n), err == nil
}

// state keeps a count that the page states about itself, with its number
// where it begins with one.
func (p *reading) state(m record.Measure, detail, raw string) {
	f := record.StatedFigure{Measure: m, Detail: detail, Value: record.Say(raw)}
	first, _, _ := strings.Cut(raw, " ")
	if n, ok := statedNumber(strings.TrimRight(first, ".*[]")); ok {
		f.Number = &n
	}
	p.page.Stated = append(p.page.Stated, f)
}

// Where a figure stands more than once on a page of 2017-18: beside its words
// at the top, or in brackets behind the heading of the list.
const detailList = "list heading"

// headingCount keeps the number beside a heading of the 2017-18 page: "(8)" behind
// it, digits before it in the same line or in the line before. A script fills
// it: 0, "()" and nothing read Not stated.
func (p *countryLists) headingCount(pt *part) {
	b := &p.v.Blocks[pt.heading.Block]
	lead, trail := strings.TrimSpace(b.Text[:pt.heading.Start]), ""
	if t := p.v.CountBefore(b, p.v.PieceAt(b, pt.heading.Start)); t != "" {
		lead = t
	}
	name := pt.heading.Start + len(pt.heading.Name)
	if name < len(b.Text) {
		trail = strings.TrimSpace(b.Text[name:pt.heading.End])
	}
	f := record.StatedFigure{Measure: pt.entry.Heading.Measure}
	raw := strings.Trim(trail, "()[]: ")
	if strings.ContainsAny(trail, "([") {
		f.Detail = detailList
	} else if raw == "" {
		raw = lead
		if raw == "" && pt.heading.Block > 0 {
			if t := p.v.Blocks[pt.heading.Block-1].Text; view.IsDigits(t) && len(t) < 5 {
				raw = t
			}
		}
	}
	n, ok := statedNumber(raw)
	switch {
	case ok && (n != 0 || !pt.entry.Heading.Scripted):
		f.Value, f.Number = record.Say(raw), &n
	default:
		f.Value = record.Value{Raw: raw} // Not stated; what the script left is kept
	}
	p.page.Stated = append(p.page.Stated, f)
}

var (
	implementing = regexp.MustCompile(`(?i)\bimplementing (?:a total of |all )?(\d+|[a-z]+) commitments?\b`)
	challenge    = regexp.MustCompile(`(?i)\bjoined the open gov challenge with (\d+|[a-z]+) commitments?\b`)
	percent      = regexp.MustCompile(`(\d{1,3}(?:[.,]\d+)?)\s*%`)
)

// stateProse keeps the counts that sentences state.
func (p *countryLists) stateProse(text string) {
	for _, s := range [...]struct {
		re      *regexp.Regexp
		measure record.Measure
	}{{implementing, record.MeasureImplementing}, {challenge, record.MeasureOpenGovChallenge}} {
		if m := s.re.FindStringSubmatch(text); m != nil {
			if _, ok := statedNumber(m[1]); ok {
				p.state(s.measure, "", m[1])
			}
		}
	}
}

// shares keeps the bars "45% Open Data" of the thematic focus and "80% Mid
// term percentage" of the completion. The percentage stands before its words,
// or behind them, in one element or in two.
func (p *countryLists) shares(pt *part) {
	var words, values []string
	first := ""
	note := func(t string) {
		if t = strings.Trim(t, " :-–,"); t == "" || p.isAside(t) {
			return
		}
		if first == "" {
			first = "words"
		}
		words = append(words, t)
	}
	for _, s := range p.v.Segments(pt.from, pt.to) {
		if p.isAside(s.Text) || len(s.Text) > 200 {
			continue
		}
		at := 0
		for _, m := range percent.FindAllStringSubmatchIndex(s.Text, -1) {
			note(s.Text[at:m[0]])
			if first == "" {
				first = "values"
			}
			values = append(values, s.Text[m[0]:m[1]])
			at = m[1]
		}
		note(s.Text[at:])
	}
	for i := 0; i < len(words) && i < len(values); i++ {
		p.share(pt, words[i], values[i])
	}
}

func (p *countryLists) share(pt *part, words, raw string) {
	f := record.StatedFigure{Measure: record.MeasureThematicShare, Detail: words}
	if pt.role() == "completion" {
		f.Detail = ""
		switch key := view.Key(words); {
		case strings.HasPrefix(strings.ReplaceAll(strings.ReplaceAll(key, "-", ""), " ", ""), "midterm"):
			f.Measure = record.MeasureMidtermCompletion
		case strings.HasPrefix(key, "end"):
			f.Measure = record.MeasureEndOfTermCompletion
		default:
			p.issue(record.CodeUnknownLabel, "", words, "a completion bar has the unknown words \""+words+"\"")
			return
		}
	}
	n, err := strconv.ParseFloat(strings.Replace(strings.TrimRight(raw, "% "), ",", ".", 1), 64)
	if err != nil || n > 100 {
		p.issue(record.CodeUnreadableValue, "", raw, "a bar shows \""+raw+"\"")
		return
	}
	if f.Value = (record.Value{Raw: raw}); n != 0 { // 0 is what the script has not filled
		n /= 100
		f.Value, f.Number = record.Say(raw), &n
	}
	p.page.Stated = append(p.page.Stated, f)
}
