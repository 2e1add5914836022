package label_test

import (
	"testing"

	"ogptracker/scrape/record"
)

// TestAValueIsReadWhereverItStands holds the readers to layouts that nobody
// has seen yet, since the markup of the site is not known.
func TestAValueIsReadWhereverItStands(t *testing.T) {
	const lead, completion = record.FieldLeadInstitution, record.FieldCompletion
	type values map[record.Field]string
	for name, c := range map[string]struct {
		markup string
		want   values
	}{
		"beside its label in a table without colons":    {`<table><tr><th>Lead Institution</th><td>Ministry</td></tr><tr><th>Completion</th><td>Limited</td></tr></table>`, values{lead: "Ministry", completion: "Limited"}},
		"below its label in a table":                    {`<table><tr><th>Verifiable</th><th>Lead Institution</th><th>Completion</th></tr><tr><td>Yes</td><td>Ministry</td><td>Limited</td></tr></table>`, values{"verifiable": "Yes", lead: "Ministry", completion: "Limited"}},
		"below its label in a table, drawn":             {`<table><tr><td>Lead Institution:</td><td>Completion:</td></tr><tr><td>Ministry</td><td><img alt="Limited"></td></tr></table>`, values{lead: "Ministry", completion: "Limited"}},
		"in the next of two blocks":                     {`<div><div>Lead Institution</div><div>Ministry</div></div><div><div>Completion</div><div>Limited</div></div>`, values{lead: "Ministry", completion: "Limited"}},
		"in a span glued to the label's":                {`<div><span>Lead Institution</span><span>Ministry of Justice</span></div><div><span>Completion</span><span>Limited</span></div>`, values{lead: "Ministry of Justice", completion: "Limited"}},
		"behind a bold label without a colon":           {`<p><b>Lead Institution</b> Ministry of Justice</p><p><b>Completion</b> Limited</p>`, values{lead: "Ministry of Justice", completion: "Limited"}},
		"under a heading":                               {`<h4>Lead Institution</h4><p>Ministry of Justice</p><h4>Completion</h4><p>Substantial</p>`, values{lead: "Ministry of Justice", completion: "Substantial"}},
		"behind a line break, in several lines":         {`<p>Lead Institution:<br>Ministry of Justice<br>Ministry of Finance</p><p>Completion:<br>Substantial</p>`, values{lead: "Ministry of Justice Ministry of Finance", completion: "Substantial"}},
		"in a form's elements":                          {`<ul><li><label>Lead Institution:</label> <output>Ministry</output></li><li><label>Completion:</label> <output>Substantial</output></li></ul>`, values{lead: "Ministry", completion: "Substantial"}},
		"with a colon of its own":                       {`<p>Lead Institution: Ministry: Department of Data</p><p>Completion: Substantial</p>`, values{lead: "Ministry: Department of Data", completion: "Substantial"}},
		"in a paragraph of its own, labels without one": {`<p>Completion</p><p>Substantial</p><p>Lead Institution</p><p>Ministry</p>`, values{lead: "Ministry", completion: "Substantial"}},
		"as list items":                                 {`<h4>Policy Areas</h4><ul><li>Open Data</li><li>Health, Youth</li></ul><p>Completion: Limited</p>`, values{"policy_areas": "Open Data, Health, Youth", completion: "Limited"}},
		"as glued links":                                {`<h4>Policy Areas</h4><p><a href=/a/>Open Data</a><a href=/b/>Health</a></p>`, values{"policy_areas": "Open Data, Health"}},
		"as tags in a row":                              {`<h4>Policy Areas</h4><p><span>Open Data</span> <span>Health</span></p><p>Relevant to OGP Values: <em>Technology</em> <em>Civic Participation</em></p>`, values{"policy_areas": "Open Data, Health", "relevance": "Technology, Civic Participation"}},
		"as lines that begin with commas":               {`<h4>Policy Areas</h4><div>Open Data</div><div>, Health</div><div>; Youth</div>`, values{"policy_areas": "Open Data, Health; Youth"}},
		"as lines that end with commas":                 {`<h4>Policy Areas</h4><div>Open Data,</div><div>Health</div>`, values{"policy_areas": "Open Data, Health"}},
		"as tags with commas":                           {`<h4>Policy Areas</h4><p><span>Open Data</span><span>, </span><span>Health</span></p>`, values{"policy_areas": "Open Data, Health"}},
		"as items of institutions":                      {`<p>Lead Institution:</p><ul><li>Ministry of Justice</li><li>Ministry of Finance, Treasury</li></ul>`, values{lead: "Ministry of Justice; Ministry of Finance, Treasury"}},
		"under a label with a hyphen":                   {`<p>End-of-Term Completion: Limited</p>`, values{"completion_end_of_term": "Limited"}},
		"behind a short tooltip":                        {`<p><b>Completion<span>How far it has come</span></b> Limited</p><p><b>Lead Institution</b>: Ministry</p>`, values{completion: "Limited", lead: "Ministry"}},
		"before a language switch":                      {`<p>Lead Institution: Ministry<a href="/es/members/kenya/commitments/KE0001/">Leer en español</a></p>`, values{lead: "Ministry"}},
		"with a footnote mark":                          {`<p>Completion: Substantial [2]</p>`, values{completion: "Substantial"}},
		"before a link that explains it":                {`<p>Completion: <em>Substantial</em> <a href="/glossary/completion/">What is this?</a></p>`, values{completion: "Substantial"}},
		"for screen readers only":                       {`<div>Completion: <div class="bar"><div style="width:75%"></div></div><span class="sr-only">Substantial</span></div>`, values{completion: "Substantial"}},
		"in capitals":                                   {`<p>COMPLETION: SUBSTANTIAL</p>`, values{completion: "SUBSTANTIAL"}},
		"in a definition list with groups":              {`<dl><div><dt>Completion</dt><dd>Completed</dd></div><div><dt>Lead Institution</dt><dd>Ministry</dd></div></dl>`, values{completion: "Completed", lead: "Ministry"}},
		"behind a question mark":                        {`<p>Did It Open Government? Major</p>`, values{"did_it_open_government": "Major"}},
		"as a word that is a label elsewhere":           {`<p>Policy Areas: Status, Completion</p><p>Completion: Limited</p>`, values{"policy_areas": "Status, Completion", completion: "Limited"}},
	} {
		t.Run(name, func(t *testing.T) {
			p := readCommitment(t, c.markup)
			for f, want := range c.want {
				if got := p.Field(f); got.Raw != want || got.State != record.Stated {
					t.Errorf("%s: got %+v, want %q", f, got, want)
				}
			}
			for _, i := range p.Issues {
				t.Errorf("issue %+v", i)
			}
		})
	}
}

func TestAWholeScaleInOneLineIsUnreadable(t *testing.T) {
	p := readCommitment(t, `<p>Completion: Not Started, Limited, Substantial, Completed</p>`)
	if got := p.Field(record.FieldCompletion); got.State != record.Unreadable {
		t.Errorf("got %+v", got)
	}
}

func TestABlankValueIsNeverFilledWithWhatFollows(t *testing.T) {
	for name, markup := range map[string]string{
		"a label":           `<p>Completion:</p><p>Lead Institution: Limited</p>`,
		"a heading":         `<p>Completion:</p><h3>Institutions</h3><p>Lead Institution: X</p>`,
		"an unknown label":  `<p>Completion:</p><p>Budget: Limited</p>`,
		"prose":             `<p>Completion:</p><p>Limited progress was made by the ministry in the first year of the plan.</p>`,
		"the description":   ``,
		"unknown headings":  `<p>Completion:</p><h3>Limited</h3>`,
		"a label run to it": `<p>Completion:Early Results: Moderate</p>`,
	} {
		t.Run(name, func(t *testing.T) {
			if markup == "" {
				markup = `<p>Completion:</p>`
			}
			if got := readCommitment(t, markup); unmarked(got.Field(record.FieldCompletion)) != (record.Value{State: record.Unreadable}) {
				t.Errorf("got %+v", got.Field(record.FieldCompletion))
			}
		})
	}
}
