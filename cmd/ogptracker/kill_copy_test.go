package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ogptracker/output/publish"
)

// A run killed in the middle of the copy for staff leaves the report whole, and
// the next run brings the share to the whole report too.
func TestKilledWhileCopyingForStaff(t *testing.T) {
	site := newLocalSite(t)
	w := newWorkplace(t, site.URL, "output: {copy_to: share}")
	share := filepath.Join(w.dir, "share")
	caught := 0
	for i := 0; caught < max(1, *kills/2) && i < 4**kills+4; i++ {
		site.night.Store(int32(1 + i%2))
		cmd := program(t.Context(), "run", "--config", w.config)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan struct{})
		go func() { _ = cmd.Wait(); close(ended) }()
		if underWay(share, ended) {
			time.Sleep(time.Duration(i%8) * time.Millisecond)
			caught++
		}
		_ = cmd.Process.Kill()
		<-ended
		if err := publish.Verify(w.published()); err != nil {
			t.Fatalf("kill %d: latest is not whole: %v", i, err)
		}
		w.must(exitComplete, "run")
		if err := publish.VerifyFolder(share); err != nil {
			t.Fatalf("kill %d: after the next run the share is not whole: %v", i, err)
		}
		if left, _ := filepath.Glob(filepath.Join(share, "*", ".new-*")); len(left) > 0 {
			t.Errorf("left on the share: %v", left)
		}
	}
	t.Logf("%d kills in the middle of the copy", caught)
	if caught == 0 {
		t.Error("no kill came in the middle of a copy")
	}
}

// underWay waits until a copy has begun, or the run has ended.
func underWay(share string, ended <-chan struct{}) bool {
	for {
		select {
		case <-ended:
			return false
		default:
		}
		for _, dir := range []string{share, filepath.Join(share, "csv"), filepath.Join(share, "members")} {
			entries, _ := os.ReadDir(dir)
			for _, e := range entries {
				if strings.HasPrefix(e.Name(), ".new-") {
					return true
				}
			}
		}
	}
}
