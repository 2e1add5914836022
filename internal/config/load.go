package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/agnivade/levenshtein"
	"github.com/dustin/go-humanize"
	"go.yaml.in/yaml/v4"
)

// DefaultFile is read when no file is named and it is there.
const DefaultFile = "config.yaml"

// EnvPrefix begins the name of every variable that overrides a key.
const EnvPrefix = "OGPTRACKER_"

// size is a number of bytes, written as "10MB".
type size int64

// Default returns the configuration without a file or environment.
func Default() *Config {
	c := &Config{}
	for _, k := range keys() {
		if why := set(k, c, scalarNode(k.initial)); why != "" {
			panic("config: default of " + k.path + ": " + why)
		}
	}
	return c
}

// Load reads the configuration. An empty path means DefaultFile when it is
// there, defaults alone when it is not; environ is as of os.Environ. The
// error is Problems, or says that a named file cannot be read.
func Load(path string, environ []string) (*Config, error) {
	named := path != ""
	if !named {
		path = DefaultFile
	}
	data, err := os.ReadFile(path)
	switch {
	case err == nil:
		return parse(path, data, environ)
	case !named && errors.Is(err, fs.ErrNotExist):
		return parse("", nil, environ)
	default:
		return nil, fmt.Errorf("cannot read %s: %w", path, err)
	}
}

func parse(path string, data []byte, environ []string) (*Config, error) {
	c := Default()
	var problems Problems
	lines := map[string]int{}
	if path != "" {
		c.File = path
		problems = append(problems, readFile(c, path, data, lines)...)
	}
	problems = append(problems, readEnvironment(c, environ)...)
	if value, why := checkSchedule(c); why != "" {
		p := Problem{Where: path, Line: lines["schedule.cron"], Key: "schedule.cron", Value: value, Expected: why}
		if path == "" {
			p.Where = "environment"
		}
		problems = append(problems, p)
	}
	if len(problems) > 0 {
		return nil, problems
	}
	dir := "."
	if path != "" {
		dir = filepath.Dir(path)
	}
	c.hash = c.sum()
	c.resolve(dir)
	c.lines = lines
	return c, nil
}

// readFile sets what the file says, noting the line of each key.
func readFile(c *Config, path string, data []byte, lines map[string]int) (problems Problems) {
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return Problems{{Where: path, Expected: "not readable as YAML: " + strings.TrimPrefix(err.Error(), "yaml: ")}}
	}
	if len(doc.Content) == 0 {
		return nil
	}
	byPath := map[string]key{}
	sections := map[string]bool{}
	for _, k := range keys() {
		byPath[k.path] = k
		section, _, _ := strings.Cut(k.path, ".")
		sections[section] = true
	}
	say := func(n *yaml.Node, key, value, expected string) {
		problems = append(problems, Problem{path, n.Line, key, value, expected})
	}
	root := doc.Content[0]
	if root.Kind != yaml.MappingNode {
		say(root, "", "", "expected sections such as site: and fetch:")
		return problems
	}
	seen := map[string]int{}
	for i := 0; i+1 < len(root.Content); i += 2 {
		name, body := root.Content[i], root.Content[i+1]
		if !sections[name.Value] {
			say(name, name.Value, "", "unknown section"+suggest(name.Value, sections))
			continue
		}
		if first, ok := seen[name.Value]; ok {
			say(name, name.Value, "", fmt.Sprintf("stands twice, first in line %d", first))
		}
		seen[name.Value] = name.Line
		if body.Kind == yaml.ScalarNode && body.Tag == "!!null" {
			continue
		}
		if body.Kind != yaml.MappingNode {
			say(body, name.Value, body.Value, "expected keys below it")
			continue
		}
		for j := 0; j+1 < len(body.Content); j += 2 {
			kn, vn := body.Content[j], body.Content[j+1]
			full := name.Value + "." + kn.Value
			k, ok := byPath[full]
			if !ok {
				say(kn, full, "", "unknown key"+suggest(full, byPath))
				continue
			}
			if first, ok := seen[full]; ok {
				say(kn, full, "", fmt.Sprintf("stands twice, first in line %d", first))
				continue
			}
			seen[full] = kn.Line
			lines[full] = kn.Line
			if why := set(k, c, vn); why != "" {
				say(kn, full, nodeText(vn), why)
			}
		}
	}
	return problems
}

// readEnvironment overrides keys by variables such as
// OGPTRACKER_SITE_BASE_URL. A variable that names a section but no key of it
// is a mistake, not silence.
func readEnvironment(c *Config, environ []string) (problems Problems) {
	byName := map[string]key{}
	sections := map[string]bool{}
	for _, k := range keys() {
		name := EnvName(k.path)
		byName[name] = k
		section, _, _ := strings.Cut(k.path, ".")
		sections[strings.ToUpper(section)] = true
	}
	environ = slices.Clone(environ)
	slices.Sort(environ)
	for _, entry := range environ {
		name, value, _ := strings.Cut(entry, "=")
		rest, ours := strings.CutPrefix(name, EnvPrefix)
		if !ours {
			continue
		}
		k, ok := byName[name]
		if !ok {
			if section, _, _ := strings.Cut(rest, "_"); sections[section] {
				problems = append(problems, Problem{Where: "environment", Key: name, Expected: "unknown key" + suggest(name, byName)})
			}
			continue
		}
		if why := set(k, c, scalarNode(envYAML(k, c, value))); why != "" {
			problems = append(problems, Problem{Where: "environment", Key: name, Value: value, Expected: why})
		}
	}
	return problems
}

// EnvName is the variable that overrides a key.
func EnvName(path string) string {
	return EnvPrefix + strings.ToUpper(strings.ReplaceAll(path, ".", "_"))
}

// envYAML lets texts stand unquoted in the environment; lists and maps are
// YAML, and a plain comma list will do for a list.
func envYAML(k key, c *Config, value string) string {
	switch k.target(c).(type) {
	case *[]string:
		if !strings.HasPrefix(strings.TrimSpace(value), "[") {
			return "[" + value + "]"
		}
		return value
	case *map[string][]string:
		return value
	default:
		return strconv.Quote(value)
	}
}

func scalarNode(text string) *yaml.Node {
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(text), &doc); err != nil || len(doc.Content) == 0 {
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: text}
	}
	return doc.Content[0]
}

// set stores a node's value under a key; "" or what was expected.
func set(k key, c *Config, n *yaml.Node) string {
	target := k.target(c)
	if why := assign(target, n); why != "" {
		return why
	}
	if k.check != nil {
		return k.check(target)
	}
	return ""
}

func assign(target any, n *yaml.Node) string {
	scalar := n.Kind == yaml.ScalarNode
	text := n.Value
	if scalar && n.Tag == "!!null" {
		text = ""
	}
	var err error
	switch t := target.(type) {
	case *string:
		if !scalar {
			return "expected a text"
		}
		*t = text
	case *bool:
		switch {
		case scalar && (text == "true" || text == "false"):
			*t = text == "true"
		default:
			return "expected true or false"
		}
	case *int:
		if *t, err = strconv.Atoi(strings.ReplaceAll(text, "_", "")); !scalar || err != nil {
			return "expected a whole number"
		}
	case *float64:
		if *t, err = strconv.ParseFloat(text, 64); !scalar || err != nil {
			return "expected a number such as 0.95"
		}
	case *time.Duration:
		if *t, err = time.ParseDuration(text); !scalar || err != nil {
			return "expected a duration with its unit, such as 2s, 10m or 5h"
		}
	case *size:
		b, err := humanize.ParseBytes(text)
		if !scalar || err != nil || b == 0 || b > 1<<40 {
			return "expected a size with its unit, such as 10MB"
		}
		*t = size(b)
	case *[]string:
		list := []string{}
		if n.Kind != yaml.SequenceNode || n.Decode(&list) != nil {
			return "expected a list, such as [estonia, georgia]"
		}
		*t = list
	case *map[string][]string:
		m := map[string][]string{}
		if n.Kind != yaml.MappingNode || n.Decode(&m) != nil {
			return "expected field: [label, ...]"
		}
		*t = m
	default:
		panic(fmt.Sprintf("config: no reader for %T", target))
	}
	return ""
}

func nodeText(n *yaml.Node) string {
	if n.Kind == yaml.ScalarNode {
		return n.Value
	}
	out, err := yaml.Marshal(n)
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}

// suggest names the nearest known word when it is near.
func suggest[V any](word string, known map[string]V) string {
	best, distance := "", 4
	names := make([]string, 0, len(known))
	for name := range known {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if d := levenshtein.ComputeDistance(strings.ToLower(word), strings.ToLower(name)); d < distance {
			best, distance = name, d
		}
	}
	if best == "" {
		return ""
	}
	return "; did you mean " + best + "?"
}
