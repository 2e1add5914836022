package page

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"ogptracker/scrape/record"
)

// TestAListIsReadWhateverCarriesItsEntries: titles with code, year and area,
// or with year and type, in every form that a theme may give them.
func TestAListIsReadWhateverCarriesItsEntries(t *testing.T) {
	type entry struct{ link, title, first, year, kind string }
	for name, form := range map[string]func(entry) string{
		"rows of a table": func(e entry) string {
			return "<table><tr><td>" + e.year + "</td><td>" + e.link + e.title + "</a></td><td>" + e.first + "</td><td>" + e.kind + "</td></tr></table>"
		},
		"cards with spans": func(e entry) string {
			return "<div><h3>" + e.link + e.title + "</a></h3><p><span>" + e.first + "</span> <span>" + e.year + "</span> <span>" + e.kind + "</span></p></div>"
		},
		"cards with lines": func(e entry) string {
			return "<div>" + e.link + e.title + "</a><p>" + e.first + "</p><p>" + e.year + "</p><p>" + e.kind + "</p></div>"
		},
		"cards that are links": func(e entry) string {
			return "<div>" + e.link + "<h3>" + e.title + "</h3><p>" + e.first + "</p><p>" + e.year + "</p><p>" + e.kind + "</p></a></div>"
		},
		"items with dots": func(e entry) string {
			return "<ul><li>" + e.link + e.title + "</a> <small>" + e.first + " · " + e.year + " · " + e.kind + "</small></li></ul>"
		},
		"a link to read more": func(e entry) string {
			return "<ul><li>" + e.link + e.title + "</a><br>" + e.first + " | " + e.year + " | " + e.kind + " " + e.link + "Read more</a></li></ul>"
		},
		"lines with commas and a link to read more": func(e entry) string {
			line := strings.TrimPrefix(e.first+", ", ", ") + e.year + ", " + e.kind
			if e.first == "" {
				line += ", Web page"
			}
			return "<ul><li>" + e.link + e.title + "</a><br>" + line + " " + e.link + "View</a></li></ul>"
		},
	} {
		t.Run(name, func(t *testing.T) {
			var commitments, documents strings.Builder
			for i := 8; i < 10; i++ {
				code := fmt.Sprintf("CL004%d", i)
				commitments.WriteString(form(entry{"<a href='/members/chile/commitments/" + code + "/'>", "Promise", code, "2018", "Open Data"}))
				documents.WriteString(form(entry{"<a href='/documents/d" + code + "/'>", "Chile Report", "", "2019", "IRM Report"}))
			}
			body := "<!doctype html><html><body><main><h1>Chile</h1><p>Member Since 2011</p><h2>Commitments</h2>" + commitments.String() + "<h2>Resources</h2>" + documents.String() + "<h2>Current Data</h2></main></body></html>"
			p, err := newReader(t).Read([]byte(body), "text/html; charset=utf-8", record.Source{Address: "https://www.opengovpartnership.org/members/chile/"})
			if err != nil {
				t.Fatal(err)
			}
			const site = "https://www.opengovpartnership.org"
			var wantC []record.ListedCommitment
			var wantD []record.ListedDocument
			for _, code := range []string{"CL0048", "CL0049"} {
				wantC = append(wantC, record.ListedCommitment{Code: code, Title: "Promise", Year: "2018", PolicyArea: "Open Data", URL: site + "/members/chile/commitments/" + code + "/"})
				wantD = append(wantD, record.ListedDocument{Title: "Chile Report", Year: "2019", Type: "IRM Report", URL: site + "/documents/d" + strings.ToLower(code) + "/"})
			}
			for i := range p.Documents {
				p.Documents[i].URL = strings.ToLower(p.Documents[i].URL)
			}
			if !slices.Equal(p.Commitments, wantC) || p.CommitmentList != record.ListFilled {
				t.Errorf("commitments (%v) %+v", p.CommitmentList, p.Commitments)
			}
			if !slices.Equal(p.Documents, wantD) || p.DocumentList != record.ListFilled {
				t.Errorf("documents (%v) %+v", p.DocumentList, p.Documents)
			}
		})
	}
}
