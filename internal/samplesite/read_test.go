package samplesite_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"ogptracker/internal/samplesite"
	"ogptracker/scrape/page"
	"ogptracker/scrape/record"
)

// The sample's pages show every way in which a value can stand: written,
// drawn in each manner, not to be read, pending.
func TestSamplePagesAreReadAsTheyAreMeant(t *testing.T) {
	reader, err := page.New(page.Taught{})
	if err != nil {
		t.Fatal(err)
	}
	site := samplesite.New(1)
	hints, unreadable := map[string]int{}, []string(nil)
	for _, path := range site.Paths() {
		if !strings.HasPrefix(path, "/members/") && !strings.HasPrefix(path, "/documents/") {
			continue
		}
		w := httptest.NewRecorder()
		site.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		p, err := reader.Read(w.Body.Bytes(), w.Header().Get("Content-Type"), record.Source{Address: samplesite.Base + path})
		if err != nil {
			t.Fatal(err)
		}
		for _, is := range p.Issues {
			if is.Code == record.CodeUnknownLabel {
				t.Errorf("%s: label %q is not known", path, is.Value)
			}
		}
		if p.Kind != record.KindCommitment {
			continue
		}
		v := p.Field(record.FieldCompletion)
		hints[v.Drawn]++
		if v.State != record.Stated {
			unreadable = append(unreadable, p.Code)
		}
	}
	for _, hint := range []string{"", "aria-label", "alt", "title", "data", "class", "image", "active item"} {
		if hints[hint] == 0 {
			t.Errorf("no completion is drawn by %q", hint)
		}
	}
	if want := []string{"EE9017", "KE0023", "KE0029"}; !slices.Equal(unreadable, want) {
		t.Errorf("completion cannot be read on %q, want %q", unreadable, want)
	}
}
