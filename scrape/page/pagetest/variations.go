package pagetest

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ogptracker/scrape/record"
)

// variation is another way of writing the same page.
type variation struct {
	name string
	from *regexp.Regexp
	to   string
	// every is which of the matches are rewritten: 1 all, 3 each third.
	every int
}

var variations = []variation{
	{"without colons", regexp.MustCompile(`\s*:(\s*<)`), "$1", 1},
	{"in blocks of one kind", regexp.MustCompile(`(?i)<(/?)(?:p|li|ul|ol|dl|dt|dd|h[2-6]|table|thead|tbody|tr|td|th|section)(?:\s[^<>]*)?>`), "<${1}div>", 1},
	{"without inline elements", regexp.MustCompile(`(?i)</?(?:strong|b|em|i|span|label|small)(?:\s[^<>]*)?>`), "", 1},
	{"without space between elements", regexp.MustCompile(`>\s+<`), "><", 1},
	{"in lines", regexp.MustCompile(`(?i)</p>\s*<p(?:\s[^<>]*)?>`), "<br>", 1},
	{"without links", regexp.MustCompile(`(?i)</?a(?:\s[^<>]*)?>`), "", 1},
	{"without attributes", regexp.MustCompile(`(?i)\s(?:class|id|style|alt|title|role|aria-[a-z]+|data-[a-z-]+)="[^"]*"`), "", 1},
	{"with rows as lists", regexp.MustCompile(`(?i)<(/?)(?:td|th)(?:\s[^<>]*)?>`), "<${1}li>", 1},
	{"with headings as bold paragraphs", regexp.MustCompile(`(?is)<h[2-6](?:\s[^<>]*)?>(.*?)</h[2-6]>`), "<p><b>$1</b></p>", 1},
	{"with spaces that do not break", regexp.MustCompile(`([a-z:]) ([A-Za-z0-9])`), "$1\u00a0$2", 1},
	{"without each third row, item and paragraph", regexp.MustCompile(`(?is)<(?:tr|li|p|dd)(?:\s[^<>]*)?>.*?</(?:tr|li|p|dd)>`), "", 3},
	{"without each fourth number", regexp.MustCompile(`\b[0-9]{1,3}\b`), "", 4},
	{"with dashes as cells", regexp.MustCompile(`(?i)<td(?:\s[^<>]*)?>[^<>]*</td>`), "<td>–</td>", 3},
}

func (v *variation) of(body string) string {
	n := 0
	return v.from.ReplaceAllStringFunc(body, func(match string) string {
		if n++; n%v.every != 0 {
			return match
		}
		return v.from.ReplaceAllString(match, v.to)
	})
}

// Variations reads every fixture written in other ways and keeps, in
// variations under the folder of fixtures, what is read otherwise than from the
// page itself: "-" is read no more, "+" is read instead. Fewer lines are better.
// Small pieces of markup stand in snippets.txt with what was read of each.
func Variations(t *testing.T, root string, read Read, update bool) {
	t.Helper()
	fixtures := Fixtures(t, root)
	for _, folder := range []string{"commitment", "country", "documents", "members"} {
		t.Run(folder, func(t *testing.T) {
			t.Parallel()
			keep(t, filepath.Join(root, "variations", folder+".txt"), update, func(string) string {
				var b strings.Builder
				for _, f := range fixtures {
					if strings.HasPrefix(f.Name, folder+"/") {
						b.WriteString(f.varied(t, read))
					}
				}
				return b.String()
			})
		})
	}
	t.Run("snippets", func(t *testing.T) {
		t.Parallel()
		keep(t, filepath.Join(root, "variations", "snippets.txt"), update, func(kept string) string { return snippets(t, kept, read) })
	})
}

// varied is what is read otherwise of a fixture in each of the other ways; of a
// page that is refused nothing.
func (f Fixture) varied(t *testing.T, read Read) string {
	p, err := f.Read(read)
	if err != nil {
		return ""
	}
	var b strings.Builder
	plain := said(t, p)
	for i := range variations {
		v := &variations[i]
		other := f
		other.Body = []byte(v.of(string(f.Body)))
		p, err := other.Read(read)
		if err != nil {
			fmt.Fprintf(&b, "%s, %s: %v\n", f.Name, v.name, err)
		} else if lines := difference(plain, said(t, p)); lines != "" {
			fmt.Fprintf(&b, "%s, %s\n%s", f.Name, v.name, lines)
		}
	}
	return b.String()
}

// keep holds what is read now against what a file keeps of it.
func keep(t *testing.T, path string, update bool, readNow func(kept string) string) {
	t.Helper()
	kept, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	now := readNow(string(kept))
	if update {
		if err := os.WriteFile(path, []byte(now), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if string(kept) != now {
		t.Errorf("%s differs; read the difference, then run go test ./scrape/page -update (-kept +read):\n%s", path, cmp.Diff(strings.Split(string(kept), "\n"), strings.Split(now, "\n")))
	}
}

// pageOf reads a piece of markup within a commitment's page, or as the text of a
// country's or a document's page where it begins with <country> or <document>.
func pageOf(t *testing.T, markup string, read Read) record.Page {
	t.Helper()
	if body, ok := strings.CutPrefix(markup, "<document>"); ok {
		return Document(t, read, body)
	}
	body, ok := strings.CutPrefix(markup, "<country>")
	if !ok {
		return Commitment(t, read, markup)
	}
	p, err := read([]byte("<html><body><main><h1>Kenya</h1><p>Member Since 2011</p>"+body+"</main></body></html>"), "text/html; charset=utf-8", record.Source{Address: "https://www.opengovpartnership.org/members/kenya/"})
	if err != nil {
		t.Fatal(markup, err)
	}
	return p
}

// snippets are the lines of markup of a file, each followed by what is read of
// it now.
func snippets(t *testing.T, kept string, read Read) string {
	var b strings.Builder
	for line := range strings.Lines(kept) {
		if strings.HasPrefix(line, "    ") {
			continue // what was read
		}
		b.WriteString(line)
		if markup := strings.TrimSpace(line); strings.HasPrefix(markup, "<") {
			b.WriteString(readIn(pageOf(t, markup, read)))
		}
	}
	return b.String()
}

// readIn says the fields, the unknown labels and the links of a page that are
// not those around each snippet.
func readIn(p record.Page) string {
	var b strings.Builder
	for _, f := range slices.Sorted(maps.Keys(p.Fields)) {
		v := p.Fields[f]
		if f == record.FieldActionPlanCycle || f == record.FieldDescription || f == record.FieldStatus && v.Raw == "Active" {
			continue
		}
		fmt.Fprintf(&b, "    %s = %q %s", f, v.Raw, v.State)
		if v.Drawn != "" {
			fmt.Fprintf(&b, ", drawn as %s", v.Drawn)
		}
		b.WriteByte('\n')
	}
	for _, l := range p.Labels {
		if l.Outcome == "unknown" {
			fmt.Fprintf(&b, "    unknown label %q\n", l.Text)
		}
	}
	for _, l := range slices.Concat(p.ActionPlans, p.IRMReports) {
		fmt.Fprintf(&b, "    link %q %s\n", l.Text, l.URL)
	}
	for _, f := range p.Stated {
		fmt.Fprintf(&b, "    stated %s %q = %q %s, number %v\n", f.Measure, f.Detail, f.Value.Raw, f.Value.State, f.Number != nil)
	}
	for _, a := range p.Activity {
		fmt.Fprintf(&b, "    %+v\n", a)
	}
	for _, c := range p.Commitments {
		fmt.Fprintf(&b, "    commitment %+v\n", c)
	}
	for _, d := range p.Documents {
		fmt.Fprintf(&b, "    document %+v\n", d)
	}
	for _, words := range p.Banners {
		fmt.Fprintf(&b, "    banner %q\n", words)
	}
	if p.CommitmentList+p.DocumentList != "" {
		fmt.Fprintf(&b, "    lists: commitments %q, documents %q\n", p.CommitmentList, p.DocumentList)
	}
	if printed := Printed(&p); printed != "" {
		fmt.Fprintf(&b, "    figures %s\n", printed)
	}
	for _, i := range p.Issues {
		if p.Kind != record.KindCommitment {
			fmt.Fprintf(&b, "    issue %s %s %q\n", i.Code, i.Field, i.Value)
		}
	}
	return b.String()
}

// said are the facts of a record, a line each.
func said(t *testing.T, p record.Page) map[string]bool {
	t.Helper()
	text, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	var parts map[string]any
	if err := json.Unmarshal(text, &parts); err != nil {
		t.Fatal(err)
	}
	lines := map[string]bool{}
	add := func(name string, value any) {
		text, _ := json.Marshal(value)
		lines[name+" "+string(text)] = true
	}
	for name, part := range parts {
		switch part := part.(type) {
		case map[string]any:
			for k, v := range part {
				if field, ok := v.(map[string]any); ok {
					delete(field, "markup")
				}
				add(k, v)
			}
		case []any:
			for _, v := range part {
				add(name, v)
			}
		default:
			add(name, part)
		}
	}
	return lines
}

// difference is what one record says and the other does not, in short; the
// number behind what is left out changes with any of it.
func difference(plain, other map[string]bool) string {
	const shown, width = 4, 90
	var b strings.Builder
	for _, side := range []struct {
		sign        string
		lines, less map[string]bool
	}{{"-", plain, other}, {"+", other, plain}} {
		var only []string
		for _, line := range slices.Sorted(maps.Keys(side.lines)) {
			if !side.less[line] {
				only = append(only, line)
			}
		}
		for i, line := range only {
			if i == shown {
				h := fnv.New32a()
				h.Write([]byte(strings.Join(only, "\n")))
				fmt.Fprintf(&b, "  %s %d more (%x)\n", side.sign, len(only)-shown, h.Sum32())
				break
			}
			if runes := []rune(line); len(runes) > width {
				h := fnv.New32a()
				h.Write([]byte(line))
				line = fmt.Sprintf("%s... (%x)", string(runes[:width]), h.Sum32())
			}
			fmt.Fprintf(&b, "  %s %s\n", side.sign, line)
		}
	}
	return b.String()
}
