package lock

import (
	"sync"
	"testing"
)

// Monitoring asks every few seconds who holds the lock. A run that begins at
// that moment must not take the look for another run.
func TestWhoOnlyLooksKeepsNobodyOut(t *testing.T) {
	dir := t.TempDir()
	done := make(chan struct{})
	var lookers sync.WaitGroup
	for range 3 {
		lookers.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
					Current(dir)
				}
			}
		})
	}
	defer lookers.Wait()
	defer close(done)
	for i := range 2000 {
		held, err := Acquire(dir, "run", since)
		if err != nil {
			t.Fatalf("start %d: %v", i, err)
		}
		if err := held.Release(); err != nil {
			t.Fatal(err)
		}
	}
}
