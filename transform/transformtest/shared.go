package transformtest

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"ogptracker/scrape/irmtable"
	"ogptracker/scrape/irmtable/tabletest"
	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

var Night = time.Date(2025, 1, 14, 2, 0, 0, 0, time.UTC)

func ReadPage(p record.Page) *record.Read {
	return &record.Read{Page: p, Freshness: record.FreshRead, LastRead: Night, Requested: true}
}

func CommitmentPage(code string, freshness record.Freshness) dataset.PageRef {
	r := &record.Read{Page: record.Page{Kind: record.KindCommitment, Code: code, Member: "estonia"}, Freshness: freshness, LastRead: Night}
	switch freshness {
	case record.FreshRead, record.FreshUnchanged, record.FreshFailed:
		r.Requested = true
	case record.FreshNotRead:
		r.LastRead = time.Time{}
	}
	return dataset.PageRef{Read: r, MemberID: "estonia"}
}

func Day(text string) time.Time {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return t
}

func Number(n float64) *float64 { return &n }

// Rated makes a commitment of one plan with both stages found on.
func Rated(id, plan, midterm, endOfTerm string) dataset.Commitment {
	c := dataset.Commitment{
		ID: id, MemberID: "estonia", PlanIDs: []string{plan}, RatedUnder: plan, CycleYear: 2016,
		PolicyAreas:       []string{"Open Data"},
		CompletionMidterm: midterm, CompletionEndOfTerm: endOfTerm,
		Completion: endOfTerm, CompletionStage: record.StageEndOfTerm,
		Starred: vocabulary.NotStated, StarredMidterm: vocabulary.NotStated, StarredEndOfTerm: vocabulary.NotStated,
	}
	if !vocabulary.IsCompletionFinding(endOfTerm) && vocabulary.IsCompletionFinding(midterm) {
		c.Completion, c.CompletionStage = midterm, record.StageMidterm
	}
	return c
}

// EndOfTerm makes the commitments of one plan whose end-of-term findings are
// given as counts of words.
func EndOfTerm(plan string, counts ...any) []dataset.Commitment {
	var cs []dataset.Commitment
	for i := 0; i < len(counts); i += 2 {
		for range counts[i+1].(int) {
			cs = append(cs, Rated(fmt.Sprintf("%s-%d", plan, len(cs)), plan, vocabulary.NotStated, counts[i].(string)))
		}
	}
	return cs
}

func RowOf(t *testing.T, rows []dataset.Completion, kind, group, stage string) dataset.Completion {
	t.Helper()
	for _, r := range rows {
		if r.GroupType == kind && r.Group == group && r.Stage == record.Stage(stage) {
			return r
		}
	}
	t.Fatalf("no row for %s %s at %s", kind, group, stage)
	return dataset.Completion{}
}

// Members and a plan of the tests.
var (
	Estonia  = dataset.Member{ID: "estonia", Name: "Estonia", Type: "National", Region: "Europe"}
	Georgia  = dataset.Member{ID: "georgia", Name: "Georgia", Type: "National", Region: "Europe"}
	PlanEE16 = dataset.Plan{ID: "estonia-2016", MemberID: "estonia", Title: "Estonia Action Plan 2016-2018", Cycle: "2016-2018"}
)

// OGPTable reads one of OGP's own tables, or skips.
func OGPTable(t testing.TB, name string) *record.Table {
	t.Helper()
	data := tabletest.File(t, name)
	table, err := irmtable.Read(name, data, time.Date(2024, 7, 1, 0, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// workedExamples reads the tables of docs/methodology.md that follow a marker,
// cell by cell, without their headers.
func workedExamples(t *testing.T) map[string][][]string {
	t.Helper()
	text, err := os.ReadFile("../../docs/methodology.md")
	if err != nil {
		t.Fatal(err)
	}
	examples := map[string][][]string{}
	for _, part := range strings.Split(string(text), "<!-- worked example: ")[1:] {
		name, rest, _ := strings.Cut(part, " -->\n\n")
		table, _, _ := strings.Cut(rest, "\n\n")
		for i, line := range strings.Split(strings.TrimSpace(table), "\n") {
			if i < 2 { // header and rule
				continue
			}
			line = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(line), "|"), "|")
			cells := strings.Split(line, "|")
			for c := range cells {
				cells[c] = strings.TrimSpace(cells[c])
			}
			examples[name] = append(examples[name], cells)
		}
	}
	return examples
}

// Example returns the rows of one worked example, which must exist.
func Example(t *testing.T, name string) [][]string {
	t.Helper()
	rows := workedExamples(t)[name]
	if len(rows) == 0 {
		t.Fatalf("docs/methodology.md has no worked example %q", name)
	}
	return rows
}
