package notify

import (
	"fmt"
	"strings"

	"ogptracker/internal/config"
	"ogptracker/internal/history"
)

// Message is what is sent: as JSON to a webhook, its Text to a command.
type Message struct {
	// Event is failure, recovery or changes (see config notify.on).
	Event string `json:"event"`
	// Text is for people; a chat service that takes {"text": ...} shows it.
	Text string `json:"text"`
	Run  string `json:"run"`
	// Outcome of the run, and why in words.
	Outcome string   `json:"outcome"`
	Why     []string `json:"why,omitempty"`
	// FailuresInARow counts runs without a complete one, this one included.
	FailuresInARow int `json:"failures_in_a_row"`
	// Changes of the run in short lines for people.
	Changes []string `json:"changes,omitempty"`
}

// Decide says what is news about the newest of runs (newest first): a failure
// once, when it is the configured number in a row; a recovery after a failure
// that was told; changes, where asked for. ok is false for no news.
func Decide(cfg config.Notify, runs []history.Record, changes []string) (m Message, ok bool) {
	if len(runs) == 0 {
		return m, false
	}
	last := runs[0]
	m = Message{Run: last.Run, Outcome: last.Outcome, Why: last.Why, Changes: changes}
	bad := failures(runs)
	m.FailuresInARow = bad
	switch {
	case bad == cfg.After && wants(cfg, config.OnFailure):
		m.Event = config.OnFailure
		m.Text = fmt.Sprintf("OGP Tracker: %s. The report of the last good night stays published.%s", failureWords(last, bad), because(last))
	case bad == 0 && failures(runs[1:]) >= cfg.After && wants(cfg, config.OnRecovery):
		m.Event = config.OnRecovery
		m.Text = fmt.Sprintf("OGP Tracker: recovered. Run %s is complete and published, after %s without one.", last.Run, counted(failures(runs[1:]), "run"))
	case bad == 0 && len(changes) > 0 && wants(cfg, config.OnChanges):
		m.Event = config.OnChanges
		m.Text = fmt.Sprintf("OGP Tracker: %s tonight.", counted(len(changes), "change"))
	default:
		return m, false
	}
	if m.Event != config.OnFailure && len(changes) > 0 {
		shown := changes[:min(len(changes), 10)]
		m.Text += "\n" + strings.Join(shown, "\n")
		if more := len(changes) - len(shown); more > 0 {
			m.Text += fmt.Sprintf("\nand %d more, in the sheet What changed", more)
		}
	}
	return m, true
}

// failures counts the newest runs that were not complete. Interrupted runs
// resume and count as neither.
func failures(runs []history.Record) (n int) {
	for _, r := range runs {
		switch r.Outcome {
		case history.Complete:
			return n
		case history.Interrupted:
		default:
			n++
		}
	}
	return n
}

func failureWords(r history.Record, n int) string {
	what := "the run of " + r.Run + " is " + r.Outcome
	if n > 1 {
		what += fmt.Sprintf(", the %s in a row without a complete one", ordinal(n))
	}
	return what
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

func wants(cfg config.Notify, event string) bool {
	for _, on := range cfg.On {
		if on == event {
			return true
		}
	}
	return false
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
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
