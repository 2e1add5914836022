package page

import (
	"fmt"
	"strings"
	"testing"

	"ogptracker/scrape/record"
)

// readParts reads a commitment's page whose structured part is the body.
func readParts(t *testing.T, body string) record.Page {
	t.Helper()
	p, err := newReader(t).Read([]byte("<html><head><title>Open the land register (GH0042) | Commitment from Ghana | Open Government Partnership</title></head><body><main><h1>Open the land register (GH0042)</h1>"+
		body+"<h2>Description</h2><p>Who owns what.</p></main></body></html>"), "text/html",
		record.Source{Address: "https://www.opengovpartnership.org/members/ghana/commitments/GH0042/"})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func raw(p *record.Page, f record.Field) string {
	if v := p.Fields[f]; v.State != record.Stated {
		return string(v.State)
	}
	return p.Fields[f].Raw
}

// What stands behind the last label's value and is none of it: a page may end
// its facts with anything.
func TestAValueEndsWithItsPartOfThePage(t *testing.T) {
	type said struct {
		label, value string
		field        record.Field
	}
	facts := []said{{"Action Plan Cycle", "2022", record.FieldActionPlanCycle}, {"Completion", "Substantial", record.FieldCompletion}, {"Verifiable", "Yes", record.FieldVerifiable},
		{"Lead Institution", "Lands Commission", record.FieldLeadInstitution}, {"Support Institution(s)", "Audit Service, Statistical Service", record.FieldSupporting},
		{"Policy Areas", "Land, Open Data", record.FieldPolicyAreas}}
	each := func(form string) func([]said) string {
		return func(facts []said) string {
			var b strings.Builder
			for _, f := range facts {
				fmt.Fprintf(&b, form, f.label, f.value)
			}
			return b.String()
		}
	}
	in := func(open string, inner func([]said) string, end string) func([]said) string {
		return func(facts []said) string { return open + inner(facts) + end }
	}
	forms := map[string]func([]said) string{
		"items":             in("<ul>", each("<li>%s: %s</li>"), "</ul>"),
		"terms":             in("<dl>", each("<dt>%s</dt><dd>%s</dd>"), "</dl>"),
		"paragraphs":        each("<p><b>%s:</b> %s</p>"),
		"paragraphs in box": in("<div>", each("<p><b>%s:</b> %s</p>"), "</div>"),
		"lines":             in("<div>", each("<b>%s:</b> %s<br>"), "</div>"),
		"headings":          each("<h4>%s</h4><p>%s</p>"),
		"sections":          each("<section><h4>%s</h4><p>%s</p></section>"),
		"cards":             in("<div>", each("<div><div>%s</div><div>%s</div></div>"), "</div>"),
		"a flat grid":       in("<div>", each("<div>%s</div><div>%s</div>"), "</div>"),
		"rows":              in("<table>", each("<tr><th>%s</th><td>%s</td></tr>"), "</table>"),
	}
	behind := map[string]string{
		"buttons":  `<div><button>Print</button> <a href="#">Send to a friend</a></div>`,
		"a teaser": `<aside><p>Ghana in numbers</p></aside>`,
		"a number": `<section><div>17 readers</div></section>`,
	}
	for form, page := range forms {
		for i := range facts { // each is last once
			order := append(append(append([]said(nil), facts[:i]...), facts[i+1:]...), facts[i])
			for junk, words := range behind {
				p := readParts(t, page(order)+words)
				for _, f := range facts {
					if got := raw(&p, f.field); got != f.value {
						t.Errorf("%s, behind them %s, last %s: %s is %q, want %q", form, junk, facts[i].label, f.field, got, f.value)
					}
				}
			}
		}
	}
}

// A page that rates a commitment at each review.
func TestCompletionOfEachReview(t *testing.T) {
	const both = "Limited / Substantial"
	for name, c := range map[string]struct{ body, want string }{
		"in rows":                  {`<table><tr><th>Review</th><th>Completion</th></tr><tr><td>Midterm</td><td>Limited</td></tr><tr><td>End of term</td><td>Substantial</td></tr></table>`, both},
		"in rows, more beside":     {`<table><tr><th></th><th>Starred</th><th>Completion</th></tr><tr><th>Mid-term</th><td>No</td><td>Limited</td></tr><tr><th>End-of-Term</th><td>No</td><td>Substantial</td></tr></table>`, both},
		"in rows, the later first": {`<table><tr><th>Review</th><th>Completion</th></tr><tr><td>End of Term Report</td><td>Substantial</td></tr><tr><td>Progress Report</td><td>Limited</td></tr></table>`, both},
		"in columns":               {`<table><tr><th></th><th>Midterm</th><th>End of Term</th></tr><tr><td>Completion</td><td>Limited</td><td>Substantial</td></tr></table>`, both},
		"under headings":           {`<h3>Midterm Review</h3><ul><li>Completion: Limited</li></ul><h3>End of Term Review</h3><ul><li>Completion: Substantial</li></ul>`, both},
		"under lines":              {`<div><p>Mid-Term</p><p>Starred: No</p><p>Completion: Limited</p></div><div><p>End of Term</p><p>Starred: No</p><p>Completion: Substantial</p></div>`, both},
		"one alone":                {`<h3>End of Term</h3><dl><dt>Completion</dt><dd>Substantial</dd></dl>`, " / Substantial"},
		// Which is which does not tell: no word is better than a wrong one.
		"under tabs":      {`<ul><li>Midterm</li><li>End of Term</li></ul><div><p>Completion: Limited</p></div><div><p>Completion: Substantial</p></div>`, " / , completion unreadable"},
		"in unnamed rows": {`<table><tr><th>Completion</th><th>Verifiable</th></tr><tr><td>Limited</td><td>Yes</td></tr></table><p>Completion: Substantial</p>`, " / , completion unreadable"},
	} {
		t.Run(name, func(t *testing.T) {
			p := readParts(t, `<ul><li>Lead Institution: Lands Commission</li></ul>`+c.body)
			got := raw(&p, record.FieldCompletionMidterm) + " / " + raw(&p, record.FieldCompletionEnd)
			if v, ok := p.Fields[record.FieldCompletion]; ok {
				got += ", completion " + raw(&p, record.FieldCompletion)
				if v.State == record.Unreadable && (len(p.Issues) == 0 || v.Markup == "") {
					t.Errorf("nothing is said of it: %+v", p.Issues)
				}
			}
			if got != c.want || raw(&p, record.FieldLeadInstitution) != "Lands Commission" {
				t.Errorf("%s; lead institution %q", got, raw(&p, record.FieldLeadInstitution))
			}
			for _, i := range p.Issues {
				if i.Code == record.CodeUnknownLabel {
					t.Errorf("the name of a review is called an unknown label: %s", i.Value)
				}
			}
		})
	}
}

// Two labels above their two values: neither is told.
func TestTwoLabelsAboveTwoValuesAreNotPaired(t *testing.T) {
	p := readParts(t, `<p>Lead Institution: Lands Commission</p><div><div>Verifiable</div><div>Completion</div></div><div><div>Yes</div><div>Substantial</div></div>`)
	if a, b := raw(&p, record.FieldVerifiable), raw(&p, record.FieldCompletion); a == "Substantial" || b == "Yes" || b != string(record.Unreadable) {
		t.Errorf("verifiable %q, completion %q", a, b)
	}
}

// Institutions in tags of their own are several, the words of one in several
// elements one.
func TestInstitutionsInTags(t *testing.T) {
	for body, want := range map[string]string{
		`<p>Lead Institution: <span>Lands Commission</span> <span>Audit Service</span></p>`:               "Lands Commission; Audit Service",
		`<p>Lead Institution: <span>Ministry</span> <span>of Finance</span></p>`:                          "Ministry of Finance",
		`<p>Lead Institution: <span>Ministry of Finance</span> <span>(MoF) of Ghana</span></p>`:           "Ministry of Finance (MoF) of Ghana",
		`<p>Lead Institution: <a href="/a">Lands Commission</a> <a href="/b">Statistical Service</a></p>`: "Lands Commission; Statistical Service",
	} {
		p := readParts(t, body+`<p>Verifiable: Yes</p>`)
		if got := raw(&p, record.FieldLeadInstitution); got != want {
			t.Errorf("%s: %q, want %q", body, got, want)
		}
	}
}
