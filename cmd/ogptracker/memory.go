package main

import (
	"os"
	"runtime/debug"
)

// A run makes a great many short-lived values while little stays alive, so the
// collector is let off until three times as much has been made, and only as
// the process nears its bound is memory collected more often
// (docs/performance.md has the measurements). Go's own variables go first.
const (
	collectAfter = 300 // percent
	memoryLimit  = 250 << 20
)

func boundMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(collectAfter)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryLimit)
	}
}
