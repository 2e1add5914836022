package assemble

import (
	"encoding/csv"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ogptracker/scrape/irmtable/tabletest"
	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/transformtest"
	"ogptracker/transform/vocabulary"
)

func assembleTable(t testing.TB, table *record.Table) (*dataset.Rows, []record.Issue) {
	t.Helper()
	return Night(dataset.Input{
		Run: "20250114T020000Z", Date: time.Date(2025, 1, 14, 0, 0, 0, 0, time.UTC), LocalMembers: true,
		Night: record.Night{Table: table, Base: "https://www.opengovpartnership.org"},
	})
}

// exceptions are rows of OGP's table that do not follow its own rules, by what
// differs; each with its reason.
type exceptions map[string]string

// check compares what differs with what is listed, both ways.
func (e exceptions) check(t *testing.T, differs map[string]string) {
	t.Helper()
	for _, k := range slices.Sorted(maps.Keys(differs)) {
		if _, ok := e[k]; !ok {
			t.Errorf("%s differs and is not listed: %s", k, differs[k])
		}
	}
	for k := range e {
		if _, ok := differs[k]; !ok {
			t.Errorf("%s is listed as an exception and does not differ", k)
		}
	}
}

func flagsByID(table *record.Table) map[string]record.Row {
	rows := map[string]record.Row{}
	for _, r := range table.Rows {
		rows[r.Code] = r
	}
	return rows
}

func TestCompletionOf2024FollowsOGPsOwnColumns(t *testing.T) {
	table := transformtest.OGPTable(t, "irm-table-2024-extract.csv")
	rows := flagsByID(table)
	out, _ := assembleTable(t, table)
	code := map[string]string{vocabulary.Withdrawn: "0", vocabulary.Unclear: "1", vocabulary.NotStarted: "2", vocabulary.Limited: "3", vocabulary.Substantial: "4", vocabulary.Completed: "5", vocabulary.NotReviewed: "NR", vocabulary.NoData: "ND", vocabulary.NotApplicable: "NA"}
	differs := map[string]string{}
	assessed, high := 0, 0
	for _, c := range out.Commitments {
		f := rows[c.ID].Flags
		if vocabulary.IsFinding(c.Completion) || code[f["Raw Completion"]] != "" {
			if code[c.Completion] != f["Raw Completion"] {
				differs["latest of "+c.ID] = c.Completion + ", OGP " + f["Raw Completion"]
			}
		} else if c.Completion != c.CompletionEndOfTerm {
			differs["absence of "+c.ID] = c.Completion + ", end of term " + c.CompletionEndOfTerm
		}
		level := vocabulary.CompletionLevel(c.Completion)
		if (level != vocabulary.LevelNone) != (f["Comp Assessed"] == "1") {
			differs["assessed of "+c.ID] = c.Completion
		}
		if vocabulary.HighCompletionRate.Counts(c.Completion) != (f["High Completion"] == "1") {
			differs["high of "+c.ID] = c.Completion
		}
		if level != vocabulary.LevelNone {
			assessed++
			if vocabulary.HighCompletionRate.Counts(c.Completion) {
				high++
			}
		}
	}
	exceptions{}.check(t, differs)
	if len(out.Commitments) != 294 || assessed != 211 || high != 129 {
		t.Errorf("%d of %d assessed are high, of %d; OGP has 129 of 211, of 294", high, assessed, len(out.Commitments))
	}
}

func TestVerifiableAndRelevanceOf2024FollowOGPsRules(t *testing.T) {
	table := transformtest.OGPTable(t, "irm-table-2024-extract.csv")
	rows := flagsByID(table)
	words := map[string]string{"1": vocabulary.Yes, "0": vocabulary.No, "Yes": vocabulary.Yes, "No": vocabulary.No, "NR": vocabulary.NotReviewed, "ND": vocabulary.NoData}
	// Without their Verifiable column, rows with a specificity must give it.
	bare := *table
	bare.Rows = slices.Clone(table.Rows)
	for i := range bare.Rows {
		bare.Rows[i].Fields = maps.Clone(bare.Rows[i].Fields)
		delete(bare.Rows[i].Fields, record.FieldVerifiable)
	}
	full, _ := assembleTable(t, table)
	derived, _ := assembleTable(t, &bare)
	differs := map[string]string{}
	checked := 0
	for i, c := range full.Commitments {
		row := rows[c.ID]
		if want := words[row.Fields[record.FieldVerifiable].Raw]; c.Verifiable != want {
			differs["verifiable of "+c.ID] = c.Verifiable
		}
		if d := derived.Commitments[i]; vocabulary.IsFinding(c.Specificity) {
			checked++
			if d.Verifiable != c.Verifiable {
				differs["derived verifiable of "+c.ID] = d.Verifiable
			}
		}
		if want := words[row.Fields[record.FieldRelevance].Raw]; c.Relevance != want {
			differs["relevance of "+c.ID] = c.Relevance
		}
	}
	exceptions{}.check(t, differs)
	if checked != 112 {
		t.Errorf("%d rows have a specificity, want 112", checked)
	}
}

func TestStarsOf2024AreOGPsOwn(t *testing.T) {
	table := transformtest.OGPTable(t, "irm-table-2024-extract.csv")
	rows := flagsByID(table)
	out, _ := assembleTable(t, table)
	words := map[string]string{"1": vocabulary.Yes, "0": vocabulary.No}
	differs := map[string]string{}
	for _, c := range out.Commitments {
		row := rows[c.ID]
		for stage, v := range map[string][2]string{
			"midterm":     {c.StarRecomputedMidterm, row.Fields[record.FieldStarredMidterm].Raw},
			"end of term": {c.StarRecomputedEndOfTerm, row.Fields[record.FieldStarredEnd].Raw},
		} {
			if want := words[v[1]]; want != "" && v[0] != want || want == "" && v[0] != vocabulary.NotStated {
				differs[stage+" star of "+c.ID] = fmt.Sprintf("%s, OGP %s", v[0], v[1])
			}
		}
	}
	const onlyVerifiable = "OGP refuses a star to a plan rated by Verifiable only, where its other rows of such plans have ND; none is transformative, so no formula would give one"
	const noMidterm = "OGP refuses a star at midterm, while its completion at midterm is ND"
	const noImpact = "OGP refuses a star to a commitment of low specificity whose potential impact is ND"
	exceptions{
		"end of term star of EE0050": onlyVerifiable,
		"end of term star of LV0028": onlyVerifiable,
		"end of term star of NG0008": onlyVerifiable,
		"midterm star of BG0039":     noMidterm,
		"midterm star of BUE0009":    noMidterm,
		"midterm star of MAD0005":    noMidterm,
		"midterm star of SCO0001":    noMidterm,
		"midterm star of SCO0005":    noMidterm,
		"midterm star of US0005":     noImpact,
		"midterm star of US0017":     noImpact,
		"end of term star of GT0066": "OGP has ND although every part of the formula is rated (Minor impact: not starred)",
	}.check(t, differs)
}

func TestPlansOf2016HaveTheCountsOfTheTable(t *testing.T) {
	out, _ := assembleTable(t, transformtest.OGPTable(t, "irm-table-2016.csv"))
	plans := map[string]dataset.Plan{}
	for _, p := range out.Plans {
		plans[p.ID] = p
	}
	members := map[string]dataset.Member{}
	for _, m := range out.Members {
		members[m.ID] = m
	}
	type key struct {
		member, stage string
		number        int
	}
	counts := map[key]map[string]int{}
	for _, c := range out.Commitments {
		for stage, value := range map[string]string{"midterm": c.CompletionMidterm, "end_of_term": c.CompletionEndOfTerm} {
			k := key{c.MemberID, stage, plans[c.RatedUnder].Number}
			if counts[k] == nil {
				counts[k] = map[string]int{}
			}
			counts[k][value]++
			counts[k]["all"]++
		}
	}
	printed, err := csv.NewReader(strings.NewReader(string(tabletest.File(t, "completion-by-plan-2016.csv")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	words := map[string]string{"commitments": "all", "not_started": vocabulary.NotStarted, "limited": vocabulary.Limited, "substantial": vocabulary.Substantial, "complete": vocabulary.Completed, "unclear": vocabulary.Unclear, "withdrawn": vocabulary.Withdrawn, "NR": vocabulary.NotReviewed, "NA": vocabulary.NotApplicable, "ND": vocabulary.NoData}
	for _, p := range printed[1:] {
		number, _ := strconv.Atoi(p[1])
		k := key{vocabulary.KnownMembers().Find(p[0]).ID, p[3], number}
		for i, name := range printed[0] {
			if word := words[name]; word != "" && p[i] != strconv.Itoa(counts[k][word]) {
				t.Errorf("%s plan %d at %s: %d %s, want %s", p[0], number, p[3], counts[k][word], name, p[i])
			}
		}
	}
	estonia := counts[key{"estonia", "midterm", 2}]
	if diff := cmp.Diff(map[string]int{"all": 23, vocabulary.Completed: 5, vocabulary.Substantial: 14, vocabulary.Limited: 4}, estonia); diff != "" {
		t.Errorf("Estonia's second plan: %s", diff)
	}
}

func TestThreeStarFormulasOf2016FitTheirColumns(t *testing.T) {
	table := transformtest.OGPTable(t, "irm-table-2016.csv")
	out, _ := assembleTable(t, table)
	if len(out.Commitments) != len(table.Rows) {
		t.Fatalf("%d commitments of %d rows", len(out.Commitments), len(table.Rows))
	}
	formulas := []struct {
		name    string
		column  record.Field
		formula func(vocabulary.StarParts) (bool, bool)
		stage   func(dataset.Commitment) string
	}{
		{"pre-June 2014", record.FieldStarredPre2014, vocabulary.StarredPre2014, func(c dataset.Commitment) string { return c.CompletionMidterm }},
		{"2015", record.FieldStarred2015, vocabulary.Starred2015, func(c dataset.Commitment) string { return c.CompletionMidterm }},
		{"current, midterm", record.FieldStarredMidterm, vocabulary.StarredCurrent, func(c dataset.Commitment) string { return c.CompletionMidterm }},
		{"current, end of term", record.FieldStarredEnd, vocabulary.StarredCurrent, func(c dataset.Commitment) string { return c.CompletionEndOfTerm }},
	}
	raw := map[string]string{}
	for _, r := range out.Ratings {
		raw[r.CommitmentID+"/"+r.Indicator+"/"+string(r.Stage)] = r.Raw
	}
	stageOf := map[record.Field][2]string{
		record.FieldStarredPre2014: {"starred_pre_june_2014", "midterm"}, record.FieldStarred2015: {"starred_2015", "midterm"},
		record.FieldStarredMidterm: {"starred", "midterm"}, record.FieldStarredEnd: {"starred", "end_of_term"},
	}
	differs, stars := map[string]string{}, map[string]int{}
	for _, c := range out.Commitments {
		for _, f := range formulas {
			said := raw[c.ID+"/"+stageOf[f.column][0]+"/"+stageOf[f.column][1]]
			if said != "0" && said != "1" {
				continue
			}
			starred, _ := f.formula(vocabulary.StarParts{Specificity: c.Specificity, Relevance: c.Relevance, PotentialImpact: c.PotentialImpact, Completion: f.stage(c)})
			if starred {
				stars[f.name]++
			}
			if starred != (said == "1") {
				differs[f.name+" star of "+c.ID] = fmt.Sprintf("formula %v, table %s", starred, said)
			}
		}
	}
	const unstarred = "follows the rule and is not starred"
	const twin = "its word is Substantial and its coded twin Not Started; OGP starred by the code"
	exceptions{
		"2015 star of el-salvador-2013-1.9":                                                    unstarred,
		"2015 star of el-salvador-2013-5.4":                                                    unstarred,
		"2015 star of el-salvador-2013-2.1-2-10-acompanar-el-esfuerzo-de-reforma-a-la-ley-del": unstarred,
		"2015 star of moldova-2014-1":                                                          twin,
		"2015 star of moldova-2014-4":                                                          twin,
	}.check(t, differs)
	if diff := cmp.Diff(map[string]int{"pre-June 2014": 120, "2015": 135, "current, midterm": 17}, stars); diff != "" {
		t.Error(diff)
	}
}
