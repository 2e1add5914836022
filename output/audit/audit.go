package audit

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
)

// Finding is one fault.
type Finding struct {
	Rule string `json:"rule"`
	// File is the workbook or CSV file, as it was named to the audit.
	File    string `json:"file,omitempty"`
	Sheet   string `json:"sheet,omitempty"`
	Cell    string `json:"cell,omitempty"`
	Message string `json:"message"`
}

func (f Finding) String() string {
	where := f.File
	if f.Sheet != "" {
		where += fmt.Sprintf(", sheet %q", f.Sheet)
	}
	if f.Cell != "" {
		where += ", " + f.Cell
	}
	return fmt.Sprintf("%s: %s (%s)", where, f.Message, f.Rule)
}

// Workbook audits one .xlsx file by all rules; the folder of a report is
// audited whole. The error says that there is nothing that can be opened.
func Workbook(path string) ([]Finding, error) {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return Report(path)
	}
	var findings []Finding
	if err := withBook(path, func(b *book) { findings = b.audit(path) }); err != nil {
		return nil, err
	}
	return findings, nil
}

// withBook opens a workbook for as long as use looks at it.
func withBook(path string, use func(*book)) (err error) {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	b, err := open(file, info.Size())
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	use(b)
	return nil
}

func (b *book) audit(name string) []Finding {
	var findings []Finding
	for _, rule := range rules() {
		for _, f := range rule.check(b) {
			f.Rule, f.File = rule.Name, name
			findings = append(findings, f)
		}
	}
	return findings
}

// Print writes findings for people, one a line, and ends with their number.
// A rule that is broken many times is cut after the first few.
func Print(w io.Writer, findings []Finding) error {
	const shown = 20
	findings = slices.Clone(findings)
	slices.SortStableFunc(findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Rule, b.Rule))
	})
	run := 0 // of one rule in one file
	for i, f := range findings {
		if i == 0 || f.Rule != findings[i-1].Rule || f.File != findings[i-1].File {
			run = 0
		}
		run++
		last := i == len(findings)-1 || findings[i+1].Rule != f.Rule || findings[i+1].File != f.File
		switch {
		case run <= shown:
			if _, err := fmt.Fprintln(w, f); err != nil {
				return err
			}
		case last:
			if _, err := fmt.Fprintf(w, "%s: %d more (%s)\n", f.File, run-shown, f.Rule); err != nil {
				return err
			}
		}
	}
	summary := "The audit found nothing to mend."
	if n := len(findings); n == 1 {
		summary = "The audit has 1 finding."
	} else if n > 1 {
		summary = fmt.Sprintf("The audit has %d findings.", n)
	}
	_, err := fmt.Fprintln(w, summary)
	return err
}
