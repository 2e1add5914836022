package label

import (
	"encoding/json"
	"iter"
	"path"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"ogptracker/scrape/page/view"
	"ogptracker/scrape/record"
)

// customProperties are the values of a style's own properties ("--rating:
// limited").
func customProperties(style string) []string {
	var values []string
	for d := range strings.SplitSeq(style, ";") {
		if name, value, ok := strings.Cut(d, ":"); ok && strings.HasPrefix(strings.TrimSpace(name), "--") && !ofAnother(name) {
			values = append(values, strings.Trim(value, ` "'`))
		}
	}
	return values
}

var urlInStyle = regexp.MustCompile(`url\(\s*["']?([^"')]+)`)

// styleFile is the address of the picture that a style shows.
func styleFile(style string) string {
	if m := urlInStyle.FindStringSubmatch(style); m != nil {
		return m[1]
	}
	return ""
}

// inJSON gives the one word of the scale that is a value in JSON.
func (o *Vocabulary) inJSON(f *Field, texts []string) string {
	found := ""
	for _, t := range texts {
		t = strings.TrimSpace(t)
		var data any
		if t == "" || t[0] != '{' && t[0] != '[' || json.Unmarshal([]byte(t), &data) != nil {
			continue
		}
		for _, s := range stringsIn(data) {
			switch w := o.wordIn(f, s); {
			case w == "" || w == found:
			case found == "":
				found = w
			default:
				return "" // the whole scale
			}
		}
	}
	return found
}

// stringsIn are the values of JSON that are text: no keys, and nothing that a
// key, or another value of the same object, says to be of another thing.
func stringsIn(data any) []string {
	switch d := data.(type) {
	case string:
		return []string{d}
	case []any:
		var all []string
		for _, v := range d {
			all = append(all, stringsIn(v)...)
		}
		return all
	case map[string]any:
		var all []string
		for key, v := range d {
			if text, ok := v.(string); ok && ofAnother(text) {
				return nil
			}
			if !ofAnother(key) {
				all = append(all, stringsIn(v)...)
			}
		}
		return all
	}
	return nil
}

// anywhere is where a piece of markup stands so that each of its elements is
// kept, those of tables and forms too.
var anywhere = &html.Node{Type: html.ElementNode, Data: "template", DataAtom: atom.Template}

// inFragment reads what a browser without scripts shows: the word as text, or
// drawn by one of the elements.
func (o *Vocabulary) inFragment(f *Field, text string) string {
	nodes, err := html.ParseFragment(strings.NewReader(text), anywhere)
	if err != nil {
		return ""
	}
	var all []candidate
	words := ""
	for _, root := range nodes {
		if words += view.TextOf(root) + " "; root.Type == html.TextNode {
			words += root.Data
		}
		for n := range elementsOf(root) {
			all = o.hints(all, f, n)
		}
	}
	if w := o.wordIn(f, words); w != "" {
		return w
	}
	if val := activeOf(all); val.State == record.Stated {
		return val.Raw
	}
	return ""
}

// elementsOf goes over an element and those inside it.
func elementsOf(root *html.Node) iter.Seq[*html.Node] {
	return func(yield func(*html.Node) bool) {
		if root.Type == html.ElementNode && !yield(root) {
			return
		}
		for n := range root.Descendants() {
			if n.Type == html.ElementNode && !yield(n) {
				return
			}
		}
	}
}

// fileName is the name of the file that an address leads to, its ending left
// out; of an address within a file ("icons.svg#limited") the place in it.
func fileName(address string) string {
	address, place, _ := strings.Cut(address, "#")
	address, _, _ = strings.Cut(address, "?")
	if place != "" {
		return place
	}
	base := path.Base(address)
	base, _, _ = strings.Cut(strings.TrimSuffix(base, path.Ext(base)), "@") // "bar@2x.png"
	return base
}
