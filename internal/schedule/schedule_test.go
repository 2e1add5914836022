package schedule

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestParseRefusesWhatWouldPanicOrNeverFire(t *testing.T) {
	for _, line := range []string{"TZ=0", "TZ=", "CRON_TZ=UTC", "TZ=UTC 0 2 * * *", "", "0 2 * *", "* * * * * *", "61 2 * * *", "@every 0s", "@every -1h", "@every 10s", "@reboot", "0 2 * * L"} {
		if _, err := Parse(line, "UTC"); err == nil {
			t.Errorf("Parse(%q) accepted it", line)
		}
	}
	for _, line := range []string{"0 0 30 2 *", "0 0 31 4 *"} {
		if _, err := Parse(line, "UTC"); !errors.Is(err, errNeverFires) {
			t.Errorf("Parse(%q) = %v, want ErrNeverFires", line, err)
		}
	}
	if _, err := Parse("0 2 * * *", "Atlantis/Capital"); err == nil {
		t.Error("an unknown zone was accepted")
	}
}

func TestNextKeepsToTheWallClockAcrossBothChanges(t *testing.T) {
	cases := []struct {
		name, line, zone, from string
		want                   []string
	}{
		{"a quiet night in UTC", "0 2 * * *", "UTC", "2025-01-14T02:00:00Z", []string{"2025-01-15T02:00:00Z", "2025-01-16T02:00:00Z"}},
		{"spring: a time left out runs at the change", "30 3 * * *", "Europe/Tallinn", "2025-03-29T12:00:00Z",
			[]string{"2025-03-30T01:00:00Z", "2025-03-31T00:30:00Z"}},
		{"autumn: a time that comes twice runs once", "30 3 * * *", "Europe/Tallinn", "2025-10-25T12:00:00Z",
			[]string{"2025-10-26T00:30:00Z", "2025-10-27T01:30:00Z"}},
		{"New York in spring", "30 2 * * *", "America/New_York", "2025-03-08T12:00:00Z",
			[]string{"2025-03-09T07:00:00Z", "2025-03-10T06:30:00Z"}},
		{"New York in autumn", "30 1 * * *", "America/New_York", "2025-11-01T12:00:00Z",
			[]string{"2025-11-02T05:30:00Z", "2025-11-03T06:30:00Z"}},
		{"every hour means every hour, changes or not", "0 * * * *", "America/New_York", "2025-11-02T04:30:00Z",
			[]string{"2025-11-02T05:00:00Z", "2025-11-02T06:00:00Z", "2025-11-02T07:00:00Z"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s, err := Parse(c.line, c.zone)
			if err != nil {
				t.Fatal(err)
			}
			from, _ := time.Parse(time.RFC3339, c.from)
			for i, at := range s.Upcoming(from, len(c.want)) {
				if got := at.Format(time.RFC3339); got != c.want[i] {
					t.Errorf("run %d at %s, want %s", i+1, got, c.want[i])
				}
			}
		})
	}
}

func TestWarningsNameTheHoursOfAChange(t *testing.T) {
	from := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	s, _ := Parse("30 3 * * *", "Europe/Tallinn")
	w := s.Warnings(from)
	if len(w) != 2 || !strings.Contains(w[0], "30 March 2025") || !strings.Contains(w[1], "26 October 2025") {
		t.Errorf("warnings = %q", w)
	}
	for _, quiet := range []*Schedule{must(Parse("30 5 * * *", "Europe/Tallinn")), must(Parse("30 3 * * *", "UTC"))} {
		if w := quiet.Warnings(from); len(w) != 0 {
			t.Errorf("%s in %s warns: %q", quiet.Line, quiet.Zone, w)
		}
	}
}

func must(s *Schedule, err error) *Schedule {
	if err != nil {
		panic(err)
	}
	return s
}

// The bubble's clock starts at midnight UTC of 2000-01-01.
func TestRunnerSkipsWhileARunGoesOnAndSurvivesAPanic(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		var starts []string
		var skipped, panicked int
		r := &Runner{Schedule: must(Parse("0 2 * * *", "UTC")), Log: slog.New(slog.DiscardHandler),
			Skipped:  func(time.Time) { mu.Lock(); skipped++; mu.Unlock() },
			Panicked: func(any) { mu.Lock(); panicked++; mu.Unlock() },
			Job: func(context.Context) {
				mu.Lock()
				starts = append(starts, time.Now().UTC().Format("01-02 15:04"))
				n := len(starts)
				mu.Unlock()
				switch n {
				case 1:
					panic("a bad night")
				case 2:
					time.Sleep(25 * time.Hour) // into the third night
				}
			}}
		ctx, cancel := context.WithCancel(context.Background())
		done := make(chan struct{})
		go func() { r.Run(ctx, false); close(done) }()
		time.Sleep(4*24*time.Hour + time.Hour)
		cancel()
		<-done
		if got := strings.Join(starts, ", "); got != "01-01 02:00, 01-02 02:00, 01-04 02:00" {
			t.Errorf("runs started at %s", got)
		}
		if skipped != 1 || panicked != 1 {
			t.Errorf("skipped %d, panicked %d, want 1 and 1", skipped, panicked)
		}
	})
}

func TestRunnerEndsARunAtItsDeadlineAndWaitsForIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var cause error
		r := &Runner{Schedule: must(Parse("0 2 * * *", "UTC")), Deadline: time.Hour, Log: slog.New(slog.DiscardHandler),
			Job: func(ctx context.Context) { <-ctx.Done(); cause = context.Cause(ctx) }}
		ctx, cancel := context.WithCancel(context.Background())
		done := make(chan struct{})
		go func() { r.Run(ctx, false); close(done) }()
		time.Sleep(4 * time.Hour)
		cancel()
		<-done
		if !errors.Is(cause, errDeadline) {
			t.Errorf("cause = %v, want the deadline", cause)
		}
	})
}

func TestRunnerCatchesUpOnceAtTheStart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var starts []time.Time
		r := &Runner{Schedule: must(Parse("0 2 * * *", "UTC")), Log: slog.New(slog.DiscardHandler),
			Job: func(context.Context) { starts = append(starts, time.Now().UTC()) }}
		ctx, cancel := context.WithCancel(context.Background())
		done := make(chan struct{})
		go func() { r.Run(ctx, true); close(done) }()
		time.Sleep(3 * time.Hour)
		cancel()
		<-done
		if len(starts) != 2 || starts[0].Hour() != 0 || starts[1].Hour() != 2 {
			t.Errorf("runs at %v, want one at once and one at 02:00", starts)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, line := range []string{"0 2 * * *", "TZ=0", "@every 5m", "0 0 30 2 *"} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		s, err := Parse(line, "Europe/Tallinn")
		if err == nil && s.Next(time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)).IsZero() {
			t.Errorf("%q has no next run", line)
		}
	})
}
