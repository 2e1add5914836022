package samplesite

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// tally counts what the ratings of a plan's commitments come to, under the
// names of the printed table's measures.
func tally(all []commitment) map[string]int {
	n := make(map[string]int)
	for _, c := range all {
		r := c.Ratings
		n["number_of_commitments"]++
		for _, l := range levels {
			n[l.measure+"/0"] += count(r.Midterm == l.word)
			n[l.measure+"/1"] += count(r.End == l.word)
		}
		n["substantial_or_complete_implementation/0"] += count(high(r.Midterm))
		n["substantial_or_complete_implementation/1"] += count(high(r.End))
		n["clear_relevance_to_ogp_values"] += count(r.Relevant == "1")
		n["transformative_potential_impact"] += count(r.Impact == "Transformative")
		n["all_three_starred/0"] += count(r.StarMidterm == "1")
		n["all_three_starred/1"] += count(r.StarEnd == "1")
		n["diog_major"] += count(r.Opened == "Major")
		n["diog_outstanding"] += count(r.Opened == "Outstanding")
		n["carried_over_to_next_action_plan"] += count(r.Carried == "1")
	}
	return n
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

func TestRatingsAddUpToThePrintedTables(t *testing.T) {
	f := load()
	tables := 0
	for i := range f.Members {
		m := &f.Members[i]
		all := f.commitments(m)
		for j := range m.Plans {
			p := &m.Plans[j]
			table := m.printed(p)
			if table == nil || p.Ratings != "table" {
				continue
			}
			tables++
			got := tally(ofPlan(m, p, all))
			for measure := range table {
				if measure == "" {
					continue
				}
				if n, ok := got[measure]; ok {
					if want := table.at(measure, 0); n != want {
						t.Errorf("%s %s: %s is %d, printed %d", m.Name, p.cycle(), measure, n, want)
					}
					continue
				}
				for column := range 2 {
					key := fmt.Sprintf("%s/%d", measure, column)
					n, ok := got[key]
					if !ok {
						t.Errorf("%s %s: nothing counts %s", m.Name, p.cycle(), measure)
					}
					if want := table.at(measure, column); n != want {
						t.Errorf("%s %s: %s is %d, printed %d", m.Name, p.cycle(), key, n, want)
					}
				}
			}
		}
	}
	if tables != 5 {
		t.Errorf("%d plans have a printed table, want 5", tables)
	}
}

func ofPlan(m *member, p *plan, all []commitment) []commitment {
	var some []commitment
	for _, c := range all {
		if c.Plan == fmt.Sprintf("%s-%d", m.Slug, p.Start) {
			some = append(some, c)
		}
	}
	return some
}

func TestOtherPlansAgreeWithWhatTheirReportsSay(t *testing.T) {
	f := load()
	for _, c := range []struct {
		member string
		start  int
		what   string
		has    func(ratings) bool
		want   int
	}{
		{"georgia", 2018, "substantially or fully implemented", func(r ratings) bool { return high(r.End) }, 14},
		{"georgia", 2018, "commitments", func(ratings) bool { return true }, 28},
		{"estonia", 2018, "completed", func(r ratings) bool { return r.End == "Complete" }, 6},
		{"estonia", 2020, "marginal early results", func(r ratings) bool { return r.Opened == "Marginal" }, 2},
		{"estonia", 2020, "major early results", func(r ratings) bool { return r.Opened == "Major" }, 1},
		{"finland", 2017, "completed", func(r ratings) bool { return r.End == "Complete" }, 5},
		{"finland", 2017, "relevant", func(r ratings) bool { return r.Relevant == "1" }, 6},
		{"paraguay", 2018, "relevant", func(r ratings) bool { return r.Relevant == "1" }, 33},
		{"finland", 2017, "major results", func(r ratings) bool { return r.Opened == "Major" }, 1},
		{"uruguay", 2016, "rated at the end of term", func(r ratings) bool { return r.End != "NR" }, 39},
	} {
		for i := range f.Members {
			m := &f.Members[i]
			if m.Slug != c.member {
				continue
			}
			got := 0
			for _, commitment := range ofPlan(m, m.planOf(c.start), f.commitments(m)) {
				got += count(c.has(commitment.Ratings))
			}
			if got != c.want {
				t.Errorf("%s %d: %s: %d, want %d", c.member, c.start, c.what, got, c.want)
			}
		}
	}
}

func TestStarsFollowTheCurrentFormula(t *testing.T) {
	f := load()
	for i := range f.Members {
		for _, c := range f.commitments(&f.Members[i]) {
			if !c.assigned || c.Ratings.StarEnd == "ND" || c.Ratings.StarEnd == "NR" {
				continue
			}
			r := c.Ratings
			if oneZero(r.star(r.Midterm)) != r.StarMidterm || oneZero(r.star(r.End)) != r.StarEnd {
				t.Errorf("%s: stars %s and %s do not follow from its ratings", c.Code, r.StarMidterm, r.StarEnd)
			}
		}
	}
}

// The facts are the real ones where OGP published them.
func TestFactsAgreeWithTheRealTables(t *testing.T) {
	dir := os.Getenv("OGPTRACKER_TESTDATA")
	if dir == "" {
		t.Skip("OGPTRACKER_TESTDATA is not set: the real figures are not there to compare with")
	}
	f := load()
	tables := make(map[string]printed)
	for i := range f.Members {
		m := &f.Members[i]
		for j := range m.Plans {
			if table := m.printed(&m.Plans[j]); table != nil {
				tables[m.Name+" "+m.Plans[j].cycle()] = table
			}
		}
	}
	compared := 0
	for _, row := range read(t, filepath.Join(dir, "data", "published-figures.csv")) {
		table := tables[row["country"]+" "+row["action_plan"]]
		if table == nil {
			continue
		}
		compared++
		column := count(row["stage"] == "end_of_term")
		cells := table[row["measure"]]
		got := cells[min(column, len(cells)-1)]
		if len(cells) == 2 && cells[column] == "" {
			got = ""
		}
		if got != row["value"] {
			t.Errorf("%s %s %s %s: %q, real %q", row["country"], row["action_plan"], row["measure"], row["stage"], got, row["value"])
		}
	}
	if compared < 80 {
		t.Errorf("only %d figures compared", compared)
	}
	real := make(map[string]map[string]string)
	for _, row := range read(t, filepath.Join(dir, "data", "irm-table-2024-extract.csv")) {
		real[row["Commitment Unique Identifier"]] = row
	}
	for _, c := range f.known {
		row := real[c.Code]
		if row == nil {
			continue // known from pages alone
		}
		r := c.Ratings
		for name, got := range map[string]string{
			"Completion (Progress Report)": r.Midterm, "Completion (End Of Term)": r.End, "Potential Impact": r.Impact,
			"_Relevant": r.Relevant, "Did It Open Government (Overall)": r.Opened, "Commitment Number": c.Number,
		} {
			if got != row[name] {
				t.Errorf("%s: %s is %q, real %q", c.Code, name, got, row[name])
			}
		}
		if !strings.HasSuffix(c.Plan, "-"+row["Year Of Submission"]) {
			t.Errorf("%s: plan %s, submitted %s", c.Code, c.Plan, row["Year Of Submission"])
		}
	}
}

func read(t *testing.T, name string) []map[string]string {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	all := make([]map[string]string, 0, len(rows)-1)
	for _, cells := range rows[1:] {
		row := make(map[string]string, len(cells))
		for i, cell := range cells {
			row[rows[0][i]] = cell
		}
		all = append(all, row)
	}
	return all
}
