package sampletest_test

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
)

// rules are numbers of sentences that are the same in every report: what a
// word means, or which span a list covers.
var rules = []string{
	"CC BY 4.0", "Attribution 4.0 International", "plans of 2018-20", "Below 10 assessed", "100 %", "within 6 months", "within 90 days", "last 30 days", "since 1, 7 and 30 days",
	"(SHA-256)", "10 policy areas with the most commitments", "run 20250115T020000Z", "run 20250114T020000Z", "Days = 0 to 90", "Within = 1 day", "Changes in 1 day", "in 7 days", "in 30 days", "1 day", "7 days", "30 days",
	"02:00 UTC", "OGP Tracker 0.1.0",
}

var (
	digits        = regexp.MustCompile(`\d`)
	configuration = regexp.MustCompile(`configuration [0-9a-f]{12}`)
	dateInWords   = regexp.MustCompile(`\b(\d{1,2}) (January|February|March|April|May|June|July|August|September|October|November|December) (\d{4})\b`)
	plainDate     = regexp.MustCompile(`\b\d{4}-\d{2}-\d{2}`)
)

// page is one web page of a night, and what its numbers may be.
type page struct {
	*testing.T
	*night
	name, member string
	// phrases are what the CSV files say of the page's member, as sentences
	// have it.
	phrases  []string
	compared int
}

// Every number on every page is one of the CSV files' of that very member and
// measure, or belongs to a rule that is the same in every report.
func TestEveryFigureOfEveryPageStandsInTheCSV(t *testing.T) {
	t.Parallel()
	for number := 1; number <= 2; number++ {
		n, all := nightOf(t, number), 0
		for name, data := range n.files {
			if !strings.HasSuffix(name, ".html") {
				continue
			}
			doc, err := goquery.NewDocumentFromReader(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			p := &page{T: t, night: n, name: fmt.Sprintf("night %d, %s", number, name)}
			if id, ok := strings.CutPrefix(name, "web/members/"); ok {
				p.member = strings.TrimSuffix(id, ".html")
			}
			p.phrases = longestFirst(slices.Concat(rules, n.texts(p.member), p.sentences()))
			doc.Find("h1, h2, h3, p, dt, dd, caption, nav a, svg title").Each(func(_ int, s *goquery.Selection) { p.explain(s.Text()) })
			doc.Find("svg").Each(func(_ int, s *goquery.Selection) { p.chart(s) })
			doc.Find("table").Each(func(_ int, s *goquery.Selection) { p.table(s) })
			all += p.compared
		}
		if all < 1700 {
			t.Errorf("night %d: only %d cells and sentences with a figure were compared", number, all)
		}
	}
}

// explain reports each number of a text that nothing accounts for. more are
// phrases that hold for the place of the text alone.
func (p *page) explain(text string, more ...string) {
	text = strings.Join(strings.Fields(text), " ")
	if !digits.MatchString(text) {
		return
	}
	p.compared++
	left := without(without(text, longestFirst(more)), p.phrases)
	left = configuration.ReplaceAllString(left, "")
	left = dateInWords.ReplaceAllStringFunc(left, func(d string) string {
		day, err := time.Parse("2 January 2006", d)
		return p.known(day, err, d)
	})
	left = plainDate.ReplaceAllStringFunc(left, func(d string) string {
		day, err := time.Parse(time.DateOnly, d)
		return p.known(day, err, d)
	})
	if digits.MatchString(left) {
		p.Errorf("%s: %q: nothing in the CSV files accounts for %q", p.name, text, left)
	}
}

// known takes out a date that is the report's, or stands among the member's
// rows.
func (p *page) known(day time.Time, err error, text string) string {
	if err == nil && (day.Equal(p.date) || p.dates[strings.TrimSpace(p.member+" "+day.Format(time.DateOnly))]) {
		return ""
	}
	return text
}

// chart holds a picture to its words, and its words to the tables.
func (p *page) chart(svg *goquery.Selection) {
	words := svg.Find("desc").Text()
	p.explain(words, p.chartPhrases(svg.Find("title").Text())...)
	svg.Find("text").Each(func(_ int, s *goquery.Selection) {
		text := s.Text()
		if !digits.MatchString(text) {
			return
		}
		p.compared++
		if bare(text) {
			if !regexp.MustCompile(`\b` + regexp.QuoteMeta(text) + `\b`).MatchString(words) {
				p.Errorf("%s: the chart draws %s, its words are %q", p.name, text, words)
			}
			return
		}
		label := strings.TrimSuffix(text, "…")
		if !strings.Contains(words, label) {
			p.explain(text)
		}
	})
}

// chartPhrases are the rows of a chart as its words have them.
func (p *page) chartPhrases(title string) (all []string) {
	kinds := []string{"region", "cycle", "policy_area"}
	if p.member != "" {
		kinds = []string{"action_plan"}
	}
	for _, r := range p.tables["completion"] {
		if r["stage"] != "latest" || !slices.Contains(kinds, r["group_type"]) {
			continue
		}
		if r["group_type"] == "action_plan" && len(p.of("action_plans", p.member, "plan_id", r["group"])) == 0 {
			continue
		}
		label, n := r["group_label"], r["assessed"]
		counts := fmt.Sprintf("n = %s: %s, %s, %s, %s", n, r["completed"], r["substantial"], r["limited"], r["not_started"])
		for _, mark := range []string{"", " (midterm only)", " (partly midterm only)"} {
			all = append(all, label+mark+", "+counts)
		}
		if r["group_type"] == "policy_area" && title == "Most common policy areas" {
			all = append(all, label+" "+r["commitments"])
		}
	}
	for _, r := range p.of("thematic_focus", p.member) {
		plan := p.of("action_plans", p.member, "plan_id", r["plan_id"])
		if len(plan) == 1 && title == "Policy areas of "+plan[0]["title"] {
			all = append(all, r["policy_area"]+" "+r["commitments"]+" of "+r["of_commitments"])
		}
	}
	mid, end := p.ratedTwice()
	for when, counts := range map[string][4]int{"At midterm": mid, "At end of term": end} {
		all = append(all, fmt.Sprintf("%s, n = %d: %d, %d, %d, %d", when, counts[0]+counts[1]+counts[2]+counts[3], counts[0], counts[1], counts[2], counts[3]))
	}
	return all
}

// ratedTwice counts the commitments that have both ratings, by rating.
func (p *page) ratedTwice() (mid, end [4]int) {
	four := []string{"Completed", "Substantial", "Limited", "Not Started"}
	for _, c := range p.of("commitments", p.member, "counts_in_rates", "Yes", "gone", "false") {
		a, b := slices.Index(four, c["completion_midterm"]), slices.Index(four, c["completion_end_of_term"])
		if a >= 0 && b >= 0 {
			mid[a]++
			end[b]++
		}
	}
	return mid, end
}
