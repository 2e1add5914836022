package scrape_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"ogptracker/scrape"
	"ogptracker/scrape/archive"
	"ogptracker/scrape/fetch"
	"ogptracker/scrape/store"
)

// childArchive makes the test program a crawler that another test kills: it
// runs the first night of the site at childSite into that archive.
const childArchive, childSite = "OGPTRACKER_TEST_ARCHIVE", "OGPTRACKER_TEST_SITE"

func TestMain(m *testing.M) {
	if path := os.Getenv(childArchive); path != "" {
		if err := child(path, os.Getenv(childSite)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	goleak.VerifyTestMain(m)
}

func child(path, addr string) error {
	a, err := archive.Open(context.Background(), path, store.Options{})
	if err != nil {
		return err
	}
	defer a.Close()
	clock := func() time.Time { return start }
	transport := &http.Transport{DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, network, addr)
	}}
	client, err := fetch.New(fetch.Options{Base: base, Contact: "test@example.org", Version: "test", Timeout: time.Minute, MaxBody: 10 << 20, Transport: transport, Now: clock})
	if err != nil {
		return err
	}
	c := &scrape.Crawler{Fetch: client, Archive: a, Reader: &linkReader{version: "1"}, Now: clock, Base: base, LocalMembers: true}
	_, _, err = c.Night(context.Background(), nightID(0))
	return err
}

func TestAKilledRunEndsAsOneNeverKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("starts processes")
	}
	const pages = 60
	want, _ := newBench(t, bigSite(pages)).night(0)
	site := bigSite(pages)
	b := newBench(t, site)
	server := httptest.NewServer(site)
	defer server.Close()
	kills := 0
	times, saved := map[string]int{}, map[string]int{} // how often each path was asked for; and was when it was first seen to be saved
	count := func() {
		for _, a := range site.requests() { // those since the last time
			times[a.path]++
		}
	}
	for run := 0; ; run++ {
		// Each child is killed at another point: in the middle of an answer,
		// or some moments after it.
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), childArchive+"="+b.path, childSite+"="+server.Listener.Addr().String())
		cmd.Stderr = os.Stderr
		asked, after := 0, time.Duration(run%5)*700*time.Microsecond
		site.mu.Lock()
		site.after = func(int) {
			if asked++; asked == 3+run%7 {
				time.AfterFunc(after, func() { cmd.Process.Kill() })
			}
		}
		site.mu.Unlock()
		if err := cmd.Run(); err == nil {
			break
		} else if cmd.ProcessState.ExitCode() == 1 {
			t.Fatal("the child failed")
		}
		kills++
		b.with(0, func(c *scrape.Crawler) { // opened after each kill, nothing is broken
			if _, err := c.Archive.Check(t.Context()); err != nil {
				t.Fatal(err)
			}
			kept, err := c.Archive.RunFetches(t.Context(), nightID(0))
			if err != nil && !errors.Is(err, archive.ErrNoRun) {
				t.Fatal(err)
			}
			count()
			for _, f := range kept {
				asked := f.Asked
				if asked == "" {
					asked = f.Address
				}
				path := strings.TrimPrefix(asked, base)
				if saved[path] == 0 {
					saved[path] = times[path]
				}
			}
		})
	}
	site.mu.Lock()
	site.after = nil
	site.mu.Unlock()
	if d := cmp.Diff(want, b.offline(0)); d != "" {
		t.Error(d)
	}
	// Only what was not saved yet may have been asked for again.
	count()
	for path, before := range saved {
		if times[path] != before {
			t.Errorf("%s was asked for %d times, and saved after %d", path, times[path], before)
		}
	}
	again := 0
	for _, n := range times {
		again += n - 1
	}
	if again > kills*(scrape.LineLength+1) {
		t.Errorf("%d requests were made again after %d kills", again, kills)
	}
	if kills < 5 || len(saved) < 60 {
		t.Errorf("%d kills, %d pages saved before one of them", kills, len(saved))
	}
}

func TestARunThatFillsTheDiskResumesWhenThereIsSpace(t *testing.T) {
	want, _ := newBench(t, bigSite(60)).night(0)
	site := bigSite(60)
	b := newBench(t, site)
	full := 0
	for limit := int64(84 << 10); ; limit += 8 << 10 {
		done := false
		b.with(0, func(c *scrape.Crawler) {
			a, err := archive.Open(t.Context(), b.path, store.Options{MaxBytes: limit})
			if err != nil {
				t.Fatal(err)
			}
			defer a.Close()
			c.Archive = a
			night, _, err := c.Night(t.Context(), nightID(0))
			switch {
			case err == nil:
				done = true
				if d := cmp.Diff(want, night); d != "" {
					t.Error(d)
				}
			case !errors.Is(err, store.ErrFull):
				t.Fatal(err)
			default:
				full++
			}
		})
		if done {
			break
		}
	}
	if full == 0 {
		t.Error("the disk never was full")
	}
	if d := cmp.Diff(want, b.offline(0)); d != "" {
		t.Error(d)
	}
}
