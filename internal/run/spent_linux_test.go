package run

import (
	"time"

	"golang.org/x/sys/unix"
)

// processorTime is what the process has taken so far.
func processorTime() time.Duration {
	var at unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_PROCESS_CPUTIME_ID, &at); err != nil {
		panic(err)
	}
	return time.Duration(at.Nano())
}
