package run

import (
	"context"

	"ogptracker/internal/history"
	"ogptracker/output/excel"
	"ogptracker/report"
	"ogptracker/scrape/record"
	"ogptracker/transform"
	"ogptracker/transform/dataset"
)

// addOutputIssues adds what the output alone knows to the dataset, before the
// report is made of it, so that the sheet, issues.csv, run.json and status say
// the same: texts and links that no cell can hold, and what went wrong behind
// the last report, when it was too late to stand in that one. It returns what
// the report says then.
func (n *night) addOutputIssues(ds *dataset.Dataset, previous *history.Record) (*report.Contents, error) {
	contents := report.ContentsOf(ds)
	_, found, err := excel.Gate(contents.MainWorkbook(n.meta(&history.Record{Run: n.id, Started: n.started, Base: base(n.Config.Site.BaseURL)})))
	if err != nil {
		return nil, err
	}
	type kind struct {
		code  record.Code
		value string
	}
	seen := map[kind]bool{} // a text stands on several sheets
	var issues []record.Issue
	for _, i := range found {
		if k := (kind{i.Code, i.Value}); !seen[k] {
			seen[k] = true
			issues = append(issues, i)
		}
	}
	if previous != nil {
		if c := previous.Copy; c != nil && !c.Made {
			issues = append(issues, record.Issue{Code: record.CodeCopyFailed, Key: c.To, Value: previous.Run, Message: c.Why})
		}
		for _, f := range previous.LeftOut {
			issues = append(issues, record.Issue{Code: record.CodeWorkbookLeftOut, Key: f.Name, Value: previous.Run, Message: "run " + previous.Run + ": " + f.Why})
		}
	}
	if len(issues) == 0 {
		return contents, nil
	}
	transform.AddIssues(ds, issues)
	return report.ContentsOf(ds), nil
}

// copiedBefore: an earlier report was copied whole to where this one goes.
func (n *night) copiedBefore(ctx context.Context) (bool, error) {
	if n.Config.Output.CopyTo == "" {
		return false, nil
	}
	runs, err := n.history.Runs(ctx, 0)
	if err != nil {
		return false, err
	}
	for _, r := range history.WithCopy(runs) {
		if r.Copy.Made && r.Copy.To == n.Config.Output.CopyTo {
			return true, nil
		}
	}
	return false, nil
}
