package config

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"
)

// mistakes has, for every key, a value that it cannot mean.
var mistakes = map[string]string{
	"site.base_url": "www.example.org", "site.contact": "[a@b.example]", "site.members": "[Estonia!]", "site.local_members": "maybe",
	"fetch.render": "[countries]", "fetch.browser": "[chromium]", "fetch.browser_no_sandbox": "as root",
	"fetch.min_delay": "soon", "fetch.timeout": "0s", "fetch.max_body": "0MB", "fetch.retries": "21", "fetch.max_wait": "10", "fetch.max_requests": "0",
	"fetch.max_duration": "0h", "fetch.sequence_probe": "often",
	"labels.add": "[Agency]", "labels.ignore": "{a: b}", "labels.drawn": "{completion: Limited}",
	"sources.irm_table": "[table.csv]", "sources.hosts": "[https://docs.example.org/table]", "sources.saved_pages": "{folder: pages}", "sources.crosswalk": "[words.csv]",
	"state.dir": "''", "output.dir": "''", "output.keep_runs": "0", "output.csv_bom": "1", "output.copy_to": "[a, b]",
	"publish.min_members": "95", "publish.min_commitments": "-0.1", "publish.max_growth": "0.5", "publish.min_rated": "2", "publish.max_failed_pages": "5 %", "publish.sample": "61",
	"schedule.cron": "nightly", "schedule.time_zone": "''", "schedule.catch_up": "once", "schedule.deadline": "0s",
	"notify.on": "[failures]", "notify.after": "0", "notify.repeat": "weekly", "notify.command": "[mail, staff]", "notify.webhook": "hooks.example/T0", "notify.email": "[staff]",
	"mail.server": "mail.example.org", "mail.from": "staff", "watch": "[{members: [estonia]}]", "serve.listen": "localhost:99999",
}

// compiledSchema is the schema as an editor has it.
func compiledSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	text, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("config.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("config.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// Every key refuses, by line and name, what it cannot mean; an editor with the
// schema refuses it too; and the manuals speak of the key.
func TestEveryKeyHasABoundAMistakeAndAWordInTheManuals(t *testing.T) {
	schema := compiledSchema(t)
	manuals := ""
	files, _ := filepath.Glob(filepath.Join(root, "docs", "*.md"))
	for _, file := range append(files, filepath.Join(root, "README.md")) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		manuals += string(data)
	}
	for _, k := range keys() {
		bad, ok := mistakes[k.path]
		if !ok {
			t.Errorf("%s: think of a value that it cannot mean", k.path)
			continue
		}
		section, last, nested := strings.Cut(k.path, ".")
		file, line := fmt.Sprintf("%s: %s\n", section, bad), 1
		if nested {
			file, line = fmt.Sprintf("%s:\n  %s: %s\n", section, last, bad), 2
		}
		want := fmt.Sprintf("c.yaml:%d: %s", line, k.path)
		if _, err := parse("c.yaml", []byte(file), nil); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "expected") {
			t.Errorf("%s: %s\n got %v\nwant %s: ... expected ...", k.path, bad, err, want)
		}
		var value any
		if err := yaml.Unmarshal([]byte(file), &value); err != nil {
			t.Fatal(err)
		}
		if schema.Validate(value) == nil {
			t.Errorf("%s: an editor takes %s for good", k.path, bad)
		}
		if !strings.Contains(manuals, k.path) {
			t.Errorf("%s: no manual speaks of it", k.path)
		}
	}
}

// The manual's table of settings is made from the keys.
func TestTheManualListsEverySetting(t *testing.T) {
	const from, to = "<!-- settings: made from the program, go test ./internal/config -update -->\n\n", "\n<!-- end of settings -->"
	name := filepath.Join(root, "docs", "operating.md")
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, begins := strings.Cut(string(data), from)
	is, after, ends := strings.Cut(rest, to)
	if !begins || !ends {
		t.Fatal("docs/operating.md has no place for the settings")
	}
	var want strings.Builder
	want.WriteString("| key | default | what it does |\n| --- | --- | --- |\n")
	for _, k := range keys() {
		initial := strings.Trim(k.initial, "`'\"")
		if initial == "" {
			initial = "empty"
		} else {
			initial = "`" + initial + "`"
		}
		fmt.Fprintf(&want, "| `%s` | %s | %s |\n", k.path, initial, strings.ReplaceAll(k.doc, "|", "\\|"))
	}
	if is == want.String() {
		return
	}
	if !*update {
		t.Fatal("the settings in docs/operating.md are not current; run go test ./internal/config -update")
	}
	if err := os.WriteFile(name, []byte(before+from+want.String()+to+after), 0o644); err != nil {
		t.Fatal(err)
	}
}

// A password that was put where it does not belong is told of, not told.
func TestAPasswordInAnAddressIsNeverShown(t *testing.T) {
	const password = "hunter2"
	for name, file := range map[string]string{
		"the mail server":     "mail:\n  server: smtps://ogp:hunter2@mail.example.org:465\n",
		"the site":            "site:\n  base_url: https://staff:hunter2@www.example.org\n",
		"a webhook that errs": "notify:\n  webhook: ftp://bot:hunter2@hooks.example\n",
		"a watch list":        "watch:\n  - {name: nordic, webhook: \"ftp://bot:hunter2@hooks.example\"}\n",
	} {
		if _, err := parse("c.yaml", []byte(file), nil); err == nil || strings.Contains(err.Error(), password) || !strings.Contains(err.Error(), "hidden") {
			t.Errorf("%s: %v", name, err)
		}
	}
	for variable, value := range map[string]string{"OGPTRACKER_MAIL_SERVER": "smtps://ogp:hunter2@mail.example.org", "OGPTRACKER_SITE_BASE_URL": "https://staff:hunter2@www.example.org"} {
		if _, err := parse("", nil, []string{variable + "=" + value}); err == nil || strings.Contains(err.Error(), password) {
			t.Errorf("%s: %v", variable, err)
		}
	}
	c, err := parse("c.yaml", []byte("sources:\n  irm_table: https://staff:hunter2@docs.example.org/table.csv\nmail: {server: \"smtps://ogp@mail.example.org\", from: ogp@example.org}\n"), []string{MailPassword + "=" + password})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := c.Write(&b); err != nil || strings.Contains(b.String(), password) {
		t.Errorf("config --print shows a password (%v):\n%s", err, b.String())
	}
}
