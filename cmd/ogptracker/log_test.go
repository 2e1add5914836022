package main

import (
	"bytes"
	"encoding/json"
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

// Who collects the log as JSON reads every line of standard error, also how far
// the reading has come and what a command ended with.
func TestTheLogAsJSONHasNoOtherLines(t *testing.T) {
	t.Parallel()
	site := newLocalSite(t)
	w := newWorkplace(t, site.URL)
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"run"}, exitComplete, `"phase":"countries"`},
		{[]string{"run", "--as-of", "1999-01-01", "--out", w.dir + "/out"}, exitUsage, `"msg":"--as-of: `},
		{[]string{"status", "more"}, exitUsage, "was given 1 argument"},
	} {
		code, _, stderr := w.run(append(c.args, "--log-format", "json")...)
		if code != c.code || !strings.Contains(stderr, c.says) {
			t.Errorf("%v: code %d, want %d and %s in\n%s", c.args, code, c.code, c.says, stderr)
		}
		for line := range strings.Lines(stderr) {
			if err := json.Unmarshal([]byte(line), &map[string]any{}); err != nil {
				t.Errorf("%v: %v: %s", c.args, err, line)
			}
		}
	}
}
