package irmtable

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"

	"ogptracker/scrape/record"
)

// summary says a table in one line: each row's code or number with its
// completion at midterm and end of term, the codes of the issues beside missing
// columns and unread ones, and how much was not read.
func summary(table *record.Table) string {
	var rows, codes []string
	for _, r := range table.Rows {
		word := func(f record.Field) string {
			v := r.Fields[f]
			if v.State == record.Unreadable {
				return "?"
			}
			return v.Raw
		}
		name := r.Code
		if name == "" {
			name = r.Country + " " + r.Title
		}
		rows = append(rows, strings.TrimRight(name+":"+word(record.FieldCompletionMidterm)+"/"+word(record.FieldCompletionEnd), "/"))
	}
	for _, i := range table.Issues {
		if c := string(i.Code); i.Code != record.CodeTableColumn && i.Code != record.CodeTableUnread && !slices.Contains(codes, c) {
			codes = append(codes, c)
		}
	}
	return fmt.Sprintf("%s | %s | %d of %d left out, %d unread", strings.Join(rows, " "), strings.Join(codes, " "), table.LeftOut, table.Commitments, len(table.Unread))
}

const headOf2024 = "Commitment Unique Identifier,Country/Locality,Action Plan Number,Year Of Submission,Commitment Title,Completion (Progress Report),Completion (End Of Term)\n"

// table2024 has two rows, the second with the cells given.
func table2024(rows ...string) string {
	return headOf2024 + "EE0001,Estonia,2,2014,One,Limited,Complete\n" + strings.Join(rows, "\n") + "\n"
}

func TestATextFileIsReadWholeOrSaysWhatIsMissing(t *testing.T) {
	both := "EE0001:Limited/Complete EE0002:Limited/Substantial"
	second := "EE0002,Estonia,2,2014,Two,Limited,Substantial"
	for name, c := range map[string]struct{ text, want string }{
		// The editions of 2015.
		"an actual completion is the progress report's": {
			"Country,Comm No,Commitment Title,Actual Completion,_Actual Completion,Projected Completion\nNorway,1,A,b. Limited,2,d. Complete\nNorway,2,B,d. Complete,4,d. Complete\n",
			"Norway A:b. Limited Norway B:d. Complete |  | 0 of 2 left out, 0 unread"},
		"the code that a 2015 scale does not have for its word": {
			"Country,Commitment Title,Actual Completion,_Actual Completion\nNorway,A,b. Limited,2\nNorway,B,d. Complete,4\nNorway,C,c. Substantial,4\n",
			"Norway A:b. Limited Norway B:d. Complete Norway C:c. Substantial | table-twin-disagrees | 0 of 3 left out, 0 unread"},
		"a level of completion, actual": {
			"Country,Commitment Title,Level of completion (actual),Expected completion\nPeru,A,Not Started,Complete\n",
			"Peru A:Not Started |  | 0 of 1 left out, 0 unread"},
		"a projected completion alone is none": {
			"Country,Commitment Title,Year of submission,Projected Completion\nPeru,A,2013,Complete\n",
			"Peru A: | table-completion-unread | 0 of 1 left out, 1 unread"},
		"a self-assessment is none": {
			"Country,Commitment Title,Year of submission,Completion (government midterm self-assessment)\nPeru,A,2013,Complete\n",
			"Peru A: | table-completion-unread | 0 of 1 left out, 1 unread"},
		"milestones by their own mark": {
			"Country,Commitment Title,Milestone Dummy,Actual Completion\nPeru,A,0,Limited\nPeru,A step,1,Complete\nPeru,Another,TRUE,Complete\n",
			"Peru A:Limited | table-rows-not-commitments | 0 of 1 left out, 0 unread"},
		"milestones by the mark of commitments": {
			"Country,Commitment Title,Comm Dummy,Actual Completion\nPeru,A,1,Limited\nPeru,A step,0,Complete\nPeru,B,,Complete\n",
			"Peru A:Limited Peru B:Complete | table-rows-not-commitments | 0 of 2 left out, 0 unread"},
		"sums by their word":          {table2024(second, ",,,,Total,3,4"), both + " | table-rows-not-commitments | 0 of 2 left out, 0 unread"},
		"sums without a word":         {table2024(second, ",,,4028,,2,2"), both + " | table-rows-not-commitments | 0 of 2 left out, 0 unread"},
		"sums in the country's place": {table2024(second, ",Grand Total,,,,2,2"), both + " | table-rows-not-commitments | 0 of 2 left out, 0 unread"},
		"a note below":                {table2024(second, "Source: the IRM,,,,,,"), both + " | table-rows-not-commitments | 0 of 2 left out, 0 unread"},
		"tags in headers":             {strings.Replace(table2024(second), "Completion (End Of Term)", "<b>Completion</b><br/>(End&nbsp;Of Term)", 1), both + " |  | 0 of 2 left out, 0 unread"},

		// Groups above equal headers.
		"groups by stage": {",,,At midterm,,Final report,\nCountry,Commitment Title,Year of submission,Completion,Starred,Completion,Starred\nPeru,A,2013,Limited,0,Complete,1\n",
			"Peru A:Limited/Complete |  | 0 of 1 left out, 0 unread"},
		"groups by indicator": {",,,Completion,,Starred,\nCountry,Commitment Title,Year of submission,Midterm,End of term,Midterm,End of term\nPeru,A,2013,Limited,Complete,0,1\n",
			"Peru A:Limited/Complete |  | 0 of 1 left out, 0 unread"},
		"a title and groups": {"The IRM's findings,,,,\n,,,Progress,End of term\nCountry,Commitment Title,Year of submission,Completion,Completion\nPeru,A,2013,Limited,Complete\n",
			"Peru A:Limited/Complete |  | 0 of 1 left out, 0 unread"},
		"equal headers without groups": {"Country,Commitment Title,Year of submission,Completion,Completion\nPeru,A,2013,Limited,Complete\n",
			"Peru A: | table-columns-ambiguous | 0 of 1 left out, 1 unread"},
		"equal headers that say the same": {"Country,Action Plan No.,Commitment Title,Actual Completion,Action Plan No.\nPeru,1,A,Limited,1\n",
			"Peru A:Limited |  | 0 of 1 left out, 0 unread"},
		"groups of one name": {",,,Review,,\nCountry,Commitment Title,Year of submission,Completion,Completion,x\nPeru,A,2013,Limited,Complete,\n",
			"Peru A: | table-columns-ambiguous | 0 of 1 left out, 1 unread"},

		// Completion that no reader knows.
		"by its header":           {"Country,Commitment Title,Year of submission,Completion as of June\nPeru,A,2013,Limited\n", "Peru A: | table-completion-unread | 0 of 1 left out, 1 unread"},
		"by its words":            {strings.Replace(table2024(second), "Completion (End Of Term)", "Findings", 1), "EE0001:Limited EE0002:Limited | table-completion-unread | 0 of 2 left out, 1 unread"},
		"without any header":      {strings.Replace(table2024(second), "Completion (End Of Term)", "", 1), "EE0001:Limited EE0002:Limited | table-completion-unread | 0 of 2 left out, 1 unread"},
		"a date of completion":    {"Country,Commitment Title,Completion (Progress Report),Completion date\nPeru,A,Limited,2014\n", "Peru A:Limited |  | 0 of 1 left out, 0 unread"},
		"formulas in a text file": {table2024(`EE0002,Estonia,2,2014,Two,Limited,"=IF(A1=1,""Complete"","""")"`), "EE0001:Limited/Complete EE0002:Limited/? | table-formula-without-value | 0 of 2 left out, 1 unread"},
		"formulas that failed":    {table2024("EE0002,Estonia,2,2014,Two,#REF!,#N/A"), "EE0001:Limited/Complete EE0002:?/? | table-formula-failed | 0 of 2 left out, 2 unread"},
		"an error of LibreOffice": {table2024("EE0002,Estonia,2,2014,Two,Limited,Err:502"), "EE0001:Limited/Complete EE0002:Limited/? | table-formula-failed | 0 of 2 left out, 1 unread"},

		// Codes kept from Excel.
		"codes in a formula of text": {table2024(`"=""EE0002""",Estonia,2,2014,Two,Limited,Substantial`), both + " |  | 0 of 2 left out, 0 unread"},
		"codes behind an apostrophe": {table2024(`'EE0002,Estonia,2,2014,Two,Limited,Substantial`), both + " |  | 0 of 2 left out, 0 unread"},
		"words in a formula of text": {table2024(`EE0002,"=""Estonia""",2,2014,Two,"=""Limited""",="Substantial"`), both + " |  | 0 of 2 left out, 0 unread"},

		// Marks that nobody sees.
		"zero width in codes and words": {table2024("EE\u200b0002,Esto\u2060nia,2,2014,Two,Lim\u00adited,Sub\u200dstantial"), both + " |  | 0 of 2 left out, 0 unread"},
		"marks inside headers":          {strings.NewReplacer("Country", "\ufeffCoun\u200ctry", "End Of Term", "End\u00a0Of\u2060 Ter\u00adm", "Commitment Unique", "\u200eCommitment\u200f Unique").Replace(table2024(second)), both + " |  | 0 of 2 left out, 0 unread"},
		"headers in full-width letters": {strings.Replace(table2024(second), "Completion (End Of Term)", "Ｃｏｍｐｌｅｔｉｏｎ（End Of Term）", 1), both + " |  | 0 of 2 left out, 0 unread"},

		// Quotes, separators, line ends.
		"bars":                            {strings.ReplaceAll(table2024(second), ",", "|"), both + " |  | 0 of 2 left out, 0 unread"},
		"semicolons and many commas":      {strings.Replace(strings.ReplaceAll(table2024(second), ",", ";"), "One", "One, two, three, four, five, six, seven, eight, nine", 1), both + " |  | 0 of 2 left out, 0 unread"},
		"a line that names it":            {"sep=;\n" + strings.ReplaceAll(table2024(second), ",", ";"), both + " |  | 0 of 2 left out, 0 unread"},
		"returns alone":                   {strings.ReplaceAll(table2024(second), "\n", "\r"), both + " |  | 0 of 2 left out, 0 unread"},
		"returns alone, breaks in a cell": {strings.ReplaceAll(table2024(strings.Replace(second, "Two", "\"Two\nor more\"", 1)), "\n", "\r"), both + " |  | 0 of 2 left out, 0 unread"},
		"returns alone, feeds in a cell":  {strings.ReplaceAll(strings.ReplaceAll(table2024(strings.Replace(second, "Two", "\"Two\x00or more\"", 1)), "\n", "\r"), "\x00", "\n"), both + " |  | 0 of 2 left out, 0 unread"},

		// Half a file, and rows that are not what they seem.
		"the last row cut":                       {table2024(second, "EE0003,Estonia,2,20")[:len(table2024(second, "EE0003,Estonia,2,20"))-1], both + " | table-cut-short date-unreadable table-row-unusable | 1 of 3 left out, 1 unread"},
		"cut inside a quote":                     {strings.TrimSuffix(table2024(second, `EE0003,Estonia,2,2014,"Thr`), "\n"), both + " | table-cut-short table-row-unusable | 1 of 3 left out, 2 unread"},
		"a quote never closed":                   {table2024(`EE0002,Estonia,2,2014,"Two,Limited,Substantial`, "EE0003,Estonia,2,2014,Three,Limited,Limited", "EE0004,Estonia,2,2014,Four,Limited,Limited"), "EE0001:Limited/Complete | table-cut-short table-row-unusable | 3 of 4 left out, 2 unread"},
		"a comma without quotes":                 {table2024(second, "EE0003,Estonia,2,2014,Open, closed,Limited,Limited"), both + " EE0003:closed/Limited | table-row-unusable | 1 of 3 left out, 0 unread"},
		"a row that stands twice":                {table2024(second, second), both + " | table-rows-not-commitments | 0 of 2 left out, 0 unread"},
		"a row without a code that stands twice": {table2024(",Peru,1,2012,A,Limited,NR", ",Peru,1,2012,A,Limited,NR"), "EE0001:Limited/Complete Peru A:Limited/NR | table-row-unusable table-rows-not-commitments | 0 of 2 left out, 0 unread"},
		"one code, two commitments":              {table2024(second, strings.Replace(second, "Two", "Other", 1)), both + " | table-code-repeated | 1 of 3 left out, 0 unread"},
		"a header that stands again":             {table2024(second) + table2024("EE0003,Estonia,2,2014,Three,Limited,NR"), both + " EE0003:Limited/NR | table-rows-not-commitments | 0 of 3 left out, 0 unread"},

		// Several editions.
		"an older edition below":   {table2024(second) + "\nCountry,Commitment Title,Action Plan Number,Year Of Submission,Completion (Progress Report)\nEstonia,Old,2,2012,Limited\n", both + " | table-of-several | 0 of 2 left out, 0 unread"},
		"an older edition above":   {"Country,Commitment Title,Action Plan Number,Year Of Submission,Completion (Progress Report)\nEstonia,Old,2,2012,Limited\n" + table2024(second), both + " | table-of-several | 0 of 2 left out, 0 unread"},
		"editions by their titles": {"Edition of May 2024\n" + headOf2024 + "EE0001,Estonia,2,2014,New,Limited,Complete\nEdition of July 2023\nCountry,Commitment Title,Action Plan Number,Year Of Submission,Completion (Progress Report)\nEstonia,Old,2,2020,Limited\n", "EE0001:Limited/Complete | table-of-several | 0 of 1 left out, 0 unread"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, summary(read(t, "table.csv", c.text))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestOtherEncodingsKeepTheirLetters(t *testing.T) {
	text := table2024("EE0002,Côte d'Ivoire,2,2014,Données “ouvertes” – été,Limited,Substantial")
	in := func(c *charmap.Charmap, s string) string {
		out, err := c.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	wide := func(big bool, mark bool) string {
		var b []byte
		units := utf16.Encode([]rune(text))
		if mark {
			units = append([]uint16{0xfeff}, units...)
		}
		for _, u := range units {
			if big {
				b = append(b, byte(u>>8), byte(u))
			} else {
				b = append(b, byte(u), byte(u>>8))
			}
		}
		return string(b)
	}
	for name, c := range map[string]struct{ text, title, issue string }{
		"Windows-1252":                      {in(charmap.Windows1252, text), "Données “ouvertes” – été", ""},
		"Macintosh, with its line ends":     {strings.ReplaceAll(in(charmap.Macintosh, text), "\n", "\r"), "Données “ouvertes” – été", ""},
		"UTF-16, big end first":             {wide(true, true), "Données “ouvertes” – été", ""},
		"UTF-16 without a mark":             {wide(false, false), "Données “ouvertes” – été", ""},
		"UTF-16, big end, without a mark":   {wide(true, false), "Données “ouvertes” – été", ""},
		"UTF-8 with one wrong byte":         {strings.Replace(text, "Données", "Donn\xe9es", 1), "Donn\ufffdes “ouvertes” – été", string(record.CodeTableCharacter)},
		"UTF-8 with a letter cut in half":   {strings.Replace(text, "été", "\xc3t\u00e9", 1), "Données “ouvertes” – \ufffdt\u00e9", string(record.CodeTableCharacter)},
		"UTF-8 with a zero byte":            {strings.Replace(text, "Données", "Donn\x00es", 1), "Donn\ufffdes “ouvertes” – été", string(record.CodeTableCharacter)},
		"plain letters with one wrong byte": {table2024("EE0002,Estonia,2,2014,Caf\xe9,Limited,Substantial"), "Café", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			table := read(t, "table.csv", c.text)
			if len(table.Rows) != 2 {
				t.Fatalf("%d rows", len(table.Rows))
			}
			if strings.Contains(c.title, "Donn\ufffdes") {
				c.title = strings.Replace(table.Rows[1].Title, "Donn\ufffdees", "Donn\ufffdes", 1)
				if !strings.Contains(table.Rows[1].Title, "\ufffd") || !strings.HasSuffix(table.Rows[1].Title, "“ouvertes” – été") {
					t.Errorf("title %q", table.Rows[1].Title)
				}
			} else if table.Rows[1].Title != c.title {
				t.Errorf("title %q, want %q", table.Rows[1].Title, c.title)
			}
			if got := summary(table); !strings.Contains(got, " | "+c.issue+" | ") {
				t.Errorf("issues in %s, want %q", got, c.issue)
			}
		})
	}
}

// workbook writes CSV texts into sheets, by name; change works on it further.
func workbook(t *testing.T, sheets [][2]string, change func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	for n, s := range sheets {
		if n == 0 {
			must(t, f.SetSheetName("Sheet1", s[0]))
		} else if _, err := f.NewSheet(s[0]); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(strings.NewReader(s[1])).ReadAll()
		must(t, err)
		for i, row := range rows {
			must(t, f.SetSheetRow(s[0], fmt.Sprintf("A%d", i+1), &row))
		}
	}
	if change != nil {
		change(f)
	}
	var buf bytes.Buffer
	must(t, f.Write(&buf))
	must(t, f.Close())
	return buf.Bytes()
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestAWorkbookIsReadWholeOrSaysWhatIsMissing(t *testing.T) {
	second := "EE0002,Estonia,2,2014,Two,Limited,Substantial"
	both := "EE0001:Limited/Complete EE0002:Limited/Substantial"
	whole := [2]string{"Data", table2024(second)}
	older := [2]string{"Data 2016", "Country,Commitment Title,Action Plan Number,Year Of Submission,Completion (Progress Report)\nEstonia,Old,2,2012,Limited\n"}
	part := [2]string{"Americas", headOf2024 + "PE0001,Peru,1,2014,A,Limited,Complete\n"}
	formula := func(sheet, cell, text string) func(f *excelize.File) {
		return func(f *excelize.File) { must(t, f.SetCellFormula(sheet, cell, text)) }
	}
	all := func(changes ...func(f *excelize.File)) func(f *excelize.File) {
		return func(f *excelize.File) {
			for _, c := range changes {
				c(f)
			}
		}
	}
	clear := func(cells ...string) func(f *excelize.File) {
		return func(f *excelize.File) {
			for _, c := range cells {
				must(t, f.SetCellValue("Data", c, nil))
			}
		}
	}
	merge := func(from, to string) func(f *excelize.File) {
		return func(f *excelize.File) { must(t, f.MergeCell("Data", from, to)) }
	}
	hide := func(sheet string) func(f *excelize.File) {
		return func(f *excelize.File) { must(t, f.SetSheetVisible(sheet, false)) }
	}
	for name, c := range map[string]struct {
		sheets [][2]string
		change func(f *excelize.File)
		want   string
	}{
		"a country over merged rows":       {[][2]string{whole}, all(clear("B3"), merge("B2", "B3")), both + " |  | 0 of 2 left out, 0 unread"},
		"a rating over merged rows":        {[][2]string{whole}, all(clear("F3", "G3"), merge("F2", "F3"), merge("G2", "G3")), "EE0001:Limited/Complete EE0002:Limited/Complete |  | 0 of 2 left out, 0 unread"},
		"a group over merged columns":      {[][2]string{{"Data", ",,,Midterm,,End of term,\nCountry,Commitment Title,Year of submission,Starred,Completion,Starred,Completion\nPeru,A,2013,0,Limited,1,Complete\n"}}, all(merge("D1", "E1"), merge("F1", "G1")), "Peru A:Limited/Complete |  | 0 of 1 left out, 0 unread"},
		"a country written once, unmerged": {[][2]string{whole}, clear("B3"), "EE0001:Limited/Complete | table-row-unusable | 1 of 2 left out, 0 unread"},
		"a formula never computed":         {[][2]string{whole}, all(clear("G3"), formula("Data", "G3", `IF(1=1,"Complete","")`)), "EE0001:Limited/Complete EE0002:Limited/? | table-formula-without-value | 0 of 2 left out, 1 unread"},
		"titles that are formulas":         {[][2]string{whole}, all(clear("E2", "E3"), formula("Data", "E2", `A2`), formula("Data", "E3", `A3`)), both + " | table-formula-without-value | 0 of 2 left out, 1 unread"},
		"a formula saved as nought": {[][2]string{whole}, func(f *excelize.File) {
			must(t, f.SetCellValue("Data", "F3", 0))
			must(t, f.SetCellFormula("Data", "F3", `"Limited"`))
		}, "EE0001:Limited/Complete EE0002:?/Substantial | table-formula-without-value | 0 of 2 left out, 1 unread"},
		"the table on the second sheet":     {[][2]string{{"Read me", "About,this\nfile,\n"}, whole}, nil, both + " |  | 0 of 2 left out, 0 unread"},
		"an old edition on a hidden sheet":  {[][2]string{older, whole}, hide("Data 2016"), both + " | table-of-several | 0 of 2 left out, 0 unread"},
		"a newer edition on a hidden sheet": {[][2]string{whole, {"Draft 2030", table2024("EE0003,Estonia,2,2030,X,Limited,NR")}}, hide("Draft 2030"), both + " | table-of-several | 0 of 2 left out, 0 unread"},
		"editions by their years":           {[][2]string{older, {"Now", table2024(second)}}, nil, both + " | table-of-several | 0 of 2 left out, 0 unread"},
		"editions by their sheets' names":   {[][2]string{{"IRM May 2024", table2024(second)}, {"IRM March 2024", table2024()}}, nil, both + " | table-of-several | 0 of 2 left out, 0 unread"},
		"a table over two sheets":           {[][2]string{whole, part}, nil, both + " | table-of-several | 0 of 2 left out, 1 unread"},
	} {
		t.Run(name, func(t *testing.T) {
			table, err := Read("table.xlsx", workbook(t, c.sheets, c.change), tableDate)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, summary(table)); diff != "" {
				t.Error(diff)
			}
		})
	}
	t.Run("a hidden table alone", func(t *testing.T) {
		_, err := Read("t.xlsx", workbook(t, [][2]string{{"Read me", "a,b\n"}, whole}, hide("Data")), tableDate)
		if err == nil || !strings.Contains(err.Error(), `hidden sheet "Data"`) {
			t.Errorf("error %v", err)
		}
	})
}

func TestAFormulaIsComputedWhereAValueStandsBesideIt(t *testing.T) {
	for cell, want := range map[string]string{
		`<c r="A1"><f>B1</f><v></v></c>`:                         noValue,
		`<c r="A1"><f>B1</f><v/></c>`:                            noValue,
		`<c r="A1"><f>B1</f></c>`:                                noValue,
		`<c r="A1" t="str"><f>B1</f></c>`:                        noValue,
		`<c r="A1"><f t="shared" si="0"/></c>`:                   noValue,
		`<x:c r="A1"><x:f>B1</x:f></x:c>`:                        noValue,
		`<c r="A1" t="str"><f>IF(1=2,"x","")</f><v></v></c>`:     "",
		`<c r="A1" t="str"><f>B1</f><v>Limited</v></c>`:          "",
		`<c r="A1"><f>B1</f><v>3</v></c>`:                        "",
		`<c r="A1"><v></v></c>`:                                  "",
		`<c r="B7"><f>B1</f></c>`:                                "",
		`<c r="A1" t="inlineStr"><is><t>text, no f</t></is></c>`: "",
	} {
		prefix := ""
		if strings.HasPrefix(cell, "<x:") {
			prefix = "x:"
		}
		l := &line{number: 1, cells: []string{""}}
		must(t, markFormulas([]byte("<"+prefix+"worksheet><"+prefix+"sheetData>"+cell+"</"+prefix+"sheetData></"+prefix+"worksheet>"), map[int]*line{1: l}))
		if l.cells[0] != want {
			t.Errorf("%s gives %q, want %q", cell, l.cells[0], want)
		}
	}
}

func TestColumnsAndRowsNotUsedAreListedOnce(t *testing.T) {
	table := read(t, "t.csv", "Country,Commitment Title,Year of submission,Completion (progress report),Mood,Weather,Contact name,Empty\nPeru,A,2013,Limited,good,dry,x,\nPeru,B,2013,Limited,bad,dry,x,\n")
	var said []string
	for _, i := range table.Issues {
		if i.Code == record.CodeTableUnread {
			said = append(said, i.Message)
		}
	}
	if diff := cmp.Diff([]string{"3 columns that nobody reads: Mood; Weather; Contact name"}, said); diff != "" {
		t.Error(diff)
	}
}

func TestFilesOfOtherKindsAreNamedForWhatTheyAre(t *testing.T) {
	packed := func(names ...string) string {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for _, n := range names {
			name, text, _ := strings.Cut(n, "=")
			w, err := z.Create(name)
			must(t, err)
			_, err = w.Write([]byte(text))
			must(t, err)
		}
		must(t, z.Close())
		return b.String()
	}
	for name, c := range map[string]struct{ data, says string }{
		"OpenDocument":          {packed("mimetype=application/vnd.oasis.opendocument.spreadsheet", "content.xml"), ".ods"},
		"flat OpenDocument":     {`<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0">`, ".fods"},
		"OpenDocument text":     {packed("mimetype=application/vnd.oasis.opendocument.text"), "no spreadsheet"},
		"a binary workbook":     {packed("[Content_Types].xml", "xl/workbook.bin"), ".xlsb"},
		"a Word document":       {packed("[Content_Types].xml", "word/document.xml"), "Word"},
		"a packed table":        {packed("data/table.csv=Country"), "table.csv"},
		"a gzip file":           {"\x1f\x8b\x08 something", "gzip"},
		"a Numbers file":        {packed("Index/Document.iwa"), "Numbers"},
		"an XML spreadsheet":    {`<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook>`, "XML spreadsheet"},
		"a list of JSON":        {`[{"Country":"Peru"}]`, "JSON"},
		"a table of a web page": {"<table><tr><td>Country</td></tr></table>", "web page"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Read("table", []byte(c.data), tableDate)
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("error %v does not say %q", err, c.says)
			}
		})
	}
}
