package samplesite

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestGeneratedSiteAnswersEveryAddressItNames(t *testing.T) {
	b := Big(Size{Members: 3, Commitments: 2, Documents: 2, PageBytes: 20_000})
	paths := b.Paths()
	if len(paths) != 1+3+3*2+3*2 {
		t.Fatalf("%d addresses", len(paths))
	}
	for _, path := range paths {
		got := get(t, b, path)
		text := body(t, got)
		if got.StatusCode != 200 || !strings.Contains(text, "Sample data") {
			t.Errorf("%s: status %d", path, got.StatusCode)
		}
		if path != "/our-members/" && (len(text) < 19_000 || len(text) > 20_000) {
			t.Errorf("%s is %d bytes long", path, len(text))
		}
		if again := get(t, b, path, "If-None-Match", got.Header.Get("ETag")); again.StatusCode != 304 {
			t.Errorf("%s asked again: status %d, want 304", path, again.StatusCode)
		}
	}
	if got := get(t, b, "/members/big-aa/commitments/aa0003/"); got.StatusCode != 404 {
		t.Errorf("one commitment too many: status %d", got.StatusCode)
	}
}

func TestTouchedPageChangesItsRatingItsTagAndItsDate(t *testing.T) {
	b := Big(Size{Members: 1, Commitments: 2})
	path := "/members/big-aa/commitments/aa0001/"
	before := get(t, b, path)
	b.Touch(path)
	after := get(t, b, path, "If-None-Match", before.Header.Get("ETag"), "If-Modified-Since", before.Header.Get("Last-Modified"))
	if after.StatusCode != 200 {
		t.Fatalf("status %d, want 200", after.StatusCode)
	}
	if !strings.Contains(body(t, before), "Not Started") || !strings.Contains(body(t, after), "Limited") {
		t.Error("the rating did not move")
	}
	maps := body(t, get(t, b, "/sitemap_index.xml"))
	if strings.Count(maps, "2024-11-06") != 1 {
		t.Error("the sitemap does not move the page's date alone")
	}
}

func BenchmarkGeneratedPage(b *testing.B) {
	site := Big(FullScale)
	paths := site.Paths()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		w := httptest.NewRecorder()
		site.ServeHTTP(w, httptest.NewRequest(http.MethodGet, Base+paths[i*7919%len(paths)], nil))
	}
}
