package main

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

// What stands in the log is read by people and by programs alike: lengths of
// time have their unit, and what has no value is left out.
func TestTheLogSaysLengthsOfTimeWithTheirUnit(t *testing.T) {
	t.Parallel()
	for format, want := range map[string][]string{
		"text": {"wait=1.19s", "status=503", "outcome=complete"},
		"json": {`"wait_seconds":1.19`, `"status":503`, `"outcome":"complete"`},
	} {
		var out bytes.Buffer
		a := &app{stderr: &out, logFormat: format}
		log, err := a.log()
		if err != nil {
			t.Fatal(err)
		}
		log.Info("asking again", "wait", 1190274076*time.Nanosecond, "status", 503)
		log.Info("asking again", "status", 0)
		log.Info("the run has ended", "outcome", "complete", "why", []string(nil))
		for _, w := range want {
			if !strings.Contains(out.String(), w) {
				t.Errorf("%s: %q is missing in %s", format, w, out.String())
			}
		}
		for _, w := range []string{"why", "null", "status=0", `"status":0`, "1190274076"} {
			if strings.Contains(out.String(), w) {
				t.Errorf("%s: %q stands in %s", format, w, out.String())
			}
		}
	}
}
