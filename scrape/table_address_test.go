package scrape_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ogptracker/scrape"
	"ogptracker/scrape/fetch"
	"ogptracker/scrape/record"
)

// tableSite serves OGP's table, each night in another way.
type tableSite struct {
	mu     sync.Mutex
	answer http.HandlerFunc
	asked  []string // "path status-to-be If-None-Match"
}

func (s *tableSite) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r.URL.Path == "/robots.txt" {
		fmt.Fprint(w, "User-agent: *\nDisallow: /private/\n")
		return
	}
	s.asked = append(s.asked, strings.TrimSpace(r.URL.Path+" "+r.Header.Get("If-None-Match")))
	s.answer(w, r)
}

func (s *tableSite) set(answer http.HandlerFunc) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answer, s.asked = answer, nil
}

func tableOf(rows int, columns string) string {
	var b strings.Builder
	b.WriteString("Commitment Unique Identifier,Country/Locality,Action Plan Number,Year Of Submission,Commitment Title,Completion (Progress Report)" + columns + "\n")
	for i := range rows {
		fmt.Fprintf(&b, "EE%04d,Estonia,2,2014,Commitment %d,Limited", i+1, i)
		b.WriteString(strings.Repeat(",Complete", strings.Count(columns, ",")) + "\n")
	}
	return b.String()
}

const endColumn = ",Completion (End Of Term)"

func served(etag, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", etag)
		w.Header().Set("Content-Type", "text/csv")
		if r.Header.Get("If-None-Match") == etag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, body)
	}
}

func cutShort(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", fmt.Sprint(2*len(body)))
		fmt.Fprint(w, body)
	}
}

func TestTheTableOfAnAddressIsUsedOrTheLastGoodOneStands(t *testing.T) {
	long := tableOf(10, endColumn)
	for name, c := range map[string]struct {
		second http.HandlerFunc
		rows   int
		says   string // of the issue, "" for none
		reason string
		asked  string
	}{
		"unchanged": {served(`"1"`, long), 10, "", "", `/table.csv "1"`},
		"changed":   {served(`"2"`, tableOf(11, endColumn)), 11, "", "", `/table.csv "1"`},
		"gone":      {http.NotFound, 10, "stands", "gone", `/table.csv "1"`},
		"an error":  {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) }, 10, "stands", "server-error", ""},
		"moved": {func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/table.csv" {
				http.Redirect(w, r, "/new/table.csv", http.StatusMovedPermanently)
				return
			}
			served(`"2"`, tableOf(12, endColumn))(w, r)
		}, 12, "", "", `/table.csv "1",/new/table.csv "1"`},
		"moved to another host": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "https://elsewhere.example/table.csv", http.StatusFound)
		}, 10, "elsewhere.example", "redirect-off-host", ""},
		"moved to a private address": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://10.0.0.1/table.csv", http.StatusFound)
		}, 10, "10.0.0.1", "private-address", ""},
		"cut short":          {cutShort(long), 10, "stands", "cut-body", ""},
		"cut inside a row":   {served(`"2"`, long[:len(long)-20]), 10, "ends in the middle", "table-read-in-part", ""},
		"shrunk by half":     {served(`"2"`, tableOf(5, endColumn)), 10, "5 commitments where the last one had 10", "table-shrank", ""},
		"a column lost":      {served(`"2"`, tableOf(10, "")), 10, "completion_end_of_term", "table-lost-a-column", ""},
		"a web page":         {func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<!DOCTYPE html><title>Sorry</title>") }, 10, "web page", "content-type", ""},
		"another text":       {served(`"2"`, "name,age\nx,1\n"), 10, "not a commitments table", "not-a-table", ""},
		"nothing":            {func(http.ResponseWriter, *http.Request) {}, 10, "stands", "empty-body", ""},
		"larger than may be": {served(`"2"`, strings.Repeat("x", 1<<20)), 10, "stands", "body-too-large", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			site, b := newTableBench(t, "/table.csv")
			site.set(served(`"1"`, long))
			night, _ := b.night(0)
			if night.Table == nil || len(night.Table.Rows) != 10 || night.Table.Name != "table.csv" || len(night.Table.Hash) != 64 {
				t.Fatalf("first night: %+v", night.Table)
			}
			site.set(c.second)
			night, _ = b.night(1)
			if got := len(night.Table.Rows); got != c.rows {
				t.Errorf("%d rows, want %d", got, c.rows)
			}
			var said, reason string
			for _, i := range night.Issues {
				if i.Code == record.CodeTableNotUsed {
					said, reason = i.Message, i.Value
				}
			}
			if reason != c.reason || !strings.Contains(said, c.says) || c.says == "" && said != "" {
				t.Errorf("issue %q: %s", reason, said)
			}
			if asked := strings.Join(site.asked, ","); c.asked != "" && asked != c.asked {
				t.Errorf("asked %s, want %s", asked, c.asked)
			}
			if d := cmp.Diff(night, b.offline(1)); d != "" {
				t.Errorf("rebuilt: %s", d)
			}
		})
	}
}

func TestATableThatNeverCameIsNamed(t *testing.T) {
	for name, path := range map[string]string{"gone": "/table.csv", "forbidden by robots.txt": "/private/table.csv"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			site, b := newTableBench(t, path)
			site.set(http.NotFound)
			night, _ := b.night(0)
			if night.Table != nil || len(night.Issues) != 1 || !strings.Contains(night.Issues[0].Message, "none was ever had") {
				t.Errorf("%+v %+v", night.Table, night.Issues)
			}
		})
	}
}

func newTableBench(t *testing.T, path string) (*tableSite, *bench) {
	t.Helper()
	site := &tableSite{}
	server := httptest.NewServer(site)
	t.Cleanup(server.Close)
	client, err := fetch.New(fetch.Options{
		Base: server.URL, Version: "test", Timeout: 5 * time.Second, MaxBody: 1 << 10, Retries: 1,
		Sleep: func(context.Context, time.Duration) error { return nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	b := newBench(t, smallSite())
	b.change = func(c *scrape.Crawler) {
		c.TableAddress, c.FetchTable, c.MaxTable = server.URL+path, client.GetFile, 256<<10
	}
	return site, b
}
