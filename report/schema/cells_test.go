package schema_test

import (
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"ogptracker/report/schema"
	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// cell is what a column of a type makes of a value.
func cell(typ schema.Type, value any) any {
	column := schema.Col("c", "C", typ, 10, "A column.", func(_ *schema.Lookup, v *any) any { return *v })
	return schema.Fill(nil, []schema.ColumnOf[any]{column}, []any{value}).Rows[0][0]
}

func TestEveryKindOfColumnMakesOneKindOfCell(t *testing.T) {
	t.Parallel()
	half := 0.5
	day := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }
	for _, c := range []struct {
		typ         schema.Type
		value, want any
	}{
		{schema.Text, nil, vocabulary.NotStated},
		{schema.Text, "", vocabulary.NotStated},
		{schema.Text, "words", "words"},
		{schema.LongText, "words", "words"},
		{schema.Text, record.FreshRead, string(record.FreshRead)},
		{schema.List, []string{}, vocabulary.NotStated},
		{schema.List, []string{"a", "", "b"}, "a | b"},
		{schema.List, []string{"a | b", "c"}, "a / b | c"},
		{schema.URL, "https://example.org/", "https://example.org/"},
		{schema.URL, "http://example.org/", "http://example.org/"},
		{schema.URL, "ftp://example.org/", vocabulary.NotStated},
		{schema.URL, "", vocabulary.NotStated},
		{schema.Integer, 0, 0},
		{schema.Integer, 7, 7},
		{schema.Integer, nil, nil},
		{schema.Number, half, half},
		{schema.Number, &half, half},
		{schema.Number, (*float64)(nil), nil},
		{schema.Number, math.NaN(), nil},
		{schema.Number, math.Inf(1), nil},
		{schema.Number, math.Inf(-1), nil},
		{schema.Share, dataset.Rate{Count: 0, Of: 4}, 0.0},
		{schema.Share, dataset.Rate{Count: 3, Of: 4}, 0.75},
		{schema.Share, dataset.Rate{}, nil},
		{schema.YearT, vocabulary.Year(2014), 2014},
		{schema.YearT, 2014, 2014},
		{schema.YearT, vocabulary.Year(0), nil},
		{schema.YearT, nil, nil},
		{schema.Boolean, true, true},
		{schema.Boolean, false, false},
		{schema.Date, "2018-02-03", day(2018, 2, 3)},
		{schema.Date, "2018-02", day(2018, 2, 28)},
		{schema.Date, "2020-02", day(2020, 2, 29)},
		{schema.Date, "2018", day(2018, 12, 31)},
		{schema.Date, "3/4/2015", nil},
		{schema.Date, "", nil},
		{schema.Time, time.Time{}, nil},
		{schema.Time, time.Date(2025, 1, 14, 3, 0, 1, 999, time.FixedZone("", 3600)), time.Date(2025, 1, 14, 2, 0, 1, 0, time.UTC)},
	} {
		if got := cell(c.typ, c.value); got != c.want {
			t.Errorf("%s of %#v is %#v, not %#v", c.typ, c.value, got, c.want)
		}
	}
}

func TestAColumnRefusesValuesThatItCannotShow(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		typ   schema.Type
		value any
	}{{schema.Text, 3}, {schema.Integer, "3"}, {"colour", "red"}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("a column of type %s took %#v", c.typ, c.value)
				}
			}()
			cell(c.typ, c.value)
		}()
	}
}

// columnOf are the cells of one column of a published table.
func columnOf(t *testing.T, ds *dataset.Dataset, table, column string) (cells []any) {
	t.Helper()
	for _, s := range schema.Tables(ds) {
		if s.Name == table {
			for _, row := range s.Rows {
				cells = append(cells, row[s.MustColumn(column)])
			}
		}
	}
	return cells
}

func TestCountsOfAMemberSayWhatTheyRestOn(t *testing.T) {
	t.Parallel()
	read, unread := record.FreshRead, record.FreshNotRead
	ds := &dataset.Dataset{Members: []dataset.Member{
		{Freshness: unread},
		{Freshness: read},
		{Freshness: read, Counts: dataset.MemberCounts{Commitments: 2, StageUnknown: 2, StarStated: 1, Starred: 0}},
		{Freshness: read, Counts: dataset.MemberCounts{Commitments: 2, StageUnknown: 1, Current: 1}},
		{Freshness: read, Counts: dataset.MemberCounts{Commitments: 2, AwaitingReview: 1, PostImplementation: 1, StarStated: 2, Starred: 1}},
	}}
	for column, want := range map[string][]any{
		"counts_note":                     {"Not read yet", "None found", "Stages not known", "Some stages not known", "Counted"},
		"commitments":                     {nil, nil, 2, 2, 2},
		"current_commitments":             {nil, nil, nil, 1, 0},
		"awaiting_review_commitments":     {nil, nil, nil, 0, 1},
		"post_implementation_commitments": {nil, nil, nil, 0, 1},
		"stage_not_stated_commitments":    {nil, nil, 2, 1, 0},
		"starred_commitments":             {nil, nil, 0, nil, 1},
	} {
		if got := columnOf(t, ds, "members", column); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v, not %v", column, got, want)
		}
	}
	if schema.CountInWords(true, 3) != 3 || schema.CountInWords(false, 3) != "Not known" {
		t.Error("a count among facts is its number, or words where it is not known")
	}
}

func TestTheEndOfAPlanIsStatedOrReckoned(t *testing.T) {
	t.Parallel()
	ds := &dataset.Dataset{
		Members: []dataset.Member{{ID: "m", LatestPlanID: "month"}, {ID: "n", LatestPlanID: "unknown"}},
		Plans: []dataset.Plan{
			{ID: "day", EndDate: "2018-08-31"}, {ID: "month", EndDate: "2018-06"}, {ID: "year", EndYear: 2018},
			{ID: "assumed", EndDate: "2018-12-31", EndYear: 2018, EndAssumed: true}, {ID: "unknown", EndDate: vocabulary.NotStated},
		},
	}
	day := func(m time.Month, d int) time.Time { return time.Date(2018, m, d, 0, 0, 0, 0, time.UTC) }
	for column, want := range map[string][]any{
		"end_date":          {"2018-08-31", "2018-06", vocabulary.NotStated, vocabulary.NotStated, vocabulary.NotStated},
		"ends_by":           {day(8, 31), day(6, 30), day(12, 31), day(12, 31), nil},
		"ends_by_precision": {"Day", "Month", "Year", "Year", vocabulary.NotStated},
	} {
		if got := columnOf(t, ds, "action_plans", column); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v, not %v", column, got, want)
		}
	}
	if got := columnOf(t, ds, "members", "latest_plan_ends_by"); !reflect.DeepEqual(got, []any{day(6, 30), nil}) {
		t.Errorf("latest_plan_ends_by: %v", got)
	}
}

func TestRowsSayWhoseTheyAre(t *testing.T) {
	t.Parallel()
	ds := &dataset.Dataset{
		Members:       []dataset.Member{{ID: "eesti", Name: "Estonia"}},
		Plans:         []dataset.Plan{{ID: "eesti-2018", MemberID: "eesti"}},
		ThematicFocus: []dataset.ThematicFocus{{PlanID: "eesti-2018"}, {PlanID: "other-2018"}},
		DueDates:      []dataset.DueDate{{MemberID: "eesti", Days: -1}, {MemberID: "other", Days: 0}, {MemberID: "", Days: 1}},
		Documents: []dataset.Document{{ID: "4", MemberID: vocabulary.NotStated, Title: "A"}, {ID: "3", MemberID: "eesti", Title: "B"},
			{ID: "5", Title: "A"}, {ID: "2", MemberID: "eesti", Title: "A"}, {ID: "1", MemberID: "eesti", Title: "A"}, {ID: "6", MemberID: "zambia", Title: "A"}},
		Completion: []dataset.Completion{{LeftOutReasons: []dataset.Reason{{Words: "Pending IRM review", Count: 3}, {Words: "Unclear", Count: 1}}}},
	}
	for _, c := range []struct {
		table, column string
		want          []any
	}{
		{"thematic_focus", "member_id", []any{"eesti", vocabulary.NotStated}},
		{"thematic_focus", "member", []any{"Estonia", vocabulary.NotStated}},
		{"due_dates", "member", []any{"Estonia", "other", vocabulary.NotStated}},
		{"due_dates", "state", []any{"passed", "coming", "coming"}},
		{"documents", "document_id", []any{"1", "2", "3", "6", "5", "4"}},
		{"completion", "left_out_reasons", []any{"Pending IRM review: 3 | Unclear: 1"}},
	} {
		if got := columnOf(t, ds, c.table, c.column); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s.%s: %v, not %v", c.table, c.column, got, c.want)
		}
	}
}

func TestPartsOfATable(t *testing.T) {
	t.Parallel()
	table := &schema.Table{Name: "t", Columns: []schema.Column{{Name: "id"}, {Name: "colour"}},
		Rows: [][]any{{1, "red"}, {2, "blue"}, {3, "red"}, {4, nil}}}
	red := table.Where(func(row []any) bool { return row[1] == "red" })
	if !reflect.DeepEqual(red.Rows, [][]any{{1, "red"}, {3, "red"}}) || len(table.Rows) != 4 {
		t.Errorf("red: %v of %v", red.Rows, table.Rows)
	}
	if groups := table.ByText("colour"); !reflect.DeepEqual(groups, map[string][][]any{"red": {{1, "red"}, {3, "red"}}, "blue": {{2, "blue"}}, "": {{4, nil}}}) {
		t.Errorf("groups: %v", groups)
	}
	if table.Column("id") != 0 || table.MustColumn("id") != 0 || table.Column("size") != -1 {
		t.Error("columns are found by name")
	}
	defer func() {
		if recover() == nil {
			t.Error("a column that is not there was found")
		}
	}()
	table.MustColumn("size")
}

func TestAColumnSaysItsKindAndUnit(t *testing.T) {
	t.Parallel()
	for want, c := range map[string]schema.Column{
		"whole number":        {Type: schema.Integer},
		"whole number, pages": {Type: schema.Integer, Unit: "pages"},
		"year":                {Type: schema.YearT, Unit: "Year"},
	} {
		if got := c.Kind(); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
	shown := schema.Column{Says: strings.ToUpper}
	if plain := (&schema.Column{}); plain.Shown("a") != "a" || shown.Shown("a") != "A" {
		t.Error("a value is shown in the column's words, or as it is")
	}
}

func TestTheCodebookIsLastAndIncludesItself(t *testing.T) {
	t.Parallel()
	tables := schema.Tables(&dataset.Dataset{})
	book := tables[len(tables)-1]
	if book.Name != "codebook" || !slices.ContainsFunc(book.Rows, func(row []any) bool { return row[0] == "codebook" && row[1] == "values" }) {
		t.Errorf("%s has %d rows", book.Name, len(book.Rows))
	}
}
