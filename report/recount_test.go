package report_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"ogptracker/report/schema"
	"ogptracker/transform/dataset"
)

// cells reads a published table as an outsider does: by the names of its
// columns, each cell as text.
type cells []map[string]string

func published(ds *dataset.Dataset, name string) (rows cells) {
	for _, table := range schema.Tables(ds) {
		if table.Name != name {
			continue
		}
		for _, row := range table.Rows {
			said := map[string]string{}
			for i, c := range table.Columns {
				if said[c.Name] = fmt.Sprint(row[i]); row[i] == nil {
					said[c.Name] = ""
				}
			}
			rows = append(rows, said)
		}
	}
	return rows
}

var (
	fourRatings = []string{"Completed", "Substantial", "Limited", "Not Started"}
	ratingOf    = map[string]string{"midterm": "completion_midterm", "end_of_term": "completion_end_of_term", "latest": "completion"}
)

// Every row of completion can be counted again from the published rows of
// commitments, members and policy areas alone.
func TestEveryFigureIsCountedAgainFromThePublishedRows(t *testing.T) {
	nights, err := sampleNights()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]*dataset.Dataset{"sample, night 1": nights[0], "sample, night 2": nights[1]}
	for seed := range uint64(3) {
		all[fmt.Sprintf("generated, seed %d", seed)] = built(t, mixedNight(seed, 300))
	}
	for name, ds := range all {
		t.Run(name, func(t *testing.T) { recount(t, ds) })
	}
}

func recount(t *testing.T, ds *dataset.Dataset) {
	t.Helper()
	members, areas := map[string]map[string]string{}, map[string][]string{}
	for _, m := range published(ds, "members") {
		members[m["member_id"]] = m
	}
	for _, p := range published(ds, "policy_areas") {
		areas[p["commitment_id"]] = append(areas[p["commitment_id"]], p["policy_area"])
	}
	commitments := slices.DeleteFunc(published(ds, "commitments"), func(c map[string]string) bool { return c["gone"] == "true" })
	// groups are those that a commitment belongs to, by kind.
	groups := func(c map[string]string) map[string][]string {
		return map[string][]string{
			"all": {"all"}, "member": {c["member_id"]}, "member_type": {members[c["member_id"]]["member_type"]}, "region": {members[c["member_id"]]["region"]},
			"action_plan": listed(c["plan_ids"]), "cycle": {orNot(c["cycle_year"])}, "policy_area": orNone(areas[c["commitment_id"]]), "ogp_value": orNone(listed(c["ogp_values"])),
		}
	}
	rows := published(ds, "completion")
	for _, r := range rows {
		kind, rating := r["group_type"], ratingOf[r["stage"]]
		total, counts := 0, map[string]int{}
		for _, c := range commitments {
			if !slices.Contains(groups(c)[kind], r["group"]) {
				continue
			}
			total++
			if c["counts_in_rates"] == "Yes" && (kind != "action_plan" || c["rated_under"] == r["group"]) {
				counts[c[rating]]++
			}
		}
		assessed := 0
		for _, word := range fourRatings {
			assessed += counts[word]
		}
		want := fmt.Sprint(total, assessed, counts["Completed"], counts["Substantial"], counts["Limited"], counts["Not Started"], total-assessed)
		got := strings.Join([]string{r["commitments"], r["assessed"], r["completed"], r["substantial"], r["limited"], r["not_started"], r["left_out"]}, " ")
		if got != want {
			t.Errorf("%s %s, %s: %s; counted again %s", kind, r["group"], r["stage"], got, want)
		}
		rate := ""
		if assessed > 0 {
			rate = fmt.Sprint(float64(counts["Completed"]+counts["Substantial"]) / float64(assessed))
		}
		if r["high_completion_rate"] != rate {
			t.Errorf("%s %s, %s: high completion %s; counted again %s", kind, r["group"], r["stage"], r["high_completion_rate"], rate)
		}
	}
	if len(rows) < 100 {
		t.Errorf("only %d rows were counted again", len(rows))
	}
}

func listed(cell string) []string {
	if cell == "" || cell == "Not stated" {
		return nil
	}
	return strings.Split(cell, schema.ListSeparator)
}

func orNot(word string) string {
	if word == "" || word == "0" {
		return "Not stated"
	}
	return word
}

func orNone(words []string) []string {
	if len(words) == 0 {
		return []string{"Not stated"}
	}
	return words
}
