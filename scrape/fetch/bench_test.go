package fetch_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"ogptracker/scrape/fetch"
)

// longPage is as long as a page of the site, about 100 KB, with its menus
// before the heading.
func longPage() string {
	menu := strings.Repeat(`<li class="menu-item"><a href="/about/some-page/" title="Some page">Some page</a></li>`, 200)
	text := strings.Repeat(`<div class="row"><p>`+words+`</p><ul><li><a href="/members/kenya/">Kenya</a></li></ul></div>`, 450)
	return "<!doctype html><html><head><title>Open data (KE0029) - Site</title><script>" + strings.Repeat("var a=1;", 800) + "</script></head><body><ul>" + menu + "</ul><h1>Open data (KE0029)</h1>" + text + "</body></html>"
}

// BenchmarkGet is a crawl on loopback without a delay. The same pages fetched
// with net/http alone are the measure beside it.
func BenchmarkGet(b *testing.B) {
	body := longPage()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		io.WriteString(w, body)
	}))
	defer server.Close()
	b.Run("fetch", func(b *testing.B) {
		c, err := fetch.New(fetch.Options{Base: server.URL, Version: "1", Timeout: 30 * time.Second, MaxBody: 10 << 20})
		if err != nil {
			b.Fatal(err)
		}
		defer c.Close()
		b.SetBytes(int64(len(body)))
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			if _, err := c.Get(context.Background(), fetch.Request{URL: fmt.Sprintf("%s/members/kenya/commitments/KE%04d/", server.URL, i%10000)}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("net-http", func(b *testing.B) {
		tr := &http.Transport{}
		defer tr.CloseIdleConnections()
		client := &http.Client{Transport: tr}
		b.SetBytes(int64(len(body)))
		b.ReportAllocs()
		for b.Loop() {
			resp, err := client.Get(server.URL + "/members/kenya/")
			if err != nil {
				b.Fatal(err)
			}
			if _, err := io.ReadAll(resp.Body); err != nil {
				b.Fatal(err)
			}
			resp.Body.Close()
		}
	})
}
