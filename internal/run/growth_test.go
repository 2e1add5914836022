package run

import (
	"io"
	"runtime"
	"testing"
	"time"

	"ogptracker/internal/config"
	"ogptracker/report"
	"ogptracker/report/reporttest"
	"ogptracker/transform"
	"ogptracker/transform/transformtest"
)

// mostGrowth is what ten times the commitments may cost, in times.
const mostGrowth = 11

// Nothing in transform, report or output grows faster than what it is given.
// What is allocated is the same on any machine. Processor time is not, so it
// is compared up to eight times, and the first pair within the bound will do:
// work that grows with the square takes thirty times as long and more.
//
// The test is not parallel: the process has no other work meanwhile.
func TestTenTimesTheCommitmentsCostAtMostElevenTimes(t *testing.T) {
	n := &night{Deps: Deps{Config: config.Default()}}
	stages := map[string]func(commitments int) func(){
		"transform": func(commitments int) func() {
			in := transformtest.BigNight(commitments)
			return func() {
				if _, err := transform.Build(in); err != nil {
					t.Fatal(err)
				}
			}
		},
		"report": func(commitments int) func() {
			ds := reporttest.Dataset(4, commitments/4)
			return func() {
				for _, b := range report.Build(ds, reporttest.Meta()).Books {
					b.Make()
				}
			}
		},
	}
	for _, format := range n.formats(nil) {
		stages[format.name] = func(commitments int) func() {
			rep := report.Build(reporttest.Dataset(4, commitments/4), reporttest.Meta())
			return func() {
				for _, f := range format.files(rep) {
					write(t, f, io.Discard)
				}
			}
		}
	}
	for name, stage := range stages {
		t.Run(name, func(t *testing.T) {
			small, large := stage(100), stage(1000)
			small() // what is made once, such as patterns
			if a, b := allocated(small), allocated(large); b > mostGrowth*a {
				t.Errorf("%d bytes become %d, %.1f times", a, b, float64(b)/float64(a))
			}
			var ratios []float64
			for range 8 {
				ratio := float64(spent(large)) / float64(spent(small)+1)
				if ratio <= mostGrowth {
					return
				}
				ratios = append(ratios, ratio)
			}
			t.Errorf("times the processor time: %.1f", ratios)
		})
	}
}

// allocated is how many bytes a piece of work allocates.
func allocated(work func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	work()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// spent is the processor time of a piece of work, on a heap that was just
// collected.
func spent(work func()) time.Duration {
	runtime.GC()
	before := processorTime()
	work()
	return processorTime() - before
}
