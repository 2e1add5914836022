package status

import (
	"fmt"
	"io"
	"strings"
	"time"

	"ogptracker/internal/history"
	"ogptracker/internal/plural"
)

// Write prints the one screen.
func (s *Status) Write(w io.Writer) error {
	var b strings.Builder
	line := func(label, format string, args ...any) {
		fmt.Fprintf(&b, "%-14s %s\n", label, fmt.Sprintf(format, args...))
	}
	line("Status", "%s: %s", strings.ToUpper(string(s.State)), s.Meaning)
	if s.Problem != "" {
		line("", "%s", s.Problem)
	}
	if s.Running != nil {
		line("Running now", "%s", s.Running)
	}
	if r := s.LastSuccess; r != nil {
		line("Last success", "run %s, ended %s, %s ago", r.Run, at(r.Finished), ago(time.Duration(s.AgeSeconds)*time.Second))
		if s.State == Stale && !s.ahead {
			line("", "a complete run was due after at most %s", ago(time.Duration(s.StaleAfterSeconds)*time.Second))
		}
		line("", "%s, %s, %s, %s", plural.Count(r.Counts.Members, "member"), plural.Count(r.Counts.Plans, "action plan"),
			plural.Count(r.Counts.Commitments, "commitment"), plural.Count(r.Counts.Changes, "change"))
		line("", "issues: %s, %s, %s", plural.Count(r.Issues.Errors, "error"), plural.Count(r.Issues.Warnings, "warning"), plural.Count(r.Issues.Notes, "note"))
		if r.Accepted != "" {
			line("", "a bound was passed by hand: %s", r.Accepted)
		}
		if f := r.FirstReading; f != nil {
			line("First reading", "%d of %d pages; the rest follows in the next nights", f.Read, f.Known)
		}
	} else {
		line("Last success", "none")
	}
	if r := s.LastRun; r != nil && (s.LastSuccess == nil || r.Run != s.LastSuccess.Run) {
		line("Last run", "%s: %s, ended %s", r.Run, r.Outcome, at(r.Finished))
		for _, why := range reasons(r) {
			line("", "%s", why)
		}
	}
	if c := s.Copy; c != nil && c.FailingSince == nil {
		line("Copy", "made, in %s", c.To)
	} else if c != nil {
		line("Copy", "FAILED since %s, %s: staff read an old report in %s", at(*c.FailingSince), plural.Count(c.Times, "time"), c.To)
		line("", "%s", c.Why)
	}
	for i, next := range s.NextRuns {
		label := ""
		if i == 0 {
			label = "Next runs"
		}
		line(label, "%s", at(next))
	}
	line("Schedule", "%s, while `ogptracker serve` or your own timer runs it", s.Schedule)
	if s.Skipped > 0 {
		line("Skipped", "%s, because the run before still went on", plural.Count(s.Skipped, "start"))
	}
	if s.Untold > 0 {
		line("Messages", "%s could not be sent; try `ogptracker check --notify`", plural.Count(s.Untold, "message"))
	}
	for i, e := range s.Events {
		label := ""
		if i == 0 {
			label = "Events"
		}
		line(label, "%s  %s: %s", at(e.Time), e.Kind, e.Text)
	}
	if s.Report != "" {
		line("Report", "%s", s.Report)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// reasons says why a run was not complete.
func reasons(r *history.Record) []string {
	if len(r.Why) == 0 && r.Error != "" {
		return []string{r.Error}
	}
	return r.Why
}

func at(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") }

// ago is a duration as people say it.
func ago(d time.Duration) string {
	switch {
	case d < time.Minute:
		return "less than a minute"
	case d < 2*time.Hour:
		return plural.Count(int(d.Minutes()), "minute")
	case d < 48*time.Hour:
		return fmt.Sprintf("%d hours", int(d.Hours()))
	default:
		return fmt.Sprintf("%d days", int(d.Hours()/24))
	}
}
