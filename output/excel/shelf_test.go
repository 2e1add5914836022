package excel

import (
	"bytes"
	"testing"

	"ogptracker/report"
	"ogptracker/report/reporttest"
)

// A workbook is the same whether it is written alone or after others whose
// sheets it shares.
func TestASharedSheetIsTheSameInEveryWorkbook(t *testing.T) {
	books := reporttest.Workbooks(report.Build(reporttest.Dataset(4, 5), reporttest.Meta()))
	var together Writer
	for _, wb := range books {
		var one, other bytes.Buffer
		if _, err := new(Writer).Write(&one, wb); err != nil {
			t.Fatal(err)
		}
		if _, err := together.Write(&other, wb); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(one.Bytes(), other.Bytes()) {
			t.Errorf("%s: %d bytes alone, %d after others, and not the same", wb.Path, one.Len(), other.Len())
		}
	}
	if n := len(together.shelf.shared()); n != 1 {
		t.Errorf("%d sheets were shared, want the notes of members' workbooks", n)
	}
}

// A sheet with a link that stands outside it cannot be shared: the workbook it
// came from has the address.
func TestASheetWithALongLinkIsNotShared(t *testing.T) {
	wb := reporttest.Workbooks(report.Build(reporttest.Dataset(1, 3), reporttest.Meta()))[1]
	var w Writer
	for _, s := range wb.Sheets {
		if s.Data == nil || !s.Data.Shared {
			continue
		}
		links := make([]string, len(s.Data.Rows))
		links[0] = "https://example.org/" + string(bytes.Repeat([]byte("a"), maxFormulaLink))
		s.Data.Columns[1].Links = links
	}
	if _, err := w.Write(&bytes.Buffer{}, wb); err != nil {
		t.Fatal(err)
	}
	if n := len(w.shelf.shared()); n != 0 {
		t.Errorf("%d sheets were shared", n)
	}
}

// shared are the sheets on the shelf.
func (s *shelf) shared() (sheets []shelfKey) {
	for key := range s.parts {
		if key.part == "" {
			sheets = append(sheets, key)
		}
	}
	return sheets
}
