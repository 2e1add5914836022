package transform

import (
	"fmt"
	"testing"

	"ogptracker/transform/transformtest"
)

// BenchmarkBuild makes the whole dataset, normalizing included: the first
// night, and the next one, which compares with it.
func BenchmarkBuild(b *testing.B) {
	for _, night := range []string{"first", "next"} {
		for _, n := range []int{6_000, 60_000} {
			b.Run(fmt.Sprintf("%s/%d", night, n), func(b *testing.B) {
				in := transformtest.BigNight(n)
				if night == "next" {
					first, err := Build(in)
					if err != nil {
						b.Fatal(err)
					}
					in.Before = first.Snapshot
				}
				b.ReportAllocs()
				for b.Loop() {
					if _, err := Build(in); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/commitment")
			})
		}
	}
}
