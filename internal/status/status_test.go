package status

import (
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ogptracker/internal/config"
	"ogptracker/internal/history"
	"ogptracker/output/publish"
	"ogptracker/scrape/store"
)

func TestLengthsOfTimeAreSaidAsPeopleDo(t *testing.T) {
	t.Parallel()
	for d, want := range map[time.Duration]string{
		0: "less than a minute", 59 * time.Second: "less than a minute", time.Minute: "1 minute", 119 * time.Minute: "119 minutes", 2 * time.Hour: "2 hours",
		47*time.Hour + 59*time.Minute: "47 hours", 48 * time.Hour: "2 days", 71 * time.Hour: "2 days", 72 * time.Hour: "3 days",
	} {
		if got := ago(d); got != want {
			t.Errorf("%s: %q, not %q", d, got, want)
		}
	}
}

func TestEveryStateSaysWhatItMeans(t *testing.T) {
	t.Parallel()
	for _, s := range States() {
		if s.Meaning() == "" || s.OK() != (s == Healthy || s == Failing) {
			t.Errorf("%s: %q, OK %v", s, s.Meaning(), s.OK())
		}
	}
	if State("other").Meaning() != "" {
		t.Error("a state that is none has a meaning")
	}
}

var ended = time.Date(2025, 1, 15, 3, 30, 0, 0, time.UTC)

// screens are what is known, and every line of the one screen.
var screens = map[string]struct {
	status Status
	want   []string
}{
	"nothing yet": {Status{State: NoReport, Meaning: "nothing", Schedule: "0 2 * * * (UTC)"}, []string{
		"Status         NO REPORT YET: nothing",
		"Last success   none",
		"Schedule       0 2 * * * (UTC), while `ogptracker serve` or your own timer runs it",
	}},
	"all well": {Status{State: Healthy, Meaning: "fine", Schedule: "s", AgeSeconds: 7200, Report: "reports/run", NextRuns: []time.Time{ended, ended.AddDate(0, 0, 1)},
		LastSuccess: &history.Record{Run: "r2", Finished: ended, Counts: history.Counts{Members: 1, Plans: 2, Commitments: 3, Changes: 1}, Issues: history.IssueLevels{Errors: 1, Notes: 2}},
		LastRun:     &history.Record{Run: "r2"}, Copy: &history.CopyState{To: "staff"}}, []string{
		"Status         HEALTHY: fine",
		"Last success   run r2, ended 2025-01-15 03:30 UTC, 2 hours ago",
		"               1 member, 2 action plans, 3 commitments, 1 change",
		"               issues: 1 error, 0 warnings, 2 notes",
		"Copy           made, in staff",
		"Next runs      2025-01-15 03:30 UTC",
		"               2025-01-16 03:30 UTC",
		"Schedule       s, while `ogptracker serve` or your own timer runs it",
		"Report         reports/run",
	}},
	"much amiss": {Status{State: Stale, Meaning: "old", Problem: "a fault", Schedule: "s", StaleAfterSeconds: 30 * 3600, Skipped: 1, Untold: 2,
		LastSuccess: &history.Record{Run: "r1", Finished: ended, Accepted: "a new site", FirstReading: &history.FirstReading{Read: 3, Known: 9}},
		LastRun:     &history.Record{Run: "r2", Finished: ended, Outcome: history.Failed, Error: "no disk"},
		Copy:        &history.CopyState{To: "staff", FailingSince: &ended, Times: 1, Why: "no right"},
		Events:      []history.Event{{Time: ended, Kind: "skipped", Text: "one"}, {Time: ended, Kind: "refused", Text: "two"}}}, []string{
		"Status         STALE: old",
		"               a fault",
		"Last success   run r1, ended 2025-01-15 03:30 UTC, less than a minute ago",
		"               a complete run was due after at most 30 hours",
		"               0 members, 0 action plans, 0 commitments, 0 changes",
		"               issues: 0 errors, 0 warnings, 0 notes",
		"               a bound was passed by hand: a new site",
		"First reading  3 of 9 pages; the rest follows in the next nights",
		"Last run       r2: failed, ended 2025-01-15 03:30 UTC",
		"               no disk",
		"Copy           FAILED since 2025-01-15 03:30 UTC, 1 time: staff read an old report in staff",
		"               no right",
		"Schedule       s, while `ogptracker serve` or your own timer runs it",
		"Skipped        1 start, because the run before still went on",
		"Messages       2 messages could not be sent; try `ogptracker check --notify`",
		"Events         2025-01-15 03:30 UTC  skipped: one",
		"               2025-01-15 03:30 UTC  refused: two",
	}},
	"a clock that was ahead": {Status{State: Stale, Schedule: "s", ahead: true, LastSuccess: &history.Record{Run: "r1", Finished: ended},
		LastRun: &history.Record{Run: "r2", Finished: ended, Outcome: history.Incomplete, Why: []string{"few pages", "few members"}, Error: "left out"}}, []string{
		"Status         STALE:",
		"Last success   run r1, ended 2025-01-15 03:30 UTC, less than a minute ago",
		"               0 members, 0 action plans, 0 commitments, 0 changes",
		"               issues: 0 errors, 0 warnings, 0 notes",
		"Last run       r2: incomplete, ended 2025-01-15 03:30 UTC",
		"               few pages",
		"               few members",
		"Schedule       s, while `ogptracker serve` or your own timer runs it",
	}},
}

func TestTheScreenSaysWhatIsKnown(t *testing.T) {
	t.Parallel()
	for name, c := range screens {
		var b strings.Builder
		if err := c.status.Write(&b); err != nil {
			t.Fatal(err)
		}
		var lines []string
		for line := range strings.Lines(b.String()) {
			lines = append(lines, strings.TrimRight(line, " \n"))
		}
		if diff := cmp.Diff(c.want, lines); diff != "" {
			t.Errorf("%s (-want +said):\n%s", name, diff)
		}
	}
}

// folder is a state folder with runs that ended as told, an hour after each
// other, the last at ended.
func folder(t *testing.T, outcomes ...string) *config.Config {
	t.Helper()
	cfg, err := config.Load(filepath.Join(exampleFolder(t), config.DefaultFile), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(outcomes) == 0 {
		return cfg
	}
	h, err := history.Open(t.Context(), cfg.State.Dir)
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	for i, outcome := range outcomes {
		at := ended.Add(time.Duration(i-len(outcomes)+1) * time.Hour)
		r := history.Record{Run: at.Format("20060102T150405Z"), Started: at.Add(-time.Minute), Finished: at, Outcome: outcome}
		if err := h.Save(t.Context(), history.Entry{Record: r}); err != nil {
			t.Fatal(err)
		}
		if err := h.Note(t.Context(), history.Event{Time: at, Kind: history.EventSkipped, Text: "x"}); err != nil {
			t.Fatal(err)
		}
	}
	return cfg
}

func exampleFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	file := config.Example("A site.", map[string]string{"site.contact": "test@ogp-sample.example", "output.copy_to": filepath.Join(dir, "staff")})
	if err := os.WriteFile(filepath.Join(dir, config.DefaultFile), file, 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

func gather(t *testing.T, cfg *config.Config, now time.Time) *Status {
	t.Helper()
	s, err := Gather(context.Background(), cfg, now)
	if err != nil {
		t.Fatal(err)
	}
	if s.Meaning != s.State.Meaning() || len(s.NextRuns) != shown || s.Schedule == "" || !s.Time.Equal(now) {
		t.Errorf("%+v", s)
	}
	return s
}

func TestWhatIsGathered(t *testing.T) {
	t.Parallel()
	if s := gather(t, folder(t), ended); s.State != NoReport || s.LastRun != nil || s.Problem != "" {
		t.Errorf("a fresh installation: %+v", s)
	}
	if s := gather(t, folder(t, history.Failed), ended); s.State != NoReport || s.LastRun == nil || s.LastSuccess != nil {
		t.Errorf("one failed run: %+v", s)
	}
	cfg := folder(t, history.Complete, history.Complete, history.Failed, history.Incomplete, history.Failed)
	s := gather(t, cfg, ended.Add(time.Hour))
	if s.State != Damaged || s.Problem == "" || s.Report != "" { // nothing was published
		t.Errorf("a report that is not there: %s %q %q", s.State, s.Problem, s.Report)
	}
	if s.LastSuccess.Run != ended.Add(-3*time.Hour).Format("20060102T150405Z") || s.LastRun.Run != ended.Format("20060102T150405Z") || s.AgeSeconds != 4*3600 {
		t.Errorf("last success %+v, last run %+v, age %d", s.LastSuccess, s.LastRun, s.AgeSeconds)
	}
	if s.Outcomes[history.Complete] != 2 || s.Outcomes[history.Failed] != 2 || s.Skipped != 5 || len(s.Events) != shown || s.Copy != nil {
		t.Errorf("%v, %d skipped, %d events, copy %v", s.Outcomes, s.Skipped, len(s.Events), s.Copy)
	}
	if s := gather(t, cfg, ended.Add(-24*time.Hour)); s.State != Damaged || s.LastSuccess != nil || s.AgeSeconds != 0 {
		t.Errorf("a clock that was set back: %+v", s)
	}
	if err := os.WriteFile(filepath.Join(cfg.State.Dir, store.FileName), []byte("no database at all"), 0o600); err != nil {
		t.Fatal(err)
	}
	if s := gather(t, cfg, ended); s.State != StateFault || s.Problem == "" {
		t.Errorf("a state that cannot be read: %+v", s)
	}
}

// published is a folder as above with a report that is whole.
func published(t *testing.T, outcomes ...string) *config.Config {
	t.Helper()
	cfg := folder(t, outcomes...)
	_, err := publish.Publish(t.Context(), publish.Options{Dir: cfg.Output.Dir, Run: "20250115T020000Z", Complete: true,
		Record: func(files []publish.Written, _ []publish.LeftOut) ([]byte, error) {
			return json.Marshal(map[string]any{"files": files})
		}},
		[]publish.File{{Name: "a.txt", Write: func(w io.Writer) error { _, err := io.WriteString(w, "a"); return err }}})
	if err != nil {
		t.Fatal(err)
	}
	return cfg
}

func TestAReportIsJudgedByItsAgeAndTheLastRun(t *testing.T) {
	t.Parallel()
	well, failing := published(t, history.Complete), published(t, history.Complete, history.Failed)
	s := gather(t, well, ended)
	bound := time.Duration(s.StaleAfterSeconds) * time.Second
	if interval := 24 * time.Hour; bound != interval+well.Schedule.Deadline {
		t.Errorf("stale after %s", bound)
	}
	for _, c := range []struct {
		cfg  *config.Config
		late time.Duration
		want State
	}{{well, 0, Healthy}, {well, bound, Healthy}, {well, bound + time.Second, Stale}, {failing, 0, Failing}, {failing, bound, Stale}} {
		got := gather(t, c.cfg, ended.Add(c.late))
		if got.State != c.want || got.Report == "" || got.Problem != "" {
			t.Errorf("after %s: %s, %q, %q", c.late, got.State, got.Report, got.Problem)
		}
	}
	if s := gather(t, well, ended.Add(-time.Hour)); s.State != Stale || !strings.Contains(s.Problem, "check the clock") || s.LastSuccess != nil {
		t.Errorf("a clock that was ahead: %s, %q", s.State, s.Problem)
	}
}

func TestTheDemosAgeSaysNothingAndItsCopyIsTold(t *testing.T) {
	t.Parallel()
	cfg := published(t)
	h, err := history.Open(t.Context(), cfg.State.Dir)
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	r := history.Record{Run: "20250115T020000Z", Started: ended, Finished: ended, Outcome: history.Complete, Sample: true,
		Files: []publish.Written{{}}, Copy: &history.Copy{To: "staff", Why: "no right"}}
	if err := h.Save(t.Context(), history.Entry{Record: r}); err != nil {
		t.Fatal(err)
	}
	s, err := Gather(t.Context(), cfg, ended.AddDate(9, 0, 0))
	if err != nil || s.State != Healthy || !strings.Contains(s.Meaning, "sample data") || s.Copy == nil || s.Copy.Times != 1 || s.LastSuccess.Files != nil {
		t.Errorf("%+v, %v", s, err)
	}
	cfg.Output.CopyTo = ""
	if s, err := Gather(t.Context(), cfg, ended); err != nil || s.Copy != nil {
		t.Errorf("no copy is asked for: %+v, %v", s.Copy, err)
	}
}
