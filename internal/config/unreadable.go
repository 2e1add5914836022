package config

import (
	"regexp"
	"strconv"
	"strings"
)

// What makes a file unreadable, as an editor of text files would say it. Each
// pattern is held against single lines; its first group is the value.
var slips = []struct {
	pattern  *regexp.Regexp
	expected string
}{
	{regexp.MustCompile(`^(\t+)`), "expected spaces at the beginning of the line; YAML takes no tabs"},
	{regexp.MustCompile(`^\s*([a-z_]+:[^\s/].*)$`), "expected a space after the colon"},
	{regexp.MustCompile(`:\s+([@%` + "`" + `][^,}]*)`), "quote the value: it begins with a sign that YAML keeps for itself"},
	{regexp.MustCompile(`:\s+(\*[^,}]*)`), `quote the value: * has a meaning of its own in YAML`},
	{regexp.MustCompile(`:\s+([^"'\[{#|>\s][^#]*:\s[^#]*)`), `quote the value: it holds a colon followed by a space`},
}

var (
	assignment = regexp.MustCompile(`([A-Za-z_][\w-]*)\s*:(?:\s|$)`)
	lineStart  = regexp.MustCompile(`^\s*([A-Za-z_][\w-]*):`)
	yamlLine   = regexp.MustCompile(`line (\d+)`)
)

// explainUnreadable says which line and key made the file unreadable, and what
// to write there. Where no slip is known the library's words must do.
func explainUnreadable(path string, lines []string, err error) (problems Problems) {
	for i, line := range lines {
		text := strings.TrimRight(line, "\r")
		if strings.HasPrefix(strings.TrimSpace(text), "#") {
			continue
		}
		if j := strings.Index(text, `"`); j >= 0 {
			if raw := loneBackslash(text[j:]); raw != "" {
				problems = append(problems, Problem{path, i + 1, keyAt(lines, i, j), raw, windowsPath})
				continue
			}
		}
		for _, slip := range slips {
			if at := slip.pattern.FindStringSubmatchIndex(text); at != nil {
				value := strings.TrimSpace(text[at[2]:at[3]])
				problems = append(problems, Problem{path, i + 1, keyAt(lines, i, max(at[2], 1)), value, slip.expected})
				break
			}
		}
	}
	if len(problems) > 0 {
		return problems
	}
	p := Problem{Where: path, Expected: "not readable as YAML: " + strings.TrimPrefix(err.Error(), "yaml: ")}
	if m := yamlLine.FindStringSubmatch(err.Error()); m != nil {
		if n, convErr := strconv.Atoi(m[1]); convErr == nil && n >= 1 && n <= len(lines) {
			p.Line, p.Key = n, keyAt(lines, n-1, len(lines[n-1]))
		}
	}
	return Problems{p}
}

// keyAt is the key a place in the file belongs to: the last one named before
// it in its line, below the section above it.
func keyAt(lines []string, row, column int) string {
	line := lines[row][:min(column, len(lines[row]))]
	names := assignment.FindAllStringSubmatch(line, -1)
	if len(names) == 0 {
		if names = lineStart.FindAllStringSubmatch(lines[row], 1); len(names) == 0 {
			return ""
		}
	}
	name := names[len(names)-1][1]
	if len(names) > 1 { // section: {key: value}
		return names[0][1] + "." + name
	}
	if !strings.HasPrefix(lines[row], " ") && !strings.HasPrefix(lines[row], "\t") {
		return name
	}
	for i := row - 1; i >= 0; i-- {
		if above := lines[i]; above != "" && !strings.ContainsAny(above[:1], " \t#-\r") {
			if m := assignment.FindStringSubmatch(above); m != nil {
				return m[1] + "." + name
			}
		}
	}
	return name
}
