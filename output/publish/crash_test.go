package publish

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// killed runs a publication that stops for good after its nth step, like a
// process that gets SIGKILL there: nothing after the step is done, no clean-up
// either. It returns the step's name, or "" where the publication ended
// before.
func killed(t *testing.T, dir, run, version string, n int, change func(*publisher)) string {
	t.Helper()
	p := newPublisher(Options{Dir: dir, Run: run, Complete: true, Record: recordOf(version)})
	p.volatile = true
	change(p)
	stopped, ended := make(chan string), make(chan error)
	p.step = func(name string) error {
		if n--; n == 0 {
			stopped <- name
			select {} // the goroutine is left where it stands
		}
		return nil
	}
	go func() {
		_, err := p.publish(context.Background(), reportOf(version))
		ended <- err
	}()
	select {
	case name := <-stopped:
		return name
	case err := <-ended:
		if err != nil {
			t.Fatalf("publication ended with %v", err)
		}
		return ""
	}
}

func same(*publisher) {}

func withoutExchange(p *publisher) {
	p.exchange = func(_, _ string) error { return errors.ErrUnsupported }
}

func withoutLinks(p *publisher) {
	p.symlink = func(_, _ string) error { return errors.ErrUnsupported }
}

// TestKilledAtAnyStepLatestIsWhole publishes over and over, killed after each
// step in turn, on every way a publication can take.
func TestKilledAtAnyStepLatestIsWhole(t *testing.T) {
	for _, c := range []struct {
		name   string
		before func(t *testing.T, dir string)
		run    string
		old    string // what latest says before
		change func(*publisher)
		steps  int // at least so many were tried
	}{
		{"the first run", func(*testing.T, string) {}, night1, "", same, 10},
		{"a second run", func(t *testing.T, dir string) { publishAs(t, dir, night1, "old") }, night2, "old", same, 10},
		{"a rebuild by exchange", func(t *testing.T, dir string) { publishAs(t, dir, night1, "old") }, night1, "old", same, 9},
		{"a rebuild the long way", func(t *testing.T, dir string) { publishAs(t, dir, night1, "old") }, night1, "old", withoutExchange, 14},
		{"a rebuild the long way of a run that is not latest", func(t *testing.T, dir string) {
			publishAs(t, dir, night2, "older", incomplete)
			publishAs(t, dir, night1, "old")
		}, night2, "old", withoutExchange, 12},
		{"the first run without links", func(*testing.T, string) {}, night1, "", withoutLinks, 15},
		{"the first run without links after one with", func(t *testing.T, dir string) { publishAs(t, dir, night1, "old") }, night2, "old", withoutLinks, 15},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			for n := 1; ; n++ {
				dir := t.TempDir()
				c.before(t, dir)
				step := killed(t, dir, c.run, "new", n, c.change)
				if got := latestSays(t, dir); got != c.old && got != "new" {
					t.Fatalf("killed after %q latest says %q", step, got)
				}
				// The next run ends or undoes what was begun.
				publishAs(t, dir, c.run, "new", c.change)
				if got := latestSays(t, dir); got != "new" {
					t.Fatalf("killed after %q, published again, latest says %q", step, got)
				}
				for _, path := range tree(t, dir) {
					if strings.Contains(path, "/.") || strings.HasPrefix(path, ".") {
						t.Fatalf("killed after %q, published again, %s is left", step, path)
					}
				}
				if step == "" {
					if n-1 < c.steps {
						t.Errorf("only %d steps were tried", n-1)
					}
					return
				}
			}
		})
	}
}

// TestKilledThenAnotherRunFollows: the run that comes after a killed rebuild
// is another one, which must not lose the runs that were there.
func TestKilledThenAnotherRunFollows(t *testing.T) {
	for _, change := range []func(*publisher){same, withoutExchange} {
		for _, rebuilt := range []string{night1, night2} {
			for n := 1; ; n++ {
				dir := t.TempDir()
				publishAs(t, dir, night1, "old one")
				publishAs(t, dir, night2, "old two")
				step := killed(t, dir, rebuilt, "new", n, func(p *publisher) { change(p); p.Complete = rebuilt == night2 })
				// An incomplete run ends what was begun and leaves latest.
				publishAs(t, dir, "20250116T020000Z", "next", change, incomplete)
				if got := latestSays(t, dir); got != "old two" && got != "new" {
					t.Fatalf("killed after %q, then an incomplete run, latest says %q", step, got)
				}
				publishAs(t, dir, "20250116T020000Z", "next", change)
				if got := latestSays(t, dir); got != "next" {
					t.Fatalf("killed after %q, latest says %q", step, got)
				}
				runs, err := Runs(dir)
				if diff := cmp.Diff([]string{night1, night2, "20250116T020000Z"}, runs); err != nil || diff != "" {
					t.Fatalf("killed after %q: %v %s", step, err, diff)
				}
				for _, run := range runs {
					folderSays(t, filepath.Join(dir, "runs", run))
				}
				if left := tree(t, dir); len(left) != 2+3*9 {
					t.Fatalf("killed after %q, left: %v", step, left)
				}
				if step == "" {
					break
				}
			}
		}
	}
}

// TestKilledTwice: the publication that cleans up is killed too, after each
// of its steps, whichever step the one before it was killed after.
func TestKilledTwice(t *testing.T) {
	for n := 10; ; n++ { // the steps before only write files
		step := ""
		for m := 1; ; m++ {
			dir := t.TempDir()
			publishAs(t, dir, night1, "old")
			step = killed(t, dir, night1, "new", n, withoutExchange)
			again := killed(t, dir, night1, "newer", m, withoutExchange)
			if got := latestSays(t, dir); got == "" {
				t.Fatalf("killed after %q and %q there is no latest", step, again)
			}
			if again == "" {
				break
			}
		}
		if step == "" {
			return
		}
	}
}

// TestARunThatCannotBeReplacedComesBack: the fresh folder is gone when the
// earlier one has stepped aside for it.
func TestARunThatCannotBeReplacedComesBack(t *testing.T) {
	dir := t.TempDir()
	publishAs(t, dir, night1, "old one")
	publishAs(t, dir, night2, "old two")
	_, err := tryPublish(dir, night1, "new", incomplete, func(p *publisher) {
		p.exchange = func(fresh, _ string) error { return errors.Join(os.RemoveAll(fresh), errors.ErrUnsupported) }
	})
	if !errors.Is(err, os.ErrNotExist) {
		t.Errorf("error %v", err)
	}
	if got := folderSays(t, filepath.Join(dir, "runs", night1)); got != "old one" {
		t.Errorf("the run says %q", got)
	}
}

// TestKilledWhileFilesAreReplaced: a latest that is a folder of copies is
// whole or Verify says that it is not, and the next run mends it.
func TestKilledWhileFilesAreReplaced(t *testing.T) {
	torn := 0
	for n := 1; ; n++ {
		dir := t.TempDir()
		publishAs(t, dir, night1, "old", withoutLinks)
		step := killed(t, dir, night2, "new", n, withoutLinks)
		if err := Verify(dir); err != nil {
			torn++
		} else if got := latestSays(t, dir); got != "old" && got != "new" {
			t.Fatalf("killed after %q, latest says %q", step, got)
		}
		publishAs(t, dir, night2, "new", withoutLinks)
		if got := latestSays(t, dir); got != "new" {
			t.Fatalf("killed after %q, published again, latest says %q", step, got)
		}
		if left := tree(t, dir); len(left) != 2+3*9-1 {
			t.Fatalf("killed after %q, left: %v", step, left)
		}
		if step == "" {
			break
		}
	}
	if torn == 0 {
		t.Error("no kill fell between two files: the test tests nothing")
	}
}

func TestPruneKeepsTheNewestAndLatest(t *testing.T) {
	run := func(day int) string { return fmt.Sprintf("202501%02dT020000Z", day) }
	dir := t.TempDir()
	for day := 10; day <= 15; day++ {
		publishAs(t, dir, run(day), "v", func(p *publisher) { p.Complete = day == 11 })
	}
	if err := os.Mkdir(filepath.Join(dir, "runs", "my notes"), 0o777); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		keep          int
		removed, left []string
	}{
		{0, nil, []string{run(10), run(11), run(12), run(13), run(14), run(15)}},
		{9, nil, []string{run(10), run(11), run(12), run(13), run(14), run(15)}},
		{2, []string{run(10), run(12), run(13)}, []string{run(11), run(14), run(15)}},
		{1, []string{run(14)}, []string{run(11), run(15)}},
	} {
		removed, err := Prune(dir, c.keep)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.removed, removed); diff != "" {
			t.Errorf("keep %d removed: %s", c.keep, diff)
		}
		left, err := Runs(dir)
		if diff := cmp.Diff(c.left, left); err != nil || diff != "" {
			t.Errorf("keep %d left: %v %s", c.keep, err, diff)
		}
	}
	if got := latestSays(t, dir); got != "v" {
		t.Errorf("latest says %q", got)
	}
	if !exists(filepath.Join(dir, "runs", "my notes")) {
		t.Error("a folder that is no run was removed")
	}
	if removed, err := Prune(filepath.Join(dir, "none"), 1); err != nil || removed != nil {
		t.Errorf("nothing published: %v, %v", removed, err)
	}
}

func TestVerifySeesEveryFault(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(folder string) error
		want  string
	}{
		{"a file is missing", func(f string) error { return os.Remove(filepath.Join(f, "csv", "members.csv")) }, "members.csv"},
		{"a file is cut", func(f string) error { return os.Truncate(filepath.Join(f, "ogp-report.xlsx"), 3) }, "has 3 bytes"},
		{"a byte is changed", func(f string) error {
			return os.WriteFile(filepath.Join(f, "ogp-report.xlsx"), []byte("workbook of onE"), 0o666)
		}, "another SHA-256"},
		{"the record is missing", func(f string) error { return os.Remove(filepath.Join(f, RecordName)) }, RecordName},
		{"the record is torn", func(f string) error { return os.Truncate(filepath.Join(f, RecordName), 9) }, "unexpected end of JSON"},
		{"the record lists a file outside", func(f string) error {
			return os.WriteFile(filepath.Join(f, RecordName), []byte(`{"files":[{"name":"../../x"}]}`), 0o666)
		}, "leads out of the report"},
		{"the run is gone", os.RemoveAll, "which is not there"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			publishAs(t, dir, night1, "one")
			if err := c.spoil(filepath.Join(dir, "runs", night1)); err != nil {
				t.Fatal(err)
			}
			if err := Verify(dir); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one with %q", err, c.want)
			}
		})
	}
	if err := Verify(t.TempDir()); !errors.Is(err, ErrNoReport) {
		t.Errorf("nothing published: %v, want ErrNoReport", err)
	}
}
