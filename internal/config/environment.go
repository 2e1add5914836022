package config

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"
)

// envPrefix begins the name of every variable that overrides a key.
const envPrefix = "OGPTRACKER_"

// envName is the variable that overrides a key.
func envName(path string) string {
	return envPrefix + strings.ToUpper(strings.ReplaceAll(path, ".", "_"))
}

// otherVariables begin with the prefix and set no key: what a notification
// hands to its command, the password of the mail server, and what the
// project's own tests are told.
var otherVariables = []string{
	"OGPTRACKER_EVENT", "OGPTRACKER_RUN", "OGPTRACKER_OUTCOME", "OGPTRACKER_MAIL_PASSWORD",
	"OGPTRACKER_TESTDATA", "OGPTRACKER_DATAPACKAGE_SCHEMA", "OGPTRACKER_TEST_BROWSER",
}

// otherVariable: Kubernetes gives every pod OGPTRACKER_SERVICE_HOST,
// OGPTRACKER_PORT_9464_TCP and their like where a service is called
// ogptracker.
func otherVariable(name string) bool {
	return slices.Contains(otherVariables, name) || strings.HasPrefix(name, "OGPTRACKER_SERVICE_") ||
		name == "OGPTRACKER_PORT" || strings.HasPrefix(name, "OGPTRACKER_PORT_")
}

// readEnvironment overrides keys by variables such as
// OGPTRACKER_SITE_BASE_URL. A variable of that prefix that is no key is a
// mistake, not silence.
func readEnvironment(c *Config, environ []string) (problems Problems) {
	byName := map[string]key{}
	var names []string
	for _, k := range keys() {
		name := envName(k.path)
		byName[name] = k
		names = append(names, name)
	}
	c.variables = map[string]string{}
	for _, entry := range slices.Sorted(slices.Values(environ)) {
		name, value, _ := strings.Cut(entry, "=")
		if !strings.HasPrefix(name, envPrefix) || otherVariable(name) {
			continue
		}
		k, ok := byName[name]
		if !ok {
			problems = append(problems, Problem{Where: "environment", Key: name, Expected: "unknown variable" + Suggest(name, names)})
			continue
		}
		c.variables[k.path] = name
		if why := set(k, c, scalarNode(envYAML(k, c, value))); why != "" {
			problems = append(problems, Problem{Where: "environment", Key: name, Value: k.shown(value), Expected: why})
		}
	}
	return problems
}

// envYAML lets texts stand unquoted in the environment; lists and maps are
// YAML, and a plain comma list will do for a list.
func envYAML(k key, c *Config, value string) string {
	switch k.target(c).(type) {
	case *string, *bool, *int, *float64, *size, *time.Duration:
		return strconv.Quote(value)
	case *[]string:
		if !strings.HasPrefix(strings.TrimSpace(value), "[") {
			return "[" + value + "]"
		}
	}
	return value
}

func scalarNode(text string) *yaml.Node {
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(text), &doc); err != nil || len(doc.Content) == 0 {
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: text}
	}
	return doc.Content[0]
}
