package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ogptracker/internal/history"
)

// A report about nobody is never complete, and a member whom nobody knows is
// named with the one that may be meant.
func TestARunAboutNobodyIsIncomplete(t *testing.T) {
	t.Parallel()
	site := newLocalSite(t)
	for name, c := range map[string]struct {
		config []string
		want   string
	}{
		"an empty folder of saved pages": {[]string{`site: {base_url: ""}`, "sources: {saved_pages: empty}"}, "nothing was read that says anything of a member"},
		"a folder of other pages":        {[]string{`site: {base_url: ""}`, "sources: {saved_pages: other}"}, "nothing was read that says anything of a member"},
		"a member misspelt":              {[]string{`site: {base_url: "` + site.URL + `", members: [estonai]}`, "fetch: {min_delay: 0s}"}, `"estonai"; did you mean estonia?`},
		"one of two misspelt":            {[]string{`site: {base_url: "` + site.URL + `", members: [greece, untied-kingdom]}`, "fetch: {sequence_probe: true, min_delay: 0s}"}, `"untied-kingdom"; did you mean united-kingdom?`},
		"a member near none":             {[]string{`site: {base_url: "` + site.URL + `", members: [atlantis-on-sea]}`, "fetch: {min_delay: 0s}"}, `"atlantis-on-sea"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorkplace(t, site.URL)
			for _, folder := range []string{"empty", "other"} {
				if err := os.Mkdir(filepath.Join(w.dir, folder), 0o755); err != nil {
					t.Fatal(err)
				}
			}
			if err := os.WriteFile(filepath.Join(w.dir, "other", "recipe.html"), []byte("<html><body><h1>Soup</h1><p>Take water.</p></body></html>"), 0o644); err != nil {
				t.Fatal(err)
			}
			w.write(c.config...)
			r := runRecord(t, w.json(exitIncomplete))
			if r.Outcome != history.Incomplete || !strings.Contains(strings.Join(r.Why, "\n"), c.want) {
				t.Errorf("%s: %q, want %q", r.Outcome, r.Why, c.want)
			}
		})
	}
}

// A file that was good yesterday and cannot be read today is a failed night
// that status knows of.
func TestAnInputThatWentBadIsAFailedNight(t *testing.T) {
	t.Parallel()
	site := newLocalSite(t)
	w := newWorkplace(t, site.URL)
	w.must(exitComplete, "run")
	defer w.replaceTable(func([]byte) []byte { return []byte("PK\x03\x04 no workbook") })()
	w.must(exitUsage, "run")
	screen := w.must(exitComplete, "status")
	if !strings.Contains(screen, "FAILING") || !strings.Contains(screen, "sources.irm_table") {
		t.Errorf("status does not say what went wrong:\n%s", screen)
	}
}
