package excel

import (
	"fmt"
	"io"
	"slices"
	"sort"
	"time"

	"github.com/xuri/excelize/v2"

	"ogptracker/report"
	"ogptracker/scrape/record"
)

// tableStyle bands rows in light grey; header and borders are set cell by
// cell, because not every program draws table styles.
const tableStyle = "TableStyleLight1"

// writer is the state of one workbook.
type writer struct {
	book   *report.Workbook
	file   *excelize.File
	styles *styles
	at     map[*report.Grid]place // where each table stands
	charts []drawing
	points map[string]string       // reference of a chart -> the values there, for its caches
	tables map[string]*report.Grid // those with a place, by name
	// amend are the parts that are changed as they are packed.
	amend map[string]amendment
	// tableParts are the tables made so far, in order.
	tableParts [][]byte
	shelf      *shelf
	// ready are the parts that another workbook has packed, keep those that are
	// packed here for others.
	ready map[string]*part
	keep  map[string]shelfKey
}

// Writer writes the workbooks of one report. The zero value is ready; it is
// safe for use by several goroutines.
type Writer struct{ shelf shelf }

// Write writes a workbook as .xlsx. The issues are texts and links that no
// cell can hold (see Gate). On an error out may hold part of a file.
func (w *Writer) Write(out io.Writer, wb *report.Workbook) ([]record.Issue, error) {
	clean, issues, err := Gate(wb)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", wb.Path, err)
	}
	if err := write(out, clean, &w.shelf); err != nil {
		return issues, fmt.Errorf("%s: %w", wb.Path, err)
	}
	return issues, nil
}

func write(out io.Writer, wb *report.Workbook, shelf *shelf) (err error) {
	f := excelize.NewFile()
	defer func() {
		if closed := f.Close(); err == nil {
			err = closed // temporary files of streamed sheets
		}
	}()
	w := &writer{
		book: wb, file: f, at: make(map[*report.Grid]place), tables: make(map[string]*report.Grid),
		points: make(map[string]string), amend: make(map[string]amendment),
		shelf: shelf, ready: make(map[string]*part), keep: make(map[string]shelfKey),
	}
	if w.styles, err = shelf.dress(f); err != nil {
		return err
	}
	if err := w.addSheets(); err != nil {
		return err
	}
	for _, s := range wb.Sheets {
		if err := w.writeSheet(s); err != nil {
			return fmt.Errorf("sheet %s: %w", s.Name, err)
		}
	}
	if err := w.drawCharts(); err != nil {
		return err
	}
	if err := w.properties(); err != nil {
		return err
	}
	return w.save(out)
}

// addSheets makes all sheets first, so that links and charts find them.
func (w *writer) addSheets() error {
	if err := w.file.SetSheetName("Sheet1", w.book.Sheets[0].Name); err != nil {
		return err
	}
	for _, s := range w.book.Sheets[1:] {
		if _, err := w.file.NewSheet(s.Name); err != nil {
			return fmt.Errorf("sheet %s: %w", s.Name, err)
		}
	}
	w.file.SetActiveSheet(0)
	for _, s := range w.book.Sheets {
		if s.Data != nil {
			w.put(s.Data, place{s.Name, dataHeader})
		}
	}
	return nil
}

// put notes where a table's header stands.
func (w *writer) put(g *report.Grid, at place) { w.at[g], w.tables[g.Name] = at, g }

// part is the name of a sheet's part.
func (w *writer) part(s *report.Sheet) string {
	return fmt.Sprintf("xl/worksheets/sheet%d.xml", slices.Index(w.book.Sheets, s)+1)
}

func (w *writer) writeSheet(s *report.Sheet) error {
	if s.Data != nil {
		return w.writeData(s)
	}
	return w.writePage(s)
}

// fromShelf takes a part that another workbook has packed, or has this one
// keep it for others.
func (w *writer) fromShelf(name string, key shelfKey) (taken bool) {
	made := w.shelf.find(key)
	if made == nil {
		w.keep[name] = key
		return false
	}
	w.ready[name] = made
	return true
}

// properties sets the document's properties; its times are the run's.
func (w *writer) properties() error {
	at := w.book.Created.UTC().Format(time.RFC3339)
	if err := w.file.SetDocProps(&excelize.DocProperties{
		Title: w.book.Title, Subject: w.book.Subject, Description: w.book.Description, Keywords: w.book.Keywords,
		Creator: w.book.Creator, LastModifiedBy: w.book.Creator, Created: at, Modified: at, Language: "en-GB",
	}); err != nil {
		return err
	}
	return w.file.SetAppProps(&excelize.AppProperties{Application: "Microsoft Excel", AppVersion: "16.0300"})
}

// save writes the package with its parts in canonical order: excelize takes
// image types and streamed sheets from maps.
func (w *writer) save(out io.Writer) error {
	types := w.file.ContentTypes.Defaults
	sort.Slice(types, func(i, j int) bool { return types[i].Extension < types[j].Extension })
	w.returnTables()
	// Where they are packed already, they would be made to be thrown away.
	if w.fromShelf(stylesPart, shelfKey{part: stylesPart}) {
		w.file.Styles = nil
	}
	if w.fromShelf(themePart, shelfKey{part: themePart}) {
		w.file.Theme = nil
	}
	packed := newPacker(out, w.amend, w.ready)
	w.file.SetZipWriter(func(io.Writer) excelize.ZipWriter { return packed })
	if _, err := w.file.WriteToBuffer(); err != nil {
		return err
	}
	for _, p := range packed.parts {
		if key, ok := w.keep[p.name]; ok {
			w.shelf.keep(key, p)
		}
	}
	return nil
}
