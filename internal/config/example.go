package config

import (
	"bytes"
	"fmt"
	"strings"
)

// Example is the commented configuration file with every key at its default.
// config.yaml at the top of the project is this text; changes replaces the
// defaults of some keys (by path, as YAML).
func Example(heading string, changes map[string]string) []byte {
	var b bytes.Buffer
	for line := range strings.Lines(heading) {
		fmt.Fprintf(&b, "# %s\n", strings.TrimRight(line, "\n"))
	}
	section := ""
	for _, k := range keys() {
		s, name, _ := strings.Cut(k.path, ".")
		if s != section && name != "" {
			section = s
			fmt.Fprintf(&b, "\n%s:\n", s)
		}
		value, changed := changes[k.path]
		if !changed {
			value = k.initial
		}
		if name == "" {
			fmt.Fprintf(&b, "\n# %s\n%s: %s\n", k.doc, k.path, value)
			continue
		}
		fmt.Fprintf(&b, "  # %s\n  %s: %s\n", k.doc, name, value)
	}
	return b.Bytes()
}

// Heading opens config.yaml.
const Heading = `Configuration of OGP Tracker.
Every key is optional; what stands here is the default. Relative paths are
relative to this file's folder. Any key can be overridden by the environment:
site.base_url by OGPTRACKER_SITE_BASE_URL.
Check it with: ogptracker check
See what holds, and where it comes from: ogptracker config --print
yaml-language-server: $schema=docs/config.schema.json`
