package notify

import (
	"slices"
	"time"

	"ogptracker/internal/config"
	"ogptracker/internal/history"
)

// told is what one way was told, or could not be told, before.
type told struct {
	event, way, run string
	at              time.Time
	ok              bool
}

// trouble is something that can go wrong night after night: the run itself, or
// the copy for staff.
type trouble struct {
	bad, good string
	// streak are the runs, newest first, in which it went wrong without a good
	// one between; before are those that went wrong before the good ones that
	// came last, and since those good ones.
	streak, before, since []history.Record
	// lastGood is when the last run ended in which it did not go wrong.
	lastGood time.Time
}

// decide says which events one way is to be told about the newest of runs
// (newest first): a trouble when it has lasted for the configured number of
// runs, again when it still lasts after notify.repeat, and its end; changes,
// where asked for. What this way could not be told is told now. past is what
// the way was told before, newest first; forChanges are the runs whose changes
// it has not been told.
func decide(cfg config.Notify, runs []history.Record, past []told, now time.Time) (events []string, forChanges []string) {
	if len(runs) == 0 {
		return nil, nil
	}
	recovered := false
	for _, t := range troubles(runs) {
		switch {
		case wants(cfg, config.OnFailure) && t.isNews(cfg, past, now):
			events = append(events, t.bad)
		case wants(cfg, config.OnRecovery) && t.hasEnded(cfg, past):
			events = append(events, t.good)
			recovered = recovered || t.good == eventRecovery
		}
	}
	if len(failures(runs)) > 0 || !wants(cfg, config.OnChanges) && !recovered {
		return events, nil
	}
	forChanges = untoldChanges(runs, past)
	if !recovered && len(forChanges) > 0 {
		events = append(events, eventChanges)
	}
	return events, forChanges
}

func troubles(runs []history.Record) []trouble {
	copies := history.WithCopy(runs)
	list := []trouble{{bad: eventFailure, good: eventRecovery, streak: failures(runs)}, {bad: eventCopyFailure, good: eventCopyRecovery, streak: history.CopyFailures(runs)}}
	for i := range list {
		rest, failed := runs, failures
		if list[i].bad == eventCopyFailure {
			rest, failed = copies, history.CopyFailures
		}
		for len(rest) > 0 && len(failed(rest[:1])) == 0 {
			list[i].since = append(list[i].since, rest[0])
			rest = rest[1:]
		}
		list[i].before = failed(rest)
		good := complete(runs)
		if list[i].bad == eventCopyFailure {
			good = slices.DeleteFunc(slices.Clone(copies), func(r history.Record) bool { return !r.Copy.Made })
		}
		if len(good) > 0 {
			list[i].lastGood = good[0].Finished
		}
	}
	return list
}

// isNews: it has lasted long enough, and this way was not told, or so long ago
// that it is told again.
func (t *trouble) isNews(cfg config.Notify, past []told, now time.Time) bool {
	if len(t.streak) == 0 {
		return false
	}
	unrecorded := t.streak[0].Run == ""
	if len(t.streak) < cfg.After && !unrecorded { // what nobody can count is told at once
		return false
	}
	for _, p := range past {
		if !p.ok || p.event != t.bad || p.run != "" && !isOneOf(p.run, t.streak) {
			continue
		}
		if p.run == "" && p.at.Before(t.lastGood) {
			continue // of a run that nobody could record, and of an earlier trouble
		}
		// A night is never exactly a day: half a night less will do. What was
		// told after now was told while the clock was ahead.
		return cfg.Repeat > 0 && (p.at.After(now) || now.Sub(p.at) >= cfg.Repeat-cfg.Repeat/14)
	}
	return true
}

// hasEnded: there was a trouble long enough to be told, it is over since the
// last run, or its end could not be told then.
func (t *trouble) hasEnded(cfg config.Notify, past []told) bool {
	if len(t.since) == 0 || len(t.before) < cfg.After {
		return false
	}
	pending := false
	for _, p := range past {
		if p.event != t.good || !isOneOf(p.run, t.since) {
			continue
		}
		if p.ok {
			return false
		}
		pending = true
	}
	return pending || len(complete(t.since)) == 1
}

// untoldChanges are the newest run and those before it whose changes could not
// be told.
func untoldChanges(runs []history.Record, past []told) (names []string) {
	names = append(names, runs[0].Run)
	for _, r := range complete(runs[1:]) {
		i := slices.IndexFunc(past, func(p told) bool {
			return p.run == r.Run && (p.event == eventChanges || p.event == eventRecovery)
		})
		if i < 0 || past[i].ok {
			return names
		}
		names = append(names, r.Run)
	}
	return names
}

// failures are the newest runs without a complete one. Interrupted runs resume
// and count as neither.
func failures(runs []history.Record) (list []history.Record) {
	for _, r := range runs {
		switch r.Outcome {
		case history.Complete:
			return list
		case history.Interrupted:
		default:
			list = append(list, r)
		}
	}
	return list
}

func complete(runs []history.Record) (list []history.Record) {
	for _, r := range runs {
		if r.Outcome == history.Complete {
			list = append(list, r)
		}
	}
	return list
}

// sinceRecovery are the runs before the complete ones that came last.
func sinceRecovery(runs []history.Record) []history.Record {
	for len(runs) > 0 && len(failures(runs[:1])) == 0 {
		runs = runs[1:]
	}
	return runs
}

func isOneOf(run string, runs []history.Record) bool {
	return slices.ContainsFunc(runs, func(r history.Record) bool { return r.Run == run })
}

func wants(cfg config.Notify, event string) bool { return slices.Contains(cfg.On, event) }
