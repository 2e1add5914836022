//go:build !linux

package run

import "time"

var began = time.Now()

// processorTime is the time that has passed: this package asks Linux alone
// for more.
func processorTime() time.Duration { return time.Since(began) }
