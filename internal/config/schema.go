package config

import (
	"encoding/json"
	"maps"
	"strings"
	"time"

	"ogptracker/scrape/page/label"
)

// schemaID names the JSON Schema of the configuration.
const schemaID = "urn:ogptracker:config"

// Patterns of what YAML has no type for.
const (
	durationPattern = `^[0-9]+d(([0-9.]+(ns|us|µs|ms|s|m|h))+)?$|^([0-9.]+(ns|us|µs|ms|s|m|h))+$|^0$`
	sizePattern     = `^[0-9.]+ ?[kKMGT]?i?[bB]$`
)

// Schema is the JSON Schema of the configuration, for editors.
func Schema() ([]byte, error) {
	labels, err := label.Parse(label.DefaultYAML)
	if err != nil {
		return nil, err
	}
	sections := map[string]any{}
	for _, k := range keys() {
		name, last, _ := strings.Cut(k.path, ".")
		if last == "" {
			sections[name] = k.schema()
			continue
		}
		section, ok := sections[name].(map[string]any)
		if !ok {
			section = map[string]any{"type": []string{"object", "null"}, "additionalProperties": false, "properties": map[string]any{}}
			sections[name] = section
		}
		section["properties"].(map[string]any)[last] = k.schema()
	}
	taught := sections["labels"].(map[string]any)["properties"].(map[string]any)
	taught["add"].(map[string]any)["propertyNames"] = map[string]any{"enum": labels.FieldNames()}
	nameScales(taught["drawn"].(map[string]any), labels.Scales())
	return json.MarshalIndent(map[string]any{
		"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": schemaID, "title": "OGP Tracker configuration",
		"type": []string{"object", "null"}, "additionalProperties": false, "properties": sections,
	}, "", "  ")
}

// schema describes one key.
func (k key) schema() map[string]any {
	texts := map[string]any{"type": "array", "items": map[string]any{"type": "string"}}
	p := map[string]any{"description": k.doc}
	switch k.target(&Config{}).(type) {
	case *string:
		p["type"] = []string{"string", "null"}
	case *bool:
		p["type"] = "boolean"
	case *int:
		p["type"] = "integer"
	case *float64:
		p["type"] = "number"
	case *time.Duration:
		p["type"], p["pattern"] = "string", durationPattern
	case *size:
		p["type"], p["pattern"] = "string", sizePattern
	case *[]string:
		maps.Copy(p, texts)
		if k.values != nil {
			p["items"] = map[string]any{"type": "string", "enum": k.values}
		}
	case *[]Watch:
		properties := map[string]any{"changes": map[string]any{"enum": watchChanges}, "form": map[string]any{"enum": watchForms},
			"tell": map[string]any{"type": "array", "items": map[string]any{"enum": watchTell}}, "members": texts, "email": texts,
			"name": map[string]any{"type": "string"}, "webhook": map[string]any{"type": "string", "pattern": `^$|^https?://`}, "file": map[string]any{"type": "string", "pattern": `^$|\.(` + strings.ReplaceAll(strings.Join(fileEndings(), "|"), ".", "") + `)$`}}
		p["type"], p["items"] = []string{"array", "null"}, map[string]any{"type": "object", "additionalProperties": false, "required": []string{"name"}, "properties": properties}
	case *map[string][]string:
		p["type"], p["additionalProperties"] = "object", texts
	case *map[string]map[string]string:
		p["type"], p["additionalProperties"] = "object", map[string]any{"type": "object", "additionalProperties": map[string]any{"type": "string"}}
	}
	if k.rule != nil {
		maps.Copy(p, k.rule.schema)
	}
	return p
}

// nameScales lists the fields that labels.drawn may have below it, each with
// the words of its scale, so that an editor offers them.
func nameScales(key map[string]any, scales map[string][]string) {
	fields := map[string]any{}
	for name, words := range scales {
		fields[name] = map[string]any{"type": "object", "additionalProperties": map[string]any{"type": "string", "examples": words}}
	}
	key["properties"], key["additionalProperties"] = fields, false
}
