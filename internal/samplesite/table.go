package samplesite

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strconv"
	"strings"
)

// tableColumns are the columns of OGP's 2024 layout that the sample's table
// has before and after those of the policy areas.
var tableColumns = struct{ before, after []string }{
	[]string{"Commitment Unique Identifier", "Country/Locality", "Action Plan Number", "Commitment Number", "Code", "Region", "National Or Local", "Commitment Dummy", "Year Of Submission", "Action Plan End Year", "Action Plan Duration (Years)", "Theme", "Commitment Title", "Short Title", "Full Text", "Start Date", "End Date", "Lead Institution", "Supporting Institution(s)"},
	[]string{"Specificity", "_Specificity", "Verifiable", "OGP Value Access To Information", "OGP Value Civic Participation", "OGP Value Public Accountability", "OGP Value Technology", "_Relevant", "Potential Impact", "_Potential Impact", "Completion (Progress Report)", "_CompletionProgress", "Starred (Current Formula) Progress Report", "Potential for Results", "Cluster (AP Review)", "Cluster Commitment ID(s)", "Completion (End Of Term)", "_CompletionEndTerm", "Change In Completion", "Early Results", "Did It Open Government (Overall)", "_OpenGovernment", "Starred (Current Formula) End of Term", "Carried Forward", "URL", "Latest IRM Report", "Action Plan ID"},
}

// TableCSV is the sample's second source: OGP's commitments table in the
// layout of 2024, with the columns that the report can use. It does not
// change between the nights.
func TableCSV(night int) []byte {
	s := New(night)
	areas := s.tableAreas()
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	header := append(append(append([]string(nil), tableColumns.before...), areas...), tableColumns.after...)
	w.Write(header)
	for i := range s.members {
		m := &s.members[i]
		for j := range m.commitments {
			c := &m.commitments[j]
			if p := m.planOf(firstYear(c.Plan)); c.inTable(m.member, p) {
				w.Write(tableCells(m.member, p, c, areas))
			}
		}
	}
	w.Flush()
	if err := w.Error(); err != nil {
		panic("samplesite: table: " + err.Error())
	}
	return b.Bytes()
}

// inTable: the table holds the plans that are rated from it, every
// commitment known from OGP's own table, and the member that only the table
// knows.
func (c *commitment) inTable(m *member, p *plan) bool {
	fromTable := !c.assigned && c.Ratings.Midterm != "" && m.Only != "probe"
	return p.Ratings == "table" || fromTable || m.Only == "table"
}

// tableAreas are the policy areas of the table's rows, each a column, in
// order of first use.
func (s *Site) tableAreas() []string {
	var all []string
	seen := make(map[string]bool)
	for i := range s.members {
		m := &s.members[i]
		for j := range m.commitments {
			c := &m.commitments[j]
			if !c.inTable(m.member, m.planOf(firstYear(c.Plan))) {
				continue
			}
			for _, a := range c.Areas {
				if !seen[strings.ToLower(a)] {
					seen[strings.ToLower(a)] = true
					all = append(all, a)
				}
			}
		}
	}
	return all
}

func tableCells(m *member, p *plan, c *commitment, areas []string) []string {
	r := c.Ratings.forTable()
	text := "Code, plan and ratings are real; this text was written for the sample data."
	if c.assigned {
		text = "Sample data: title and ratings assigned for the sample, so that the counts of the plan hold."
	}
	cells := []string{c.Code, m.Name, strconv.Itoa(p.Number), c.Number, m.ISO3, m.Region, m.Type, "1",
		strconv.Itoa(p.Year), strconv.Itoa(p.End), strconv.Itoa(p.End - p.Start), "NA", c.Title, c.Title, text, "NA", "NA", c.Lead, c.Support}
	for _, a := range areas {
		cells = append(cells, oneZero(hasArea(c, a)))
	}
	return append(cells, r.Specificity, twin(r.Specificity, "None", "Low", "Medium", "High"), r.Verifiable,
		value(r, "information"), value(r, "participation"), value(r, "accountability"), value(r, "technology"), r.Relevant,
		r.Impact, twin(r.Impact, "None", "Minor", "Moderate", "Transformative"),
		r.Midterm, completionTwin(r.Midterm), r.StarMidterm, r.Potential, "ND", "ND",
		r.End, completionTwin(r.End), change(r.Midterm, r.End), r.Results,
		r.Opened, twin(r.Opened, "Worsens", "Did Not Change", "Marginal", "Major", "Outstanding"), r.StarEnd, r.Carried,
		"https://opengovpartnership.org"+strings.TrimSuffix(c.path(m.Slug), "/"), "NA", p.ID)
}

// forTable writes what is pending the way the table does: NR.
func (r ratings) forTable() *ratings {
	for _, f := range []*string{&r.Midterm, &r.End, &r.Specificity, &r.Verifiable, &r.Relevant, &r.Impact, &r.Potential, &r.Results, &r.Opened} {
		if *f == pending || *f == "" {
			*f = "NR"
		}
	}
	return &r
}

func hasArea(c *commitment, area string) bool {
	for _, a := range c.Areas {
		if strings.EqualFold(a, area) {
			return true
		}
	}
	return false
}

func value(r *ratings, name string) string {
	if r.Relevant != "0" && r.Relevant != "1" {
		return r.Relevant
	}
	if r.Relevant == "1" && len(r.Values) == 0 {
		return "ND" // rows of recent plans say that they are relevant, not to what
	}
	return oneZero(slices.Contains(r.Values, name))
}

// twin is the coded column beside a rating: the word's place on its scale,
// or the absence itself.
func twin(word string, words ...string) string {
	for i, w := range words {
		if w == word {
			return strconv.Itoa(i)
		}
	}
	return word
}

func completionTwin(word string) string {
	return twin(word, "Withdrawn", "Unclear", "Not Started", "Limited", "Substantial", "Complete")
}

func change(midterm, end string) string {
	a, errA := strconv.Atoi(completionTwin(midterm))
	b, errB := strconv.Atoi(completionTwin(end))
	switch {
	case errA != nil || errB != nil:
		return "ND"
	case a < b:
		return "Increase"
	case a > b:
		return "Decrease"
	}
	return "No Change"
}
