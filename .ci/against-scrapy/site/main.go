// Command site serves the generated site of full scale on loopback, every page
// made and packed beforehand, so that what is measured is whoever reads it.
package main

import (
	"bytes"
	"compress/gzip"
	"flag"
	"fmt"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"ogptracker/internal/samplesite"
)

type page struct {
	kind, etag, modified string
	packed               []byte
}

func main() {
	size := samplesite.FullScale
	flag.IntVar(&size.Members, "members", size.Members, "members of the site; each has 41 pages besides its own")
	flag.Parse()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	base := "http://" + listener.Addr().String()
	site := samplesite.Big(size)
	pages := map[string]*page{}
	for _, path := range append(site.Paths(), "/robots.txt", "/sitemap_index.xml") {
		pages[path] = load(site, path, base)
	}
	fmt.Println(base, len(pages))
	server := http.Server{ReadHeaderTimeout: time.Minute, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p := pages[strings.ToLower(r.URL.Path)]
		if p == nil {
			http.NotFound(w, r)
			return
		}
		h := w.Header()
		h.Set("Content-Type", p.kind)
		if p.etag != "" {
			h.Set("ETag", p.etag)
			h.Set("Last-Modified", p.modified)
		}
		if p.etag != "" && r.Header.Get("If-None-Match") == p.etag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		h.Set("Content-Encoding", "gzip")
		h.Set("Content-Length", fmt.Sprint(len(p.packed)))
		_, _ = w.Write(p.packed) // a client that has gone
	})}
	log.Fatal(server.Serve(listener))
}

func load(site http.Handler, path, base string) *page {
	rec := httptest.NewRecorder()
	site.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, path, nil))
	if rec.Code != http.StatusOK {
		log.Fatalf("%s: status %d", path, rec.Code)
	}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write(bytes.ReplaceAll(rec.Body.Bytes(), []byte(samplesite.Base), []byte(base))); err != nil {
		log.Fatal(err)
	}
	if err := z.Close(); err != nil {
		log.Fatal(err)
	}
	return &page{kind: rec.Header().Get("Content-Type"), etag: rec.Header().Get("ETag"), modified: rec.Header().Get("Last-Modified"), packed: packed.Bytes()}
}
