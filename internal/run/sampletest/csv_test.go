package sampletest_test

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"ogptracker/internal/run/sampletest"
)

// row is a row of a published CSV file by the names of its columns.
type row map[string]string

// number is a cell as a count; an empty one is none.
func (r row) number(column string) int {
	n, err := strconv.Atoi(r[column])
	if err != nil {
		return math.MinInt
	}
	return n
}

// night is what an outsider has of a night: its files, and the tables among
// them.
type night struct {
	files  map[string][]byte
	tables map[string][]row
	// columns and types are those of the codebook, by table, then header or
	// column.
	columns, types map[string]map[string]string
	date           time.Time
	dates          map[string]bool // of any row, and of a member: its id, a space and the date
}

func nightOf(t *testing.T, number int) *night {
	t.Helper()
	nights, err := sampletest.Nights()
	if err != nil {
		t.Fatal(err)
	}
	n := &night{files: nights[number-1].Files, tables: map[string][]row{}, columns: map[string]map[string]string{}, types: map[string]map[string]string{}, dates: map[string]bool{}}
	n.date = time.Date(2025, 1, 13+number, 0, 0, 0, 0, time.UTC)
	for name, data := range n.files {
		table, ok := strings.CutSuffix(strings.TrimPrefix(name, "csv/"), ".csv")
		if !ok {
			continue
		}
		lines, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range lines[1:] {
			r := row{}
			for i, name := range lines[0] {
				r[name] = line[i]
			}
			for _, d := range plainDate.FindAllString(strings.Join(line, " "), -1) {
				n.dates[d], n.dates[r["member_id"]+" "+d] = true, true
			}
			n.tables[table] = append(n.tables[table], r)
		}
	}
	for _, c := range n.tables["codebook"] {
		if n.columns[c["table"]] == nil {
			n.columns[c["table"]], n.types[c["table"]] = map[string]string{}, map[string]string{}
		}
		n.columns[c["table"]][c["header"]] = c["column"]
		n.types[c["table"]][c["column"]] = c["type"]
	}
	return n
}

// of are the rows of a table that belong to a member, all where it is "".
func (n *night) of(table, member string, with ...string) (rows []row) {
	for _, r := range n.tables[table] {
		if member != "" && r["member_id"] != member {
			continue
		}
		if holds(r, with) {
			rows = append(rows, r)
		}
	}
	return rows
}

// holds reports whether a row has the values of pairs of column and value.
func holds(r row, pairs []string) bool {
	for i := 0; i+1 < len(pairs); i += 2 {
		if r[pairs[i]] != pairs[i+1] {
			return false
		}
	}
	return true
}

// completion is the row of a group at a stage; nil where there is none.
func (n *night) completion(kind, group, stage string) row {
	for _, r := range n.tables["completion"] {
		if r["group_type"] == kind && r["stage"] == stage && (r["group"] == group || kind != "action_plan" && r["group_label"] == group) {
			return r
		}
	}
	return nil
}

// titled puts plans by their title, as pages have them, in place of their ids.
func (n *night) titled(text string) string {
	for _, plan := range n.tables["action_plans"] {
		text = strings.ReplaceAll(text, "rated under "+plan["plan_id"], "rated under "+plan["title"])
	}
	return text
}

// stated is a date of a page in words, as exact as it is stated.
func stated(date string) string {
	if month, err := time.Parse("2006-01", date); err == nil {
		return "the last day of the stated " + month.Format("January 2006")
	}
	return "the last day of the stated " + date
}

// sources are the editions and dates of what was read, out of the data package.
func (n *night) sources(t *testing.T) (all []string) {
	t.Helper()
	var descriptor struct {
		Sources []struct{ Title string }
	}
	if err := json.Unmarshal(n.files["csv/datapackage.json"], &descriptor); err != nil {
		t.Fatal(err)
	}
	for _, s := range descriptor.Sources {
		words := strings.Fields(s.Title)
		all = append(all, s.Title, words[len(words)-1])
	}
	return all
}

// texts are all cells of a member's rows that are words with a digit among
// them: titles, names and reasons that sentences take over as they are.
func (n *night) texts(member string) (all []string) {
	for name, rows := range n.tables {
		if name == "codebook" {
			continue
		}
		for _, r := range rows {
			if member != "" && r["member_id"] != member && r["member_id"] != "" {
				continue
			}
			for _, text := range r {
				if !strings.ContainsAny(text, "0123456789") || bare(text) {
					continue
				}
				all = append(all, strings.Join(strings.Fields(text), " "))
			}
		}
	}
	return all
}

// bare are texts that are a number alone, which proves nothing.
func bare(text string) bool { return strings.Trim(text, "0123456789.,- %") == "" }

// shown is a cell as people read it: counts with their thousands parted,
// shares in percent.
func shown(text, typ string) string {
	switch {
	case text == "":
		return ""
	case strings.HasPrefix(typ, "share"):
		f, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return text
		}
		return fmt.Sprintf("%.1f %%", f*100)
	case strings.HasPrefix(typ, "whole number"):
		n, err := strconv.Atoi(text)
		if err != nil {
			return text
		}
		return thousands(n)
	}
	return text
}

func thousands(n int) string {
	text := strconv.Itoa(max(n, -n))
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	if n < 0 {
		return "-" + text
	}
	return text
}

// without takes phrases, longest first, out of a text where they stand as
// words of their own.
func without(text string, phrases []string) string {
	digit := func(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }
	for _, p := range phrases {
		for from := 0; ; {
			i := strings.Index(text[from:], p)
			if i < 0 {
				break
			}
			i += from
			if i > 0 && digit(text[i-1:]) && digit(p) || digit(text[i+len(p):]) && digit(p[len(p)-1:]) {
				from = i + 1
				continue
			}
			text = text[:i] + "…" + text[i+len(p):]
			from = i
		}
	}
	return text
}

// longestFirst sorts phrases, so that a short one does not break a long one.
func longestFirst(phrases []string) []string {
	sorted := slices.DeleteFunc(slices.Clone(phrases), func(s string) bool { return s == "" })
	slices.SortFunc(sorted, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	return slices.Compact(sorted)
}
