package label_test

import (
	"slices"
	"strings"
	"testing"

	"ogptracker/scrape/page"
	"ogptracker/scrape/page/label"
	"ogptracker/scrape/record"
)

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
	r, err := page.New(page.Taught{Add: map[string][]string{"lead_institution": {"Responsible Ministry:"}, "completion": {"degree of  fulfilment"}}, Ignore: []string{"Budget"}})
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
	_, err := page.New(page.Taught{Add: map[string][]string{"complettion": {"Done"}}})
	if err == nil || !strings.Contains(err.Error(), "complettion") || !strings.Contains(err.Error(), "completion") {
		t.Errorf("got %v", err)
	}
	for name, c := range map[string]struct {
		add    map[string][]string
		ignore []string
	}{"an empty label": {map[string][]string{"completion": {" "}}, nil}, "an empty label to ignore": {nil, []string{" : "}}} {
		if _, err := page.New(page.Taught{Add: c.add, Ignore: c.ignore}); err == nil {
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
