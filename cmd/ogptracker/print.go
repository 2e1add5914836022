package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"ogptracker/internal/plural"
	"ogptracker/internal/run"
	"ogptracker/transform/change"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// shownChanges is how many changes a run prints; the rest is in the report.
const shownChanges = 12

// printResult says on one screen what a run came to.
func printResult(out io.Writer, r *run.Result) error {
	var b strings.Builder
	rec := &r.Record
	if rec.Sample {
		b.WriteString("SAMPLE DATA: the site, its texts and part of its ratings were made up for the demo.\n")
	}
	fmt.Fprintf(&b, "\nRun %s, %s, is %s.\n", rec.Run, rec.Date, rec.Outcome)
	for _, why := range rec.Why {
		fmt.Fprintf(&b, "  %s\n", why)
	}
	if rec.Accepted != "" {
		fmt.Fprintf(&b, "  Bounds were missed and passed by hand: %s\n", rec.Accepted)
	}
	c := rec.Counts
	fmt.Fprintf(&b, "Read: %s, %s, %s, %s", plural.Count(c.Members, "member"), plural.Count(c.Plans, "action plan"),
		plural.Count(c.Commitments, "commitment"), plural.Count(c.Documents, "document"))
	if rec.Politeness.Requests > 0 {
		fmt.Fprintf(&b, "; %s (%d answered unchanged)", plural.Count(rec.Politeness.Requests, "request"), rec.Politeness.NotModified)
	}
	b.WriteString(".\n")
	if f := rec.FirstReading; f != nil {
		fmt.Fprintf(&b, "First reading: %d of %d pages; the rest follows in the next nights.\n", f.Read, f.Known)
	}
	fmt.Fprintf(&b, "Issues: %s, %s, %s (sheet Coverage and issues).\n", plural.Count(rec.Issues.Errors, "error"),
		plural.Count(rec.Issues.Warnings, "warning"), plural.Count(rec.Issues.Notes, "note"))
	writeCompletion(&b, r.Dataset)
	writeChanges(&b, r)
	b.WriteString("\nReport:\n")
	fmt.Fprintf(&b, "  %s\n", filepath.Join(r.Folder, "ogp-report.xlsx"))
	fmt.Fprintf(&b, "  %s%c  one workbook a member\n", filepath.Join(r.Folder, "members"), filepath.Separator)
	fmt.Fprintf(&b, "  %s%c  every table as CSV, with datapackage.json\n", filepath.Join(r.Folder, "csv"), filepath.Separator)
	_, err := io.WriteString(out, b.String())
	return err
}

// writeCompletion prints each member's latest completion with numerator and
// denominator, never a bare rate.
func writeCompletion(b *strings.Builder, ds *dataset.Dataset) {
	width := 0
	var rows []dataset.Completion
	for _, c := range ds.Completion {
		if c.Stage != "latest" || (c.GroupType != "member" && c.GroupType != "all") {
			continue
		}
		if c.GroupType == "member" && len(rows) > 30 {
			continue
		}
		rows = append(rows, c)
		width = max(width, len([]rune(c.GroupLabel)))
	}
	if len(rows) == 0 {
		return
	}
	rate := vocabulary.HighCompletionRate
	fmt.Fprintf(b, "\n%s (%s, of those %s):\n", rate.Subject(), rate.Counted(), rate.Of)
	for _, c := range rows {
		fmt.Fprintf(b, "  %s%s  %s\n", c.GroupLabel, strings.Repeat(" ", width-len([]rune(c.GroupLabel))), c.InWords)
	}
}

func writeChanges(b *strings.Builder, r *run.Result) {
	var lines []string
	for _, f := range change.FoldChanges(tonight(r)) {
		lines = append(lines, f.Line())
	}
	switch {
	case r.Previous == nil:
		b.WriteString("\nWhat changed: this is the first run; the next one tells what changed since.\n")
		return
	case len(lines) == 0:
		fmt.Fprintf(b, "\nWhat changed since %s: nothing.\n", r.Previous.Date)
		return
	}
	fmt.Fprintf(b, "\nWhat changed since %s:\n", r.Previous.Date)
	for i, line := range lines {
		if i == shownChanges {
			fmt.Fprintf(b, "  and %d more (sheet What changed)\n", len(lines)-i)
			break
		}
		fmt.Fprintf(b, "  %s\n", line)
	}
}

// tonight are the changes of this run.
func tonight(r *run.Result) (changes []dataset.Change) {
	for _, c := range r.Dataset.Changes {
		if c.Run == r.Record.Run {
			changes = append(changes, c)
		}
	}
	return changes
}

func stamp(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") }
