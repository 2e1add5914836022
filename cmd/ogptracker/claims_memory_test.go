//go:build linux

package main

import (
	"syscall"
	"testing"
)

// mostResident is what the whole process may take, whatever a list names.
const mostResident = 400 << 20

// Memory follows what was read, not what a list names.
func TestSixtyThousandMadeUpPagesTakeNoMemory(t *testing.T) {
	for _, name := range []string{"members", "commitments of a member", "commitments of made-up members"} {
		t.Run(name, func(t *testing.T) {
			site := newLocalSite(t)
			w := budgeted(t, site.URL, 600)
			w.must(exitComplete, "run")
			site.before(answered(withMadeUp(site.URL, madeUpInSitemap[name], 60_000)))
			cmd := program(t.Context(), "run", "--config", w.config)
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			peak := cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss << 10
			t.Logf("%d MB at most", peak>>20)
			if peak > mostResident {
				t.Errorf("the run took %d MB", peak>>20)
			}
		})
	}
}
