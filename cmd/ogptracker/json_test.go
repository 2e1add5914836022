package main

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// duration is a length of time as Go writes it, which no other language reads.
var duration = regexp.MustCompile(`^-?(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$`)

// What machines read is the same everywhere: no null where a list or an object
// is meant, lengths of time in seconds and named so, names in one style.
func TestWhatMachinesReadHasOneForm(t *testing.T) {
	site := newLocalSite(t)
	w := newWorkplace(t, site.URL)
	empty := newWorkplace(t, site.URL)
	outputs := map[string]string{}
	ask := func(name string, w *workplace, args ...string) string {
		_, stdout, _ := w.run(args...)
		outputs[name] = stdout
		return stdout
	}
	id := regexp.MustCompile(`"run": "(\d{8}T\d{6}Z)"`)
	first := id.FindStringSubmatch(ask("run", w, "run", "--json"))
	site.night.Store(2)
	second := id.FindStringSubmatch(ask("the run after", w, "run", "--json"))
	if first == nil || second == nil {
		t.Fatalf("no run names itself: %s", outputs["run"])
	}
	for name, args := range map[string][]string{
		"status": {"status", "--json"}, "inspect": {"inspect", site.URL + "/members/estonia/commitments/EE9016/", "--json"},
		"digest": {"digest", "--since", "7d", "--format", "json"}, "digest of one": {"digest", "--since", "7d", "--member", "latvia", "--format", "json"},
		"diff": {"diff", first[1], second[1], "--json"}, "diff of a run with itself": {"diff", second[1], second[1], "--json"}, "version": {"version", "--json"},
	} {
		ask(name, w, args...)
	}
	ask("status before any run", empty, "status", "--json")
	for name, text := range outputs {
		var v any
		if err := json.Unmarshal([]byte(text), &v); err != nil {
			t.Errorf("%s: %v: %.200s", name, err, text)
			continue
		}
		for _, odd := range oddities(v, name) {
			t.Error(odd)
		}
	}
}

var snake = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)

// oddities lists what is null, a length of time in another form, or a name in
// another style. Names of pages' states are data, not names.
func oddities(v any, where string) (odd []string) {
	switch v := v.(type) {
	case nil:
		return []string{where + " is null"}
	case string:
		if duration.MatchString(v) {
			return []string{fmt.Sprintf("%s is the length of time %q, not a number of seconds", where, v)}
		}
	case []any:
		for i, item := range v {
			odd = append(odd, oddities(item, fmt.Sprintf("%s[%d]", where, i))...)
		}
	case map[string]any:
		for name, item := range v {
			if !snake.MatchString(name) && !strings.HasSuffix(where, ".pages") {
				odd = append(odd, where+"."+name+" is no name in small letters and underscores")
			}
			if strings.HasSuffix(name, "_ns") || strings.HasSuffix(name, "_ms") {
				odd = append(odd, where+"."+name+" is not in seconds")
			}
			odd = append(odd, oddities(item, where+"."+name)...)
		}
	}
	return odd
}
