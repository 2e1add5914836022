package page

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"ogptracker/scrape/record"
)

func readCountry(t *testing.T, markup string) record.Page {
	t.Helper()
	p, err := newReader(t).Read([]byte(markup), "text/html; charset=utf-8", record.Source{Address: "https://www.opengovpartnership.org/members/kenya/"})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestACountryPageIsReadInMarkupNobodyHasSeen(t *testing.T) {
	for name, markup := range map[string]string{
		"definition lists and a table": `<h1>Kenya</h1><dl><dt>Member Since</dt><dd>2011</dd><dt>Action Plan</dt><dd>4</dd></dl><div><span>Number of Commitments</span><span>8</span></div>
<h2>Commitments</h2><table><tr><td>1</td><td><a href="/members/kenya/commitments/ke0001">A title: with a colon</a></td><td>KE0001, 2018, Open Data</td></tr></table>
<h2>Resources</h2><table><tr><td><a href="/documents/x/">X: a title</a></td><td>2018, Letter, Web page</td></tr></table>`,
		"divs alone, entries inside links": `<div>Kenya</div><div>Member Since 2011</div><div>Action Plan 4</div><div>Number of Commitments: 8</div><div>Commitments</div><a href="/members/kenya/commitments/KE0001"><div>A title: with a colon</div>
<div>KE0001, 2018, Open Data</div></a><div>Resources</div><a href="/documents/x/"><div>X: a title</div><div>2018, Letter, Web page</div></a>`,
		"colons everywhere or nowhere": `<h1>Kenya</h1><p>Member Since: 2011</p><p>Action Plan: 4</p><p>Number of Commitments 8</p><h2>Commitments:</h2><p><a href="/members/kenya/commitments/KE0001/">A title: with a colon</a> KE0001, 2018, Open Data</p>
<h2>Resources:</h2><p><a href="/documents/x/">X: a title</a> 2018, Letter, Web page</p>`,
		"lines broken by br": `<h1>Kenya</h1><p>Member Since 2011<br>Action Plan 4<br>Number of Commitments: 8</p><h2>Commitments</h2><p><a href="/members/kenya/commitments/KE0001/">A title: with a colon</a><br>KE0001, 2018, Open Data</p>
<h2>Resources</h2><p>1. <a href="/documents/x/">X: a title</a><br>2018, Letter, Web Page</p>`,
	} {
		t.Run(name, func(t *testing.T) {
			p := readCountry(t, markup)
			for f, want := range map[record.Field]string{record.FieldMemberSince: "2011", record.FieldPlanNumber: "4", record.FieldNumberOfCommitments: "8"} {
				if got := p.Field(f); got.Raw != want {
					t.Errorf("%s: got %+v, want %q", f, got, want)
				}
			}
			if p.Title != "Kenya" {
				t.Errorf("title %q", p.Title)
			}
			want := record.ListedCommitment{Code: "KE0001", Title: "A title: with a colon", Year: "2018", PolicyArea: "Open Data", URL: "https://www.opengovpartnership.org/members/kenya/commitments/KE0001/"}
			if len(p.Commitments) != 1 || p.Commitments[0] != want {
				t.Errorf("commitments %+v", p.Commitments)
			}
			doc := record.ListedDocument{Title: "X: a title", Year: "2018", Type: "Letter", URL: "https://www.opengovpartnership.org/documents/x/"}
			if len(p.Documents) != 1 || p.Documents[0] != doc {
				t.Errorf("documents %+v", p.Documents)
			}
			// It says that there are eight, and shows one.
			if len(p.Issues) != 1 || p.Issues[0].Code != record.CodeListPart || p.CommitmentList != record.ListPart {
				t.Errorf("list %q, issues %+v", p.CommitmentList, p.Issues)
			}
		})
	}
}

func TestAListThatIsNotWholeSaysSoOnEveryLayout(t *testing.T) {
	entries := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, `<li><a href="/members/kenya/commitments/KE%04d/">Title %d</a><p>KE%04d, 2022, Open Data</p></li>`, i, i, i)
		}
		return "<ol>" + b.String() + "</ol>"
	}
	accordion := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, `<div><a href="#c%d">%d. Title %d</a><div id="c%d"><p>Text.</p><a href="/commitment/%d">See more</a></div></div>`, i, i+1, i, i, i)
		}
		return b.String()
	}
	for name, tt := range map[string]struct {
		markup string
		shown  int
		state  record.ListState
	}{
		"all that the plan has":           {`<p>Number of Commitments: 3</p><h2>Commitments</h2>` + entries(3), 3, record.ListFilled},
		"with those of earlier plans":     {`<p>Number of Commitments: 3</p><h2>Commitments</h2>` + entries(7), 7, record.ListFilled},
		"fewer than the plan has":         {`<p>Number of Commitments: 9</p><h2>Commitments</h2>` + entries(4) + `<nav><a>1</a><a>2</a></nav>`, 4, record.ListPart},
		"leading on to more":              {`<p>Number of Commitments: 3</p><h2>Commitments</h2>` + entries(4) + `<button>Load more</button>`, 4, record.ListPart},
		"a count of those shown":          {`<h2>Commitments</h2>` + entries(4) + `<p>Showing 1–4 of 31 commitments</p>`, 4, record.ListPart},
		"a count of all":                  {`<h2>Commitments</h2>` + entries(4) + `<p>Showing 4 of 4 commitments</p>`, 4, record.ListFilled},
		"2018, a count behind the list":   {`<p>Joined 2011</p><h2>Current Commitments (3)</h2>` + accordion(2) + `<button>Load more</button><p>Showing 2 of 3</p>`, 2, record.ListPart},
		"2018, whole, a note behind it":   {`<p>Joined 2011</p><h2>Current Commitments (2)</h2>` + accordion(2) + `<p>Is one missing? Write to us.</p>`, 2, record.ListFilled},
		"2018, a link to the whole list":  {`<p>Joined 2011</p><h2>Current Commitments (4)</h2>` + accordion(2) + `<a href="#all">View all (4)</a>`, 2, record.ListPart},
		"2018, without See more, a count": {`<p>Joined 2011</p><h2>Current Commitments (3)</h2><ul><li><a href="/commitment/1">One</a></li><li><a href="/commitment/2">Two</a></li></ul><p>1-2 of 3</p>`, 2, record.ListPart},
	} {
		t.Run(name, func(t *testing.T) {
			p := readCountry(t, "<h1>Kenya</h1><p>Member Since 2011</p>"+tt.markup)
			said := slices.ContainsFunc(p.Issues, func(i record.Issue) bool { return i.Code == record.CodeListPart })
			if len(p.Commitments) != tt.shown || p.CommitmentList != tt.state || said != (tt.state == record.ListPart) {
				t.Errorf("%d commitments, list %q, issues %+v", len(p.Commitments), p.CommitmentList, p.Issues)
			}
		})
	}
}

func TestBarsAndCountersAreReadInAnyOrder(t *testing.T) {
	for name, markup := range map[string]string{
		"number first":     `<h2>12 Current Commitments</h2><h2>Current Action Plan Thematic Focus</h2><p>45% Open Data</p><p>5.5% Health</p><h2>Commitment Completion</h2><p>40% Mid term percentage</p><p>0% End of term percentage</p>`,
		"words first":      `<h2>Current Commitments: 12</h2><h2>Current Action Plan Thematic Focus</h2><table><tr><td>Open Data</td><td>45%</td></tr><tr><td>Health</td><td>5.5 %</td></tr></table><h2>Commitment Completion</h2><p>Mid-term percentage 40%</p><p>End of term percentage 0%</p>`,
		"in two elements":  `<div>12</div><div>Current Commitments</div><h2>Current Action Plan Thematic Focus</h2><div><b>45%</b><i>Open Data</i></div><div><b>5.5%</b><i>Health</i></div><h2>Commitment Completion</h2><div>40%</div><div>Midterm percentage</div>`,
		"all in one block": `<p>12 Current Commitments</p><h2>Current Action Plan Thematic Focus</h2><div><span>45%</span> <span>Open Data</span> <span>5.5%</span> <span>Health</span></div><h2>Commitment Completion</h2><div><span>40%</span> <span>Mid term percentage</span></div>`,
	} {
		t.Run(name, func(t *testing.T) {
			p := readCountry(t, `<h1>Kenya</h1><p>Joined 2011</p>`+markup)
			want := map[string]float64{"current_commitments": 12, "thematic_focus_share Open Data": 0.45, "thematic_focus_share Health": 0.055, "midterm_completion_share": 0.4}
			for _, s := range p.Stated {
				key := string(s.Measure)
				if s.Detail != "" {
					key += " " + s.Detail
				}
				if s.Number == nil {
					if s.Measure != record.MeasureEndOfTermCompletion || s.Value.State != record.NotStated {
						t.Errorf("%+v has no number", s)
					}
					continue
				}
				if n, ok := want[key]; !ok || n-*s.Number > 1e-9 || *s.Number-n > 1e-9 {
					t.Errorf("%s: got %v, want %v", key, *s.Number, n)
				}
				delete(want, key)
			}
			if len(want) > 0 {
				t.Errorf("not read: %v", want)
			}
		})
	}
}

func TestABannerIsASentenceOfItsOwnWhateverStandsBesideIt(t *testing.T) {
	for name, markup := range map[string]string{
		"alone":               `<p>Kenya is currently suspended under a Response Policy case. Learn more <a href="/x">here</a>.</p>`,
		"without its link":    `<p>Kenya is currently suspended under a Response Policy case.</p>`,
		"behind another text": `<p>Welcome. Kenya is currently suspended under a Response Policy case. Learn more here.</p>`,
		"in an alert":         `<div role="alert"><strong>Kenya</strong> is currently suspended under a Response Policy case.<a href="/x">Learn more here.</a></div>`,
	} {
		t.Run(name, func(t *testing.T) {
			p := readCountry(t, `<h1>Kenya</h1>`+markup+`<p>Member Since 2011</p>`)
			const want = "Kenya is currently suspended under a Response Policy case."
			if got := p.Field(record.FieldMemberStatus); got != record.Say(want) || len(p.Banners) != 1 || p.Banners[0] != want {
				t.Errorf("got %+v, %q", got, p.Banners)
			}
		})
	}
}

func TestCountersSideBySideInOneLineKeepTheirOwnNumbers(t *testing.T) {
	p := readCountry(t, `<h1>Kenya</h1><p>Joined 2011</p><div><a><b>9</b> <span>Current Commitments</span></a><a><b>4</b> <span>Commitments Post-Implementation</span></a><a><b>1</b> <span>Starred Commitment</span></a></div>
<h2>Current Action Plan Thematic Focus</h2>`)
	want := map[record.Measure]string{"current_commitments": "9", "post_implementation_commitments": "4", "starred_commitments": "1"}
	if len(p.Stated) != len(want) {
		t.Errorf("%d figures, want %d", len(p.Stated), len(want))
	}
	for _, s := range p.Stated {
		if s.Value.Raw != want[s.Measure] || s.Number == nil {
			t.Errorf("%s: got %+v, want %s", s.Measure, s.Value, want[s.Measure])
		}
	}
}

func TestAStatementInTheLineOfTheYearOfJoiningIsRead(t *testing.T) {
	p := readCountry(t, `<h1>Kenya</h1><p>Joined 2011. The following text was contributed by the Government of Kenya. Kenya joined to open its budget.</p><h2>Current Commitments ()</h2>`)
	for f, want := range map[record.Field]string{record.FieldMemberSince: "2011", record.FieldStatementBy: "Government of Kenya", record.FieldStatement: "Kenya joined to open its budget."} {
		if got := p.Field(f); got != record.Say(want) {
			t.Errorf("%s: got %+v, want %q", f, got, want)
		}
	}
}

func TestADateBehindAStorysTitleAndAFilesSizeAreNoTitle(t *testing.T) {
	p := readCountry(t, `<h1>Kenya</h1><p>Joined 2011</p><h3>Reports</h3><ul><li><a href="/documents/x/">Kenya Progress Report 2014-2015</a> (PDF, 2 MB)</li></ul>
<h3>Activity Stream</h3><ul><li>A new OGP Story has been posted: <a href="/stories/x/">Kenya opens data</a> <time>May 3, 2018</time></li></ul>`)
	if len(p.Activity) != 1 || p.Activity[0].Title != "Kenya opens data" || p.Activity[0].Date != "May 3, 2018" {
		t.Errorf("activity %+v", p.Activity)
	}
	if len(p.Documents) != 1 || p.Documents[0].Title != "Kenya Progress Report 2014-2015" {
		t.Errorf("documents %+v", p.Documents)
	}
}

// A label with nothing behind it but a full stop states nothing.
func TestFullStopIsNoPlanNumber(t *testing.T) {
	t.Parallel()
	for _, label := range []string{"Action Plan", "Member Since", "Joined"} {
		for _, rest := range []string{" .", ": ...", "<br>."} {
			for field, v := range readCountry(t, `<h1>Kenya</h1><p>`+label+rest+`</p><p>Number of Commitments 8</p>`).Fields {
				if v.State == record.Stated && strings.Trim(v.Raw, ". ") == "" {
					t.Errorf("%s%s: %s is %+v", label, rest, field, v)
				}
			}
		}
	}
}
