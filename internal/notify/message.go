package notify

import (
	"fmt"
	"strings"

	"ogptracker/internal/history"
	"ogptracker/internal/plural"
)

// Events that can be told.
const (
	eventFailure      = "failure"
	eventRecovery     = "recovery"
	eventChanges      = "changes"
	eventCopyFailure  = "copy_failure"
	eventCopyRecovery = "copy_recovery"
	eventTrial        = "trial"
)

// Message is what is sent: as JSON to a webhook, its Text to a command.
type Message struct {
	// Event is failure, recovery, changes, copy_failure, copy_recovery or trial.
	Event string `json:"event"`
	// Text is for people; a chat service that takes {"text": ...} shows it.
	Text string `json:"text"`
	// Run is the newest run, "" where none could be recorded.
	Run string `json:"run"`
	// Outcome of the run, and why in words.
	Outcome string   `json:"outcome"`
	Why     []string `json:"why,omitempty"`
	// FailuresInARow counts runs without a complete one, this one included.
	FailuresInARow int `json:"failures_in_a_row"`
	// Changes of the run in short lines for people.
	Changes []string `json:"changes,omitempty"`
}

// trial is the message by which somebody tries whether messages arrive.
func trial() Message {
	return Message{Event: eventTrial, Text: "OGP Tracker: a trial message. Messages of failures arrive here too."}
}

// compose words an event about the newest of runs (newest first).
func compose(event string, runs []history.Record, changes []string) Message {
	last := runs[0]
	m := Message{Event: event, Run: last.Run, Outcome: last.Outcome, Why: last.Why, FailuresInARow: len(failures(runs))}
	switch event {
	case eventFailure:
		m.Text = fmt.Sprintf("OGP Tracker: %s. %s%s", failureWords(last, m.FailuresInARow), standing(runs), because(last))
		return m
	case eventCopyFailure:
		bad := history.CopyFailures(runs) // of which the newest run may be none
		m.Text = fmt.Sprintf("OGP Tracker: the report of run %s is complete and published, but it could not be copied to %s, %s in a row: staff read an old copy.\n%s",
			bad[0].Run, bad[0].Copy.To, plural.Count(len(bad), "time"), bad[0].Copy.Why)
		return m
	case eventCopyRecovery:
		copied := history.WithCopy(runs)[0]
		m.Text = fmt.Sprintf("OGP Tracker: the report of run %s was copied to %s again.", copied.Run, copied.Copy.To)
		return m
	case eventRecovery:
		m.Text = fmt.Sprintf("OGP Tracker: recovered. Run %s is complete and published, after %s without one.", last.Run, plural.Count(len(failures(sinceRecovery(runs))), "run"))
	case eventChanges:
		m.Text = fmt.Sprintf("OGP Tracker: %s.", plural.Count(len(changes), "change"))
	}
	m.Changes = changes
	if len(changes) > 0 {
		const most = 10
		shown := changes[:min(len(changes), most)]
		m.Text += "\n" + strings.Join(shown, "\n")
		if more := len(changes) - len(shown); more > 0 {
			m.Text += fmt.Sprintf("\nand %d more, in the sheet What changed", more)
		}
	}
	return m
}

func failureWords(r history.Record, n int) string {
	what := "the run of " + r.Run + " is " + r.Outcome
	if r.Run == "" {
		what = "the run of tonight failed, and its record could not be kept"
	}
	if n > 1 {
		what += fmt.Sprintf(", the %s in a row without a complete one", ordinal(n))
	}
	return what
}

// standing says what staff read meanwhile. A run that could not be recorded
// tells nothing of those before it.
func standing(runs []history.Record) string {
	for _, r := range runs {
		if r.Outcome == history.Complete {
			return fmt.Sprintf("The report of run %s stays published.", r.Run)
		}
	}
	if runs[0].Run == "" {
		return "A report that was published before stays."
	}
	return "No report has been published yet."
}

func because(r history.Record) string {
	switch {
	case len(r.Why) > 0:
		return "\n" + strings.Join(r.Why, "\n")
	case r.Error != "":
		return "\n" + r.Error
	}
	return ""
}

func ordinal(n int) string {
	switch {
	case n%100 >= 11 && n%100 <= 13:
	case n%10 == 1:
		return fmt.Sprintf("%dst", n)
	case n%10 == 2:
		return fmt.Sprintf("%dnd", n)
	case n%10 == 3:
		return fmt.Sprintf("%drd", n)
	}
	return fmt.Sprintf("%dth", n)
}
