package serve

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"ogptracker/internal/config"
	"ogptracker/internal/history"
	"ogptracker/internal/lock"
	"ogptracker/internal/notify"
)

// nights is a server over a state folder of its own, with a run that does
// what the test says. The bubble's clock begins at midnight UTC, 2000-01-01.
type nights struct {
	*Server
	mu     sync.Mutex
	starts []string
	told   []string
	night  func(n int, ctx context.Context) (outcome string, err error)
}

func newNights(t *testing.T, change func(*config.Config)) *nights {
	t.Helper()
	cfg := config.Default()
	cfg.State.Dir = filepath.Join(t.TempDir(), "state")
	cfg.Notify.Webhook = "http://hook.example"
	if change != nil {
		change(cfg)
	}
	n := &nights{night: func(int, context.Context) (string, error) { return history.Complete, nil }}
	n.Server = &Server{
		Config: cfg, Now: time.Now, Log: slog.New(slog.DiscardHandler),
		Run: n.run,
		Tell: func(_ context.Context, night notify.Night) {
			n.mu.Lock()
			defer n.mu.Unlock()
			n.told = append(n.told, night.Failed)
		},
	}
	return n
}

func (n *nights) run(ctx context.Context) (*history.Record, error) {
	start := time.Now().UTC()
	n.mu.Lock()
	n.starts = append(n.starts, start.Format("01-02 15:04"))
	i := len(n.starts)
	n.mu.Unlock()
	outcome, err := n.night(i, ctx)
	if outcome == "" {
		return nil, err
	}
	r := history.Record{Run: start.Format("20060102T150405Z"), Started: start, Finished: time.Now().UTC(), Outcome: outcome}
	n.keep(r)
	if err != nil {
		return nil, err
	}
	return &r, nil
}

func (n *nights) keep(r history.Record) {
	h, err := n.history(context.Background())
	if err == nil {
		err = errors.Join(h.Save(context.Background(), history.Entry{Record: r}), h.Close())
	}
	if err != nil {
		panic(err)
	}
}

// during lets the server live for a time of the bubble's clock.
func (n *nights) during(t *testing.T, d time.Duration) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error)
	go func() { done <- n.Loop(ctx) }()
	time.Sleep(d)
	cancel()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
}

const day = 24 * time.Hour

func TestServeRunsEveryNightAndCatchesUpOnceAfterThreeMissedOnes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newNights(t, nil)
		n.keep(history.Record{Run: "19991228T020000Z", Finished: time.Now().Add(-94 * time.Hour), Outcome: history.Complete})
		n.during(t, 2*day+3*time.Hour)
		if got, want := strings.Join(n.starts, ", "), "01-01 00:00, 01-01 02:00, 01-02 02:00, 01-03 02:00"; got != want {
			t.Errorf("runs at %s, want %s", got, want)
		}
	})
}

func TestServeDoesNotCatchUpWhenTheReportIsFresh(t *testing.T) {
	for name, last := range map[string]history.Record{
		"a success of this night":        {Finished: time.Date(1999, 12, 31, 3, 0, 0, 0, time.UTC), Outcome: history.Complete},
		"a failure that has just ended":  {Finished: time.Date(1999, 12, 31, 23, 30, 0, 0, time.UTC), Outcome: history.Failed},
		"an incomplete that just ended ": {Finished: time.Date(1999, 12, 31, 23, 59, 0, 0, time.UTC), Outcome: history.Incomplete},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				n := newNights(t, nil)
				last.Run = last.Finished.Format("20060102T150405Z")
				n.keep(last)
				n.during(t, time.Hour)
				if len(n.starts) != 0 {
					t.Errorf("runs at %v", n.starts)
				}
			})
		})
	}
}

func TestServeWithoutCatchUpWaitsForTheNight(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newNights(t, func(c *config.Config) { c.Schedule.CatchUp = false })
		n.during(t, 3*time.Hour)
		if got := strings.Join(n.starts, ", "); got != "01-01 02:00" {
			t.Errorf("runs at %s", got)
		}
	})
}

func TestASkippedStartAndAPanicAreKeptForStatus(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newNights(t, func(c *config.Config) { c.Schedule.CatchUp = false; c.Schedule.Deadline = 100 * time.Hour })
		n.night = func(i int, _ context.Context) (string, error) {
			switch i {
			case 1:
				time.Sleep(25 * time.Hour)
			case 2:
				panic("a bad page")
			}
			return history.Complete, nil
		}
		n.during(t, 4*day)
		if got, want := strings.Join(n.starts, ", "), "01-01 02:00, 01-03 02:00, 01-04 02:00"; got != want {
			t.Errorf("runs at %s, want %s", got, want)
		}
		h, err := n.history(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer h.Close()
		kinds, err := h.EventKinds(t.Context())
		if err != nil || kinds[history.EventSkipped] != 1 || kinds[history.EventPanicked] != 1 {
			t.Errorf("events %v, %v", kinds, err)
		}
	})
}

func TestEveryNightAndEveryPanicIsHandedOnToBeTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newNights(t, func(c *config.Config) { c.Schedule.CatchUp = false })
		n.night = func(i int, _ context.Context) (string, error) {
			switch i {
			case 1:
				return history.Failed, errors.New("the site does not answer")
			case 2:
				panic("a bad page")
			}
			return history.Complete, nil
		}
		n.during(t, 3*day)
		if len(n.told) != 3 || n.told[0] != "the site does not answer" || !strings.Contains(n.told[1], "a bad page") || n.told[2] != "" {
			t.Errorf("told %q over runs %v", n.told, n.starts)
		}
	})
}

func TestTheEndOfTheServiceCutsAMessageShort(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newNights(t, func(c *config.Config) { c.Schedule.CatchUp = false })
		n.night = func(int, context.Context) (string, error) { return history.Incomplete, nil }
		n.Tell = func(ctx context.Context, _ notify.Night) { <-ctx.Done() } // a webhook that hangs
		begun := time.Now()
		n.during(t, 2*time.Hour+10*time.Second) // the night begins at two
		if took := time.Since(begun) - 2*time.Hour - 10*time.Second; took > 3*time.Second {
			t.Errorf("the service ended %v after it was told to", took)
		}
	})
}

func TestAnotherProcessAtWorkIsNoFailure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newNights(t, func(c *config.Config) { c.Schedule.CatchUp = false; c.Notify.After = 1 })
		n.night = func(int, context.Context) (string, error) {
			return "", &lock.HeldError{Dir: "state", Holder: lock.Holder{Process: 7, Host: "here", What: "run"}}
		}
		n.during(t, day)
		if len(n.told) != 0 {
			t.Errorf("told %v", n.told)
		}
		h, _ := n.history(t.Context())
		defer h.Close()
		if kinds, _ := h.EventKinds(t.Context()); kinds[history.EventRefused] != 1 {
			t.Errorf("events %v", kinds)
		}
	})
}
