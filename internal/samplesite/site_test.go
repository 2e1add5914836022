package samplesite

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

func get(t *testing.T, h http.Handler, path string, header ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, Base+path, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestEveryPageSaysThatItIsSampleData(t *testing.T) {
	s := New(1)
	for _, path := range append(s.Paths(), "/no/such/page/") {
		if got := body(t, get(t, s, path)); !strings.Contains(strings.ToLower(got), "sample data") {
			t.Errorf("%s does not say sample data", path)
		}
	}
	if got := string(TableCSV(1)); !strings.Contains(got, "sample data") {
		t.Error("the table does not say sample data")
	}
}

func TestConditionalRequestsAreAnsweredWithNotModified(t *testing.T) {
	s := New(1)
	first := get(t, s, "/members/estonia/")
	if first.StatusCode != http.StatusOK || first.Header.Get("ETag") == "" || first.Header.Get("Last-Modified") == "" {
		t.Fatalf("status %d, headers %v", first.StatusCode, first.Header)
	}
	for _, h := range [][2]string{{"If-None-Match", first.Header.Get("ETag")}, {"If-Modified-Since", first.Header.Get("Last-Modified")}} {
		if got := get(t, s, "/members/estonia/", h[0], h[1]); got.StatusCode != http.StatusNotModified {
			t.Errorf("%s: status %d, want 304", h[0], got.StatusCode)
		}
	}
	if got := get(t, s, "/members/estonia/", "If-None-Match", `"other"`); got.StatusCode != http.StatusOK {
		t.Errorf("other ETag: status %d, want 200", got.StatusCode)
	}
}

func TestAddressesTheSiteAnswers(t *testing.T) {
	s := New(1)
	for _, c := range []struct {
		path     string
		status   int
		contains string
	}{
		{"/our-members/", 200, "Joined in 2011 and is implementing 28 commitments"},
		{"/members/estonia/commitments/ee0043/", 200, "(EE0043)"},
		{"/members/estonia/commitments/EE0043", 301, ""},
		{"/countries/Estonia", 301, ""},
		{"/documents/estonia-end-of-term-report-2016-2018/", 200, "Table 1: At a Glance"},
		{"/documents/action-plan-kaduna-state-nigeria-2021-2023/", 200, "Action Plan End: November 2023"},
		{"/documents/estonia-2017-late-sar-letter-february-2018/", 200, "Leave a Reply"},
		{"/robots.txt", 200, "Sitemap: http://ogp-sample.example/sitemap_index.xml"},
		{"/sitemap_index.xml", 200, "/commitment-sitemap.xml"},
		{"/members/kenya/commitments/ke9009/", 200, "(KE9009)"},
		{"/members/kenya/commitments/ke9010/", 404, "Page not found"},
		{"/do-not-follow/", 404, ""},
	} {
		got := get(t, s, c.path)
		if got.StatusCode != c.status || !strings.Contains(body(t, got), c.contains) {
			t.Errorf("%s: status %d, want %d with %q", c.path, got.StatusCode, c.status, c.contains)
		}
	}
}

func TestEachHardToFindMemberHasOneWay(t *testing.T) {
	s := New(1)
	list := body(t, get(t, s, "/our-members/"))
	maps := body(t, get(t, s, "/page-sitemap.xml")) + body(t, get(t, s, "/commitment-sitemap.xml"))
	table := string(TableCSV(1))
	for _, c := range []struct {
		what               string
		list, maps, inRows bool
	}{
		{"/members/ireland/", false, true, false},
		{"/members/latvia/", false, false, true},
		{"/members/estonia/", true, true, true},
		{"/members/kenya/commitments/ke9001/", false, true, false},
		{"/members/kenya/commitments/ke9002/", false, false, false},
	} {
		if got := strings.Contains(list, c.what); got != c.list {
			t.Errorf("%s in the members list: %v", c.what, got)
		}
		if got := strings.Contains(maps, c.what); got != c.maps {
			t.Errorf("%s in the sitemaps: %v", c.what, got)
		}
		if got := strings.Contains(table, c.what); got != c.inRows {
			t.Errorf("%s in the table: %v", c.what, got)
		}
	}
}

func TestEveryAddressNamedByAPageOrTheTableIsAnswered(t *testing.T) {
	s := New(2)
	expected := regexp.MustCompile(`href="(/(?:members|documents)/[^"]*)"`)
	for _, path := range s.Paths() {
		for _, m := range expected.FindAllStringSubmatch(body(t, get(t, s, path)), -1) {
			if got := get(t, s, m[1]); got.StatusCode != 200 {
				t.Errorf("%s links to %s: status %d", path, m[1], got.StatusCode)
			}
		}
	}
	for _, m := range regexp.MustCompile(`https://opengovpartnership.org(/members/\S+/\w+\d{4})`).FindAllStringSubmatch(string(TableCSV(1)), -1) {
		if got := get(t, s, m[1]+"/"); got.StatusCode != 200 {
			t.Errorf("the table names %s: status %d", m[1], got.StatusCode)
		}
	}
}

func TestSecondNightDiffersInExactlyThreeThings(t *testing.T) {
	one, two := New(1), New(2)
	var changed []string
	for _, path := range two.Paths() {
		if strings.Contains(path, "sitemap") {
			continue
		}
		before, ok := one.pages[path]
		after := two.pages[path]
		if !ok || !bytes.Equal(before.body, after.body) {
			changed = append(changed, path)
			if !after.modified.Equal(two.facts.Lastmod.Night2) {
				t.Errorf("%s changed and its date did not move", path)
			}
		}
	}
	want := []string{"/members/estonia/commitments/ee9016/", "/members/estonia/commitments/ee9018/", "/members/estonia/commitments/ee9021/"}
	if !slices.Equal(changed, want) {
		t.Fatalf("changed: %q, want %q", changed, want)
	}
	if len(one.pages)+1 != len(two.pages) {
		t.Errorf("%d pages, then %d: want one more", len(one.pages), len(two.pages))
	}
	title := regexp.MustCompile(`<h1>(.*)</h1>`)
	before := title.FindStringSubmatch(string(one.pages[want[1]].body))[1]
	after := title.FindStringSubmatch(string(two.pages[want[1]].body))[1]
	if before == after || !strings.EqualFold(before, after) {
		t.Errorf("title %q became %q: want a change of case alone", before, after)
	}
	if !strings.Contains(string(one.pages[want[0]].body), "<strong>Completion:</strong> Pending IRM Review") {
		t.Error("the rating that arrives was not pending before")
	}
	moved := body(t, get(t, two, "/commitment-sitemap.xml"))
	if n := strings.Count(moved, "2025-01-14"); n != 3 {
		t.Errorf("the sitemap moves %d dates, want 3", n)
	}
	if !bytes.Equal(TableCSV(1), TableCSV(2)) {
		t.Error("the table changes between the nights")
	}
}

func TestMadeUpCommitmentsSaySoUnderASampleCode(t *testing.T) {
	code := regexp.MustCompile(`^[A-Z]{2,3}\d{4}$`)
	s := New(2)
	seen := make(map[string]bool)
	for i := range s.members {
		m := &s.members[i]
		for _, c := range m.commitments {
			if !code.MatchString(c.Code) || seen[c.Code] {
				t.Errorf("code %q is not one, or stands twice", c.Code)
			}
			seen[c.Code] = true
			page := string(s.pages[c.path(m.Slug)].body)
			sample := c.Code[len(m.Prefix):] > "9000"
			if sample != c.assigned || strings.Contains(page, "assigned for the sample") != c.assigned {
				t.Errorf("%s: assigned %v, and its page or code does not say so", c.Code, c.assigned)
			}
		}
	}
	rows, err := csv.NewReader(bytes.NewReader(TableCSV(1))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	text := slices.Index(rows[0], "Full Text")
	for _, row := range rows[1:] {
		if (row[0][len(row[0])-4:] > "9000") != strings.Contains(row[text], "assigned for the sample") {
			t.Errorf("row %s: %q", row[0], row[text])
		}
	}
}

func TestServeLeadsTheHostToLoopbackAndRefusesOthers(t *testing.T) {
	transport, stop, err := New(1).Serve(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	client := &http.Client{Transport: transport, Timeout: 10 * time.Second}
	resp, err := client.Get(Base + "/members/estonia/")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != 200 {
		t.Errorf("status %d", resp.StatusCode)
	}
	if _, err := client.Get("http://www.opengovpartnership.org/"); err == nil || !strings.Contains(err.Error(), ErrOtherHost.Error()) {
		t.Errorf("another host: error %v", err)
	}
}

func TestFilesOfTheDemoFolder(t *testing.T) {
	dir := t.TempDir()
	if err := WriteFiles(dir, 1); err != nil {
		t.Fatal(err)
	}
	table, err := os.ReadFile(filepath.Join(dir, TableName))
	if err != nil || !bytes.Equal(table, TableCSV(1)) {
		t.Errorf("table: %v", err)
	}
	for name, want := range map[string]string{"estonia-2018.html": "0</span> Commitments Post-Implementation", "estonia-2018.txt": "date: 2018-06-01"} {
		got, err := os.ReadFile(filepath.Join(dir, SavedPagesDir, name))
		if err != nil || !strings.Contains(string(got), want) {
			t.Errorf("%s: %v, want %q in it", name, err, want)
		}
	}
}

func TestNightsAreBuiltTheSameEachTime(t *testing.T) {
	a, b := New(2), New(2)
	for _, path := range a.Paths() {
		if !bytes.Equal(a.pages[path].body, b.pages[path].body) {
			t.Errorf("%s differs", path)
		}
	}
	if got, want := fmt.Sprint(a.Paths()), fmt.Sprint(b.Paths()); got != want {
		t.Error("addresses differ")
	}
}
