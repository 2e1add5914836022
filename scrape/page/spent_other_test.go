//go:build !linux

package page

import "time"

var began = time.Now()

// spent is the time that has passed: the processor time of one thread is
// known on Linux alone.
func spent() time.Duration { return time.Since(began) }
