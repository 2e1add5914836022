package figures_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// row is a label of the figures with its values; without values it is the
// heading of a group.
type row struct {
	label  string
	values []string
}

var listRows = []row{
	{"Participating since:", []string{"2013"}}, {"Action plan under review:", []string{"3"}}, {"Report type:", []string{"Implementation"}}, {"Number of commitments:", []string{"7"}},
	{"Action plan development", nil}, {"Is there a Multistakeholder forum:", []string{"Yes"}}, {"Level of public influence:", []string{"Involve"}}, {"Acted contrary to OGP process:", []string{"No"}},
	{"Action plan design", nil}, {"Commitments relevant to OGP values:", []string{"6 (86%)"}}, {"Transformative commitments:", []string{"0"}}, {"Potentially starred:", []string{"0"}},
	{"Action plan implementation", nil}, {"Starred commitments:", []string{"0"}}, {"Completed commitments:", []string{"5 (71%)"}}, {"Commitments with Major DIOG*:", []string{"1 (14%)"}},
	{"Commitments with Outstanding DIOG*:", []string{"0"}}, {"Level of public influence:", []string{"Consult"}}, {"Acted contrary to OGP process:", []string{"Yes"}},
}

const listFigures = "participating_since/design=2013; number_of_commitments/design=7; multistakeholder_forum/design=Yes; level_of_public_influence_development/design=Involve; " +
	"acted_contrary_to_process_development/design=No; commitments_relevant_to_ogp_values/design=6 (86%); transformative_commitments/design=0; potentially_starred_commitments/design=0; " +
	"starred_commitments/results=0; completed_commitments/results=5 (71%); diog_major/results=1 (14%); diog_outstanding/results=0; " +
	"level_of_public_influence_implementation/results=Consult; acted_contrary_to_process_implementation/results=Yes"

var tableRows = []row{
	{"Number of Commitments", []string{"24"}}, {"Level of Completion", nil}, {"Completed", []string{"6", "10"}}, {"Substantial", []string{"7", "6"}}, {"Limited", []string{"11", "8"}}, {"Not Started", []string{"0", "0"}},
	{"Number of Commitments with…", nil}, {"Clear Relevance to OGP Values", []string{"17", "17"}}, {"Transformative Potential Impact", []string{"4", "4"}},
	{"Substantial or Complete Implementation", []string{"13", "16"}}, {"All Three (✪)", []string{"3", "3"}}, {"Did It Open government?", nil}, {"Major", []string{"4"}}, {"Outstanding", []string{"0"}},
	{"Moving Forward", nil}, {"Number of Commitments Carried Over to Next Action Plan", []string{"6"}},
}

const tableFigures = "number_of_commitments/end_of_term=24; completed/midterm=6; completed/end_of_term=10; substantial/midterm=7; substantial/end_of_term=6; limited/midterm=11; limited/end_of_term=8; " +
	"not_started/midterm=0; not_started/end_of_term=0; clear_relevance_to_ogp_values/midterm=17; clear_relevance_to_ogp_values/end_of_term=17; transformative_potential_impact/midterm=4; " +
	"transformative_potential_impact/end_of_term=4; substantial_or_complete_implementation/midterm=13; substantial_or_complete_implementation/end_of_term=16; all_three_starred/midterm=3; " +
	"all_three_starred/end_of_term=3; diog_major/end_of_term=4; diog_outstanding/end_of_term=0; carried_over_to_next_action_plan/end_of_term=6"

// carriers write one row in one way each.
var carriers = []func(row) string{
	func(r row) string { return "<p>" + r.label + " " + strings.Join(r.values, " ") + "</p>" },
	func(r row) string { return "<div><b>" + r.label + "</b> " + strings.Join(r.values, " ") + "</div>" },
	func(r row) string { return "<p>" + r.label + "</p><p>" + strings.Join(r.values, "</p><p>") + "</p>" },
	func(r row) string {
		return "<dl><dt>" + r.label + "</dt><dd>" + strings.Join(r.values, "</dd><dd>") + "</dd></dl>"
	},
	func(r row) string {
		return "<ul><li><span>" + r.label + "</span> <span>" + strings.Join(r.values, "</span> <span>") + "</span></li></ul>"
	},
	func(r row) string {
		return "<table><tr><th>" + r.label + "</th><td>" + strings.Join(r.values, "</td><td>") + "</td></tr></table>"
	},
	func(r row) string {
		return "<div><div>" + r.label + "</div><div>" + strings.Join(r.values, "</div><div>") + "</div></div>"
	},
	func(r row) string {
		return "<span>" + r.label + "</span><br>" + strings.Join(r.values, "<br>") + "<br>"
	},
	func(r row) string { // cells of a grid, without a space between them
		return `<div class="row"><span>` + r.label + "</span><span>" + strings.Join(r.values, "</span><span>") + "</span></div>"
	},
	func(r row) string {
		return `<a class="row"><strong>` + r.label + "</strong><strong>" + strings.Join(r.values, "</strong><strong>") + "</strong></a><hr>"
	},
	func(r row) string { return "<h4>" + r.label + "</h4>" + strings.Join(r.values, "<br>") },
}

func TestFiguresReadTheSameWhateverCarriesTheirRows(t *testing.T) {
	for _, c := range []struct {
		title, head string
		rows        []row
		want        string
	}{
		{"Finland Implementation Report 2017-2019", "<p>Table 1. At a glance</p>", listRows, listFigures},
		{"Georgia End-of-Term Report 2016-2018", "<p>Table 1: At a Glance</p><p>Mid-term</p><p>End of term</p>", tableRows, tableFigures},
	} {
		for seed := range uint64(40) {
			rng := rand.New(rand.NewPCG(seed, 5))
			var body strings.Builder
			for _, r := range c.rows {
				if r.values == nil {
					body.WriteString([]string{"<p>" + r.label + "</p>", "<h3>" + r.label + "</h3>", "<div><b>" + r.label + "</b></div>"}[rng.IntN(3)])
					continue
				}
				n := int(seed) // the first seeds write all rows in one way
				if n >= len(carriers) {
					n = rng.IntN(len(carriers))
				}
				body.WriteString(carriers[n](r))
			}
			p := readDocument(t, "<h1>"+c.title+"</h1>"+c.head+body.String()+"<p>The report goes on here with text that is no figure at all.</p>")
			if got := printedOf(&p); got != c.want {
				t.Fatalf("%s, seed %d:\ngot  %s\nwant %s\n%s", c.title, seed, got, c.want, body.String())
			}
			if len(p.Issues) > 0 {
				t.Errorf("%s, seed %d: issues %+v", c.title, seed, p.Issues)
			}
		}
	}
}

func TestARowThatIsNotThereIsMissedAloneItself(t *testing.T) {
	for _, c := range []struct {
		title, head, want string
		rows              []row
	}{
		{"Finland Implementation Report 2017-2019", "<p>Table 1. At a glance</p>", listFigures, listRows},
		{"Georgia End-of-Term Report 2016-2018", "<p>Table 1: At a Glance</p><p>Mid-term</p><p>End of term</p>", tableFigures, tableRows},
	} {
		figures := strings.Split(c.want, "; ")
		for i, r := range c.rows {
			if r.values == nil || strings.HasPrefix(r.label, "Report type") || strings.HasPrefix(r.label, "Action plan under") {
				continue
			}
			var body strings.Builder
			for j, o := range c.rows {
				if j != i {
					body.WriteString(fmt.Sprintf("<div><div>%s</div><div>%s</div></div>", o.label, strings.Join(o.values, "</div><div>")))
				}
			}
			p := readDocument(t, "<h1>"+c.title+"</h1>"+c.head+body.String())
			var want []string
			skip := len(r.values)
			if c.rows[0].label != "Number of Commitments" {
				skip = 1
			}
			at := figureIndex(c.rows, i)
			want = append(append(want, figures[:at]...), figures[at+skip:]...)
			if got := strings.Split(printedOf(&p), "; "); !slices.Equal(got, want) {
				t.Errorf("%s without %q:\ngot  %s\nwant %s", c.title, r.label, got, want)
			}
		}
	}
}

// figureIndex gives the place of a row's first figure among all.
func figureIndex(rows []row, i int) int {
	n := 0
	for _, r := range rows[:i] {
		if !strings.HasPrefix(r.label, "Report type") && !strings.HasPrefix(r.label, "Action plan under") {
			n += len(r.values)
		}
	}
	return n
}

func TestACellOverSeveralRowsMovesNoFigure(t *testing.T) {
	for name, table := range map[string]string{
		"the group's own cell, end of term first": `<tr><th></th><th></th><th>End of term</th><th>Mid-term</th></tr><tr><td rowspan=4>Level of Completion</td><td>Completed</td><td>7</td><td>1</td></tr>
<tr><td>Substantial</td><td>6</td><td>8</td></tr><tr><td>Limited</td><td>5</td><td>9</td></tr><tr><td>Not Started</td><td>1</td><td>2</td></tr>`,
		"the group's own cell over two columns": `<tr><th colspan=3></th><th>Mid-term</th><th>End of term</th></tr><tr><td rowspan=4 colspan=2>Level of Completion</td><td>Completed</td><td>1</td><td>7</td></tr>
<tr><td>Substantial</td><td>8</td><td>6</td></tr><tr><td>Limited</td><td>9</td><td>5</td></tr><tr><td>Not Started</td><td>2</td><td>1</td></tr>`,
	} {
		t.Run(name, func(t *testing.T) {
			p := readDocument(t, "<h1>Chile End-of-Term Report 2014-2016</h1><table><caption>Table 1: At a Glance</caption>"+table+"</table>")
			want := []string{"completed/end_of_term=7", "completed/midterm=1", "limited/end_of_term=5", "limited/midterm=9", "not_started/end_of_term=1", "not_started/midterm=2",
				"substantial/end_of_term=6", "substantial/midterm=8"}
			got := strings.Split(printedOf(&p), "; ")
			slices.Sort(got)
			if !slices.Equal(got, want) || len(p.Issues) > 0 {
				t.Errorf("got  %v\nwant %v\nissues %v", got, want, p.Issues)
			}
		})
	}
}
