package view

import (
	"slices"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

func viewOf(t *testing.T, page string) *View {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return New(root, "https://site.example/a/b/", NewNoise([]string{"Skip to content"}, []string{"We use cookies"}, []string{"Leave a Reply", "# Comments"}))
}

func lines(v *View) string {
	var all []string
	for i := range v.Blocks {
		all = append(all, v.Blocks[i].Text)
	}
	return strings.Join(all, "|")
}

func TestWhatNobodySeesIsLeftOut(t *testing.T) {
	for name, c := range map[string]struct{ body, want string }{
		"scripts, styles and pictures":   {`<script>a</script><style>b</style><svg><text>c</text></svg><template>d</template><noscript>e</noscript><p>x</p>`, "x"},
		"menus by element and role":      {`<nav>a</nav><div role="Navigation">b</div><div role="search">c</div><ul role="menu"><li>d</li></ul><p>x</p>`, "x"},
		"fields":                         {`<select><option>a</option></select><textarea>b</textarea><p>x <input value="c"></p>`, "x"},
		"the site's header and footer":   {`<header><p>a</p></header><p>x</p><footer>b</footer>`, "x"},
		"a header that holds the title":  {`<header><h1>x</h1></header><footer>b</footer>`, "x"},
		"an article's header":            {`<article><header><p>x</p></header><p>y</p></article>`, "x|y"},
		"a quotation's footer":           {`<blockquote><p>x</p><footer>y</footer></blockquote>`, "x|y"},
		"a banner by role":               {`<div role="banner">a</div><div role="banner"><h1>x</h1></div>`, "x"},
		"hidden phrases":                 {`<p>x<span hidden>a</span><i style="color:red; display: none">b</i><b style="visibility:hidden">c</b></p>`, "x"},
		"a hidden panel stays":           {`<div hidden><h3>x</h3><ul><li>y</li></ul></div><div style="display:none"><p>a</p></div>`, "x|y"},
		"tooltips by their id":           {`<p><b aria-describedby="t1 t2">x</b><span id="t1">a</span><span id="t3">y</span></p>`, "xy"},
		"long text for machines":         {`<p>x<span aria-hidden="true">one two three four five</span><span aria-hidden="true">y</span></p>`, "xy"},
		"what a template holds back":     {`<section class="banner -hidden"><h3>a</h3></section><section class="banner"><h3>x</h3></section><p class="non-hidden">y</p>`, "x|y"},
		"a long line is never noise":     {`<p>We use cookies ` + strings.Repeat("w", 300) + `</p>`, "We use cookies " + strings.Repeat("w", 300)},
		"lines known by their words":     {`<p>Skip to content</p><p>We use cookies to count.</p><p>x</p>`, "x"},
		"readers' comments and the rest": {`<p>x</p><h3>12 Comments</h3><p>a</p>`, "x"},
		"not comments at the beginning":  {`<h3>Leave a Reply</h3><p>x</p>`, "Leave a Reply|x"},
		"what follows the main part":     {`<main><h1>x</h1><p>y</p></main><p>a</p>`, "x|y"},
		"a main part without a title":    {`<main><p>x</p></main><p>y</p>`, "x|y"},
		"a main part by its role":        {`<div role="main"><h1>x</h1></div><p>a</p>`, "x"},
	} {
		if got := lines(viewOf(t, "<html><body>"+c.body+"</body></html>")); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestWhereALineStands(t *testing.T) {
	v := viewOf(t, `<h2>A</h2><ul><li>b</li><li>c<br>d</li></ul><dl><dt>e</dt><dd>f</dd></dl><table><tr><th>g</th><td>h</td></tr><tr><td></td><td>i<p>j</p></td></tr></table><p><a href="x">k</a> <a href="/y">l</a></p><p>m <a href="#z">n</a></p>`)
	var got []string
	for i := range v.Blocks {
		b := &v.Blocks[i]
		s := b.Text + ":" + string(rune('0'+b.Kind)) + string(rune('0'+b.Level))
		if b.List > 0 {
			s += " list" + string(rune('0'+b.List)) + "." + string(rune('0'+b.Item))
		}
		if b.Table > 0 {
			s += " at" + string(rune('0'+b.Row)) + "." + string(rune('0'+b.Col))
		}
		if b.Linked {
			s += " linked"
		}
		got = append(got, s)
	}
	want := []string{"A:12", "b:20 list1.1", "c:20 list1.2", "d:20 list1.2", "e:30 list2.3", "f:40 list2.0", "g:50 at0.0", "h:50 at0.1", "i:50 at1.1", "j:50 at1.1", "k l:00 linked", "m n:00"}
	if !slices.Equal(got, want) {
		t.Errorf("\ngot  %q\nwant %q", got, want)
	}
	if len(v.Tables) != 1 || len(v.Tables[0].Rows) != 2 || len(v.Tables[0].Rows[1]) != 2 || v.Tables[0].Rows[1][0].Text != "" || v.Tables[0].Rows[1][1].Text != "i j" || !v.Tables[0].Rows[0][0].Header || v.Tables[0].Rows[0][1].Header {
		t.Errorf("table %+v", v.Tables)
	}
	if v.Tables[0].From != 6 || v.Tables[0].To != 10 {
		t.Errorf("the table is lines %d to %d", v.Tables[0].From, v.Tables[0].To)
	}
	var links []string
	for l := range v.LinksAt(10) {
		links = append(links, l.Text+"="+l.URL)
	}
	if !slices.Equal(links, []string{"k=x", "l=/y"}) {
		t.Errorf("links %q", links)
	}
	if got := v.Lines(cascadia.MustCompile("li, td")); !slices.Equal(got, []int{1, 2, 3, 7, 8}) {
		t.Errorf("lines of li and td: %v", got)
	}
	if got := v.text(8, 10, "+"); got != "i+j" {
		t.Errorf("text %q", got)
	}
}

func TestSegmentsBetweenPoints(t *testing.T) {
	v := viewOf(t, `<p>Label: one</p><p>two | three |</p><p>four</p>`)
	var got []string
	for _, s := range v.Segments(At(0, 5), At(2, 2)) {
		got = append(got, s.Text+"@"+v.Blocks[s.Block].Text[s.Start:s.End])
	}
	if want := []string{"one@one", "two | three@two | three", "fo@fo"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if s := v.Segments(At(1, 3), At(1, 3)); len(s) != 0 {
		t.Errorf("%+v", s)
	}
	p := viewOf(t, `<p><span>12</span> <b>open</b> <i>★</i><u>now</u></p>`)
	b := &p.Blocks[0]
	for off, want := range map[int]string{0: "12", 1: "12", 3: "open", 6: "open", 8: "★", 11: "now", 13: "now"} {
		if got := p.Pieces[p.PieceAt(b, off)].Text; got != want {
			t.Errorf("at %d stands %q, want %q", off, got, want)
		}
	}
	if got := p.CountBefore(b, 1); got != "12" {
		t.Errorf("count before %q", got)
	}
	if p.CountBefore(b, 0) != "" || p.CountBefore(b, 2) != "" {
		t.Error("a word is a count")
	}
	if n := p.NextWord(At(0, 7)); n == nil || n.Data != "now" {
		t.Errorf("next word %+v", n)
	}
	if n := p.NextWord(At(0, 14)); n != nil {
		t.Errorf("a word behind the end: %+v", n)
	}
}

func TestWhatAPageSaysOfItself(t *testing.T) {
	for head, want := range map[string]string{
		`<link rel="canonical" href=" /a/ "><meta property="og:url" content="/b/">`:                            "/a/",
		`<link rel="alternate Canonical" href="/a/">`:                                                          "/a/",
		`<meta property="og:url" content=" /b/ ">`:                                                             "/b/",
		`<script type="application/ld+json">{"@graph":[{"@type":"WebPage","url":" /c/ "}]}</script>`:           "/c/",
		`<script type="application/ld+json">{"@type":"Organization","url":"/d/"}</script>`:                     "",
		`<script type="application/ld+json">{broken</script>`:                                                  "",
		`<link rel="alternate" href="/e/">`:                                                                    "",
		`<base href="/f/"><link rel="canonical" href="/a/">`:                                                   "/a/",
		`<script type="application/ld+json">{"@type":"Article","url":"/g/"}</script><link rel="x" href="/y/">`: "/g/",
	} {
		if got := viewOf(t, "<head><title> A \n title </title>"+head+"</head><p>x</p>"); got.Canonical != want || got.Title != "A title" {
			t.Errorf("%s: %q, title %q", head, got.Canonical, got.Title)
		}
	}
	v := viewOf(t, `<head><base href="/base/"></head><p><a href="x">y</a> <a href="#z">z</a></p><form><input type="Password"></form>`)
	if v.Links[0].URL != "https://site.example/base/x" || v.Links[1].URL != "#z" || !v.Password {
		t.Errorf("%+v, password %v", v.Links, v.Password)
	}
	if viewOf(t, `<p>x<input type="text"></p>`).Password {
		t.Error("a field for text is one for a password")
	}
}

func TestTextAsAPersonReadsIt(t *testing.T) {
	for s, want := range map[string]string{" a \n\t b ": "a b", "a\u00a0b": "a b", "a\u200bb\u00ad": "ab", "e\u0301": "é", "\ufeffx": "x", "   ": "", "": "", "a\xffb": "a\ufffdb", "ab": "ab", "a  b": "a b", "\u3000x\u2003y": "x y"} {
		if got := FoldText(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
	for s, want := range map[string][2]bool{" a": {true, false}, "a ": {false, true}, "a": {}, "\u00a0a\u00a0": {true, true}, " ": {true, true}, "": {}} {
		if _, lead, trail := Fold(s); lead != want[0] || trail != want[1] {
			t.Errorf("%q: %v %v", s, lead, trail)
		}
	}
}

func TestWordsAreComparedAsAPersonReadsThem(t *testing.T) {
	for _, c := range []struct {
		text, words string
		end         int
	}{{"Completion: x", "completion", 10}, {"COMPLETION", "Completion", 10}, {"Complete", "completion", 0}, {"Ambition(see definition)", "Ambition (see definition)", 24}, {"OGP’s own", "ogp's own", 11}, {"A – b", "a - b", 7}, {"x", "xy", 0}, {"( see definition )", "(see definition)", 18}, {"Designi", "Design i", 7}, {"Élan", "élan", 5}, {"", "x", 0}, {"AZURE", "azure", 5}, {"ZA", "za", 2}, {"A  b", "a b", 0}, {"a", "a b", 0}} {
		if got := PrefixEnd(c.text, Key(c.words)); got != c.end {
			t.Errorf("%q in %q ends at %d, want %d", c.words, c.text, got, c.end)
		}
	}
	if !SameWords("Completion:**", "completion") || SameWords("Completion x", "completion") || !IsKey("See More", "see more") || !slices.Equal(Keys([]string{"A:", "B "}), []string{"a", "b"}) {
		t.Error("words are compared wrongly")
	}
	for text, want := range map[string]int{" : x": 3, "* : x": 4, "[1]: x": 5, "[12]x": 4, "[123]: x": 7, "[1234]: x": 0, "[]: x": 0, "[a]: x": 0, "†: x": 5, "： x": 4, "x": 0, "**": 2} {
		if got, _ := SkipColon(text, 0); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
	for text, want := range map[string]bool{"One two three four.": true, "One two.": false, "a b c d e f g h": true, "a b c d e f g": false, "It is. So": true, "x": false} {
		if IsSentence(text) != want {
			t.Errorf("%q is a sentence: %v", text, !want)
		}
	}
	for text, want := range map[string]bool{strings.Repeat("a ", 25) + "b": true, strings.Repeat("a ", 24) + "b": false, "one two three four five six seven eight.": true, "one two three four five six seven.": false, "one two three. Four five six seven eight": true} {
		if IsProse(text) != want {
			t.Errorf("%q is prose: %v", text, !want)
		}
	}
	for text, want := range map[string]bool{"1": true, "12": true, "": false, "1a": false} {
		if IsDigits(text) != want {
			t.Errorf("%q is digits: %v", text, !want)
		}
	}
	for text, want := range map[[2]string]bool{{"aB", "1"}: true, {"a b", "1"}: false, {"?B", "1"}: true, {"a1", "1"}: true, {"AB", "1"}: false, {"ab", "1"}: false} {
		if IsGlue(text[0], 1) != want {
			t.Errorf("%q is glued: %v", text[0], !want)
		}
	}
	for text, want := range map[string]string{"Write to a.b@c.example now": "Write to now", "no address": "no address", "bar@2x.png": "bar@2x.png"} {
		if got := WithoutMail(text); got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}

func TestTheTextBelowAnElement(t *testing.T) {
	v := viewOf(t, `<div><p>a<b>b</b></p><!-- c --><p>d</p></div>`)
	div := v.Doc.Find("div").Get(0)
	if got := TextOf(div); got != "abd" {
		t.Errorf("%q", got)
	}
	if !HasElement(div, atom.B) || HasElement(div, atom.I) || !Inside(v.Doc.Find("b").Get(0), atom.Div) || Inside(div, atom.P) {
		t.Error("elements are looked for in the wrong place")
	}
	if n := Following(v.Doc.Find("b").Get(0)); n == nil || n.Data != "b" || n.Type != html.TextNode {
		t.Errorf("%+v", n)
	}
	if a := Ancestors(v.Doc.Find("b").Get(0)); len(a) != 5 || !a[div] { // p, div, body, html, document
		t.Errorf("%d ancestors", len(a))
	}
}

func TestAReleasedViewKeepsNothing(t *testing.T) {
	v := viewOf(t, `<p>one <a href="/x">two</a></p>`)
	text := v.Blocks[0].Text
	v.Release()
	w := viewOf(t, `<p>three</p>`)
	if text != "one two" || lines(w) != "three" || len(w.Links) != 0 || len(w.Tables) != 0 {
		t.Errorf("%q %q %+v", text, lines(w), w.Links)
	}
}
