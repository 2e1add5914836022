package digest

import (
	"fmt"
	"regexp"
	"time"

	"ogptracker/internal/config"
	"ogptracker/internal/history"
	"ogptracker/report"
)

// Watch limits a digest to a watch list of the configuration.
func (o *Options) Watch(cfg *config.Config, name string) error {
	var names []string
	for i := range cfg.Watch {
		if w := &cfg.Watch[i]; w.Name == name {
			o.of(w)
			return nil
		}
		names = append(names, cfg.Watch[i].Name)
	}
	return fmt.Errorf("%q: the configuration has no such watch list%s", name, config.Suggest(name, names))
}

func (o *Options) of(w *config.Watch) {
	o.Name, o.Members, o.Kinds = w.Name, w.Members, nil
	for _, k := range w.Tell {
		o.Kinds = append(o.Kinds, report.NewsKind(k))
	}
	if len(o.Kinds) == 0 {
		o.Kinds = []report.NewsKind{report.NewsRatings, report.NewsNew, report.NewsGone, report.NewsDocuments, kindDue, kindAttention}
	}
}

// span is how long a digest covers at the least.
func span(changes string, t time.Time, n int) time.Time {
	switch changes {
	case "monthly":
		return t.AddDate(0, n, 0)
	case "weekly":
		return t.AddDate(0, 0, 7*n)
	}
	return t.AddDate(0, 0, n)
}

// told is how far a watch list was told by one way: the run, and its date.
type told struct {
	run  string
	date time.Time
}

// What the history keeps of a digest that was sent, and of one that was not.
var (
	toldText   = regexp.MustCompile(`^(.+) told by (\S+) through (\d{8}T\d{6}Z)$`)
	failedText = regexp.MustCompile(`(?s)^(.+) could not be told by (\S+): .* \(report of run (\d{8}T\d{6}Z)\)$`)
)

// lastTold reads out of events, newest first, how far a watch list was told.
func lastTold(events []history.Event, watch, way string) (told, bool) {
	if all := attempts(events, toldText, watch, way); len(all) > 0 {
		return all[0], true
	}
	return told{}, false
}

// attempts are the runs, newest first, of whose reports a watch list was told
// by a way, or could not be.
func attempts(events []history.Event, text *regexp.Regexp, watch, way string) (all []told) {
	for _, e := range events {
		m := text.FindStringSubmatch(e.Text)
		if e.Kind != history.EventDigest || m == nil || m[1] != watch || m[2] != way {
			continue
		}
		if t, err := time.Parse("20060102T150405Z", m[3]); err == nil {
			all = append(all, told{m[3], t.Truncate(24 * time.Hour)})
		}
	}
	return all
}

// due says whether a watch list is told after a report, and of what: all that
// was not told yet, so that a digest that could not be sent goes with the next.
func due(w *config.Watch, events []history.Event, way string, report Facts) (o Options, is bool) {
	o.of(w)
	last, before := lastTold(events, w.Name, way)
	if !before {
		first := report.Date
		if failed := attempts(events, failedText, w.Name, way); len(failed) > 0 {
			first = failed[len(failed)-1].date
		}
		o.Since = span(w.Changes, first, -1).AddDate(0, 0, 1)
		return o, true
	}
	o.Since, o.AfterRun = last.date, last.run
	return o, report.Run > last.run && !report.Date.Before(span(w.Changes, last.date, 1))
}
