package page

import (
	"html"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ogptracker/scrape/record"
)

// TestEstoniasPageOf2018 reads the text of the archived page, each of its
// lines in an element of its own, as paragraphs, as divs and broken by <br>.
func TestEstoniasPageOf2018(t *testing.T) {
	dir := os.Getenv("OGPTRACKER_TESTDATA")
	if dir == "" {
		t.Skip("OGPTRACKER_TESTDATA names no folder with the archived pages")
	}
	text, err := os.ReadFile(filepath.Join(dir, "site", "estonia-2018.txt"))
	if err != nil {
		t.Skip("no archived page:", err)
	}
	for name, form := range map[string][2]string{"paragraphs": {"<p>", "</p>"}, "divs": {"<div>", "</div>"}, "line breaks": {"", "<br>"}} {
		t.Run(name, func(t *testing.T) {
			var b strings.Builder
			b.WriteString("<html><body><h1>Estonia</h1>")
			for line := range strings.Lines(string(text)) {
				if line = strings.TrimSpace(line); line != "" {
					b.WriteString(form[0] + html.EscapeString(line) + form[1] + "\n")
				}
			}
			b.WriteString("</body></html>")
			p, err := newReader(t).Read([]byte(b.String()), "text/html; charset=utf-8", record.Source{Address: "https://www.opengovpartnership.org/countries/Estonia"})
			if err != nil {
				t.Fatal(err)
			}
			if p.Layout != record.Layout2017 || p.Member != "estonia" || p.Field(record.FieldMemberSince).Raw != "2011" || p.Field(record.FieldStatementBy).Raw != "Government of Estonia" {
				t.Errorf("%+v", p)
			}
			statement := p.Field(record.FieldStatement).Raw
			if n := strings.Count(statement, "\n\n"); n != 4 || !strings.HasPrefix(statement, "\"The Open Government Partnership") || !strings.HasSuffix(statement, "society and government.") {
				t.Errorf("statement of %d paragraphs: %s", n+1, statement)
			}
			if v := p.Field(record.FieldLetterOfIntent); v.State != record.Unreadable {
				t.Errorf("letter of intent %+v", v)
			}
			if len(p.Stated) != 5 {
				t.Errorf("%d stated figures: %+v", len(p.Stated), p.Stated)
			}
			for _, s := range p.Stated {
				if s.Number != nil || s.Value.State != record.NotStated {
					t.Errorf("a number that a script fills is stated: %+v", s)
				}
			}
			if p.CommitmentList != record.ListEmpty {
				t.Errorf("list of commitments: %q", p.CommitmentList)
			}
		})
	}
}

// What a group of commitments is about stands above its entries, and is none
// of them, whether or not a script has filled the list.
func TestTheTextAboveAListIsNoCommitment(t *testing.T) {
	for _, list := range []struct {
		html string
		want int
	}{
		{`<p>What this government is doing now is listed below.</p>`, 0},
		{`<div>What was reviewed stands here (see the plans).</div>`, 0},
		{`<p>What this government is doing now is listed below.</p><h4>Open the budget</h4><p>It will be opened.</p>`, 1},
		{`<p>What this government is doing now is listed below.</p><ul><li>Open the budget</li><li>Open the registers</li></ul>`, 2},
		{`<p>Open the budget</p>`, 1},
	} {
		body := `<html><body><h1>Estonia</h1><p>Joined 2011</p><h2>Current Commitments ()</h2><div>` + list.html + `</div><h2>Activity Stream</h2></body></html>`
		p, err := newReader(t).Read([]byte(body), "text/html; charset=utf-8", record.Source{Address: "https://www.opengovpartnership.org/countries/estonia"})
		if err != nil {
			t.Fatal(err)
		}
		if len(p.Commitments) != list.want {
			t.Errorf("%s: %d commitments, want %d: %+v", list.html, len(p.Commitments), list.want, p.Commitments)
		}
	}
}
