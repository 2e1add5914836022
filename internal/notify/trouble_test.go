package notify

import (
	"slices"
	"strings"
	"testing"
	"time"

	"ogptracker/internal/config"
	"ogptracker/internal/history"
)

// What was told before silences only the trouble it was of.
func TestAWordOfAnEarlierTroubleKeepsNoLaterOneBack(t *testing.T) {
	t.Parallel()
	cfg := config.Notify{On: []string{config.OnFailure, config.OnRecovery}, After: 1, Repeat: 7 * day}
	failed := func(at time.Time) history.Record { return history.Record{Outcome: history.Failed, Finished: at} }
	unrecorded := func(n int) told {
		return told{event: eventFailure, at: epoch.Add(time.Duration(n) * day).Add(2 * time.Hour), ok: true}
	}
	for name, c := range map[string]struct {
		runs []history.Record // newest first
		past []told
		want bool
	}{
		"an unrecorded failure, a good night, a failure": {[]history.Record{night(3, history.Failed), night(2, history.Complete), night(0, history.Complete)}, []told{unrecorded(1)}, true},
		"an unrecorded failure and one that is recorded": {[]history.Record{night(2, history.Failed), night(0, history.Complete)}, []told{unrecorded(1)}, false},
		"two that nobody could record, night by night":   {[]history.Record{failed(epoch.Add(2 * day)), night(0, history.Complete)}, []told{unrecorded(1)}, false},
		"what was told while the clock was ahead":        {[]history.Record{night(3, history.Failed), night(2, history.Failed)}, []told{{event: eventFailure, run: night(2, "").Run, at: epoch.Add(4000 * day), ok: true}}, true},
		"what was told yesterday":                        {[]history.Record{night(3, history.Failed), night(2, history.Failed)}, []told{{event: eventFailure, run: night(2, "").Run, at: epoch.Add(2 * day), ok: true}}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			events, _ := decide(cfg, c.runs, c.past, epoch.Add(3*day))
			if got := slices.Contains(events, eventFailure); got != c.want {
				t.Errorf("told %v: %v, want %v", events, got, c.want)
			}
		})
	}
}

// A copy that fails is told again in the night of a run that makes none.
func TestACopyIsRememberedWhereTheNewestRunMadeNone(t *testing.T) {
	t.Parallel()
	for name, newest := range map[string]string{"incomplete": history.Incomplete, "failed": history.Failed} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			runs := []history.Record{night(3, newest), night(2, history.Complete, false), night(1, history.Complete, true)}
			if m := compose(eventCopyFailure, runs, nil); !strings.Contains(m.Text, runs[1].Run) || !strings.Contains(m.Text, "1 time in a row") {
				t.Errorf("%s", m.Text)
			}
			made := []history.Record{runs[0], night(2, history.Complete, true)}
			if m := compose(eventCopyRecovery, made, nil); !strings.Contains(m.Text, made[1].Run) {
				t.Errorf("%s", m.Text)
			}
		})
	}
}

func TestARunOfAClockThatWasAheadIsNotTonights(t *testing.T) {
	t.Parallel()
	began, now := epoch, epoch.Add(time.Hour)
	for name, c := range map[string]struct {
		ended time.Time
		want  bool
	}{
		"tonight": {epoch.Add(time.Minute), true}, "yesterday": {epoch.Add(-day), false}, "in ten years": {epoch.Add(3650 * day), false}, "at once": {epoch, true},
	} {
		if got := within(c.ended, began, now); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
