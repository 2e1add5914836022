package figures_test

import (
	"strings"
	"testing"

	"ogptracker/scrape/record"
)

const eotTitle = "<h1>Freedonia End-of-Term Report 2016-2018</h1>"

func TestFiguresOfATableWhateverItsForm(t *testing.T) {
	for _, c := range []struct {
		name, body, want string
	}{
		{"columns the other way round", "<table><tr><td></td><td>End of term</td><td>Midterm</td></tr><tr><td>Completed</td><td>3</td><td>1</td></tr><tr><td>Limited</td><td>2</td><td>4</td></tr></table>",
			"completed/end_of_term=3; completed/midterm=1; limited/end_of_term=2; limited/midterm=4"},
		{"a raised footnote mark is no digit", "<table><tr><td>Number of Commitments</td><td colspan=2>40<sup>1</sup></td></tr><tr><td>Completed</td><td>2</td><td>9</td></tr></table>",
			"number_of_commitments/end_of_term=40[1]; completed/midterm=2; completed/end_of_term=9"},
		{"every cell a line of its own", "<p>At a glance</p><p>Midterm</p><p>End-of-term</p><p>Number of commitments</p><p>27         27</p><p>Completed</p><p>0</p><p>3</p><p>All three ()</p><p>2</p><p>2</p>",
			"number_of_commitments/midterm=27; number_of_commitments/end_of_term=27; completed/midterm=0; completed/end_of_term=3; all_three_starred/midterm=2; all_three_starred/end_of_term=2"},
		{"one cell holds the labels, the others their numbers line by line", "<table><tr><td></td><td>Mid-term</td><td>End of term</td></tr><tr><td>Completed<br>Substantial<br>Limited</td><td>0<br>5<br>3</td><td>3<br>5<br>1</td></tr></table>",
			"completed/midterm=0; completed/end_of_term=3; substantial/midterm=5; substantial/end_of_term=5; limited/midterm=3; limited/end_of_term=1"},
		{"a lone number among two stages is of neither", "<p>Table 1: At a Glance</p><p>Midterm End of term</p><p>Number of Commitments 9</p><p>Completed 3</p>",
			"number_of_commitments/end_of_term=9; completed/end_of_term=3!"},
		{"blank cells", "<table><tr><td></td><td>Midterm</td><td>End of term</td></tr><tr><td>Number of Commitments</td><td></td><td></td></tr><tr><td>Completed</td><td></td><td>3</td></tr></table>",
			"number_of_commitments/end_of_term=!; completed/midterm=!; completed/end_of_term=3"},
		{"a tooltip as a line of its own below the label", "<table><tr><td></td><td>Midterm</td><td>End of term</td></tr><tr><td><div>Completed</div><div>What was promised has been done in full, so the glossary says at length.</div></td><td>1</td><td>2</td></tr><tr><td>Limited</td><td>3</td><td>4</td></tr></table>",
			"completed/midterm=1; completed/end_of_term=2; limited/midterm=3; limited/end_of_term=4"},
		{"a tooltip that ends in More", "<table><tr><td></td><td>Midterm</td><td>End of term</td></tr><tr><td>CompletedWhat was promised has been done in full... More</td><td>1</td><td>2</td></tr><tr><td>Limited</td><td>3</td><td>4</td></tr></table>",
			"completed/midterm=1; completed/end_of_term=2; limited/midterm=3; limited/end_of_term=4"},
		{"cells with bars between them", "<p>Table 1: At a Glance | |</p><p>Mid-term | End of term</p><p>Number of Commitments | 9 |</p><p>Completed | 0 | 3 |</p>",
			"number_of_commitments/end_of_term=9; completed/midterm=0; completed/end_of_term=3"},
		{"a table that only lays out the page", "<table><tr><td><table><tr><td></td><td>Midterm</td><td>End of term</td></tr><tr><td>Completed</td><td>1</td><td>2</td></tr><tr><td>Limited</td><td>3</td><td>4</td></tr></table></td></tr></table>",
			"completed/midterm=1; completed/end_of_term=2; limited/midterm=3; limited/end_of_term=4"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := readDocument(t, eotTitle+c.body)
			if got := printedOf(&p); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// TestAnUnknownRowGivesItsNumberToNobody puts a row that no list knows among
// others, in every kind of element but a table's.
func TestAnUnknownRowGivesItsNumberToNobody(t *testing.T) {
	const want = "number_of_commitments/end_of_term=5; completed/midterm=1; completed/end_of_term=2; limited/midterm=4; limited/end_of_term=3"
	rows := [][]string{{"Number of Commitments", "5"}, {"Number of Milestones", "17", "19"}, {"Completed", "1", "2"}, {"Delayed", "6", "7"}, {"Limited", "4", "3"}}
	for name, row := range map[string]func(label string, values []string) string{
		"a definition list": func(l string, v []string) string {
			return "<dl><dt>" + l + "</dt><dd>" + strings.Join(v, "</dd><dd>") + "</dd></dl>"
		},
		"divs": func(l string, v []string) string {
			return "<div><div>" + l + "</div><div>" + strings.Join(v, "</div><div>") + "</div></div>"
		},
		"paragraphs": func(l string, v []string) string { return "<p>" + l + "</p><p>" + strings.Join(v, "</p><p>") + "</p>" },
		"a list of spans": func(l string, v []string) string {
			return "<ul><li><span>" + l + "</span> <span>" + strings.Join(v, "</span> <span>") + "</span></li></ul>"
		},
		"one line": func(l string, v []string) string { return "<p>" + l + ": " + strings.Join(v, " ") + "</p>" },
		"breaks":   func(l string, v []string) string { return l + "<br>" + strings.Join(v, "<br>") + "<br>" },
	} {
		body := "<h2>Table 1: At a Glance</h2><p>Midterm</p><p>End of term</p>"
		for _, r := range rows {
			body += row(r[0], r[1:])
		}
		p := readDocument(t, eotTitle+body)
		if got := printedOf(&p); got != want {
			t.Errorf("%s:\ngot  %s\nwant %s", name, got, want)
		}
		unknown := ""
		for _, i := range p.Issues {
			if i.Code == record.CodeUnknownLabel {
				unknown += i.Value + "; "
			}
		}
		if unknown != "Number of Milestones; Delayed; " {
			t.Errorf("%s: unknown labels %q", name, unknown)
		}
	}
}

func TestAValueThatIsAWordOfAScaleIsNoLabel(t *testing.T) {
	for _, row := range []string{
		"<dl><dt>Number of Commitments Carried Over to Next Action Plan</dt><dd>Unclear</dd></dl>",
		"<div><div>Number of Commitments Carried Over to Next Action Plan</div><div>Unclear</div></div>",
		"<p>Number of Commitments Carried Over to Next Action Plan</p><p>Unclear</p>",
	} {
		for _, behind := range []string{"", "<h4>Did It Open Government?</h4><p>Major</p><p>2</p>"} {
			p := readDocument(t, eotTitle+"<p>Table 1: At a Glance</p><p>Midterm</p><p>End of term</p><dl><dt>Completed</dt><dd>1</dd><dd>3</dd></dl>"+row+behind)
			want := "completed/midterm=1; completed/end_of_term=3; carried_over_to_next_action_plan/end_of_term=Unclear"
			if behind != "" {
				want += "; diog_major/end_of_term=2"
			}
			if got := printedOf(&p); got != want {
				t.Errorf("%s%s\ngot  %s\nwant %s", row, behind, got, want)
			}
		}
	}
	p := readDocument(t, eotTitle+"<p>Table 1: At a Glance</p><p>Midterm</p><p>End of term</p><dl><dt>Limited</dt><dd>1</dd><dd>3</dd><dt>Unclear</dt><dd>2</dd><dd>4</dd></dl>")
	if got, want := printedOf(&p), "limited/midterm=1; limited/end_of_term=3; unclear/midterm=2; unclear/end_of_term=4"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestWordsInThePlaceOfANumberArePrinted holds that a definition list and
// lines keep them as a table does.
func TestWordsInThePlaceOfANumberArePrinted(t *testing.T) {
	for value, want := range map[string]string{
		"None": "None", "3 of 8": "3 of 8", "Not yet known": "Not yet known", "Not assessed": "Not assessed", "All": "All", "Pending": "Pending", "No data": "No data", "-": "-", "—": "—", "N/A": "N/A",
	} {
		for _, row := range []string{
			"<table><tr><td>Number of commitments carried over</td><td colspan=2>" + value + "</td></tr></table>",
			"<dl><dt>Number of commitments carried over</dt><dd>" + value + "</dd></dl>",
			"<div><div>Number of commitments carried over</div><div>" + value + "</div></div>",
			"<p>Number of commitments carried over</p><p>" + value + "</p>",
			"<p>Number of commitments carried over<br>" + value + "</p>",
		} {
			p := readDocument(t, eotTitle+"<p>Table 1: At a Glance</p><p>Midterm</p><p>End of term</p><dl><dt>Completed</dt><dd>1</dd><dd>3</dd></dl>"+row)
			if got, want := printedOf(&p), "completed/midterm=1; completed/end_of_term=3; carried_over_to_next_action_plan/end_of_term="+want; got != want {
				t.Errorf("%s\ngot  %s\nwant %s", row, got, want)
			}
		}
	}
	// Nor do they go to the label before, where their own is not known.
	for _, row := range []string{"<dl><dt>Number of Milestones</dt><dd>No data</dd></dl>", "<p>Number of Milestones</p><p>Not yet known</p>", "<dl><dt>Number of Milestones</dt><dd>some say nine, some ten</dd></dl>"} {
		p := readDocument(t, eotTitle+"<p>Table 1: At a Glance</p><p>Midterm</p><p>End of term</p><dl><dt>Completed</dt><dd>1</dd><dd>3</dd></dl>"+row)
		if got, want := printedOf(&p), "completed/midterm=1; completed/end_of_term=3"; got != want {
			t.Errorf("%s\ngot  %s\nwant %s", row, got, want)
		}
	}
}

func TestProseAndOtherTablesGiveNoFigures(t *testing.T) {
	for _, body := range []string{
		"<p>Completed in time, the work was praised.</p><p>Major 4 x 4 vehicles were bought.</p>",
		"<p>Number of commitments was discussed at length by the forum.</p>",
		"<table><tr><td>Commitment</td><td>Completed</td></tr><tr><td>Open data</td><td>Yes</td></tr></table>",
		"<h2>Completion</h2><p>Limited</p><p>3</p>",
		"<table><tr><td>Commitment</td><td>Not Started</td><td>Limited</td><td>Substantial</td><td>Completed</td></tr><tr><td>1. Open data</td><td></td><td></td><td>X</td><td></td></tr><tr><td>2</td><td></td><td>X</td><td></td><td></td></tr></table>",
		"<table><tr><td></td><td>Not Started</td><td>Limited</td><td>Substantial</td><td>Completed</td></tr><tr><td>Open data</td><td></td><td></td><td>X</td><td></td></tr></table>",
		"<h3>At a Glance</h3><p>The plan has nine commitments, and what became of them is told below in words.</p>",
	} {
		p := readDocument(t, eotTitle+body)
		if len(p.Figures) > 0 {
			t.Errorf("%s\ngives %s", body, printedOf(&p))
		}
	}
}

func TestAPlanThatSaysHowManyCommitmentsItHasIsNoReport(t *testing.T) {
	p := readDocument(t, "<h1>Freedonia Action Plan 2020-2022</h1><p>Number of commitments: 12</p>")
	if len(p.Figures) > 0 {
		t.Errorf("figures %s", printedOf(&p))
	}
	for _, l := range p.Labels {
		if l.Text == "Number of commitments" && l.Outcome == "unknown" {
			return
		}
	}
	t.Errorf("the label is dropped in silence: %+v", p.Labels)
}

func TestAnUnknownRowOfATableIsSignalled(t *testing.T) {
	p := readDocument(t, eotTitle+"<table><tr><td></td><td>Midterm</td><td>End of term</td></tr><tr><td>Completed</td><td>1</td><td>2</td></tr><tr><td>Postponed</td><td>1</td><td>0</td></tr><tr><td>Limited</td><td>3</td><td>4</td></tr></table>")
	for _, is := range p.Issues {
		if is.Code == record.CodeUnknownLabel && is.Value == "Postponed" {
			return
		}
	}
	t.Errorf("issues %+v", p.Issues)
}

func TestTwoTablesOnAPageKeepTheFirstNumbers(t *testing.T) {
	table := "<table><tr><td></td><td>Midterm</td><td>End of term</td></tr><tr><td>Completed</td><td>1</td><td>2</td></tr><tr><td>Limited</td><td>3</td><td>4</td></tr></table>"
	p := readDocument(t, eotTitle+table+"<p>Text between that is long enough to be prose, as a page has it.</p>"+strings.ReplaceAll(table, "<td>4</td>", "<td>5</td>"))
	if got, want := printedOf(&p), "completed/midterm=1; completed/end_of_term=2; limited/midterm=3; limited/end_of_term=4"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestTheMarkedStepOfAWholeScaleIsRead(t *testing.T) {
	scale := func(marks ...string) string {
		b := "<h1>Freedonia Mid-Term Report 2016-2018 (Year 1)</h1><table><tr><th></th><th>During Action Plan Development</th><th>Y1</th></tr>"
		for i, w := range []string{"No Consultation", "Inform", "Consult", "Involve", "Collaborate"} {
			b += "<tr><td>" + w + "</td><td>" + marks[2*i] + "</td><td>" + marks[2*i+1] + "</td></tr>"
		}
		return b + "</table>"
	}
	for _, c := range []struct{ name, body, want string }{
		{"an X in each column", scale("", "", "", "", "X", "", "", "x", "", ""), "level_of_public_influence_development/midterm=Consult; level_of_public_influence_implementation/midterm=Involve"},
		{"a tick that is drawn, and none", scale("", "", `<img src="/img/tick.png" alt="">`, "", "", "", "", "", "", ""), "level_of_public_influence_development/midterm=Inform; level_of_public_influence_implementation/midterm=!"},
		{"two marks in one column", scale("X", "", "X", "", "", "✔", "", "", "", ""), "level_of_public_influence_development/midterm=!; level_of_public_influence_implementation/midterm=Consult"},
	} {
		p := readDocument(t, c.body)
		if got := printedOf(&p); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, c.want)
		}
	}
}
