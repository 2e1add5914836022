package page

import (
	"fmt"
	"strings"
	"testing"

	"ogptracker/scrape/record"
)

// Pages in markups that no fixture has: each is one way of writing a page, with
// places for facts. They stand for what the site may look like on the day it is
// read.

// fact is what a page says, and how the record has it.
type fact struct{ name, want string }

// commitmentMarkups hold %T title, %C code, %P plan, %Y year, %L lead, %S
// supporting, %A policy areas (two), %V verifiable, %B ambition, %R rating as
// drawn.
var commitmentMarkups = map[string]string{
	"grid of cards": `<main class="wrap"><div class="hero"><a href="/members/%m">%M</a><h1 class="hero__t">%T (%C)</h1></div><section class="grid">
<article class="card"><h5>Action Plan</h5><div class="card__b"><a href="/documents/%m-action-plan-%Y/">%P</a></div></article><article class="card"><h5>Action Plan Cycle</h5><div class="card__b">%Y</div></article>
<article class="card"><h5>Lead Institution</h5><div class="card__b">%L</div></article><article class="card"><h5>Support Institution(s)</h5><div class="card__b">%S</div></article>
<article class="card"><h5>Policy Areas</h5><div class="card__b"><a class="pill" href="/policy-area/a/">%A1</a> <a class="pill" href="/policy-area/b/">%A2</a></div></article>
<article class="card"><h5>Verifiable</h5><div class="card__b">%V</div></article><article class="card"><h5>Ambition</h5><div class="card__b">%B</div></article><article class="card"><h5>Completion</h5><div class="card__b">%R</div></article></section><h2>Description</h2><p>%D</p></main>`,
	"custom elements": `<ogp-app><ogp-head><h1>%T (%C)</h1></ogp-head><ogp-facts><ogp-fact><span slot="k">Action Plan:</span><span slot="v"> %P</span></ogp-fact><br><ogp-fact><span slot="k">Action Plan Cycle:</span><span slot="v"> %Y</span></ogp-fact><br>
<ogp-fact><span slot="k">Lead Institution:</span><span slot="v"> %L</span></ogp-fact><br><ogp-fact><span slot="k">Support Institution(s):</span> <span slot="v">%S</span></ogp-fact><br><ogp-fact><span slot="k">Policy Areas:</span> <span>%A1</span>, <span>%A2</span></ogp-fact><br>
<ogp-fact><span slot="k">Verifiable:</span> <b>%V</b></ogp-fact><br><ogp-fact><span>Ambition:</span> <b>%B</b></ogp-fact><br><ogp-fact><span>Completion:</span> %R</ogp-fact></ogp-facts><h2>Description</h2><p>%D</p></ogp-app>`,
	"one wide table": `<div role="main"><h1>%T (%C)</h1><table class="t"><thead><tr><th>Action Plan</th><th>Action Plan Cycle</th><th>Lead Institution</th><th>Support Institution(s)</th><th>Policy Areas</th><th>Verifiable</th><th>Ambition</th><th>Completion</th></tr></thead>
<tbody><tr><td>%P</td><td>%Y</td><td>%L</td><td>%S</td><td>%A1, %A2</td><td>%V</td><td>%B</td><td>%R</td></tr></tbody></table><h3>Description</h3><p>%D</p></div>`,
	"table of rows with icons": `<main><h1>%T <small>(%C)</small></h1><table><tr><th scope="row"><svg><path d="M1 1"/></svg> Action Plan</th><td>%P</td></tr><tr><th scope="row"><svg></svg> Action Plan Cycle</th><td>%Y</td></tr><tr><th>Lead Institution <button aria-label="What is this?">?</button></th><td>%L</td></tr>
<tr><th>Support Institution(s)</th><td>%S</td></tr><tr><th>Policy Areas</th><td><ul><li>%A1</li><li>%A2</li></ul></td></tr><tr><th>Verifiable</th><td>%V</td></tr><tr><th>Ambition</th><td>%B</td></tr><tr><th>Completion</th><td>%R</td></tr></table><h2>Description</h2><p>%D</p></main>`,
	"definition list in groups": `<main><header><p class="eyebrow"><a href="/members/%m/">%M</a></p><h1>%T (%C)</h1></header><dl><div><dt>Action Plan</dt><dd>%P</dd></div><div><dt>Action Plan Cycle</dt><dd>%Y</dd></div><div><dt>Lead Institution</dt><dd>%L</dd></div><div><dt>Support Institution(s)</dt><dd>%S</dd></div>
<div><dt>Policy Areas</dt><dd>%A1</dd><dd>%A2</dd></div><div><dt>Verifiable</dt><dd>%V</dd></div><div><dt>Ambition</dt><dd>%B</dd></div><div><dt>Completion</dt><dd>%R</dd></div></dl><section><h2>Description</h2><p>%D</p></section></main>`,
	"details that fold": `<main><h1>%T (%C)</h1><details open><summary>At a Glance</summary><p><em>Action Plan</em>: %P</p><p><em>Action Plan Cycle</em>: %Y</p></details><details><summary>Institutions</summary><p><em>Lead Institution</em>: %L</p><p><em>Support Institution(s)</em>: %S</p></details>
<details><summary>Policy Areas</summary><p>%A1, %A2</p></details><details><summary>Design</summary><p><em>Verifiable</em>: %V</p><p><em>Ambition</em>: %B</p></details><details><summary>Implementation</summary><p><em>Completion</em>: %R</p></details><h2>Description</h2><p>%D</p></main>`,
	"fieldsets": `<form action="#"><h1>%T (%C)</h1><fieldset><legend>Action Plan</legend><span>%P</span></fieldset><fieldset><legend>Action Plan Cycle</legend><span>%Y</span></fieldset><fieldset><legend>Lead Institution</legend><span>%L</span></fieldset><fieldset><legend>Support Institution(s)</legend><span>%S</span></fieldset>
<fieldset><legend>Policy Areas</legend><span>%A1</span><br><span>%A2</span></fieldset><fieldset><legend>Verifiable</legend><span>%V</span></fieldset><fieldset><legend>Ambition</legend><span>%B</span></fieldset><fieldset><legend>Completion</legend><span>%R</span></fieldset><h2>Description</h2><p>%D</p></form>`,
	"tooltips in every label": `<main><h1>%T (%C)</h1><ul class="meta"><li><span class="k">Action Plan<span role="tooltip">A plan holds what a government promised for two or four years.</span></span>: <span>%P</span></li><li><span class="k">Action Plan Cycle</span>: <span>%Y</span></li>
<li><span class="k">Lead Institution<span hidden>The office that answers for the commitment.</span></span>: <span>%L</span></li><li><span class="k">Support Institution(s)</span>: <span>%S</span></li><li><span class="k">Policy Areas</span>: <span>%A1</span>, <span>%A2</span></li>
<li><span class="k">Verifiable<span style="display:none">Whether one can check it.</span></span>: %V</li><li><span class="k">Ambition</span>: %B</li><li><span class="k">Completion<span role="tooltip">How far it has come, on a scale of four.</span></span>: %R</li></ul><h2>Description</h2><p>%D</p></main>`,
	"lines with breaks":  `<div id="c"><h2>%T (%C)</h2><p>Action Plan: %P<br>Action Plan Cycle: %Y<br>Lead Institution: %L<br>Support Institution(s): %S<br>Policy Areas: %A1, %A2<br>Verifiable: %V<br>Ambition: %B<br>Completion: %R</p><h3>Description</h3><p>%D</p></div>`,
	"headings and texts": `<main><h1>%T (%C)</h1><h3>Action Plan</h3><p>%P</p><h3>Action Plan Cycle</h3><p>%Y</p><h3>Lead Institution</h3><p>%L</p><h3>Support Institution(s)</h3><p>%S</p><h3>Policy Areas</h3><p>%A1, %A2</p><h3>Verifiable</h3><p>%V</p><h3>Ambition</h3><p>%B</p><h3>Completion</h3><div>%R</div><h3>Description</h3><p>%D</p></main>`,
}

// ratings are ways of drawing one; "" is one that nobody can read.
var ratingsApart = []struct{ markup, read string }{
	{`<i class="meter meter--limited"></i>`, "Limited"},
	{`Substantial`, "Substantial"},
	{`<svg role="img" aria-label="Completion: Completed"><rect/></svg>`, "Completed"},
	{`<span data-state='{"v":"Not Started"}'></span>`, "Not Started"},
	{`<img src="/a/3of4.png" alt="">`, ""},
	{`<span class="sr-only">Pending IRM Review</span>`, "Pending IRM Review"},
}

var commitmentFacts = []map[string]string{
	{"%m": "ghana", "%M": "Ghana", "%T": "Publish mining contracts", "%C": "GH0042", "%P": "Ghana Action Plan 2021-2023", "%Y": "2021", "%L": "Minerals Commission", "%S": "Ghana Extractives Forum", "%A1": "Extractive Industries", "%A2": "Open Contracting", "%V": "Yes", "%B": "High", "%D": "Contracts go online within a month."},
	{"%m": "costa-rica", "%M": "Costa Rica", "%T": "Open the courts: hearings, rulings & data", "%C": "CR0077", "%P": "Costa Rica Action Plan 2023-2027", "%Y": "2023", "%L": "Poder Judicial", "%S": "Universidad de Costa Rica; Ojo Público", "%A1": "Justice", "%A2": "Public Participation", "%V": "No", "%B": "Low", "%D": "Hearings are streamed, says the plan."},
}

func TestCommitmentPagesWrittenApartFromTheFixtures(t *testing.T) {
	everyFactRead(t, commitmentMarkups, 97)
}

// everyFactRead reads pages in each markup: no fact may be wrong, and at least
// so many of a hundred must be read.
func everyFactRead(t *testing.T, markups map[string]string, least int) {
	t.Helper()
	r := newReader(t)
	read, all, pages := 0, 0, 0
	for name, markup := range markups {
		for i, facts := range commitmentFacts {
			rating := ratingsApart[(len(name)+3*i)%len(ratingsApart)]
			pages++
			p, err := tryApart(r, fill(markup, facts, rating.markup), "/members/"+facts["%m"]+"/commitments/"+facts["%C"]+"/")
			if err != nil {
				all += 11
				t.Logf("%s, %s: nothing is read: %v", name, facts["%C"], err)
				continue
			}
			for _, f := range []struct {
				field record.Field
				want  string
			}{{record.FieldActionPlan, facts["%P"]}, {record.FieldActionPlanCycle, facts["%Y"]}, {record.FieldLeadInstitution, facts["%L"]}, {record.FieldSupporting, facts["%S"]},
				{record.FieldPolicyAreas, facts["%A1"] + ", " + facts["%A2"]}, {record.FieldVerifiable, facts["%V"]}, {record.FieldAmbition, facts["%B"]}, {record.FieldCompletion, rating.read}, {record.FieldDescription, facts["%D"]}} {
				all++
				switch got := p.Field(f.field); {
				case got.Raw == f.want && (f.want != "" || got.State == record.Unreadable && got.Markup != ""):
					read++
				case got.State == record.Stated:
					t.Errorf("%s, %s: %s is wrong: %q, want %q", name, facts["%C"], f.field, got.Raw, f.want)
				default:
					t.Logf("%s, %s: %s is not read: %+v", name, facts["%C"], f.field, got)
				}
			}
			all += 2
			if p.Title == facts["%T"] && p.Code == facts["%C"] {
				read += 2
			} else {
				t.Errorf("%s: title %q, code %q", name, p.Title, p.Code)
			}
		}
	}
	t.Logf("%d pages: %d of %d facts read", pages, read, all)
	if read*100 < all*least {
		t.Errorf("only %d of %d facts are read", read, all)
	}
}

func fill(markup string, facts map[string]string, rating string) string {
	for _, k := range []string{"%A1", "%A2", "%m", "%M", "%T", "%C", "%P", "%Y", "%L", "%S", "%V", "%B", "%D"} {
		markup = strings.ReplaceAll(markup, k, strings.ReplaceAll(facts[k], "&", "&amp;"))
	}
	return strings.ReplaceAll(markup, "%R", rating)
}

func readApart(t *testing.T, r *Reader, body, path string) record.Page {
	t.Helper()
	p, err := tryApart(r, body, path)
	if err != nil {
		t.Fatalf("%v\n%s", err, body)
	}
	return p
}

func tryApart(r *Reader, body, path string) (record.Page, error) {
	menu := `<header class="site"><a href="/">Open Government Partnership</a><nav><a href="/our-members/">Members</a></nav></header>`
	page := "<!doctype html><html><head><title>x</title></head><body>" + menu + body + `<footer><a href="/?blackhole=1f">Open Government Partnership</a></footer></body></html>`
	return r.Read([]byte(page), "text/html; charset=utf-8", record.Source{Address: "https://www.opengovpartnership.org" + path})
}

// otherApart are pages of the other kinds with what must be read from each.
var otherApart = []struct {
	name, path, body string
	facts            []fact
}{
	{"a member in cards", "/members/latvia/", `<main><section class="hero"><h1>Latvia</h1><div class="stat"><span>Member Since</span> <b>2011</b></div><div class="stat"><span>Action Plan</span> <b>6</b></div></section><section><h2>Current Action Plan</h2><p>2024 – 2028</p><div><span>Number of Commitments</span>: <b>7</b></div></section>
<section><h2>Commitments</h2><div class="cards"><a class="card" href="/members/latvia/commitments/LV0061/"><h3>Open votes</h3><p>LV0061, 2024, Open Parliaments</p></a><a class="card" href="/members/latvia/commitments/LV0062/"><h3>Lobby register</h3><p>LV0062, 2024, Anti-Corruption</p></a></div></section></main>`,
		[]fact{{"title", "Latvia"}, {"member_since", "2011"}, {"plan_number", "6"}, {"number_of_commitments", "7"}, {"current_cycle", "2024 – 2028"}, {"listed", "LV0061 Open votes; LV0062 Lobby register"}}},
	{"a member in a table", "/members/malta/", `<main><h1>Malta</h1><table><tr><th>Member Since</th><td>2011</td></tr><tr><th>Number of Commitments</th><td>4</td></tr></table><h2>Commitments</h2><table><tr><th>Commitment</th><th>ID</th><th>Year</th></tr><tr><td><a href="/members/malta/commitments/MT0009/">Budget portal</a></td><td>MT0009</td><td>2018</td></tr></table></main>`,
		[]fact{{"title", "Malta"}, {"member_since", "2011"}, {"number_of_commitments", "4"}, {"listed", "MT0009 Budget portal"}}},
	{"a member of 2017 with its lists shown", "/countries/norway", `<div><h1>Norway</h1><p>Joined 2011</p><p>The following text was contributed by the Government of Norway.</p><p>We publish more each year.</p><h2>Current Commitments (1)</h2><div class="acc"><h4>1. Open beneficial owners</h4><div><p>A register is built.</p><a href="/commitment/77">See more</a></div></div>
<h2>IRM Reviewed Commitments (3)</h2><div class="acc"><h4>1. Old one</h4><div><p>It is done.</p><a href="/commitment/12">See more</a></div><h4>2. Older one</h4><div><p>It was done before.</p><a href="/commitment/11">See more</a></div></div><ul class="pages"><li>1</li><li>2</li><li>Next ›</li></ul></div>`,
		[]fact{{"title", "Norway"}, {"member_since", "2011"}, {"statement", "We publish more each year."}, {"statement_by", "Government of Norway"}, {"listed", "Open beneficial owners; Old one; Older one"}, {"list", "part"}, {"issue", "list-not-whole"}}},
	{"an end-of-term report in divs", "/documents/freedonia-end-of-term-report-2014-2016/", `<main><h1>Freedonia End-of-Term Report 2014-2016</h1><div class="tbl"><div class="r h"><span></span></div><div class="cap">Table 1: At a Glance</div><div>Mid-term</div><div>End of term</div><div class="r"><div>Number of Commitments</div><div>11</div></div><div class="r"><div>Number of Actors</div><div>4</div><div>5</div></div><div class="r"><div>Completed</div><div>1</div><div>6</div></div><div class="r"><div>Limited</div><div>10</div><div>5</div></div></div></main>`,
		[]fact{{"figures", "number_of_commitments/end_of_term=11; completed/midterm=1; completed/end_of_term=6; limited/midterm=10; limited/end_of_term=5"}, {"issue", "unknown-label"}}},
	{"a results report in sentences", "/documents/freedonia-results-report-2021-2023/", `<main><h1>Freedonia Results Report 2021-2023</h1><ul><li>Dates Under Review: 2021-2023</li><li>Report Publication Year: 2024</li></ul><p>Six of 10 commitments (60 %) were substantially or fully completed. The ministry led four. Two commitments (20%) had significant early results.</p></main>`,
		[]fact{{"dates_under_review", "2021-2023"}, {"report_publication_year", "2024"}, {"figures", "substantial_or_full_implementation/results=Six of 10 (60 %); early_results_significant/results=Two (20%)"}}},
	{"a report behind a number", "/?p=4711", `<main><h1>Freedonia Design Report 2018-2020</h1><dl><dt>Country</dt><dd>Freedonia</dd></dl><h2>Table 1. At a glance</h2><dl><dt>Number of commitments</dt><dd>9</dd><dt>Transformative commitments</dt><dd>2 (22%)</dd><dt>Potentially starred</dt><dd>1 (11%)</dd></dl></main>`,
		[]fact{{"kind", "document"}, {"figures", "number_of_commitments/design=9; transformative_commitments/design=2 (22%); potentially_starred_commitments/design=1 (11%)"}}},
	{"a plan with its file", "/documents/freedonia-action-plan-2024-2026/", `<main><h1>Freedonia Action Plan 2024-2026</h1><p><b>Action Plan Submission:</b> 2024</p><p><b>Action Plan End:</b> December 2026</p><p><b>Lead Institution:</b> Office of the President</p><p><a href="/wp-content/uploads/2024/11/Freedonia.PDF">Download the plan</a></p></main>`,
		[]fact{{"action_plan_submission", "2024"}, {"action_plan_end", "December 2026"}, {"lead_institution", "Office of the President"}, {"files", "1"}}},
	{"members in a list of links", "/our-members/", `<main><h1>Our members</h1><h2>Members</h2><ul><li><a href="/members/peru/">Peru</a></li><li><a href="/members/chile/">Chile</a></li></ul><h2>Local Members</h2><ul><li><a href="/members/quito-ecuador/">Quito, Ecuador</a></li></ul></main>`,
		[]fact{{"members", "peru; chile; quito-ecuador"}}},
	{"members in a table with their standing", "/our-members/", `<main><h1>Our members</h1><table><tr><th>Country</th><th>Joined</th><th>Commitments</th></tr><tr><td><a href="/members/fiji/">Fiji (inactive)</a></td><td>2022</td><td>3</td></tr><tr><td><a href="/members/oman/">Oman</a></td><td>2023</td><td>5</td></tr></table></main>`,
		[]fact{{"members", "fiji; oman"}}},
	{"a member with its commitments on cards", "/members/ghana/", `<main><h1>Ghana</h1><p>Member Since: 2011</p><section><h2>Current Action Plan</h2><p>2023–2027</p><p>Action Plan 5</p><p>Number of Commitments: 2</p><p>Policy Area Focus: Fiscal Openness, Justice</p></section><h2>Commitments</h2><div class="grid"><article><h3><a href="/members/ghana/commitments/GH0050/">Open budgets</a></h3><span>GH0050</span><span>2023</span><span>Fiscal Openness</span></article><article><h3><a href="/members/ghana/commitments/GH0051/">Open courts</a></h3><span>GH0051</span><span>2023</span><span>Justice</span></article></div></main>`,
		[]fact{{"member_since", "2011"}, {"plan_number", "5"}, {"current_cycle", "2023–2027"}, {"number_of_commitments", "2"}, {"policy_area_focus", "Fiscal Openness, Justice"}, {"listed", "GH0050 Open budgets; GH0051 Open courts"}, {"list", "filled"}, {"issue", ""}}},
	{"members on cards, a local one in America", "/our-members/", `<main><h1>Members</h1><h2>Members</h2><div class="card"><img alt="Image for Togo"><h3><a href="/members/togo/">Togo</a></h3><p>Joined in 2022 and is implementing 7 commitments</p></div><div class="card"><img alt="Image for Benin"><h3><a href="/members/benin">Benin</a></h3><p>Joined in 2022.</p></div><h2>Local Members</h2><div class="card"><a href="/members/new-york-city-usa/"><h3>New York City, USA</h3></a></div></main>`,
		[]fact{{"members", "togo; benin; new-york-city-usa"}}},
	{"the tracker of the challenge", "/the-open-gov-challenge/challenge-tracker", `<main><h1>Challenge Tracker</h1><table><thead><tr><th>Commitment</th><th>Level of Government</th><th>Lead Institution</th><th>Primary Challenge Area</th></tr></thead><tbody><tr><td><a href="/the-open-gov-challenge/open-data-act/">Open data act</a></td><td>National</td><td>Parliament</td><td>Access to Information</td></tr><tr><td><a href="/the-open-gov-challenge/city-budget/">City budget</a></td><td>Local (non-member)</td><td>City Hall</td><td>Fiscal Openness</td></tr></tbody></table></main>`,
		[]fact{{"challenge", "Open data act/National/Parliament/Access to Information; City budget/Local (non-member)/City Hall/Fiscal Openness"}}},
	{"a design report in paragraphs", "/documents/ghana-design-report-2017-2019/", `<main><h1>Ghana Design Report 2017-2019</h1><h3>Table 1. At a glance</h3><div class="kv"><p class="k">Number of commitments</p><p class="v">8</p><p class="k">Transformative commitments</p><p class="v">1 (13%)</p><p class="k">Potentially starred</p><p class="v">0</p></div></main>`,
		[]fact{{"figures", "number_of_commitments/design=8; transformative_commitments/design=1 (13%); potentially_starred_commitments/design=0"}}},
	{"a plan with small headings", "/documents/ghana-action-plan-2023-2027/", `<main><h1>Ghana Action Plan 2023-2027</h1><div class="meta"><div><h6>Action Plan Submission</h6><p>2023</p></div><div><h6>Action Plan End</h6><p>June 2027</p></div><div><h6>Lead Institution</h6><p>Public Sector Reform Secretariat</p></div></div><a class="btn" href="/wp-content/uploads/2023/12/Ghana_Action-Plan.pdf" download>PDF</a></main>`,
		[]fact{{"action_plan_submission", "2023"}, {"action_plan_end", "June 2027"}, {"lead_institution", "Public Sector Reform Secretariat"}, {"files", "1"}}},
	{"a review in a table", "/documents/ghana-action-plan-review-2023-2027/", `<main><h1>Ghana Action Plan Review 2023-2027</h1><table><tr><td>Participating since</td><td>2011</td></tr><tr><td>Number of commitments</td><td>9</td></tr><tr><td>Commitments with an open gov lens</td><td>8 (89%)</td></tr><tr><td>Promising commitments</td><td>3 (33%)</td></tr></table></main>`,
		[]fact{{"participating_since", "2011"}, {"figures", "participating_since/design=2011; number_of_commitments/design=9; commitments_with_open_gov_lens/design=8 (89%); promising_commitments/design=3 (33%)"}}},
	{"a results report on cards", "/documents/ghana-results-report-2021-2023/", `<main><h1>Ghana Results Report 2021-2023</h1><h2>At a Glance</h2><div class="grid"><div><strong>8</strong> <span>Number of commitments</span></div><div><strong>2 (25%)</strong> <span>Early Results: Significant</span></div></div></main>`,
		[]fact{{"title", "Ghana Results Report 2021-2023"}}},
	{"a commitment of 2018 in boxes", "/commitment/333", `<div><span class="tag">Starred Commitments</span><h1>Track public works</h1><p><a href="/countries/mexico">Mexico</a></p><p>Start: 2013</p><div class="b"><strong>Year of Submission</strong><br>2013</div><div class="b"><strong>Specificity</strong><br>High</div><div class="b"><strong>Completion at midterm</strong><br>Substantial</div><div class="b"><strong>Completion at end of term</strong><br>Complete</div></div>`,
		[]fact{{"kind", "commitment"}, {"title", "Track public works"}, {"member", "mexico"}, {"group", "starred"}, {"specificity", "High"}, {"completion_midterm", "Substantial"}, {"completion_end_of_term", "Complete"}, {"action_plan_cycle", "2013"}}},
}

func TestOtherPagesWrittenApartFromTheFixtures(t *testing.T) {
	r := newReader(t)
	read, all := 0, 0
	for _, page := range otherApart {
		for _, wrap := range []string{"%s", `<div class="wp-site-blocks"><div class="entry">%s</div></div>`} {
			p := readApart(t, r, strings.Replace(wrap, "%s", page.body, 1), page.path)
			for _, f := range page.facts {
				all++
				if got := said(&p, f.name); got == f.want {
					read++
				} else {
					t.Errorf("%s: %s is %q, want %q", page.name, f.name, got, f.want)
				}
			}
		}
	}
	t.Logf("%d pages: %d of %d facts read", 2*len(otherApart), read, all)
}

// said is what a record says of something, as a text.
func said(p *record.Page, name string) string {
	var parts []string
	switch name {
	case "title":
		return p.Title
	case "kind":
		return string(p.Kind)
	case "member":
		return p.Member
	case "group":
		return p.Group
	case "list":
		return string(p.CommitmentList)
	case "files":
		return fmt.Sprint(len(p.Files))
	case "figures":
		return printedOf(p)
	case "listed":
		for _, c := range p.Commitments {
			parts = append(parts, strings.TrimSpace(c.Code+" "+c.Title))
		}
	case "members":
		for _, m := range p.Members {
			parts = append(parts, m.Member)
		}
	case "challenge":
		for _, c := range p.Challenge {
			parts = append(parts, strings.Join([]string{c.Title, c.Level, c.Lead, c.Area}, "/"))
		}
	case "issue":
		for _, i := range p.Issues {
			parts = append(parts, string(i.Code))
		}
	default:
		return p.Field(record.Field(name)).Raw
	}
	return strings.Join(parts, "; ")
}
