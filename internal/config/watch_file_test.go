package config

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestTheFileOfAWatchListHasAFormAndAPlace(t *testing.T) {
	t.Parallel()
	for name, says := range map[string]string{"digests/nordic.html": "", "nordic.md": "", "nordic.txt": "", "/srv/nordic.json": "", "nordic.doc": ".html", "nordic": ".txt"} {
		c, err := parse("c.yaml", []byte("watch: [{name: nordic, file: "+name+", tell: [gone, due, attention]}]\n"), nil)
		if says != "" {
			if err == nil || !strings.Contains(err.Error(), says) || !strings.Contains(err.Error(), "c.yaml:1") {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if err != nil || len(c.Watch) != 1 {
			t.Errorf("%s: %v", name, err)
			continue
		}
		c.resolve(filepath.FromSlash("/home/ogp"))
		if want := filepath.FromSlash("/home/ogp/" + name); !filepath.IsAbs(name) && c.Watch[0].File != want {
			t.Errorf("%s is at %s", name, c.Watch[0].File)
		}
	}
	if _, err := parse("c.yaml", []byte("watch: [{name: nordic, tell: [deu]}]\n"), nil); err == nil || !strings.Contains(err.Error(), "due") {
		t.Errorf("a misspelled word: %v", err)
	}
}
