package assemble

import (
	"fmt"
	"testing"

	"ogptracker/transform/transformtest"
)

func BenchmarkAssemble(b *testing.B) {
	for _, n := range []int{6_000, 60_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			in := transformtest.BigNight(n)
			b.ReportAllocs()
			for b.Loop() {
				out, _ := Night(in)
				if len(out.Commitments) != n {
					b.Fatal(len(out.Commitments))
				}
			}
		})
	}
}
