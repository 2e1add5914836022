package excel

import (
	"archive/zip"
	"bytes"
	"flag"
	"io"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ogptracker/report"
	"ogptracker/report/reporttest"
)

var update = flag.Bool("update", false, "rewrite what is kept of the workbook's look")

// notLook is what a sheet says, and how wide and high its cells are.
var notLook = regexp.MustCompile(`(?s)<sheetData>.*?</sheetData>|<c:(?:str|num)Cache>.*?</c:(?:str|num)Cache>|<cols>.*?</cols>`)

// How the main workbook of a small report looks: its styles, its first chart,
// and of each sheet everything but the words of its cells, which the report's
// own golden sheets hold, and the widths of its columns.
func TestTheWorkbookLooksAsItDid(t *testing.T) {
	t.Parallel()
	books := reporttest.Workbooks(report.Build(reporttest.Dataset(3, 8), reporttest.Meta()))
	data := bytesOf(t, books[0])
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	var names []string
	for _, f := range archive.File {
		if look, _ := path.Match("xl/worksheets/*.xml", f.Name); !look && !slices.Contains([]string{"xl/styles.xml", "xl/workbook.xml", "xl/charts/chart1.xml", "xl/drawings/drawing1.xml", "xl/tables/table1.xml"}, f.Name) {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = strings.ReplaceAll(notLook.ReplaceAllString(string(text), ""), "><", ">\n<")
		names = append(names, f.Name)
	}
	slices.Sort(names)
	var b strings.Builder
	for _, name := range names {
		b.WriteString("== " + name + "\n" + parts[name] + "\n")
	}
	file := filepath.Join("testdata", "look.txt")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(kept), "\n"), strings.Split(b.String(), "\n")); diff != "" {
		t.Errorf("%s differs; look at the sheets, then run go test ./output/excel -update (-kept +written):\n%s", file, diff)
	}
}
