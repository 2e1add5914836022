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
	var value any
	if err := yaml.Unmarshal(data, &value); err != nil {
		t.Fatal(err)
	}
	if err := compiledSchema(t).Validate(value); err != nil {
		t.Error(err)
	}
}

// Each mistake is told by file, line, key, value, what was expected, and, where
// something near is known, what was meant.
func TestEachMistakeNamesLineKeyValueAndWhatWasExpected(t *testing.T) {
	cases := []struct{ name, file, want string }{
		{"an unknown key", "fetch:\n  min_dely: 2s\n", "c.yaml:2: fetch.min_dely: unknown key; did you mean fetch.min_delay?"},
		{"an unknown section", "fetsch:\n  min_delay: 2s\n", "c.yaml:1: fetsch: unknown section; did you mean fetch?"},
		{"a key without its section", "min_delay: 2s\n", "c.yaml:1: min_delay: unknown section; min_delay stands below fetch:, indented by two spaces"},
		{"a key in another's section", "fetch:\n  contact: a@b.example\n", "c.yaml:2: fetch.contact: unknown key; did you mean site.contact?"},
		{"a section with a value", "fetch: fast\n", `c.yaml:1: fetch: "fast": expected keys below it, indented by two spaces`},
		{"a duration without its unit", "fetch:\n  min_delay: 2\n", `c.yaml:2: fetch.min_delay: "2": expected a duration with its unit, such as 2s, 10m, 5h or 7d`},
		{"a duration below zero", "fetch:\n  timeout: -1s\n", `c.yaml:2: fetch.timeout: "-1s": expected a duration above zero, such as 30s or 5h`},
		{"a size that is none", "fetch:\n  max_body: big\n", `c.yaml:2: fetch.max_body: "big": expected a size with its unit, such as 10MB`},
		{"a size without its unit", "fetch:\n  max_body: 10\n", `c.yaml:2: fetch.max_body: "10": expected a size with its unit, such as 10MB`},
		{"a contact that no header takes", "site:\n  contact: mõõk@example.org\n", `c.yaml:2: site.contact: "mõõk@example.org": expected one line of letters without accents`},
		{"a second document", "site: {contact: a@b.example}\n---\nfetch: {retries: 1}\n", "c.yaml:2: a second document begins here"},
		{"a number out of bounds", "fetch:\n  retries: -1\n", `c.yaml:2: fetch.retries: "-1": expected a number from 0 to 20`},
		{"a number in words", "output:\n  keep_runs: thirty\n", `c.yaml:2: output.keep_runs: "thirty": expected a whole number`},
		{"a share above one", "publish:\n  min_members: 95\n", `c.yaml:2: publish.min_members: "95": expected a share from 0 to 1, such as 0.95`},
		{"a yes that is not true", "site:\n  local_members: yes\n", `c.yaml:2: site.local_members: "yes": expected true or false`},
		{"an address with a path", "site:\n  base_url: https://example.org/members\n", `c.yaml:2: site.base_url: "https://example.org/members": expected the site's address alone, such as https://www.opengovpartnership.org`},
		{"a member's name for its id", "site:\n  members: [Estonia]\n", "c.yaml:2: site.members: \"[Estonia]\": expected member ids"},
		{"one member in place of a list", "site:\n  members: estonia\n", `c.yaml:2: site.members: "estonia": expected a list, such as [estonia, georgia]`},
		{"a bad cron line", "schedule:\n  cron: every night\n", `c.yaml:2: schedule.cron: "every night": expected five fields`},
		{"a cron line that panics the library", "schedule:\n  cron: TZ=0\n", "c.yaml:2: schedule.cron"},
		{"a cron line that never fires", "schedule:\n  cron: 0 0 30 2 *\n", `c.yaml:2: schedule.cron: "0 0 30 2 *": this schedule never fires`},
		{"a cron line of stars without quotes", "site: {base_url: \"\"}\nschedule:\n  cron: * * * * *\n", `c.yaml:3: schedule.cron: "* * * * *": quote the value`},
		{"a cron word without quotes", "schedule: {cron: @daily}\n", `c.yaml:1: schedule.cron: "@daily": quote the value`},
		{"an unknown zone", "schedule:\n  time_zone: Mars/Base\n", `c.yaml:2: schedule.time_zone: "Mars/Base": expected a time zone by name, such as UTC or Europe/Tallinn`},
		{"a key given twice", "fetch:\n  retries: 1\n  retries: 2\n", "c.yaml:3: fetch.retries: stands twice, first in line 2"},
		{"a section given twice", "fetch:\n  retries: 1\nfetch:\n  timeout: 2s\n", "c.yaml:3: fetch: stands twice, first in line 1"},
		{"not YAML", "site:\n  contact: a\nfetch: [", "not readable as YAML"},
		{"a tab before a key", "site:\n\tcontact: a@b.example\n", "c.yaml:2: site.contact: expected spaces at the beginning of the line"},
		{"no space after the colon", "site:\n  contact:a@b.example\n  members: []\n", `c.yaml:2: site.contact: "contact:a@b.example": expected a space after the colon`},
		{"a colon in a value", "notify:\n  command: mail -s bad: run\n", `c.yaml:2: notify.command: "mail -s bad: run": quote the value`},
		{"a list instead of sections", "- a\n", "c.yaml:1: expected sections"},
		{"an event nobody knows", "notify:\n  on: [failures]\n", `"failures" is none; did you mean failure?`},
		{"a webhook that is none", "notify:\n  webhook: hooks.example/T0/secret\n", `c.yaml:2: notify.webhook: "(hidden)": expected an http or https address`},
		{"an address without a port", "serve:\n  listen: localhost\n", `c.yaml:2: serve.listen: "localhost": expected host:port`},
		{"a Windows path that YAML cannot read", "sources:\n  irm_table: \"C:\\Users\\ann\\table.xlsx\"\n", "c.yaml:2: sources.irm_table: \"C:\\\\Users\\\\ann\\\\table.xlsx\": expected a path"},
		{"a Windows path that YAML would change", "output: {dir: \"C:\\new\\table\"}\n", "c.yaml:1: output.dir: \"C:\\\\new\\\\table\": expected a path"},
		{"a Windows command that YAML would change", "notify:\n  command: \"C:\\tools\\notify.exe\"\n", "write a Windows path with / or between single quotes"},
		{"a folder left empty", "state: {dir: ''}\n", `c.yaml:1: state.dir: expected a folder`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := parse("c.yaml", []byte(c.file), nil)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got  %v\nwant %s", err, c.want)
			} else if strings.Contains(err.Error(), "\n") {
				t.Errorf("one mistake has more than one line: %v", err)
			}
		})
	}
}

func TestPathsOfWindowsAreTakenAsTheyShallBeWritten(t *testing.T) {
	t.Parallel()
	for _, value := range []string{`'C:\Users\ann\table.xlsx'`, `C:\Users\ann\table.xlsx`, `"C:\\Users\\ann\\table.xlsx"`} {
		c, err := parse("c.yaml", []byte("sources:\n  irm_table: "+value+"\n"), nil)
		if err != nil || !strings.HasSuffix(c.Sources.IRMTable, `C:\Users\ann\table.xlsx`) {
			t.Errorf("%s: %v, %v", value, c, err)
		}
	}
}

func TestWhatHoldsIsPrintedWithWhereItComesFromAndWithoutSecrets(t *testing.T) {
	t.Parallel()
	c, err := parse("c.yaml", []byte("site:\n  contact: a@b.example\n  members: [estonia]\nnotify:\n  webhook: https://hooks.example/T0/token\n"), []string{"OGPTRACKER_FETCH_MIN_DELAY=90s"})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := c.Write(&b); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	for _, want := range []string{"contact: 'a@b.example'", "# c.yaml:2\n", "members: [estonia]", "min_delay: 1m30s", "# OGPTRACKER_FETCH_MIN_DELAY\n", "retries: 4 ", "repeat: 7d", "max_body: 10MB", "# default\n", "webhook: 'https://hooks.example/(hidden)'"} {
		if !strings.Contains(text, want) {
			t.Errorf("does not say %q:\n%s", want, text)
		}
	}
	if strings.Contains(text, "token") {
		t.Error("a secret is shown")
	}
	if _, err := parse("c.yaml", []byte(strings.ReplaceAll(text, "https://hooks.example/(hidden)", "https://hooks.example/x")), nil); err != nil {
		t.Errorf("what is printed is no configuration: %v", err)
	}
}

// A pod in a namespace with a service called ogptracker, and a command that a
// notification calls, have variables of the prefix that set no key.
func TestVariablesThatSetNoKeyArePassedOverWhereTheyHaveAReason(t *testing.T) {
	t.Parallel()
	if _, err := parse("", nil, []string{"OGPTRACKER_SERVICE_HOST=10.0.0.1", "OGPTRACKER_PORT=tcp://10.0.0.1:9464", "OGPTRACKER_PORT_9464_TCP=x", "OGPTRACKER_RUN=20250114T020000Z", "OGPTRACKER_EVENT=failure"}); err != nil {
		t.Error(err)
	}
	for _, name := range []string{"OGPTRACKER_CONTACT", "OGPTRACKER_SITE", "OGPTRACKER_MEMBERS", "OGPTRACKER_STATE"} {
		if _, err := parse("", nil, []string{name + "=x"}); err == nil || !strings.Contains(err.Error(), "environment: "+name+": unknown variable") {
			t.Errorf("%s: %v", name, err)
		}
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
