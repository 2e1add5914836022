package irmtable

import (
	"bytes"
	"fmt"

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
func openXLSX(data []byte) (sheets [][]line, err error) {
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxSheet,
	})
	if err != nil {
		return nil, fmt.Errorf("%w: the workbook cannot be opened: %w", ErrNotTable, err)
	}
	defer func() {
		if e := f.Close(); e != nil && err == nil {
			err = fmt.Errorf("closing the workbook: %w", e)
		}
	}()
	for _, name := range f.GetSheetList() {
		lines, err := readSheet(f, name)
		if err != nil {
			return nil, fmt.Errorf("%w: sheet %q: %w", ErrNotTable, name, err)
		}
		sheets = append(sheets, lines)
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
		if len(cells) == 0 {
			continue
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
