package irmtable

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/xuri/excelize/v2"

	"ogptracker/scrape/irmtable/tabletest"
	"ogptracker/scrape/record"
)

var tableDate = time.Date(2024, 7, 1, 0, 0, 0, 0, time.UTC)

const small = `Commitment Unique Identifier,Country/Locality,Action Plan Number,Commitment Number,Code,Region,National Or Local,Year Of Submission,Action Plan End Year,Commitment Title,Lead Institution,Supporting Institution(s),Audits,Brand New Area,Compound,Completion (Progress Report),_CompletionProgress,Completion (End Of Term),_CompletionEndTerm,Raw Completion,URL,Action Plan ID
EE0001,Estonia,2,1.1000000000000001,EST,Europe,National,2014,2016,Open data,Ministry of Finance,None Specified,1,1,0,Limited,3,Substantial,4,4,https://www.opengovpartnership.org/members/estonia/commitments/EE0001/,AP_EST02
`

func read(t *testing.T, name, text string) *record.Table {
	t.Helper()
	table, err := Read(name, []byte(text), tableDate)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func TestARowSaysWhatItsCellsSay(t *testing.T) {
	got := read(t, "table.csv", small)
	want := []record.Row{{
		Line: 2, Code: "EE0001", Country: "Estonia", ISO3: "EST", Region: "Europe", MemberType: "National",
		PlanNumber: "2", PlanID: "AP_EST02", Number: "1.1", SubmissionYear: "2014", EndYear: "2016", Title: "Open data",
		URL:         "https://www.opengovpartnership.org/members/estonia/commitments/EE0001/",
		PolicyAreas: []string{"Audits", "Brand New Area"},
		Fields: record.Fields{
			record.FieldLeadInstitution: record.Say("Ministry of Finance"), record.FieldSupporting: record.Say("None Specified"),
			record.FieldCompletionMidterm: record.Say("Limited"), record.FieldCompletionEnd: record.Say("Substantial"),
		},
		Flags: map[string]string{"Raw Completion": "4"},
	}}
	if diff := cmp.Diff(want, got.Rows); diff != "" {
		t.Error(diff)
	}
	if got.Edition != "2024" || !got.Date.Equal(tableDate) || len(got.Hash) != 64 {
		t.Errorf("edition %q, date %v, hash %q", got.Edition, got.Date, got.Hash)
	}
}

func TestTheSameTableReadsTheSameInEveryDress(t *testing.T) {
	want := read(t, "table.csv", small)
	sameRows := cmpopts.IgnoreFields(record.Table{}, "Hash", "Name")
	utf16le := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(strings.ReplaceAll(small, ",", "\t"))) {
		utf16le = append(utf16le, byte(u), byte(u>>8))
	}
	cells := strings.Split(strings.TrimSuffix(small, "\n"), "\n")
	reversed := ""
	for _, l := range cells {
		f := strings.Split(l, ",")
		for i, j := 0, len(f)-1; i < j; i, j = i+1, j-1 {
			f[i], f[j] = f[j], f[i]
		}
		reversed += strings.Join(f, ",") + "\n"
	}
	for name, text := range map[string]string{
		"with a byte order mark":        "\ufeff" + small,
		"separated by semicolons":       strings.ReplaceAll(small, ",", ";"),
		"separated by tabs":             strings.ReplaceAll(small, ",", "\t"),
		"as UTF-16 text":                string(utf16le),
		"with Windows line ends":        strings.ReplaceAll(small, "\n", "\r\n"),
		"with an empty column":          strings.ReplaceAll(strings.ReplaceAll(small, "Region,", "Region,,"), "Europe,", "Europe,,"),
		"with other words in headers":   strings.NewReplacer("Country/Locality", "Country / locality ", "Completion (End Of Term)", "COMPLETION - end-of-term", "Completion (Progress Report)", "Completion at midterm", "Year Of Submission", "Submission year").Replace(small),
		"with whole numbers of a frame": strings.NewReplacer(",2,1.1", ",2.0,1.1", ",2014,2016", ",2014.0,2016.0", ",1,1,0,Limited,3,Substantial,4,4", ",1.0,1.0,0.0,Limited,3.0,Substantial,4.0,4.0").Replace(small),
		"with a sign for number":        strings.NewReplacer("Action Plan Number", "Action Plan #", "Commitment Number", "Commitment #").Replace(small),
		"without a final line break":    strings.TrimSuffix(small, "\n"),
		"with empty rows at the bottom": small + strings.Repeat(",", 20) + "\n\n",
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(want, read(t, "table.csv", text), sameRows); diff != "" {
				t.Error(diff)
			}
		})
	}
	t.Run("with its columns in another order", func(t *testing.T) {
		// The tags are known by the column before them, so they are left out
		// here, and stand among the columns that nobody reads.
		got := read(t, "table.csv", reversed)
		if diff := cmp.Diff(want, got, sameRows, cmpopts.IgnoreFields(record.Row{}, "PolicyAreas"), cmpopts.IgnoreFields(record.Issue{}, "Message")); diff != "" {
			t.Error(diff)
		}
	})
}

func TestOddRowsAreNamedAndTheRestStands(t *testing.T) {
	rows := func(lines ...string) string { return small + strings.Join(lines, "\n") + "\n" }
	const ok = "EE0002,Estonia,2,2,EST,Europe,National,2014,2016,Another,,,0,0,0,NR,NR,NR,NR,NR,,AP_EST02"
	for name, c := range map[string]struct {
		line string
		code record.Code
		says string
		kept bool
	}{
		"a code that stands twice":          {strings.Replace(ok, "EE0002", "ee0001", 1), record.CodeTableDuplicate, "row 3 (EE0001) repeats the code of row 2", false},
		"a code of another form":            {strings.Replace(ok, "EE0002", "E-2", 1), record.CodeTableRow, `"E-2"`, true},
		"no code":                           {strings.Replace(ok, "EE0002", "", 1), record.CodeTableRow, "row 3 (Estonia) has no commitment code", true},
		"no country":                        {strings.Replace(ok, "Estonia", "", 1), record.CodeTableRow, "names no country", false},
		"a word its coded twin contradicts": {strings.Replace(ok, "NR,NR,NR,NR", "c. Substantial,2,NR,NR", 1), record.CodeTableTwin, `"c. Substantial" and gives it the code "2"`, true},
		"a year that is none":               {strings.Replace(ok, "2014", "20144", 1), record.CodeDateUnreadable, `"20144"`, true},
		"more cells than the header":        {ok + ",extra", record.CodeTableRow, "more cells than the header", true},
	} {
		t.Run(name, func(t *testing.T) {
			got := read(t, "table.csv", rows(c.line, strings.Replace(ok, "EE0002", "EE0003", 1)))
			found := false
			for _, i := range got.Issues {
				found = found || i.Code == c.code && i.Key == "row 3" && strings.Contains(i.Message, c.says)
			}
			if !found {
				t.Errorf("no issue %s saying %q in %+v", c.code, c.says, got.Issues)
			}
			want := 2
			if c.kept {
				want = 3
			}
			if len(got.Rows) != want || got.Rows[0].Code != "EE0001" || got.Rows[len(got.Rows)-1].Code != "EE0003" {
				t.Errorf("%d rows kept, want %d, the first and the last among them", len(got.Rows), want)
			}
		})
	}
}

func TestCellsKeepTheirWordsAndLoseTheirSpreadsheetTraces(t *testing.T) {
	head := "Country,Commitment Title,Year Of Submission,Action Plan End Year,Start Date,Full Text,Lead Institution\n"
	for name, c := range map[string]struct {
		row  string
		want func(record.Row) string
		is   string
	}{
		"a year shown as a date":             {`Chad,A,7/15/1905,7/19/1905,,,`, func(r record.Row) string { return r.SubmissionYear + "-" + r.EndYear }, "2023-2027"},
		"a date shown as a day number":       {`Chad,A,2018,,43525,,`, func(r record.Row) string { return r.Fields[record.FieldStartDate].Raw }, "2019-03-01"},
		"a date that is a year shown as one": {`Chad,A,2018,,7/15/1905,,`, func(r record.Row) string { return r.Fields[record.FieldStartDate].Raw }, "2023"},
		"a date in words":                    {`Chad,A,2018,,Quarter 4 2012,,`, func(r record.Row) string { return r.Fields[record.FieldStartDate].Raw }, "Quarter 4 2012"},
		"a text that begins with =":          {`Chad,=SUM(A1),2018,,,,`, func(r record.Row) string { return r.Title }, "=SUM(A1)"},
		"a text with line breaks":            {"Chad,\"A\nB\",2018,,,\"One\r\nTwo\",", func(r record.Row) string { return r.Title + "/" + r.Fields[record.FieldDescription].Raw }, "A B/One\nTwo"},
		"a text with stray quotes":           {`Chad,The "open" way,2018,,,,`, func(r record.Row) string { return r.Title }, `The "open" way`},
		"an empty cell, which says nothing":  {`Chad,A,2018,,,,`, func(r record.Row) string { return fmt.Sprint(len(r.Fields)) }, "0"},
		"institutions on lines of their own": {"Chad,A,2018,,,,\"One\nTwo\"", func(r record.Row) string { return r.Fields[record.FieldLeadInstitution].Raw }, "One\nTwo"},
	} {
		t.Run(name, func(t *testing.T) {
			got := read(t, "t.csv", head+c.row+"\n")
			if w := c.want(got.Rows[0]); w != c.is {
				t.Errorf("got %q, want %q", w, c.is)
			}
		})
	}
	t.Run("rows after a text with line breaks keep their number", func(t *testing.T) {
		got := read(t, "t.csv", head+"Chad,\"A\nB\nC\",2018,,,,\n\nChad,D,2018,,,,\n")
		if got.Rows[0].Line != 2 || got.Rows[1].Line != 4 {
			t.Errorf("rows are numbered %d and %d, want 2 and 4", got.Rows[0].Line, got.Rows[1].Line)
		}
	})
}

func TestAFileThatIsNoTableIsRefusedInWords(t *testing.T) {
	for name, c := range map[string]struct{ data, says string }{
		"an empty file":          {"", "empty"},
		"a page":                 {"<!DOCTYPE html><title>Not found</title>", "web page"},
		"a PDF":                  {"%PDF-1.7", "PDF"},
		"an old Excel file":      {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".xlsx"},
		"a broken workbook":      {"PK\x03\x04nonsense", "workbook"},
		"bytes":                  {"\x00\x01\x02abc", "neither text"},
		"another table":          {"name,age\nx,1\n", "Country/Locality"},
		"a header without rows":  {strings.SplitAfter(small, "\n")[0], "no row below"},
		"a table without titles": {"Country,Year Of Submission\nChad,2018\n", "Commitment Title"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Read("dir/table.csv", []byte(c.data), tableDate)
			if !errors.Is(err, errNotTable) || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), "table.csv") {
				t.Errorf("error %v does not say %q", err, c.says)
			}
		})
	}
}

func TestAMissingColumnIsNamed(t *testing.T) {
	got := read(t, "t.csv", "Country,Commitment Title,Year Of Submission\nChad,A,2018\n")
	var lacks []string
	for _, i := range got.Issues {
		if i.Code == record.CodeTableColumn {
			lacks = append(lacks, i.Value)
		}
	}
	if s := strings.Join(lacks, "|"); !strings.Contains(s, "Completion (End Of Term)") || !strings.Contains(s, "Commitment Unique Identifier") || strings.Contains(s, "Commitment Title") {
		t.Errorf("missing columns named: %s", s)
	}
}

// asWorkbook writes a CSV file's cells into a workbook, numbers as numbers.
func asWorkbook(t *testing.T, data []byte) []byte {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	f := excelize.NewFile()
	sw, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range rows {
		cells := make([]any, len(row))
		for j, c := range row {
			cells[j] = c
			var n int
			if _, err := fmt.Sscanf(c, "%d", &n); err == nil && fmt.Sprint(n) == c {
				cells[j] = n
			}
		}
		if err := sw.SetRow(fmt.Sprintf("A%d", i+1), cells); err != nil {
			t.Fatal(err)
		}
	}
	if err := sw.Flush(); err != nil {
		t.Fatal(err)
	}
	var buf bytes.Buffer
	if err := f.Write(&buf); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func TestBothEditionsReadTheSameAsWorkbookAndAsText(t *testing.T) {
	for name, rows := range map[string]int{"irm-table-2024-extract.csv": 294, "irm-table-2016.csv": 1289} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data := tabletest.File(t, name)
			table, err := Read(name, data, tableDate)
			if err != nil {
				t.Fatal(err)
			}
			if len(table.Rows) != rows {
				t.Errorf("%d rows, want %d", len(table.Rows), rows)
			}
			for _, i := range table.Issues {
				if i.Code == record.CodeTableCharacter && name == "irm-table-2016.csv" {
					continue // five of its texts were spoiled before it was published
				}
				if i.Code != record.CodeTableTwin && i.Code != record.CodeTableUnread && (i.Code != record.CodeTableColumn || name != "irm-table-2016.csv") {
					t.Errorf("unexpected issue %+v", i)
				}
			}
			book, err := Read(name, asWorkbook(t, data), tableDate)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(table, book, cmpopts.IgnoreFields(record.Table{}, "Hash")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTagColumnsOfBothEditionsAreFound(t *testing.T) {
	for name, want := range map[string]struct {
		first, last string
		count       int
	}{
		"irm-table-2024-extract.csv": {"Anti-Corruption and Integrity", "Money in Politics", 86},
		"irm-table-2016.csv":         {"Anti-corruption", "OGP", 43},
	} {
		t.Run(name, func(t *testing.T) {
			sheets, err := openCSV(tabletest.File(t, name))
			if err != nil {
				t.Fatal(err)
			}
			chosen, _, err := chooseEdition(name, sheets)
			if err != nil {
				t.Fatal(err)
			}
			h := chosen.head
			var tags []string
			for i, r := range h.cols {
				if r == roleTag {
					tags = append(tags, h.names[i])
				}
			}
			if len(tags) != want.count || tags[0] != want.first || tags[len(tags)-1] != want.last {
				t.Errorf("%d tags from %q to %q", len(tags), tags[0], tags[len(tags)-1])
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(small))
	f.Add([]byte("0,1,2\nCountry;Commitment Title;Year of submission\nChad;\"a\nb\";2014\n"))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, data []byte) {
		table, err := Read("fuzz", data, tableDate)
		if err != nil {
			return
		}
		codes := map[string]bool{}
		for _, r := range table.Rows {
			if r.Country == "" || r.Line < 1 {
				t.Errorf("row without country or line: %+v", r)
			}
			if r.Code != "" && codes[r.Code] {
				t.Errorf("code %s stands twice", r.Code)
			}
			codes[r.Code] = true
		}
	})
}
