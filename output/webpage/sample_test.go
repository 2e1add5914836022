package webpage_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"

	"ogptracker/internal/run/sampletest"
)

var update = flag.Bool("update", false, "rewrite the golden texts")

// passing are the program's version and the hash of a configuration that
// names the day's folder.
var passing = regexp.MustCompile(`OGP Tracker \d\S* in|configuration [0-9a-f]{12}`)

// words are what a page says, one element a line.
func words(t *testing.T, page []byte) string {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	doc.Find("h1, nav a, h2, h3, p, dt, dd, caption, tr, svg title, svg desc, svg text").Each(func(_ int, s *goquery.Selection) {
		if goquery.NodeName(s) != "tr" {
			fmt.Fprintf(&b, "%s: %s\n", goquery.NodeName(s), s.Text())
			return
		}
		cells := s.Children().Map(func(_ int, c *goquery.Selection) string {
			if href, ok := c.Find("a").Attr("href"); ok {
				return c.Text() + " <" + href + ">"
			}
			return c.Text()
		})
		fmt.Fprintf(&b, "| %s\n", strings.Join(cells, " | "))
	})
	return passing.ReplaceAllString(b.String(), "(passing)")
}

// Every page of the sample's second night says what it said.
func TestEachPageOfTheSampleSaysWhatItSaid(t *testing.T) {
	t.Parallel()
	nights, err := sampletest.Nights()
	if err != nil {
		t.Fatal(err)
	}
	kept := map[string]bool{}
	for name, page := range nights[1].Files {
		if filepath.Ext(name) != ".html" {
			continue
		}
		golden := filepath.Join("testdata", strings.ReplaceAll(strings.TrimSuffix(strings.TrimPrefix(name, "web/"), ".html"), "/", "-")+".txt")
		kept[golden] = true
		got := words(t, page)
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o666); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Error(err)
			continue
		}
		if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
			t.Errorf("%s is not what %s says; look at the difference, then run with -update:\n%s", golden, name, diff)
		}
	}
	if len(kept) != 14 {
		t.Errorf("%d pages; the sample has 13 members", len(kept))
	}
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !kept[f] {
			t.Errorf("%s is kept, but there is no such page any more", f)
		}
	}
}
