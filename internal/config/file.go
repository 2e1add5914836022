package config

import (
	"bytes"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v4"
)

// fileReader sets what a file says, noting the line of each key and every
// mistake.
type fileReader struct {
	config   *Config
	path     string
	lines    []string
	keys     map[string]key
	names    []string // of keys
	sections []string
	seen     map[string]int
	problems Problems
}

// readFile sets what the file says.
func readFile(c *Config, path string, data []byte) Problems {
	r := &fileReader{config: c, path: path, lines: strings.Split(string(data), "\n"), keys: map[string]key{}, seen: map[string]int{}}
	for _, k := range keys() {
		r.keys[k.path] = k
		r.names = append(r.names, k.path)
		if section, _, _ := strings.Cut(k.path, "."); len(r.sections) == 0 || r.sections[len(r.sections)-1] != section {
			r.sections = append(r.sections, section)
		}
	}
	var doc, second yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return explainUnreadable(path, r.lines, err)
	}
	all := yaml.NewDecoder(bytes.NewReader(data))
	if all.Decode(new(yaml.Node)) == nil && all.Decode(&second) == nil && len(second.Content) > 0 && second.Content[0].Tag != "!!null" {
		r.add(&second, "", "", "a second document begins here, of which nothing would be read; take the line --- before it away")
		return r.problems
	}
	if len(doc.Content) == 0 {
		return nil
	}
	root := doc.Content[0]
	if root.Kind != yaml.MappingNode {
		if root.Tag == "!!null" {
			return nil
		}
		r.add(root, "", "", "expected sections such as site: and fetch:")
		return r.problems
	}
	for i := 0; i+1 < len(root.Content); i += 2 {
		r.section(root.Content[i], root.Content[i+1])
	}
	return r.problems
}

func (r *fileReader) add(n *yaml.Node, key, value, expected string) {
	r.problems = append(r.problems, Problem{r.path, n.Line, key, value, expected})
}

func (r *fileReader) section(name, body *yaml.Node) {
	known := false
	for _, s := range r.sections {
		known = known || s == name.Value
	}
	if _, whole := r.keys[name.Value]; whole { // a key without a section
		r.key("", name, body)
		return
	}
	switch first, repeated := r.seen[name.Value]; {
	case !known:
		r.add(name, name.Value, "", "unknown section"+r.suggestSection(name.Value))
		return
	case repeated:
		r.add(name, name.Value, "", fmt.Sprintf("stands twice, first in line %d", first))
		return
	}
	r.seen[name.Value] = name.Line
	switch {
	case body.Kind == yaml.ScalarNode && body.Tag == "!!null":
	case body.Kind != yaml.MappingNode:
		r.add(body, name.Value, nodeText(body), "expected keys below it, indented by two spaces")
	default:
		for i := 0; i+1 < len(body.Content); i += 2 {
			r.key(name.Value, body.Content[i], body.Content[i+1])
		}
	}
}

// suggestSection: a key that stands without its section is a likely slip too.
func (r *fileReader) suggestSection(word string) string {
	for _, name := range r.names {
		if _, last, _ := strings.Cut(name, "."); last == word {
			section, _, _ := strings.Cut(name, ".")
			return fmt.Sprintf("; %s stands below %s:, indented by two spaces", word, section)
		}
	}
	return Suggest(word, r.sections)
}

func (r *fileReader) key(section string, name, value *yaml.Node) {
	full := strings.TrimPrefix(section+"."+name.Value, ".")
	k, ok := r.keys[full]
	if !ok {
		r.add(name, full, "", "unknown key"+r.suggestKey(section, name.Value))
		return
	}
	if first, ok := r.seen[full]; ok {
		r.add(name, full, "", fmt.Sprintf("stands twice, first in line %d", first))
		return
	}
	r.seen[full] = name.Line
	r.config.lines[full] = name.Line
	if k.rule != nil && k.rule.path {
		if raw := r.escaped(value); raw != "" {
			r.add(name, full, raw, windowsPath)
			return
		}
	}
	if why := set(k, r.config, value); why != "" {
		r.add(name, full, k.shown(nodeText(value)), why)
	}
}

// suggestKey: a key of another section may be meant.
func (r *fileReader) suggestKey(section, word string) string {
	if near := Suggest(section+"."+word, r.names); near != "" {
		return near
	}
	for _, name := range r.names {
		if strings.HasSuffix(name, "."+word) {
			return "; did you mean " + name + "?"
		}
	}
	return ""
}

const windowsPath = `expected a path: between double quotes \ is the beginning of a sign such as \n; write a Windows path with / or between single quotes`

// escaped is the text of a double-quoted value in which a backslash stands
// alone, as in a path of Windows; "" for all others.
func (r *fileReader) escaped(n *yaml.Node) string {
	if n.Kind != yaml.ScalarNode || n.Style&yaml.DoubleQuotedStyle == 0 || n.Line < 1 || n.Line > len(r.lines) {
		return ""
	}
	line := r.lines[n.Line-1]
	if n.Column < 1 || n.Column > len(line) {
		return ""
	}
	return loneBackslash(line[n.Column-1:])
}

// loneBackslash is the quoted text at the beginning of a line's rest, when it
// holds a backslash that is not doubled and quotes nothing.
func loneBackslash(rest string) string {
	if !strings.HasPrefix(rest, `"`) {
		return ""
	}
	lone := false
	for i := 1; i < len(rest); i++ {
		switch {
		case rest[i] == '"':
			if lone {
				return rest[1:i]
			}
			return ""
		case rest[i] == '\\' && i+1 < len(rest):
			lone = lone || rest[i+1] != '\\' && rest[i+1] != '"'
			i++
		}
	}
	return ""
}
