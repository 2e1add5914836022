package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// DefaultFile is read when no file is named and it is there.
const DefaultFile = "config.yaml"

// Default returns the configuration without a file or environment.
func Default() *Config {
	c := &Config{lines: map[string]int{}}
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
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("--config %s: there is no such file; make one with: ogptracker init --config %s", path, path)
	default:
		return nil, fmt.Errorf("--config: cannot read %s: %w", path, errors.Unwrap(err))
	}
}

// Parse reads a configuration that is no file yet; name stands in its
// messages.
func Parse(name string, data []byte) (*Config, error) { return parse(name, data, nil) }

func parse(path string, data []byte, environ []string) (*Config, error) {
	c := Default()
	c.File = path
	var problems Problems
	if path != "" {
		problems = append(problems, readFile(c, path, data)...)
	}
	problems = append(problems, readEnvironment(c, environ)...)
	if value, why := checkSchedule(c); why != "" && !problems.about("schedule.") {
		p := Problem{Where: path, Line: c.lines["schedule.cron"], Key: "schedule.cron", Value: value, Expected: why}
		if variable := c.variables["schedule.cron"]; path == "" || variable != "" {
			p = Problem{Where: "environment", Key: envName("schedule.cron"), Value: value, Expected: why}
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
	return c, nil
}
