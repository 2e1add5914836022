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

// files are the files of a report, each with its writer. One member's workbook
// that cannot be written is no reason to withhold the report.
func (n *night) files(rep *report.Report, sources []dataset.SourceNote) []publish.File {
	var files []publish.File
	for i, wb := range rep.Workbooks {
		files = append(files, publish.File{Name: wb.Path, Optional: i > 0, Write: func(w io.Writer) error {
			_, err := excel.Write(w, wb) // its issues are those that addOutputIssues found
			return err
		}})
	}
	for _, f := range feed.Of(rep.Meta, rep.Tables) {
		files = append(files, publish.File{Name: f.Path, Optional: true, Write: f.Write})
	}
	for _, c := range calendar.Of(rep.Meta, rep.Tables) {
		files = append(files, publish.File{Name: c.Path, Optional: true, Write: c.Write})
	}
	files = append(files, publish.File{Name: sqlitefile.Name, Optional: true, Write: func(w io.Writer) error { return sqlitefile.Write(w, rep.Tables) }})
	files = append(files, webpage.Files(rep)...)
	opts := datapackage.Options{BOM: n.Config.Output.CSVBOM}
	for _, s := range sources {
		opts.Sources = append(opts.Sources, datapackage.Source{Title: s.Name + " " + s.Edition, Path: s.URL})
	}
	return append(files, datapackage.Files(rep.Meta, rep.Tables, opts)...)
}

// workers is how many files are written side by side.
func workers() int { return runtime.GOMAXPROCS(0) }
