package notify

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"ogptracker/internal/config"
	"ogptracker/internal/history"
)

const day = 24 * time.Hour

var epoch = time.Date(2025, 1, 1, 2, 0, 0, 0, time.UTC)

// night makes the record of the night n.
func night(n int, outcome string, copied ...bool) history.Record {
	at := epoch.Add(time.Duration(n) * day)
	r := history.Record{Run: at.Format("20060102T150405Z"), Started: at, Finished: at.Add(time.Hour), Outcome: outcome, Why: []string{"3 of 6 pages failed"}}
	if len(copied) > 0 {
		r.Copy = &history.Copy{To: "/share", Made: copied[0], Why: "the disk is full"}
	}
	return r
}

// Each case is a row of nights; what one way was told after each stands
// beside: f failure, r recovery, c changes, F and R the same of the copy,
// - nothing. A night's letter says its outcome: + complete, i incomplete,
// x failed, o interrupted, p complete but not copied; an upper-case one that
// the way was broken in that night.
func TestEachWayIsToldWhatIsNewsAndWhatItMissed(t *testing.T) {
	t.Parallel()
	usual := config.Notify{On: []string{config.OnFailure, config.OnRecovery}, After: 2, Repeat: 7 * day}
	at := func(after int) config.Notify { c := usual; c.After = after; return c }
	on := func(words ...string) config.Notify { c := usual; c.On = words; return c }
	never := usual
	never.Repeat = 0
	for _, c := range []struct {
		name   string
		cfg    config.Notify
		nights string
		told   string
	}{
		{"good nights", usual, "+++++", "-----"},
		{"a single failure is not news yet", usual, "+x+++", "-----"},
		{"the second in a row is, once", usual, "+xxxx", "--f--"},
		{"an incomplete night is as bad as a failed one", usual, "+ixix", "--f--"},
		{"an interrupted night is neither", usual, "+xoxx", "---f-"},
		{"recovery after a failure that was told", usual, "+xx++", "--fr-"},
		{"a failure that lasts is told again each week", usual, "+xxxxxxxxxxxxxxxx", "--f------f------f"},
		{"unless nobody wants that", never, "+xxxxxxxxxxxxxxxx", "--f--------------"},
		{"what could not be sent is sent after the next run", usual, "+xXXxx", "--fff-"},
		{"a recovery that could not be sent too", usual, "+xx*+++", "--frr--"},
		{"a failure nobody could be told of is over", usual, "+XX++", "--fr-"},
		{"every failure where after is one", at(1), "+x+x+", "-frfr"},
		{"failures alone", on(config.OnFailure), "+xx++", "--f--"},
		{"recoveries alone", on(config.OnRecovery), "+xx++", "---r-"},
		{"changes of complete nights alone", on(config.OnChanges), "+xx++", "c--cc"},
		{"a copy that fails is told by the same rule", usual, "qqpppqq", "---F-R-"},
		{"a copy that fails beside runs that fail", usual, "qpxpxxq", "---F-frR"},
		{"a copy that fails once", usual, "qpqpq", "-----"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := play(c.cfg, c.nights); got != c.told {
				t.Errorf("nights %s: told %s, want %s", c.nights, got, c.told)
			}
		})
	}
}

var letters = map[string]string{eventFailure: "f", eventRecovery: "r", eventChanges: "c", eventCopyFailure: "F", eventCopyRecovery: "R"}

func play(cfg config.Notify, nights string) (all string) {
	var runs []history.Record
	var past []told
	for i, letter := range nights {
		var r history.Record
		switch letter {
		case '+', '*':
			r = night(i, history.Complete)
		case 'i':
			r = night(i, history.Incomplete)
		case 'x', 'X':
			r = night(i, history.Failed)
		case 'o':
			r = night(i, history.Interrupted)
		case 'q':
			r = night(i, history.Complete, true)
		case 'p':
			r = night(i, history.Complete, false)
		}
		runs = append([]history.Record{r}, runs...)
		now := r.Finished.Add(time.Duration(i%3) * time.Minute)
		events, _ := decide(cfg, runs, past, now)
		said := ""
		for _, e := range events {
			said += letters[e]
			past = append([]told{{event: e, way: "webhook", run: r.Run, at: now, ok: letter != 'X' && letter != '*'}}, past...)
		}
		if said == "" {
			said = "-"
		}
		all += said
	}
	return all
}

func TestChangesThatCouldNotBeToldAreToldWithTheNext(t *testing.T) {
	t.Parallel()
	cfg := config.Notify{On: []string{config.OnChanges}, After: 2}
	runs := []history.Record{night(3, history.Complete), night(2, history.Complete), night(1, history.Complete)}
	past := []told{
		{event: eventChanges, run: runs[1].Run, at: runs[1].Finished},
		{event: eventChanges, run: runs[2].Run, at: runs[2].Finished, ok: true},
	}
	if _, names := decide(cfg, runs, past, runs[0].Finished); fmt.Sprint(names) != fmt.Sprint([]string{runs[0].Run, runs[1].Run}) {
		t.Errorf("changes of %v", names)
	}
}

func TestAFailureNobodyCouldRecordIsToldAtOnceAndNotEachNight(t *testing.T) {
	t.Parallel()
	cfg := config.Notify{On: []string{config.OnFailure}, After: 5, Repeat: 7 * day}
	lost := history.Record{Outcome: history.Failed, Finished: epoch.Add(9 * day)}
	runs := []history.Record{lost, night(1, history.Complete)}
	if events, _ := decide(cfg, runs, nil, lost.Finished); fmt.Sprint(events) != "[failure]" {
		t.Errorf("told %v", events)
	}
	past := []told{{event: eventFailure, at: epoch.Add(8 * day), ok: true}}
	if events, _ := decide(cfg, runs, past, lost.Finished); len(events) != 0 {
		t.Errorf("told again %v", events)
	}
}

func TestAMessageSaysWhatHappenedAndSinceWhen(t *testing.T) {
	t.Parallel()
	bad := []history.Record{night(3, history.Failed), night(2, history.Incomplete), night(1, history.Complete)}
	good := append([]history.Record{night(4, history.Complete)}, bad...)
	uncopied := []history.Record{night(2, history.Complete, false), night(1, history.Complete, false)}
	lost := []history.Record{{Outcome: history.Failed, Why: []string{"the disk is full"}}}
	for _, c := range []struct {
		event string
		runs  []history.Record
		want  []string
	}{
		{eventFailure, bad, []string{"the run of 20250104T020000Z is failed, the 2nd in a row", "The report of run 20250102T020000Z stays published.", "3 of 6 pages failed"}},
		{eventFailure, []history.Record{night(2, history.Failed), night(1, history.Incomplete)}, []string{"No report has been published yet."}},
		{eventFailure, lost, []string{"its record could not be kept", "A report that was published before stays.", "the disk is full"}},
		{eventRecovery, good, []string{"Run 20250105T020000Z is complete and published, after 2 runs without one", "EE0001: title"}},
		{eventChanges, good, []string{"1 change.", "EE0001: title"}},
		{eventCopyFailure, uncopied, []string{"could not be copied to /share, 2 times in a row", "staff read an old copy", "the disk is full"}},
		{eventCopyRecovery, []history.Record{night(3, history.Complete, true)}, []string{"was copied to /share again"}},
	} {
		m := compose(c.event, c.runs, []string{"EE0001: title"})
		for _, want := range c.want {
			if !strings.Contains(m.Text, want) {
				t.Errorf("%s: %q does not say %q", c.event, m.Text, want)
			}
		}
	}
}

func TestWhatWasToldIsReadBackFromTheHistory(t *testing.T) {
	t.Parallel()
	for _, want := range []told{
		{event: eventFailure, way: "webhook", run: "20250104T020000Z", at: epoch, ok: true},
		{event: eventCopyRecovery, way: "webhook", run: "20250104T020000Z", at: epoch},
		{event: eventFailure, way: "webhook", at: epoch, ok: true},
	} {
		e := eventOf(want, "no route: host")
		if got := toldBefore([]history.Event{e, {Kind: history.EventSkipped, Text: "x"}}, "webhook"); len(got) != 1 || got[0] != want {
			t.Errorf("%q: got %+v, want %+v", e.Text, got, want)
		}
		if got := toldBefore([]history.Event{e}, "command"); len(got) != 0 {
			t.Errorf("another way takes it for its own: %+v", got)
		}
	}
	// As versions before named it: told by all ways.
	for text, ok := range map[string]bool{"failure told": true, "failure could not be told: no route": false} {
		got := toldBefore([]history.Event{{Kind: history.EventNotified, Text: text, Time: epoch}}, "command")
		if len(got) != 1 || got[0].event != eventFailure || got[0].ok != ok {
			t.Errorf("%q: %+v", text, got)
		}
	}
}
