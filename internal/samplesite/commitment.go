package samplesite

import (
	"fmt"
	"html/template"
	"strings"

	"ogptracker/transform/vocabulary"
)

// commitmentPage is what the template of a commitment's page shows.
type commitmentPage struct {
	M            *member
	C            *commitment
	Title        string
	Plans        []link
	Cycle        string
	Status       template.HTML
	Areas        string
	Reports      []link
	NoReport     string
	Old, Summary bool
	Starred      string
	EarlyResults string
	Relevant     string
	Verifiable   string
	Ambition     template.HTML
	Impact       template.HTML
	Completion   template.HTML
	Description  string
}

func (s *Site) addCommitments(m *siteMember) {
	probed := 0 // commitments of a probe-only member's newest plan so far
	for i := range m.commitments {
		c := &m.commitments[i]
		p := m.planOf(firstYear(c.Plan))
		sitemap := m.sitemap("commitment")
		if m.Only == "probe" && c.assigned {
			if probed++; probed > 1 {
				sitemap = ""
			}
		}
		path := c.path(m.Slug)
		data := s.commitmentPage(m.member, p, c, i)
		s.add(path, htmlType, render("commitment.html", c.Title, Base+path, data), s.modified(c.Code), sitemap)
	}
}

func firstYear(plan string) int {
	var year int
	fmt.Sscanf(plan[strings.LastIndexByte(plan, '-')+1:], "%d", &year)
	return year
}

func (s *Site) commitmentPage(m *member, p *plan, c *commitment, n int) *commitmentPage {
	r := &c.Ratings
	page := &commitmentPage{
		M: m, C: c, Title: c.Title, Old: m.layoutOf(p) == "2019-21",
		Plans: []link{{m.planTitle(p), "/documents/" + vocabulary.Slug(m.planTitle(p)) + "/"}},
		Cycle: fmt.Sprint(p.Start), Areas: strings.Join(c.Areas, ", "),
		Reports: reportLinks(m, p), NoReport: pending,
		Summary:     p.Ratings == "table",
		Description: describe(c, p),
	}
	if c.Also != "" {
		also := m.planOf(firstYear(c.Also))
		page.Plans = append(page.Plans, link{m.planTitle(also), "/documents/" + vocabulary.Slug(m.planTitle(also)) + "/"})
	}
	page.Status = status(m, p, n)
	page.Completion = completion(p, r.End, n)
	page.EarlyResults = earlyResults(p, r)
	page.Relevant, page.Verifiable = relevant(r.Relevant), r.Verifiable
	if page.Verifiable == "NR" && p.Ratings == "page" {
		page.Verifiable = pending
	}
	page.Ambition = template.HTML(template.HTMLEscapeString(ambition(r)))
	if page.Old {
		page.oldLayout(p, r, n)
	}
	if p.Local {
		page.NoReport, page.Reports = "NA", nil
	}
	return page
}

func relevant(flag string) string {
	switch flag {
	case "1":
		return "Yes"
	case "0":
		return "No"
	}
	return pending
}

// oldLayout fills what the layout of 2019-21 shows and the newer one does
// not.
func (page *commitmentPage) oldLayout(p *plan, r *ratings, n int) {
	page.Starred = yesNo(r.StarEnd == "1")
	if len(r.Values) > 0 {
		page.Relevant = strings.Join(valueNames(r.Values), " , ")
	}
	page.Impact = drawn("impact", r.Impact, impacts, n+5)
	if p.Ratings == "table" {
		page.EarlyResults = "NR"
		page.Completion = "NR"
	}
}

func valueNames(values []string) []string {
	names := map[string]string{
		"information": "Access to Information", "participation": "Civic Participation",
		"accountability": "Public Accountability", "technology": "Technology",
	}
	all := make([]string, len(values))
	for i, v := range values {
		all[i] = names[v]
	}
	return all
}

// status is whether the commitment's plan goes on. The real pages since 2022
// draw it in a way that saved copies have lost; Kenya's stay as those copies
// are, blank.
func status(m *member, p *plan, n int) template.HTML {
	words := []string{"Active", "Inactive"}
	word := words[0]
	if p.End < m.planOf(m.newestStart()).Start {
		word = words[1]
	}
	switch {
	case m.Only == "probe" && p.KnownOnly:
		return ""
	case m.layoutOf(p) == "2019-21":
		return template.HTML(word)
	}
	return drawn("status", word, words, 2*n+1)
}

// completion is the single rating that a page shows: none for plans whose
// ratings come from the table, the finding else.
func completion(p *plan, end string, n int) template.HTML {
	switch {
	case p.Ratings == "table" && end == "NR":
		return "NR"
	case p.Ratings == "table":
		return "No IRM Data"
	case end == "unreadable":
		return wholeScale(scale, "")
	case end == "ND": // a page of a plan that was assessed, its rating not in the text
		return ""
	case end == "NR":
		return pending
	case end == "Complete":
		end = "Completed"
	}
	return drawn("completion", end, scale, n)
}

func earlyResults(p *plan, r *ratings) string {
	switch {
	case p.End >= 2024:
		return pending
	case r.Results != "" && r.Results != "ND" && r.Results != "NR":
		return r.Results
	case r.Opened != "" && r.Opened != "ND" && r.Opened != "NR" && p.Ratings == "page":
		return r.Opened
	}
	return "No IRM Data"
}

// ambition is the newest layout's word: High for a relevant commitment of
// moderate or transformative impact, or of substantial potential.
func ambition(r *ratings) string {
	switch {
	case r.Ambition != "":
		return r.Ambition
	case r.Relevant == "NR":
		return pending
	case r.Relevant == "1" && (r.Impact == "Moderate" || r.Impact == "Transformative" || r.Potential == "Substantial"):
		return "High"
	}
	return "Low"
}

// reportLinks are the reports that a commitment's page names; those that the
// sample has a page for are links.
func reportLinks(m *member, p *plan) []link {
	var all []link
	for _, title := range p.Reviews {
		l := link{Title: title}
		for _, d := range m.Documents {
			if d.Title == title {
				l.URL = "/documents/" + vocabulary.Slug(title) + "/"
			}
		}
		all = append(all, l)
	}
	return all
}

func describe(c *commitment, p *plan) string {
	if c.assigned {
		return "Title, institutions and ratings of this commitment were assigned for the sample, so that the counts of its plan hold. It stands for a commitment whose own text is not part of the sample."
	}
	if p.Ratings == "table" {
		return "Code, plan, institutions and ratings are those of OGP's table; this text was written for the sample."
	}
	return "Code, plan and institutions are real; this text was written for the sample."
}
