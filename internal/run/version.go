package run

import (
	"runtime"
	"runtime/debug"
)

// release, commit and date are the program's version and what it was built
// from; a release sets them by -ldflags "-X ogptracker/internal/run.release=…".
var (
	release = "0.1.0"
	commit  = ""
	date    = ""
)

// Build says which build of the program this is.
type Build struct {
	Version string `json:"version"`
	// Commit is the source it was built from, Date that commit's time; both
	// read "unknown" where the build did not know.
	Commit string `json:"commit"`
	Date   string `json:"date"`
	Go     string `json:"go"`
	// System is operating system and processor, as Go names them.
	System string `json:"system"`
}

const unknown = "unknown"

// ThisBuild is the build that runs.
func ThisBuild() Build {
	b := Build{Version: Version(), Commit: commit, Date: date, Go: runtime.Version(), System: runtime.GOOS + "/" + runtime.GOARCH}
	if b.Commit == "" {
		b.Commit = setting("vcs.revision")
	}
	if b.Date == "" {
		b.Date = setting("vcs.time")
	}
	if b.Commit == "" {
		b.Commit = unknown
	}
	if b.Date == "" {
		b.Date = unknown
	}
	return b
}

// Version is the version that run records and the user agent name.
func Version() string {
	revision := commit
	if revision == "" {
		revision = setting("vcs.revision")
	}
	if len(revision) >= 12 {
		return release + "+" + revision[:12]
	}
	return release
}

// setting is what the Go tool noted of a build's source.
func setting(key string) string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == key {
				return s.Value
			}
		}
	}
	return ""
}
