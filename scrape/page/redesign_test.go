package page

import (
	"strings"
	"testing"

	"ogptracker/scrape/record"
)

// What a new theme of the site may put around the same labels and values.

const ownAddress = "https://www.opengovpartnership.org/members/kenya/commitments/KE0001/"

func readAt(t *testing.T, body string) record.Page {
	t.Helper()
	p, err := newReader(t).Read([]byte("<!doctype html><html><head><title>x</title></head><body>"+body+"</body></html>"), "text/html; charset=utf-8", record.Source{Address: ownAddress})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestTheTitleIsTheHeadingsNotAPathsOrATeasers(t *testing.T) {
	const heading = `<h1>Open registers of companies (KE0001)</h1><p>Status: Active</p>`
	for name, body := range map[string]string{
		"below a path that is cut short":  `<p>Home » Kenya » Open regis… (KE0001)</p>` + heading,
		"below a path as a list":          `<ol><li><a href="/members/kenya/">Kenya</a></li><li>Open regis… (KE0001)</li></ol>` + heading,
		"beside teasers that stand first": `<div><h4><a href="/members/kenya/commitments/KE0009/">Another (KE0009)</a></h4><p>Status: Inactive</p></div><div>` + heading + `</div>`,
		"of a lower level, below teasers": `<div><h4>Another (KE0009)</h4></div><div>` + strings.ReplaceAll(heading, "h1>", "h2>") + `</div>`,
		"no heading at all":               `<div><h4>Another (KE0009)</h4></div><p><b>Open registers of companies (KE0001)</b></p><p>Status: Active</p>`,
	} {
		t.Run(name, func(t *testing.T) {
			p := readAt(t, body)
			if p.Title != "Open registers of companies" || p.Code != "KE0001" {
				t.Errorf("%q (%s)", p.Title, p.Code)
			}
			if got := p.Field(record.FieldStatus); got.Raw != "Active" {
				t.Errorf("status %+v", got)
			}
		})
	}
}

func TestATableOrLineOfOtherCommitmentsIsNoneOfThePage(t *testing.T) {
	const rows = `<tr><td><a href="/members/kenya/commitments/KE0009/">Another</a></td><td>Agency</td><td>Completed</td></tr>`
	const table = `<table><tr><th>Commitment</th><th>Lead Institution</th><th>Completion</th></tr>` + rows
	const line = `<ul><li><a href="/members/kenya/commitments/KE0009/">Another</a> <span>Completion: Completed</span> <span>Status: Inactive</span></li></ul>`
	const milestones = `<table><tr><th>Milestone</th><th>Lead Institution</th><th>Completion</th></tr><tr><td>A first draft</td><td>Agency</td><td>Completed</td></tr><tr><td>A law</td><td>Senate</td><td>Limited</td></tr></table>`
	for name, c := range map[string]struct{ markup, completion, lead string }{
		"a table of one row below":   {`<p>Lead Institution: Ministry</p><p>Completion:</p>` + table + `</table>`, "", "Ministry"},
		"a table of two rows below":  {`<p>Lead Institution: Ministry</p><p>Completion:</p>` + table + rows + `</table>`, "", "Ministry"},
		"a table above":              {`<section>` + table + `</table></section><section><p>Lead Institution: Ministry</p><p>Completion: Limited</p></section>`, "Limited", "Ministry"},
		"lines below":                {`<p>Lead Institution: Ministry</p><p>Completion:</p><h4>More</h4>` + line, "", "Ministry"},
		"lines above":                {line + `<p>Lead Institution: Ministry</p><p>Completion: Limited</p>`, "Limited", "Ministry"},
		"rows of milestones":         {milestones, "", ""},
		"rows of milestones, below":  {`<p>Lead Institution: Ministry</p><p>Completion: Substantial</p>` + milestones, "Substantial", "Ministry"},
		"but a table of one row is":  {`<table><tr><th>Lead Institution</th><th>Completion</th></tr><tr><td>Ministry</td><td>Limited</td></tr></table>`, "Limited", "Ministry"},
		"and so are labels in pairs": {`<table><tr><th>Lead Institution</th><th>Completion</th></tr><tr><td>Ministry</td><td>Limited</td></tr><tr><th>Verifiable</th><th>Ambition</th></tr><tr><td>Yes</td><td>High</td></tr></table>`, "Limited", "Ministry"},
		"and one that continues it":  {`<p><span>Continues:</span> <a href="/members/kenya/commitments/KE0009/">Another</a> <span>Completion: Limited</span></p>`, "Limited", ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := readCommitment(t, c.markup)
			if got := p.Field(record.FieldCompletion); got.Raw != c.completion || (got.State == record.Stated) != (c.completion != "") {
				t.Errorf("completion %+v, want %q", got, c.completion)
			}
			if got := p.Field(record.FieldLeadInstitution); got.Raw != c.lead {
				t.Errorf("lead institution %+v, want %q", got, c.lead)
			}
			if got := p.Field(record.FieldStatus); got.Raw != "Active" {
				t.Errorf("status %+v", got)
			}
		})
	}
}

func TestThePagesOwnMenuHoldsNoLabels(t *testing.T) {
	const parts = `<h2>Institutions</h2><p>Lead Institution: Ministry</p><h2>Policy Areas</h2><p>Open Data</p><h2>Implementation</h2><dl><dt>Completion</dt><dd></dd></dl><h2>Description</h2><p>Words.</p>`
	for name, menu := range map[string]string{
		"places":              `<ul><li><a href="#p">Policy Areas</a></li><li><a href="#c">Completion</a></li><li><a href="#d">Description</a></li></ul>`,
		"places in one line":  `<p><a href="#p">Policy Areas</a> <a href="#c">Completion</a> <a href="#d">Description</a></p>`,
		"addresses of places": strings.ReplaceAll(`<ul><li><a href="@#p">Policy Areas</a></li><li><a href="@#c">Completion</a></li><li><a href="@#d">Description</a></li></ul>`, "@", "http://opengovpartnership.org/members/Kenya/commitments/ke0001"),
		"tabs":                `<div role="tablist"><button role="tab">Policy Areas</button><button role="tab">Completion</button><button role="tab">Description</button></div>`,
		"tabs that are links": `<ul role="tablist"><li><a role="tab" href="/x/">Policy Areas</a></li><li><a role="tab" href="/y/">Completion</a></li><li><a role="tab" href="/z/">Description</a></li></ul>`,
		"buttons":             `<div><button>Overview</button><button>Description</button></div>`,
	} {
		t.Run(name, func(t *testing.T) {
			p := readAt(t, `<main><h1>A title (KE0001)</h1>`+menu+parts+`</main>`)
			for f, want := range map[record.Field]string{record.FieldLeadInstitution: "Ministry", record.FieldPolicyAreas: "Open Data", record.FieldCompletion: "", record.FieldDescription: "Words."} {
				if got := p.Field(f); got.Raw != want {
					t.Errorf("%s %+v, want %q", f, got, want)
				}
			}
		})
	}
}

func TestAClosedPartOfThePageIsRead(t *testing.T) {
	for name, c := range map[string]struct{ markup, want string }{
		"of one line, below a heading":       {`<h3>Implementation</h3><div hidden><p>Completion: Limited</p></div>`, "Limited"},
		"of lines, below a heading":          {`<h3>Implementation</h3><div style="display:none"><p>Verifiable: Yes</p><p>Completion: Limited</p></div>`, "Limited"},
		"that a button in a heading opens":   {`<h3><button aria-controls="a">Implementation</button></h3><div id="a" hidden><div><div>Completion</div><div>Limited</div></div></div>`, "Limited"},
		"that a link of a list opens":        {`<ul><li><a href="#a">Implementation</a></li></ul><p>x</p><div id="a" style="display: none"><p>Completion: Limited</p></div>`, "Limited"},
		"that a button opens, by its target": {`<p><button data-bs-target="#a">Implementation</button></p><p>x</p><div id="a" hidden><p>Completion: Limited</p></div>`, "Limited"},
		"but not what a sign opens":          {`<h4>Completion <button aria-controls="a">i</button></h4><div id="a" hidden><p>How far: Completed</p></div><p>Limited</p>`, "Limited"},
		"nor a sentence below a heading":     {`<h4>Completion</h4><div hidden><p>How far it has come.</p></div><p>Limited</p>`, "Limited"},
		"nor a sentence that a word opens":   {`<h4><a href="#a">Completion</a></h4><span id="a" hidden>How far it has come.</span><p>Limited</p>`, "Limited"},
	} {
		t.Run(name, func(t *testing.T) {
			p := readCommitment(t, c.markup)
			if got := p.Field(record.FieldCompletion); got.Raw != c.want {
				t.Errorf("completion %+v, want %q", got, c.want)
			}
		})
	}
}

func TestCardsThatLeadToPlacesAreRead(t *testing.T) {
	for name, markup := range map[string]string{
		"in one line":  `<div><a href="#v"><span>Verifiable</span> <span>Yes</span></a> <a href="#c"><span>Completion</span> <span>Limited</span></a></div>`,
		"in two lines": `<div><a href="#v"><div>Verifiable</div><div>Yes</div></a><a href="#c"><div>Completion</div><div>Limited</div></a></div>`,
		"in items":     `<ul><li><a href="#v"><span>Verifiable</span> <span>Yes</span></a></li><li><a href="#c"><span>Completion</span> <span>Limited</span></a></li></ul>`,
	} {
		t.Run(name, func(t *testing.T) {
			p := readCommitment(t, markup)
			if v, c := p.Field(record.FieldVerifiable), p.Field(record.FieldCompletion); v.Raw != "Yes" || c.Raw != "Limited" {
				t.Errorf("verifiable %+v, completion %+v", v, c)
			}
		})
	}
}

// A value that stands above its label, or before it, is not told from the one
// of the next label: none is better than the next one's.
func TestAValueAboveItsLabelIsNeverTheNextLabels(t *testing.T) {
	for name, markup := range map[string]string{
		"lines of a box":          `<div><div>No</div><div>Verifiable</div><div>Limited</div><div>Completion</div><div>High</div><div>Ambition</div></div>`,
		"breaks of a paragraph":   `<p><b>No</b><br>Verifiable<br><br><b>Limited</b><br>Completion<br><br><b>High</b><br>Ambition</p>`,
		"one line":                `<div><span class="v">No</span><span class="l">Verifiable</span><span class="v">Limited</span><span class="l">Completion</span><span class="v">High</span><span class="l">Ambition</span></div>`,
		"texts":                   `<div><div>Ministry of Finance</div><div>Lead Institution</div><div>Senate</div><div>Support Institution(s)</div></div>`,
		"headings of boxes":       `<div><h4>Ministry of Finance</h4><p>Lead Institution</p></div><div><h4>Senate</h4><p>Support Institution(s)</p></div>`,
		"headings, long ones too": `<h4>Ministry of Finance</h4><p>Lead Institution</p><h4>` + strings.Repeat("The Senate and the House. ", 5) + `</h4><p>Support Institution(s)</p>`,
		"words of absence":        `<div><div>Pending IRM Review</div><div>Starred</div><div>NR</div><div>Early Results</div></div>`,
	} {
		t.Run(name, func(t *testing.T) {
			p := readCommitment(t, markup)
			for f, v := range p.Fields {
				if f != record.FieldStatus && f != record.FieldActionPlanCycle && f != record.FieldDescription && v.State == record.Stated {
					t.Errorf("%s %+v", f, v)
				}
			}
			if len(p.Issues) == 0 {
				t.Error("nothing is said of it")
			}
		})
	}
}

func TestAValueIsReadWhateverStandsAroundIt(t *testing.T) {
	for name, c := range map[string]struct{ markup, lead, completion string }{
		"below a line of no label":        {`<div><p>What the IRM found</p><p>Lead Institution</p><p>Ministry</p><p>Completion</p><p>Limited</p></div>`, "Ministry", "Limited"},
		"the last one blank":              {`<div><p>What the IRM found</p><p>Verifiable</p><p>Yes</p><p>Completion</p><p></p></div>`, "", ""},
		"behind a dash":                   {`<p>Lead Institution – Ministry</p><p>Completion – Limited</p>`, "Ministry", "Limited"},
		"behind an arrow":                 {`<p><b>Lead Institution</b> → Ministry</p><p><b>Completion</b> → Limited</p>`, "Ministry", "Limited"},
		"before the next line's bullet":   {`<p>• Lead Institution: Ministry</p><p>• Completion: Limited</p>`, "Ministry", "Limited"},
		"before the next line's picture":  {`<p>📌 Lead Institution: Ministry</p><p>📌 Completion: Limited</p>`, "Ministry", "Limited"},
		"parted by dots":                  {`<p>Lead Institution: Ministry · Completion: Limited · Verifiable: Yes</p>`, "Ministry", "Limited"},
		"in brackets of a direction":      {"<p>\u202aLead Institution\u202c: \u2066Ministry\u2069</p><p>\u2067Completion\u2069: \u2066Limited\u2069</p>", "Ministry", "Limited"},
		"a colon in a cell of its own":    {`<table><tr><td>Lead Institution</td><td>:</td><td>Ministry</td></tr><tr><td>Completion</td><td>:</td><td>Limited</td></tr></table>`, "Ministry", "Limited"},
		"a button behind the label":       {`<div><p>Lead Institution <button>?</button></p><p>Ministry</p></div><p>Completion <button><svg></svg></button>: Limited</p>`, "Ministry", "Limited"},
		"a button behind the value":       {`<p>Lead Institution: Ministry <button>Copy</button></p><p>Completion: Limited <button>Share</button></p>`, "Ministry", "Limited"},
		"a link behind the value":         {`<dl><dt>Lead Institution</dt><dd>Ministry <a href="/glossary/x/">What is this?</a></dd><dt>Completion</dt><dd><a href="/glossary/completion/">Learn more »</a></dd></dl>`, "Ministry", ""},
		"value and label in a link":       {`<p><a href="/x/"><b>Lead Institution</b> Ministry</a> <a href="/y/"><b>Completion</b> Limited</a></p>`, "Ministry", "Limited"},
		"in elements without a box":       {`<x-list><x-label>Verifiable</x-label><x-value>Pending IRM Review</x-value><x-label>Completion</x-label><x-value>Limited</x-value><x-label>Ambition</x-label><x-value>High</x-value></x-list>`, "", "Limited"},
		"as the heading of a tile":        {`<div><div><p>Lead Institution</p><h4>Ministry</h4></div><div><p>Completion</p><h4>Limited</h4></div></div>`, "Ministry", "Limited"},
		"blank, before a line of no part": {`<p>Lead Institution: Ministry</p><dl><dt>Completion</dt><dd></dd></dl><p>Share this page</p>`, "Ministry", ""},
		"blank, before another table":     {`<p>Lead Institution: Ministry</p><table><tr><td>Completion</td><td></td></tr></table><table><tr><td>Field</td><td>Value</td></tr></table>`, "Ministry", ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := readCommitment(t, c.markup)
			if got := p.Field(record.FieldLeadInstitution); got.Raw != c.lead {
				t.Errorf("lead institution %+v, want %q", got, c.lead)
			}
			if got := p.Field(record.FieldCompletion); got.Raw != c.completion {
				t.Errorf("completion %+v, want %q", got, c.completion)
			}
		})
	}
}
