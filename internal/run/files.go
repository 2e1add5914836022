package run

import (
	"io"
	"runtime"

	"ogptracker/output/calendar"
	"ogptracker/output/datapackage"
	"ogptracker/output/excel"
	"ogptracker/output/feed"
	"ogptracker/output/publish"
	"ogptracker/output/sqlitefile"
	"ogptracker/output/webpage"
	"ogptracker/report"
	"ogptracker/transform/dataset"
)

// format is one form in which a report is published: a folder under output
// makes its files, and a line in formats publishes them.
type format struct {
	name  string
	files func(*report.Report) []publish.File
}

// formats are all forms of a report. The database takes one worker longest, so
// others follow that can be written beside it. A file beside the main workbook
// and the tables that cannot be written is no reason to withhold the report.
func (n *night) formats(sources []dataset.SourceNote) []format {
	return []format{
		{"workbooks", workbookFiles},
		{"database", func(rep *report.Report) []publish.File {
			return []publish.File{{Name: sqlitefile.Name, Optional: true, Write: func(w io.Writer) error { return sqlitefile.Write(w, rep.Tables) }}}
		}},
		{"feeds", func(rep *report.Report) (files []publish.File) {
			for _, f := range feed.Of(rep.Meta, rep.Tables) {
				files = append(files, publish.File{Name: f.Path, Optional: true, Write: f.Write})
			}
			return files
		}},
		{"calendars", func(rep *report.Report) (files []publish.File) {
			for _, c := range calendar.Of(rep.Meta, rep.Tables) {
				files = append(files, publish.File{Name: c.Path, Optional: true, Write: c.Write})
			}
			return files
		}},
		{"tables", func(rep *report.Report) []publish.File {
			opts := datapackage.Options{BOM: n.Config.Output.CSVBOM}
			for _, s := range sources {
				opts.Sources = append(opts.Sources, datapackage.Source{Title: s.Name + " " + s.Edition, Path: s.URL})
			}
			return datapackage.Files(rep.Meta, rep.Tables, opts)
		}},
		{"web pages", webpage.Files},
	}
}

// files are the files of a report, each with its writer.
func (n *night) files(rep *report.Report, sources []dataset.SourceNote) []publish.File {
	var files []publish.File
	for _, f := range n.formats(sources) {
		files = append(files, f.files(rep)...)
	}
	return files
}

func workbookFiles(rep *report.Report) (files []publish.File) {
	var writer excel.Writer
	for i, b := range rep.Books {
		files = append(files, publish.File{Name: b.Path, Optional: i > 0, Write: func(w io.Writer) error {
			_, err := writer.Write(w, b.Make()) // its issues are those that addOutputIssues found
			return err
		}})
	}
	return files
}

// workers is how many files are written side by side.
func workers() int { return runtime.GOMAXPROCS(0) }
