package config

import (
	"fmt"
	"io"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/dustin/go-humanize"
	"go.yaml.in/yaml/v4"
)

// Write prints the configuration that holds, as a file of its kind: every key
// with its value, and behind it where the value comes from. Secrets are
// hidden.
func (c *Config) Write(w io.Writer) error {
	var b strings.Builder
	file := c.File
	if file == "" {
		file = "no file; the defaults hold"
	}
	fmt.Fprintf(&b, "# The configuration that holds: %s\n", file)
	section := ""
	for _, k := range keys() {
		s, name, _ := strings.Cut(k.path, ".")
		if s != section && name != "" {
			section = s
			fmt.Fprintf(&b, "\n%s:\n", s)
		}
		text, err := k.yaml(c)
		if err != nil {
			return err
		}
		if name == "" {
			fmt.Fprintf(&b, "\n%-50s # %s\n", k.path+": "+text, c.origin(k.path))
			continue
		}
		fmt.Fprintf(&b, "  %-48s # %s\n", name+": "+text, c.origin(k.path))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// origin says where a value comes from.
func (c *Config) origin(path string) string {
	switch line := c.lines[path]; {
	case c.variables[path] != "":
		return c.variables[path]
	case line > 0:
		return fmt.Sprintf("%s:%d", c.File, line)
	}
	return "default"
}

// yaml is a key's value on one line.
func (k key) yaml(c *Config) (string, error) {
	var value any
	switch t := k.target(c).(type) {
	case *time.Duration:
		return durationText(*t), nil
	case *size:
		return strings.ReplaceAll(humanize.Bytes(uint64(*t)), " ", ""), nil
	case *string:
		value = k.shown(*t)
	case *[]Watch:
		shown := []Watch{}
		for _, w := range *t {
			shown = append(shown, w.hidden())
		}
		value = shown
	default:
		value = t
	}
	var n yaml.Node
	if err := n.Encode(value); err != nil {
		return "", err
	}
	n.Style = yaml.FlowStyle
	if n.Kind == yaml.ScalarNode && n.Tag == "!!str" {
		n.Style = yaml.SingleQuotedStyle
	}
	out, err := yaml.Marshal(&n)
	return strings.Join(strings.Fields(string(out)), " "), err
}

// durationText writes a duration as people do: 2s, 10m, 7d.
func durationText(d time.Duration) string {
	const day = 24 * time.Hour
	if d >= day && d%day == 0 {
		return fmt.Sprintf("%dd", d/day)
	}
	text := d.String()
	for _, zero := range []string{"m0s", "h0m"} {
		if strings.HasSuffix(text, zero) {
			text = text[:len(text)-2]
		}
	}
	return text
}

// passwordIn is the password of an address (smtps://user:password@host).
var passwordIn = regexp.MustCompile(`(://[^/?#@\s:]*):[^/?#\s]*@`)

// shown is a value as a person may see it: of a secret no more than the host
// it belongs to, of any other address no password.
func (k key) shown(value string) string {
	if k.rule == nil || !k.rule.secret || value == "" {
		return passwordIn.ReplaceAllString(value, "$1:(hidden)@")
	}
	if u, err := url.Parse(value); err == nil && u.Host != "" {
		return u.Scheme + "://" + u.Hostname() + "/(hidden)"
	}
	return "(hidden)"
}
