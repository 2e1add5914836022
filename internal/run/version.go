package run

import "runtime/debug"

// release is the program's version; a build may set it by -ldflags
// "-X ogptracker/internal/run.release=v1.2.3".
var release = "0.1.0"

// Version is the version that run records and the user agent name.
func Version() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" && len(s.Value) >= 12 {
				return release + "+" + s.Value[:12]
			}
		}
	}
	return release
}
