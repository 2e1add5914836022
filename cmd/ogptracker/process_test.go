package main

import (
	"bytes"
	"errors"
	"net/http"
	"os/exec"
	"runtime"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// stalling makes the site hold back its answers after the first few until the
// test lets go.
func stalling(after int64, hold <-chan struct{}, reached chan<- struct{}) func(http.Handler) http.Handler {
	var n atomic.Int64
	return func(site http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			at := n.Add(1)
			if at == after {
				close(reached)
			}
			if at >= after {
				select {
				case <-hold:
				case <-r.Context().Done():
					return
				}
			}
			site.ServeHTTP(w, r)
		})
	}
}

func TestTwoRunsAtOnceAndASignalInTheMiddle(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("uses SIGTERM")
	}
	site := newLocalSite(t)
	w := newWorkplace(t, site.URL)
	hold, reached := make(chan struct{}), make(chan struct{})
	site.before(stalling(12, hold, reached))
	first := program(t.Context(), "run", "--config", w.config)
	var said bytes.Buffer
	first.Stderr = &said
	if err := first.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- first.Wait() }()
	select {
	case <-reached:
	case err := <-ended:
		t.Fatalf("it ended before the site held it: %v\n%s", err, said.String())
	}

	code, _, stderr := w.run("run")
	if code != exitLocked || !strings.Contains(stderr, "in use by process") || strings.Count(stderr, "ogptracker: ") != 1 {
		t.Errorf("a second run: code %d: %s", code, stderr)
	}
	if code, screen, _ := w.run("status"); code != exitStale || !strings.Contains(screen, "Running now") {
		t.Errorf("status while it runs: code %d\n%s", code, screen)
	}

	asked := site.requests.Load()
	began := time.Now()
	if err := first.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	err := <-ended
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != exitInterrupted {
		t.Errorf("SIGTERM ended it with %v\n%s", err, said.String())
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("it took %s to end", took)
	}
	close(hold)
	site.whole()

	out := w.must(exitComplete, "run")
	if !strings.Contains(out, "an interrupted run goes on") {
		t.Errorf("it began anew:\n%s", out)
	}
	// No page is asked for twice: both parts together make the requests of an
	// undisturbed run, and the one that was held back again.
	both := site.requests.Load()
	undisturbed := newWorkplace(t, site.URL)
	undisturbed.must(exitComplete, "run")
	if alone := site.requests.Load() - both; both > alone+1 {
		t.Errorf("%d requests before the signal, %d in all; an undisturbed run makes %d", asked, both, alone)
	}
	for _, d := range differing(tables(t, undisturbed.published("latest")), tables(t, w.published("latest"))) {
		t.Errorf("the resumed run differs: %s", d)
	}
}
