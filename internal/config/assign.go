package config

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/dustin/go-humanize"
	"go.yaml.in/yaml/v4"
)

// size is a number of bytes, written as "10MB".
type size int64

// set stores a node's value under a key; "" or what was expected.
func set(k key, c *Config, n *yaml.Node) string {
	target := k.target(c)
	if why := assign(target, n); why != "" {
		return why
	}
	if k.rule != nil && k.rule.check != nil {
		return k.rule.check(target)
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
		if *t, err = parseDuration(text); !scalar || err != nil {
			return "expected a duration with its unit, such as 2s, 10m, 5h or 7d"
		}
	case *size:
		b, err := humanize.ParseBytes(text)
		if !scalar || err != nil || b == 0 || b > 1<<40 || !strings.ContainsAny(text, "bB") {
			return "expected a size with its unit, such as 10MB"
		}
		*t = size(b)
	case *[]string:
		list := []string{}
		if n.Kind != yaml.SequenceNode || n.Decode(&list) != nil {
			return "expected a list, such as [estonia, georgia]"
		}
		*t = list
	case *[]Watch:
		return readWatch(t, n)
	case *map[string][]string:
		m := map[string][]string{}
		if n.Kind != yaml.MappingNode || n.Decode(&m) != nil {
			return "expected field: [label, ...]"
		}
		*t = m
	case *map[string]map[string]string:
		m := map[string]map[string]string{}
		if n.Kind != yaml.MappingNode || n.Decode(&m) != nil {
			return "expected field: {sign: word, ...}, such as completion: {bar-3: Limited}"
		}
		*t = m
	default:
		panic(fmt.Sprintf("config: no reader for %T", target))
	}
	return ""
}

// days are what time.ParseDuration does not know.
var days = regexp.MustCompile(`^(\d+)d(.*)$`)

// parseDuration reads "2s", "10m", "5h", and days too: "7d", "1d12h".
func parseDuration(text string) (time.Duration, error) {
	m := days.FindStringSubmatch(text)
	if m == nil {
		return time.ParseDuration(text)
	}
	n, err := strconv.Atoi(m[1])
	if err != nil || n > 36500 {
		return 0, fmt.Errorf("%q is no number of days", m[1])
	}
	whole := time.Duration(n) * 24 * time.Hour
	if m[2] == "" {
		return whole, nil
	}
	rest, err := time.ParseDuration(m[2])
	return whole + rest, err
}

// nodeText is a value as it is told to a person.
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
