package page

import (
	"errors"
	"ogptracker/scrape/page/label"
	"ogptracker/scrape/record"
	"slices"
	"strings"
	"testing"
)

func TestEachKindOfUnusablePageHasItsNamedError(t *testing.T) {
	const commitment = "https://www.opengovpartnership.org/members/kenya/commitments/KE0001/"
	const country = "https://www.opengovpartnership.org/members/kenya/"
	for name, c := range map[string]struct {
		body, contentType, address string
		want                       error
	}{
		"nothing":                         {"", "text/html", country, ErrEmpty},
		"white space":                     {" \n\t ", "text/html", country, ErrEmpty},
		"a page without text":             {"<html><body><div></div></body></html>", "text/html", country, ErrEmpty},
		"a page of script alone":          {"<html><body><script>go()</script></body></html>", "text/html", country, ErrEmpty},
		"a PDF by its type":               {"%PDF-1.4", "application/pdf", country, ErrNotHTML},
		"a PDF by its bytes":              {"%PDF-1.4 <html>", "text/html", country, ErrNotHTML},
		"an image":                        {"\x89PNG\r\n\x1a\n....", "", country, ErrNotHTML},
		"JSON":                            {`{"data": [], "count": 0}`, "text/html", country, ErrNotHTML},
		"JSON by its type":                {`{"data": "<html>"}`, "application/json", country, ErrNotHTML},
		"a page cut in the middle":        {"<!doctype html><html><body><h1>A title (KE0001)</h1><p>Status: Active</p><p>Completion: Lim", "text/html", commitment, ErrCut},
		"a page in capitals, cut":         {"<HTML><BODY><h1>A title (KE0001)</h1><p>Status: Active</p>", "text/html", commitment, ErrCut},
		"a page whose program stopped":    {"<html><body><h1>A title (KE0001)</h1><p>Status: Active</p><br />\n<b>Fatal error</b>:  Allowed memory size exhausted in <b>/srv/x.php</b> on line <b>7</b><br /></body></html>", "text/html", commitment, ErrCut},
		"a page that says 404":            {"<title>404 Not Found</title><h1>Not Found</h1><p>Sorry</p>", "text/html", commitment, ErrSoft404},
		"a site's page for none":          {"<title>OGP</title><body><h1>Page not found</h1><p>Sorry</p>", "text/html", country, ErrSoft404},
		"a challenge":                     {"<title>Attention Required! | Cloudflare</title><p>Please complete the security check</p>", "text/html", country, ErrChallenge},
		"a challenge without a title":     {"<p>Checking your browser before accessing the site.</p>", "text/html", country, ErrChallenge},
		"a login":                         {"<title>Log in</title><form><input type=password></form><p>Log in</p>", "text/html", country, ErrLogin},
		"a commitment without labels":     {"<h1>A title (KE0001)</h1><p>Prose.</p>", "text/html", commitment, ErrNoRecord},
		"a commitment without a title":    {"<p>Status: Active</p><p>Completion: Limited</p>", "text/html", commitment, ErrNoRecord},
		"a country without a name":        {"<p>Some prose that is not a name at all, in a sentence.</p>", "text/html", country, ErrNoRecord},
		"a country without any label":     {"<h1>Kenya</h1><p>Prose.</p>", "text/html", country, ErrNoRecord},
		"a members list without a member": {"<h1>Members</h1><p>Prose.</p>", "text/html", "https://www.opengovpartnership.org/our-members/", ErrNoRecord},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := newReader(t).Read([]byte(c.body), c.contentType, record.Source{Address: c.address})
			if !errors.Is(err, c.want) {
				t.Fatalf("got %v, want %v", err, c.want)
			}
			if p.Kind != "" || len(p.Fields) > 0 {
				t.Errorf("a record comes with the error: %+v", p)
			}
		})
	}
}

func TestACommitmentAboutLoginsOrChallengesIsNoLoginPage(t *testing.T) {
	p, err := newReader(t).Read([]byte(`<title>Just a moment of openness</title><h1>Access denied: a registry of refusals (KE0001)</h1><p>Action Plan Cycle: 2020</p><p>Status: Active</p><h2>Description</h2><p>Verify you are human.</p>`),
		"text/html", record.Source{Address: "https://www.opengovpartnership.org/members/kenya/commitments/KE0001/"})
	if err != nil || p.Title != "Access denied: a registry of refusals" {
		t.Errorf("%v %q", err, p.Title)
	}
}

func TestPagesWithoutAnAddressAreToldByTheirContent(t *testing.T) {
	r := newReader(t)
	for name, c := range map[string]struct {
		body string
		want record.Kind
	}{
		"a commitment":                        {`<h1>A title (KE0001)</h1><p>Lead Institution: X</p><p>Status: Active</p>`, record.KindCommitment},
		"a country":                           {`<h1>Kenya</h1><p>Member Since 2011</p><p>Number of Commitments: 4</p>`, record.KindCountry},
		"a report that counts commitments":    {`<h1>Freedonia Results Report 2021-2023</h1><p>Country: Freedonia</p><table><tr><td>Number of Commitments</td><td>4</td></tr></table>`, record.KindDocument},
		"a report without its years":          {`<h1>Freedonia Hybrid Report</h1><p>Number of Commitments: 4</p>`, record.KindDocument},
		"a report that only its window names": {`<title>Freedonia Design Report 2018-2020 | Open Government Partnership</title><p>Number of Commitments: 4</p>`, record.KindDocument},
		"a plan that counts commitments":      {`<h1>Freedonia Action Plan 2022-2024</h1><p>Number of Commitments: 4</p>`, record.KindDocument},
		"a commitment of 2017":                {`<p>Starred Commitments</p><h1>A title</h1><p>Kenya</p><p>Specificity: Low</p><p>Completion at midterm: Limited</p>`, record.KindCommitment},
		"the members":                         {`<h1>Members</h1><p>Kenya</p><p>Joined in 2011 and is implementing 4 commitments.</p><p>Ghana</p><p>Joined in 2011 and is implementing 4 commitments.</p>`, record.KindMembersList},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := r.Read([]byte(c.body), "text/html", record.Source{})
			if err != nil || p.Kind != c.want {
				t.Errorf("%v: got %q, want %q", err, p.Kind, c.want)
			}
		})
	}
}

func TestASavedPageKeepsItsOwnPathOnTheSite(t *testing.T) {
	p, err := newReader(t).Read([]byte(`<link rel="canonical" href="http://opengovpartnership.org/countries/Estonia"><h1>Estonia</h1><p>Joined 2011</p><p>The following text was contributed by the Government of Estonia.</p><p>Words.</p>`),
		"text/html", record.Source{Saved: true})
	if err != nil || p.Member != "estonia" || p.Address != "http://opengovpartnership.org/countries/Estonia" {
		t.Errorf("%v %q %q", err, p.Member, p.Address)
	}
}

func TestAnOperatorTeachesALabel(t *testing.T) {
	body := []byte(`<h1>A title (KE0001)</h1><p>Status: Active</p><p>Responsible Ministry: Finance</p><p>Budget: 5</p><p>Degree of Fulfilment: Limited</p><h2>Description</h2>`)
	src := record.Source{Address: "https://www.opengovpartnership.org/members/kenya/commitments/KE0001/"}
	plain, err := newReader(t).Read(body, "text/html", src)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(plain.Issues); n != 3 {
		t.Errorf("%d issues before: %+v", n, plain.Issues)
	}
	r, err := New(Taught{Add: map[string][]string{"lead_institution": {"Responsible Ministry:"}, "completion": {"degree of  fulfilment"}}, Ignore: []string{"Budget"}})
	if err != nil {
		t.Fatal(err)
	}
	p, err := r.Read(body, "text/html", src)
	if err != nil {
		t.Fatal(err)
	}
	if p.Field(record.FieldLeadInstitution) != record.Say("Finance") || p.Field(record.FieldCompletion) != record.Say("Limited") {
		t.Errorf("fields %+v", p.Fields)
	}
	if len(p.Issues) != 0 {
		t.Errorf("issues %+v", p.Issues)
	}
	if !slices.Contains(p.Labels, record.Label{Text: "Budget", Outcome: "ignored"}) {
		t.Errorf("labels %+v", p.Labels)
	}
	if r.Version() == newReader(t).Version() {
		t.Error("the version does not tell the labels apart")
	}
}

func TestAnUnknownFieldOfAnOperatorsLabelIsAnErrorThatNamesTheKnown(t *testing.T) {
	_, err := New(Taught{Add: map[string][]string{"complettion": {"Done"}}})
	if err == nil || !strings.Contains(err.Error(), "complettion") || !strings.Contains(err.Error(), "completion") {
		t.Errorf("got %v", err)
	}
	for name, c := range map[string]struct {
		add    map[string][]string
		ignore []string
	}{"an empty label": {map[string][]string{"completion": {" "}}, nil}, "an empty label to ignore": {nil, []string{" : "}}} {
		if _, err := New(Taught{Add: c.add, Ignore: c.ignore}); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

func TestLabelFilesAreChecked(t *testing.T) {
	for name, text := range map[string]string{
		"an unknown key":            "fields: [{field: x, on: [commitment], type: text, labels: [X], colour: red}]",
		"an unknown type":           "fields: [{field: x, on: [commitment], type: number of things, labels: [X]}]",
		"an unknown kind of page":   "fields: [{field: x, on: [commitmet], type: text, labels: [X]}]",
		"a field without labels":    "fields: [{field: x, on: [commitment], type: text}]",
		"a scale without its words": "fields: [{field: x, on: [commitment], type: word, labels: [X]}]",
		"a heading on no page":      "headings: [{role: x, on: [no], words: [X]}]",
		"no YAML":                   "fields: [",
	} {
		if _, err := label.Parse([]byte(text)); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
	if _, err := label.Parse(label.DefaultYAML); err != nil {
		t.Error(err)
	}
}

func TestLabelsAreMatchedAsAPersonReadsThem(t *testing.T) {
	for name, label := range map[string]string{
		"as declared":                    "Support Institution(s):",
		"in capitals":                    "SUPPORT INSTITUTION(S):",
		"without a colon":                "<dfn>Support Institution(s)</dfn>",
		"with a space before the colon":  "Support Institution(s) :",
		"with a non-breaking space":      "Support\u00a0Institution(s)\u00a0:",
		"with white space of its own":    "\n Support \t Institution(s)\n:",
		"with a soft hyphen":             "Support Insti\u00adtution(s):",
		"with a footnote mark":           "Support Institution(s)*:",
		"with a numbered footnote":       "Support Institution(s)[2]:",
		"with a raised footnote":         "Support Institution(s)¹:",
		"broken over elements":           "<b>Support</b> <b>Institution(s)</b>:",
		"with its colon in another":      "<b>Support Institution(s)</b><span>:</span>",
		"with a tooltip that is told":    `Support Institution(s)<span role="tooltip">Those who help to carry it out</span>:`,
		"with a tooltip that is not":     `<b>Support Institution(s)<span>Those who help the lead institution to carry it out</span></b>:`,
		"with a tooltip that is cut off": `<b>Support Institution(s)<span>Those who help the lead institution to carry it...</span></b>`,
		"with a tooltip and More":        `<b>Support Institution(s)<span>Those who help the lead institution to carry it... More</span>:</b>`,
	} {
		t.Run(name, func(t *testing.T) {
			p := readCommitment(t, "<p>"+label+" Senate</p>")
			if got := p.Field(record.FieldSupporting); got != record.Say("Senate") {
				t.Errorf("got %+v, labels %+v", got, p.Labels)
			}
		})
	}
}

func TestNoPersonIsEverExtracted(t *testing.T) {
	r := newReader(t)
	for _, f := range fixtures(t) {
		p, err := f.read(r)
		if err != nil {
			continue
		}
		text := goldenText(t, p)
		for _, person := range []string{"Jane Roe", "John Doe", "Mary Major", "A. Person", "photographer", "@example"} {
			if strings.Contains(text, person) {
				t.Errorf("%s: %q is in the record", f.name, person)
			}
		}
	}
	p := readCommitment(t, `<p>Contact Person: Jane Roe</p><p>E-mail: <a href="mailto:jane@example.org">jane@example.org</a></p><p>Researcher: John Doe</p><p>Lead Institution: Ministry (jane@example.org)</p>`)
	if text := goldenText(t, p); strings.Contains(text, "Jane") || strings.Contains(text, "jane@") || strings.Contains(text, "John Doe") {
		t.Errorf("a person is in the record: %s", text)
	}
}
