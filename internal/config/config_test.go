package config

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"
)

var update = flag.Bool("update", false, "rewrite config.yaml and its schema")

// root is the project's top folder, seen from this package.
var root = filepath.Join("..", "..")

func TestTheProjectsConfigFileAndSchemaAreMadeFromTheKeys(t *testing.T) {
	schema, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string][]byte{
		filepath.Join(root, "config.yaml"):                Example(Heading, nil),
		filepath.Join(root, "docs", "config.schema.json"): append(schema, '\n'),
	} {
		if *update {
			if err := os.WriteFile(name, want, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := os.ReadFile(name); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is not current (%v); run go test ./internal/config -update", name, err)
		}
	}
}

func TestTheProjectsConfigFileGivesTheDefaultsAndFitsItsSchema(t *testing.T) {
	data := Example(Heading, nil)
	got, err := parse("config.yaml", data, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := Default()
	want.File = "config.yaml"
	want.resolve(".")
	a, _ := json.Marshal(got)
	b, _ := json.Marshal(want)
	if !bytes.Equal(a, b) {
		t.Errorf("got  %s\nwant %s", a, b)
	}
	text, _ := Schema()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("config.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile("config.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var value any
	if err := yaml.Unmarshal(data, &value); err != nil {
		t.Fatal(err)
	}
	if err := compiled.Validate(value); err != nil {
		t.Error(err)
	}
}

func TestEachMistakeNamesLineKeyValueAndWhatWasExpected(t *testing.T) {
	cases := []struct{ name, file, want string }{
		{"an unknown key", "fetch:\n  min_dely: 2s\n", "c.yaml:2: fetch.min_dely: unknown key; did you mean fetch.min_delay?"},
		{"an unknown section", "fetsch:\n  min_delay: 2s\n", "c.yaml:1: fetsch: unknown section; did you mean fetch?"},
		{"a duration without its unit", "fetch:\n  min_delay: 2\n", `c.yaml:2: fetch.min_delay: "2": expected a duration with its unit, such as 2s, 10m or 5h`},
		{"a size that is none", "fetch:\n  max_body: big\n", `c.yaml:2: fetch.max_body: "big": expected a size with its unit, such as 10MB`},
		{"a number out of bounds", "fetch:\n  retries: -1\n", `c.yaml:2: fetch.retries: "-1": expected a number from 0 to 20`},
		{"a share above one", "publish:\n  min_members: 95\n", `c.yaml:2: publish.min_members: "95": expected a share from 0 to 1, such as 0.95`},
		{"a yes that is not true", "site:\n  local_members: yes\n", `c.yaml:2: site.local_members: "yes": expected true or false`},
		{"an address with a path", "site:\n  base_url: https://example.org/members\n", `c.yaml:2: site.base_url: "https://example.org/members": expected the site's address alone, such as https://www.opengovpartnership.org`},
		{"a member's name for its id", "site:\n  members: [Estonia]\n", "expected member ids"},
		{"a bad cron line", "schedule:\n  cron: every night\n", `c.yaml:2: schedule.cron: "every night": expected five fields`},
		{"a cron line that panics the library", "schedule:\n  cron: TZ=0\n", "c.yaml:2: schedule.cron"},
		{"a cron line that never fires", "schedule:\n  cron: 0 0 30 2 *\n", `c.yaml:2: schedule.cron: "0 0 30 2 *": this schedule never fires`},
		{"an unknown zone", "schedule:\n  time_zone: Mars/Base\n", "c.yaml:2: schedule.time_zone"},
		{"a key given twice", "fetch:\n  retries: 1\n  retries: 2\n", "fetch.retries: stands twice, first in line 2"},
		{"not YAML", "fetch: [", "c.yaml: not readable as YAML"},
		{"a list instead of sections", "- a\n", "c.yaml:1: expected sections"},
		{"an event nobody knows", "notify:\n  on: [fire]\n", `"fire" is none`},
		{"an address without a port", "serve:\n  listen: localhost\n", "expected host:port"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := parse("c.yaml", []byte(c.file), nil)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

func TestAllMistakesAreToldAtOnce(t *testing.T) {
	_, err := parse("c.yaml", []byte("fetch:\n  retries: many\nfoo: 1\n"), []string{"OGPTRACKER_FETCH_TIMEOUT=soon"})
	if err == nil || strings.Count(err.Error(), "\n") != 2 {
		t.Errorf("got %v, want three lines", err)
	}
}

func TestTheEnvironmentOverridesTheFile(t *testing.T) {
	c, err := parse("/srv/ogp/c.yaml", []byte("site:\n  base_url: https://a.example\n"), []string{
		"OGPTRACKER_SITE_BASE_URL=http://127.0.0.1:8080/", "OGPTRACKER_SITE_MEMBERS=estonia, georgia",
		"OGPTRACKER_FETCH_MIN_DELAY=0s", "OGPTRACKER_SCHEDULE_CRON=0 3 * * *", "OGPTRACKER_TESTDATA=x", "OGPTRACKER_STATE_DIR=s", "HOME=/x",
		"OGPTRACKER_LABELS_ADD={completion: [Finished]}"})
	if err != nil {
		t.Fatal(err)
	}
	if c.Site.BaseURL != "http://127.0.0.1:8080" || len(c.Site.Members) != 2 || c.Fetch.MinDelay != 0 || c.Schedule.Cron != "0 3 * * *" || !c.ThisMachine() || c.Labels.Add["completion"][0] != "Finished" {
		t.Errorf("got %+v", c)
	}
	if want := filepath.Join("/srv/ogp", "s"); c.State.Dir != want {
		t.Errorf("state.dir = %s, want %s", c.State.Dir, want)
	}
	_, err = parse("", nil, []string{"OGPTRACKER_FETCH_MINDELAY=1s"})
	if err == nil || !strings.Contains(err.Error(), "did you mean OGPTRACKER_FETCH_MIN_DELAY?") {
		t.Errorf("a misspelt variable: %v", err)
	}
}

func TestLoadWithoutAFileUsesTheDefaults(t *testing.T) {
	t.Chdir(t.TempDir())
	c, err := Load("", nil)
	if err != nil || c.File != "" || c.Fetch.MinDelay != 2*time.Second {
		t.Errorf("got %+v, %v", c, err)
	}
	if _, err := Load("missing.yaml", nil); err == nil || !strings.Contains(err.Error(), "missing.yaml") {
		t.Errorf("a named file that is missing: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("fetch:\n  min_delay: 2s\n"))
	f.Add(Example(Heading, nil))
	f.Fuzz(func(t *testing.T, data []byte) { _, _ = parse("c.yaml", data, nil) })
}
