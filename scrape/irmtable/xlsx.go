package irmtable

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"path"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Limits on what a workbook may unpack to: the table with all its texts is
// some 30 MB, and a file that unpacks to far more is not one.
const (
	maxUnpacked = 512 << 20
	maxSheet    = 256 << 20
)

// openXLSX reads the sheets of a workbook, raw: a date cell gives its serial
// number and a formula the value it was saved with.
func openXLSX(data []byte) (sheets []sheet, err error) {
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxSheet,
	})
	if err != nil {
		return nil, fmt.Errorf("%w: the workbook cannot be opened: %w", errNotTable, err)
	}
	defer func() {
		if e := f.Close(); e != nil && err == nil {
			err = fmt.Errorf("closing the workbook: %w", e)
		}
	}()
	parts := sheetParts(f)
	for _, name := range f.GetSheetList() {
		part, ok := parts[name]
		if !ok {
			continue // a chart or a dialog
		}
		visible, err := f.GetSheetVisible(name)
		if err != nil {
			return nil, fmt.Errorf("%w: sheet %q: %w", errNotTable, name, err)
		}
		s := sheet{name: name, hidden: !visible}
		if s.lines, err = readSheet(f, name); err != nil {
			return nil, fmt.Errorf("%w: sheet %q: %w", errNotTable, name, err)
		}
		if err := s.addHidden(part); err != nil {
			return nil, fmt.Errorf("%w: sheet %q: %w", errNotTable, name, err)
		}
		sheets = append(sheets, s)
	}
	return sheets, nil
}

func readSheet(f *excelize.File, name string) ([]line, error) {
	rows, err := f.Rows(name)
	if err != nil {
		return nil, err
	}
	var lines []line
	for n := 1; rows.Next(); n++ {
		cells, err := rows.Columns()
		if err != nil {
			_ = rows.Close() // the first error is the one to report
			return nil, err
		}
		out := make([]string, len(cells))
		for i, c := range cells {
			out[i] = clean(c)
		}
		lines = append(lines, line{number: n, cells: out})
	}
	if err := rows.Error(); err != nil {
		_ = rows.Close() // the first error is the one to report
		return nil, err
	}
	return lines, rows.Close()
}

// sheetParts returns the XML of each worksheet by the sheet's name: the
// library's row reader tells neither formulas nor merged cells.
func sheetParts(f *excelize.File) map[string][]byte {
	var rels struct {
		Relationship []struct {
			ID     string `xml:"Id,attr"`
			Type   string `xml:"Type,attr"`
			Target string `xml:"Target,attr"`
		}
	}
	book := "xl/workbook.xml"
	f.Pkg.Range(func(k, _ any) bool {
		if name, _ := k.(string); strings.HasSuffix(name, "/workbook.xml") {
			book = name
		}
		return true
	})
	folder := path.Dir(book)
	if err := xml.Unmarshal(packed(f, folder+"/_rels/"+path.Base(book)+".rels"), &rels); err != nil {
		return nil
	}
	targets := map[string]string{}
	for _, r := range rels.Relationship {
		if !strings.HasSuffix(r.Type, "/worksheet") {
			continue
		}
		target := strings.TrimPrefix(r.Target, "/")
		if target == r.Target {
			target = path.Join(folder, target)
		}
		targets[r.ID] = target
	}
	parts := map[string][]byte{}
	for _, s := range f.WorkBook.Sheets.Sheet {
		if target, ok := targets[s.ID]; ok {
			parts[s.Name] = packed(f, target)
		}
	}
	return parts
}

func packed(f *excelize.File, name string) []byte {
	v, _ := f.Pkg.Load(name)
	data, _ := v.([]byte)
	return data
}
