package rendertest

import (
	"os"
	"os/exec"
	"testing"
	"time"

	"ogptracker/scrape/render"
)

// Required is the variable of the environment that turns a missing browser
// from a reason to skip into a failure.
const Required = "OGPTRACKER_TEST_BROWSER"

// Program is the path of a browser; without one the test is skipped, or fails
// where Required is set.
func Program(t testing.TB) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv(Required) != "" {
		t.Fatal("there is no Chromium on this machine, and " + Required + " asks for one")
	}
	t.Skip("there is no Chromium on this machine")
	return ""
}

// NoSandbox says whether the browser runs only without its sandbox here: as
// root.
func NoSandbox() bool { return os.Getuid() == 0 }

// Options are those of a browser on this machine, with limits that a slow one
// keeps.
func Options(t testing.TB) render.Options {
	t.Helper()
	return render.Options{Program: Program(t), NoSandbox: NoSandbox(), UserAgent: "OGPTracker/test", Timeout: 2 * time.Minute, MaxBody: 10 << 20}
}
