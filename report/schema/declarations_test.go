package schema_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ogptracker/report/schema"
)

var update = flag.Bool("update", false, "rewrite the data dictionary and the golden rows")

// contract: tables and columns whose names stay.
const contract = `
members: member_id member country iso3 member_type region member_since status current_plan_id latest_plan_id commitments current_commitments awaiting_review_commitments post_implementation_commitments not_to_be_reviewed_commitments starred_commitments statement statement_by letter_of_intent_url url last_read freshness
action_plans: plan_id member_id title plan_number cycle start_year end_year end_date ends_by ends_by_precision is_current commitments url file_urls
commitments: commitment_id member_id title plan_ids cycle_year stage lead_institution supporting_institutions policy_areas specificity verifiable relevance potential_impact potential_for_results ambition completion_midterm completion_end_of_term completion counts_in_rates completion_stage completion_source did_it_open_government early_results starred starred_midterm starred_end_of_term cluster_ids continues description url first_seen last_seen last_changed
ratings: commitment_id indicator stage value raw source source_url read irm_report carried_forward
policy_areas: commitment_id policy_area
completion: group_type group group_label stage commitments assessed completed substantial limited not_started left_out left_out_reasons high_completion_rate full_completion_rate in_reviewed_plans share_of_all in_words starred midterm_only
thematic_focus: plan_id policy_area commitments share
documents: document_id member_id title type year draft plan_id url file_urls
activity: member_id date kind title url
due_dates: member_id duty whose expected days state basis certain
challenge_commitments: challenge_id member_id place level title lead_institution challenge_area url last_seen
stated_figures: member_id plan_id measure raw value state url read
published_figures: member_id plan_id report_url report_type draft measure stage printed value
reconciliation: member_id plan_id measure stage computed published difference verdict reason
changes: run date table key member_id field old new cause
coverage: member_id expected read unchanged failed carried_forward not_read_yet oldest_read
crosswalk: field raw normalized era count
issues: severity code member_id key field value count message action who url
codebook: table column header description type values`

func TestEveryPromisedTableHasItsColumnsInTheirOrder(t *testing.T) {
	tables := map[string]*schema.Table{}
	var names []string
	for _, table := range schema.Declarations() {
		tables[table.Name] = table
		names = append(names, table.Name)
	}
	var promised []string
	for line := range strings.SplitSeq(strings.TrimSpace(contract), "\n") {
		name, columns, _ := strings.Cut(line, ": ")
		promised = append(promised, name)
		table := tables[name]
		if table == nil {
			t.Errorf("table %s is missing", name)
			continue
		}
		var kept []string
		for _, c := range table.Columns {
			if slices.Contains(strings.Fields(columns), c.Name) {
				kept = append(kept, c.Name)
			}
		}
		if diff := cmp.Diff(strings.Fields(columns), kept); diff != "" {
			t.Errorf("columns of %s (-promised +declared):\n%s", name, diff)
		}
	}
	if diff := cmp.Diff(promised, names); diff != "" {
		t.Errorf("tables (-promised +declared):\n%s", diff)
	}
}

func TestDeclarationsAreWhole(t *testing.T) {
	tables := map[string]*schema.Table{}
	for _, table := range schema.Declarations() {
		tables[table.Name] = table
	}
	for _, table := range schema.Declarations() {
		if table.Title == "" || !strings.HasSuffix(table.Description, ".") {
			t.Errorf("table %s lacks a title or a description that is a sentence", table.Name)
		}
		headers := map[string]bool{}
		for _, c := range table.Columns {
			folded := strings.ToLower(c.Header)
			if headers[folded] || folded == "" {
				t.Errorf("%s.%s: the header %q is empty or stands twice", table.Name, c.Name, c.Header)
			}
			headers[folded] = true
			if !strings.HasSuffix(c.Description, ".") {
				t.Errorf("%s.%s: the description is no sentence: %q", table.Name, c.Name, c.Description)
			}
			if c.LinkFrom != "" && table.Column(c.LinkFrom) < 0 {
				t.Errorf("%s.%s links from a column %s that is not there", table.Name, c.Name, c.LinkFrom)
			}
			if c.Type == schema.URL && !c.CSVOnly && c.LinkText == "" && table.Name != "ratings" {
				if slices.Contains(onSheets, table.Name) {
					t.Errorf("%s.%s would show a bare address", table.Name, c.Name)
				}
			}
			checkWidth(t, table.Name, c)
		}
		for _, k := range table.Key {
			if i := table.Column(k); i < 0 || !table.Columns[i].Required {
				t.Errorf("%s: the key %s is no required column", table.Name, k)
			}
		}
		for _, k := range table.ForeignKeys {
			if table.Column(k.Column) < 0 || tables[k.Table] == nil || tables[k.Table].Column(k.Reference) < 0 {
				t.Errorf("%s: foreign key %+v leads nowhere", table.Name, k)
			}
		}
	}
}

// onSheets are the tables that a sheet shows.
var onSheets = []string{"members", "action_plans", "commitments", "completion", "thematic_focus", "documents", "due_dates", "reconciliation", "issues"}

// checkWidth holds that no word of a header is broken.
func checkWidth(t *testing.T, table string, c schema.Column) {
	t.Helper()
	for _, word := range strings.FieldsFunc(c.Header, func(r rune) bool { return r == ' ' || r == '-' }) {
		if float64(len(word)+3) > c.Width {
			t.Errorf("%s.%s: width %v breaks the word %q of its header", table, c.Name, c.Width, word)
		}
	}
}

func TestTheCodebookHasARowForEachColumn(t *testing.T) {
	tables := schema.Declarations()
	columns := 0
	for _, table := range tables {
		columns += len(table.Columns)
	}
	book := tables[len(tables)-1]
	if book.Name != "codebook" || len(book.Rows) != columns {
		t.Errorf("%s has %d rows for %d columns", book.Name, len(book.Rows), columns)
	}
}

func TestTheDataDictionaryIsCurrent(t *testing.T) {
	var b bytes.Buffer
	if err := schema.WriteDictionary(&b); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("..", "..", "docs", "data-dictionary.md")
	if *update {
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(kept), "\n"), strings.Split(b.String(), "\n")); diff != "" {
		t.Errorf("docs/data-dictionary.md is not what the declarations say; run go generate ./report/schema (-kept +declared):\n%s", diff)
	}
}
