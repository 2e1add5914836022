package config

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"time"
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
		if s != section {
			section = s
			fmt.Fprintf(&b, "\n%s:\n", s)
		}
		value, changed := changes[k.path]
		if !changed {
			value = k.initial
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
yaml-language-server: $schema=docs/config.schema.json`

// Schema is the JSON Schema of the configuration, for editors.
func Schema() ([]byte, error) {
	type object map[string]any
	sections := object{}
	for _, k := range keys() {
		s, name, _ := strings.Cut(k.path, ".")
		if sections[s] == nil {
			sections[s] = object{"type": []string{"object", "null"}, "additionalProperties": false, "properties": object{}}
		}
		p := object{"description": k.doc}
		switch k.target(&Config{}).(type) {
		case *string:
			p["type"] = []string{"string", "null"}
		case *bool:
			p["type"] = "boolean"
		case *int:
			p["type"] = "integer"
		case *float64:
			p["type"], p["minimum"], p["maximum"] = "number", 0, 1
		case *time.Duration:
			p["type"], p["pattern"] = "string", `^-?([0-9.]+(ns|us|µs|ms|s|m|h))+$|^0$`
		case *size:
			p["type"], p["pattern"] = "string", `^[0-9.]+ ?[kKMGT]?i?[bB]$`
		case *[]string:
			items := object{"type": "string"}
			if k.values != nil {
				items["enum"] = k.values
			}
			p["type"], p["items"] = "array", items
		case *map[string][]string:
			p["type"], p["additionalProperties"] = "object", object{"type": "array", "items": object{"type": "string"}}
		}
		sections[s].(object)["properties"].(object)[name] = p
	}
	return json.MarshalIndent(object{
		"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "OGP Tracker configuration",
		"type": []string{"object", "null"}, "additionalProperties": false, "properties": sections,
	}, "", "  ")
}
