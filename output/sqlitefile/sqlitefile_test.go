package sqlitefile

import (
	"bytes"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ogptracker/report/reporttest"
	"ogptracker/report/schema"
)

func opened(t *testing.T, data []byte) *sql.DB {
	t.Helper()
	path := filepath.Join(t.TempDir(), Name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func rowsOf(t *testing.T, db *sql.DB, query string) (columns []string, all [][]any) {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer rows.Close()
	columns, err = rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		cells, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range cells {
			into[i] = &cells[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		all = append(all, cells)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return columns, all
}

func TestEveryTableStandsInTheFileAsInTheReport(t *testing.T) {
	tables := schema.Tables(reporttest.Dataset(12, 30))
	var file bytes.Buffer
	if err := Write(&file, tables); err != nil {
		t.Fatal(err)
	}
	db := opened(t, file.Bytes())
	for _, table := range tables {
		columns, rows := rowsOf(t, db, "SELECT * FROM "+quote(table.Name)+" ORDER BY rowid")
		var want []string
		for _, c := range table.Columns {
			want = append(want, c.Name)
		}
		if diff := cmp.Diff(want, columns); diff != "" {
			t.Errorf("%s: %s", table.Name, diff)
		}
		if len(rows) != len(table.Rows) {
			t.Fatalf("%s: %d rows, want %d", table.Name, len(rows), len(table.Rows))
		}
		for i, row := range rows {
			for j, cell := range row {
				value, err := valueOf(table.Columns[j].Type, table.Rows[i][j])
				if err != nil {
					t.Fatal(err)
				}
				if got, want := fmt.Sprint(cell), fmt.Sprint(value); got != want && !(cell == nil && value == "") {
					t.Fatalf("%s, row %d, %s: %s, want %s", table.Name, i, columns[j], got, want)
				}
			}
		}
	}
	for query, want := range map[string]string{"PRAGMA integrity_check": "[[ok]]", "PRAGMA foreign_key_check": "[]"} {
		if _, rows := rowsOf(t, db, query); fmt.Sprint(rows) != want {
			t.Errorf("%s: %v", query, rows)
		}
	}
	if _, rows := rowsOf(t, db, "PRAGMA foreign_key_list(commitments)"); len(rows) == 0 {
		t.Error("commitments refer to no member")
	}
}

func TestTheViewsAnswerWithTheReportsOwnFigures(t *testing.T) {
	tables := schema.Tables(reporttest.Dataset(12, 30))
	var file bytes.Buffer
	if err := Write(&file, tables); err != nil {
		t.Fatal(err)
	}
	db := opened(t, file.Bytes())
	for _, v := range views {
		_, rows := rowsOf(t, db, "SELECT * FROM "+quote(v.name))
		if len(rows) == 0 && v.name != "figures_that_differ" {
			t.Errorf("%s is empty", v.name)
		}
	}
	_, counted := rowsOf(t, db, "SELECT count(*) FROM commitments_counted")
	said := 0
	for _, table := range tables {
		if table.Name != "commitments" {
			continue
		}
		for _, row := range table.Rows {
			switch row[table.Column("completion")] {
			case "Completed", "Substantial", "Limited", "Not Started":
				if row[table.Column("counts_in_rates")] == "Yes" {
					said++
				}
			}
		}
	}
	if fmt.Sprint(counted) != fmt.Sprintf("[[%d]]", said) || said == 0 {
		t.Errorf("%v commitments counted, the report has %d", counted, said)
	}
}

func TestTheSameTablesGiveTheSameBytes(t *testing.T) {
	var one, two bytes.Buffer
	for _, w := range []*bytes.Buffer{&one, &two} {
		if err := Write(w, schema.Tables(reporttest.Dataset(5, 10))); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(one.Bytes(), two.Bytes()) {
		t.Error("two files of the same tables differ")
	}
}

func TestARowThatRefersToNothingIsAnError(t *testing.T) {
	tables := schema.Tables(reporttest.Dataset(2, 3))
	for _, table := range tables {
		if table.Name == "commitments" {
			table.Rows[0][table.Column("member_id")] = "atlantis"
		}
	}
	var file bytes.Buffer
	if err := Write(&file, tables); err == nil || !strings.Contains(err.Error(), "names no row of members") {
		t.Errorf("error %v", err)
	}
}
