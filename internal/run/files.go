package run

import (
	"io"
	"runtime"
	"sync"

	"ogptracker/output/datapackage"
	"ogptracker/output/excel"
	"ogptracker/output/publish"
	"ogptracker/report"
	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
)

// heard collects issues of files that are written side by side.
type heard struct {
	mu     sync.Mutex
	issues []record.Issue
}

func (h *heard) add(issues []record.Issue) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.issues = append(h.issues, issues...)
}

func (h *heard) list() []record.Issue {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.issues
}

// files are the files of a report, each with its writer.
func (n *night) files(rep *report.Report, sources []dataset.SourceNote) ([]publish.File, *heard) {
	h := &heard{}
	var files []publish.File
	for _, wb := range rep.Workbooks {
		files = append(files, publish.File{Name: wb.Path, Write: func(w io.Writer) error {
			issues, err := excel.Write(w, wb)
			h.add(issues)
			return err
		}})
	}
	opts := datapackage.Options{BOM: n.Config.Output.CSVBOM}
	for _, s := range sources {
		opts.Sources = append(opts.Sources, datapackage.Source{Title: s.Name + " " + s.Edition, Path: s.URL})
	}
	return append(files, datapackage.Files(rep.Meta, rep.Tables, opts)...), h
}

// workers is how many files are written side by side.
func workers() int { return runtime.GOMAXPROCS(0) }
