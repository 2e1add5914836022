package main

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"ogptracker/internal/history"
)

// issuesOf are the issues of issues.csv by severity, and the rows of a code.
func issuesOf(t *testing.T, w *workplace, code string) (levels history.IssueLevels, messages []string) {
	t.Helper()
	data, err := os.ReadFile(w.published("latest", "csv", "issues.csv"))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(data), "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := map[string]int{}
	for i, name := range rows[0] {
		at[name] = i
	}
	for _, r := range rows[1:] {
		n, err := strconv.Atoi(r[at["count"]])
		if err != nil {
			t.Fatal(err)
		}
		switch r[at["severity"]] {
		case "error":
			levels.Errors += n
		case "warning":
			levels.Warnings += n
		default:
			levels.Notes += n
		}
		if r[at["code"]] == code {
			messages = append(messages, r[at["message"]])
		}
	}
	return levels, messages
}

// What only the writing of the report finds out stands in the sheet and
// issues.csv too, and run.json counts the same.
func TestEveryIssueThatIsSaidStandsInTheReport(t *testing.T) {
	w := &workplace{t: t, dir: t.TempDir()}
	w.config = filepath.Join(w.dir, "config.yaml")
	long := strings.Repeat("words without an end ", 2000)
	table := "Commitment Unique Identifier,Country/Locality,Action Plan Number,Commitment Number,Code,Region,National Or Local,Year Of Submission,Action Plan End Year,Commitment Title,Full Text,Lead Institution,Completion (End Of Term),URL\n" +
		"KE0001,Kenya,3,1,KEN,Africa,National,2018,2020,\"" + long + "\",Some text,Ministry,Limited,https://www.opengovpartnership.org/members/kenya/commitments/ke0001/\n" +
		"KE0002,Kenya,3,2,KEN,Africa,National,2018,2020,Another title,Some text,Ministry,Substantial,https://www.opengovpartnership.org/members/kenya/commitments/ke0002/\n"
	if err := os.WriteFile(filepath.Join(w.dir, "table.csv"), []byte(table), 0o644); err != nil {
		t.Fatal(err)
	}
	share := filepath.Join(w.dir, "share")
	w.write("site: {base_url: ''}", "sources: {irm_table: table.csv}", "output: {copy_to: share}")
	check := func(code string, want int) {
		t.Helper()
		levels, messages := issuesOf(t, w, code)
		if len(messages) != want {
			t.Errorf("%s: %d rows, want %d: %v", code, len(messages), want, messages)
		}
		data, err := os.ReadFile(w.published("latest", "run.json"))
		if err != nil {
			t.Fatal(err)
		}
		var r history.Record
		if err := json.Unmarshal(data, &r); err != nil {
			t.Fatal(err)
		}
		if r.Issues != levels {
			t.Errorf("run.json counts %+v, issues.csv has %+v", r.Issues, levels)
		}
	}
	w.must(exitComplete, "run")
	check("text-cut", 1)
	check("copy-to-failed", 0)

	// The share is gone: said at once by status, and by the next report.
	if err := os.Rename(share, share+".elsewhere"); err != nil {
		t.Fatal(err)
	}
	w.must(exitComplete, "run")
	check("copy-to-failed", 0)
	if said := w.must(exitComplete, "status"); !strings.Contains(said, "Copy           FAILED since") || !strings.Contains(said, "is the share mounted?") {
		t.Error(said)
	}
	w.must(exitComplete, "run")
	check("copy-to-failed", 1)
	if said := w.must(exitComplete, "status"); !strings.Contains(said, ", 2 times: staff read an old report") {
		t.Error(said)
	}
	// Rebuilt, the report says the same.
	w.must(exitComplete, "run", "--offline")
	check("copy-to-failed", 1)
	if err := os.Rename(share+".elsewhere", share); err != nil {
		t.Fatal(err)
	}
	w.must(exitComplete, "run")
	if said := w.must(exitComplete, "status"); !strings.Contains(said, "Copy           made, in ") {
		t.Error(said)
	}
}
