package config

import (
	"fmt"
	"slices"
	"strings"
)

// Problem is one mistake in the configuration.
type Problem struct {
	// Where is the file, or the environment variable's name.
	Where string
	// Line is the line in the file, 0 where there is none.
	Line int
	Key  string
	// Value is what stands there, "" for a key that should not be.
	Value string
	// Expected says what was expected instead.
	Expected string
}

// Error is one line that says where, what, and what was expected.
func (p Problem) Error() string {
	var b strings.Builder
	b.WriteString(p.Where)
	if p.Line > 0 {
		fmt.Fprintf(&b, ":%d", p.Line)
	}
	if p.Key != "" {
		fmt.Fprintf(&b, ": %s", p.Key)
	}
	if p.Value != "" {
		fmt.Fprintf(&b, ": %q", p.Value)
	}
	fmt.Fprintf(&b, ": %s", p.Expected)
	return b.String()
}

// Problems are all mistakes found, so that they can be mended in one go.
type Problems []Problem

// Error joins the problems, one a line.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.Error()
	}
	return strings.Join(lines, "\n")
}

// about says whether a problem is one of a section's keys, in the file or the
// environment.
func (ps Problems) about(section string) bool {
	return slices.ContainsFunc(ps, func(p Problem) bool {
		return strings.HasPrefix(p.Key, section) || strings.HasPrefix(p.Key, envName(section))
	})
}
