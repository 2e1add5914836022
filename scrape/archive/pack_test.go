package archive_test

import (
	"bytes"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"ogptracker/scrape/archive"
	"ogptracker/scrape/store"
)

// sitePage is a page of a site with a menu on all its pages, different menus
// for different kinds, some words of its own, and as long a menu behind them.
func sitePage(kind string, n int) string {
	var b strings.Builder
	menu := rand.New(rand.NewPCG(uint64(len(kind)), 1))
	entries := func() {
		for range 1000 {
			fmt.Fprintf(&b, "<li class=%q><a href=/%s/%x>Entry %x</a></li>\n", kind, kind, menu.Uint32(), menu.Uint32())
		}
	}
	entries()
	own := rand.New(rand.NewPCG(uint64(n), 2))
	for range 60 {
		fmt.Fprintf(&b, "<p>%x</p>", own.Uint64())
	}
	entries()
	return b.String()
}

func saveNight(t *testing.T, a *archive.Archive, n int, kind string, pages int) (hashes map[string]string) {
	t.Helper()
	run := begin(t, a, n)
	hashes = map[string]string{}
	for i := range pages {
		body := sitePage(kind, 1000*n+i)
		save(t, a, archive.Fetch{Run: run, Address: fmt.Sprint(page, kind, i), Outcome: archive.OutcomeRead, Status: 200}, body)
		hashes[hash(body)] = body
	}
	return hashes
}

func holds(t *testing.T, a *archive.Archive, hashes map[string]string) {
	t.Helper()
	for h, want := range hashes {
		if got, err := a.Body(t.Context(), h); err != nil || string(got) != want {
			t.Errorf("body %s: %d bytes of %d, %v", h, len(got), len(want), err)
		}
	}
}

func number(t *testing.T, path, query string) (n int) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRowContext(t.Context(), query).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// What the pages of a site have in common is kept once. Each kind of page
// adds to it, and bodies packed on top of an earlier dictionary, or of none,
// come back.
func TestWhatPagesShareIsKeptOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "archive.db")
	a := open(t, path, store.Options{})
	first := saveNight(t, a, 0, "a", 3) // too few for a dictionary
	second := saveNight(t, a, 1, "b", 20)
	third := saveNight(t, a, 2, "cc", 20)
	fourth := saveNight(t, a, 3, "b", 3)
	all := []map[string]string{first, second, third, fourth}
	for _, h := range all {
		holds(t, a, h)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	if n := number(t, path, `SELECT count(*) FROM dictionaries`); n != 2 {
		t.Errorf("%d dictionaries, want one for each kind that came often", n)
	}
	size := len(sitePage("b", 0))
	if n := number(t, path, `SELECT max(length(zstd)) FROM bodies WHERE id > 40`); n > size/20 {
		t.Errorf("a page of a known kind takes %d bytes of %d", n, size)
	}
	a = open(t, path, store.Options{})
	for _, h := range all {
		holds(t, a, h)
	}
	holds(t, a, saveNight(t, a, 4, "cc", 3))
	if n, err := a.Check(t.Context()); err != nil || n != 49 {
		t.Errorf("%d bodies, %v", n, err)
	}
	if n := number(t, path, `SELECT max(length(zstd)) FROM bodies WHERE id > 46`); n > size/20 {
		t.Errorf("after opening again a page of a known kind takes %d bytes of %d", n, size)
	}
}

func TestPagesThatShareNothingMakeFewDictionaries(t *testing.T) {
	path := filepath.Join(t.TempDir(), "archive.db")
	a := open(t, path, store.Options{})
	run := begin(t, a, 0)
	for i := range 60 {
		save(t, a, archive.Fetch{Run: run, Address: fmt.Sprint(page, i), Outcome: archive.OutcomeRead, Status: 200}, noise(9000))
	}
	if n := number(t, path, `SELECT count(*) FROM dictionaries`); n > 4 {
		t.Errorf("%d dictionaries", n)
	}
	if n, err := a.Check(t.Context()); err != nil || n != 60 {
		t.Errorf("%d bodies, %v", n, err)
	}
}

// Bodies are packed side by side while a dictionary is made.
func TestBodiesArePackedSideBySide(t *testing.T) {
	a := fresh(t)
	run := begin(t, a, 0)
	done := make(chan error)
	for w := range 4 {
		go func() {
			for i := range 10 {
				body := []byte(sitePage("d", 100*w+i))
				if err := a.Save(t.Context(), archive.Fetch{Run: run, Class: archive.ClassPage, Address: fmt.Sprint(page, w, "-", i), Outcome: archive.OutcomeRead, At: start}, body, archive.Part{}); err != nil {
					done <- err
					return
				}
				if got, err := a.Body(t.Context(), hash(string(body))); err != nil || !bytes.Equal(got, body) {
					done <- fmt.Errorf("worker %d, page %d: %w", w, i, err)
					return
				}
			}
			done <- nil
		}()
	}
	for range 4 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}
