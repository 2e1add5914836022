package view

import (
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

func abridged(t *testing.T, doc string) string {
	t.Helper()
	left, err := io.ReadAll(iotest.OneByteReader(Abridged([]byte(doc))))
	if err != nil {
		t.Fatal(err)
	}
	return string(left)
}

func TestWhatNobodyReadsIsLeftOut(t *testing.T) {
	for name, c := range map[string]struct{ doc, want string }{
		"a script":                   {`<p>a</p><script>if (a<b) c = "</p>"</script><p>b`, `<p>a</p><p>b`},
		"a style sheet":              {`<p><STYLE type=x>a>b{}</style >b`, `<p>b`},
		"two, and one by address":    {`<i></i><script src="a"></script><script>x</script> b`, `<i></i> b`},
		"data stays":                 {`<p><script type="application/ld+JSON">{}</script><script>x</script>`, `<p><script type="application/ld+JSON">{}</script>`},
		"a name in an attribute":     {`<p title="<script>">a<script></script> b`, `<p title="<script>">a<script></script> b`},
		"behind an attribute":        {`<p title='<script>' id=x"y>a</p><script>"</script>b`, `<p title='<script>' id=x"y>a</p>b`},
		"an attribute's end in it":   {`<p title=">" x='>'><script>1</script>b`, `<p title=">" x='>'>b`},
		"in a comment":               {`<p><!--[if IE]><script>a</script><![endif]--><script>b</script>`, `<p><!--[if IE]><script>a</script><![endif]-->`},
		"a comment that ends oddly":  {`<p><!-- a --!><script>b</script>--><!--><script>c</script>-->`, `<p><!-- a --!>--><!-->-->`},
		"in a title":                 {`<p><title>a <script> b</title><script>c</script>`, `<p><title>a <script> b</title>`},
		"words do not grow together": {`<p>a<script>b</script>c &am<script></script>p; <<script></script>b>`, `<p>a<script>b</script>c &am<script></script>p; <<script></script>b>`},
		"before any element":         {`<script>a</script><!DOCTYPE html><p><script>b</script>c`, `<script>a</script><!DOCTYPE html><p>c`},
		"without its end":            {`<p>a</p> <script>b</p>`, `<p>a</p> <script>b</p>`},
		"hidden from old browsers":   {`<p> <script><!-- <script> </script> --></script> c <script>d</script>`, `<p> <script><!-- <script> </script> --></script> c <script>d</script>`},
		"beside a drawing":           {`<svg><title>a</title><g></g></svg><script>b</script>c`, `<svg><title>a</title><g></g></svg>c`},
		"in a drawing":               {`<svg><script>a<b></b></script></svg> <script>c</script>`, `<svg><script>a<b></b></script></svg> <script>c</script>`},
		"an end tag in a script":     {`<p> <script>a</scripts> </script-x></script	x="</script>">b`, `<p> b`},
		"a menu":                     {`<nav id=x><ul><li class="a"><a href="/b">One</a></li><script>c</script><li><i></i>Two<br>d<!-- e --></li></ul></nav><p>f`, `<nav id=x><ul>One Two d </ul></nav><p>f`},
		"a menu with a heading":      {`<nav><h2>a</h2><ul><li>b</li></ul></nav><script>c</script>d`, `<nav><h2>a</h2><ul><li>b</li></ul></nav>d`},
		"a menu with a field":        {`<nav><ul><li><input type=password></li></ul></nav>`, `<nav><ul><li><input type=password></li></ul></nav>`},
		"a menu without a list":      {`<nav><a href=x>b</a></nav>`, `<nav><a href=x>b</a></nav>`},
		"a menu without words":       {`<nav><ul><li> </li></ul></nav>`, `<nav><ul><li> </li></ul></nav>`},
		"a menu in a link":           {`<a href=x><nav><ul><li>b</li></ul></nav></a>`, `<a href=x><nav><ul><li>b</li></ul></nav></a>`},
		"a link that a cell ends":    {`<a href=x><table><td></a></table><nav><ul><li>b</li></ul></nav>`, `<a href=x><table><td></a></table><nav><ul><li>b</li></ul></nav>`},
		"an item of no list":         {`<li><nav><div><li>b</li><ul></ul></div></nav>`, `<li><nav><div><li>b</li><ul></ul></div></nav>`},
		"an end of another element":  {`<div><nav><ul><li>b</div></li></ul></nav>`, `<div><nav><ul><li>b</div></li></ul></nav>`},
		"an end that is none":        {`<nav><ul><li>b<span/></li></ul></nav>`, `<nav><ul><li>b<span/></li></ul></nav>`},
		"a menu that does not end":   {`<nav><ul><li>b</li></ul>`, `<nav><ul><li>b</li></ul>`},
		"no markup":                  {`a < b > c`, `a < b > c`},
		"nothing":                    {``, ``},
	} {
		if got := abridged(t, c.doc); got != c.want {
			t.Errorf("%s: %q\n got %q\nwant %q", name, c.doc, got, c.want)
		}
	}
}

// seen writes what is left of a document when its scripts and style sheets are
// dropped after it was parsed: elements, attributes, words. Groups of columns
// are not written: a script between them makes two of one.
//
// Of menus the words count, wherever they are parted.
//
// Text in a table but in no cell goes before it, and a space does with a word
// that follows it: in documents with tables spaces do not count.
func seen(t *testing.T, r io.Reader, between string) string {
	t.Helper()
	root, err := html.Parse(r)
	if err != nil {
		t.Skip(err) // nested too deeply
	}
	var out, text strings.Builder
	flush := func() {
		if words := strings.Fields(text.String()); len(words) > 0 {
			out.WriteString(strings.Join(words, between) + "\n")
		}
		text.Reset()
	}
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for c := range n.ChildNodes() {
			switch {
			case c.Type == html.TextNode:
				text.WriteString(c.Data)
			case c.Type == html.DoctypeNode:
				out.WriteString("document type " + c.Data + "\n")
			case c.Type != html.ElementNode || (c.DataAtom == atom.Script || c.DataAtom == atom.Style) && !strings.Contains(strings.ToLower(Attr(c, "type")), "json"):
			case c.DataAtom == atom.Nav && c.Namespace == "":
				flush()
				out.WriteString("menu" + fmt.Sprint(c.Attr) + ": " + strings.Join(strings.Fields(said(c)), "") + "\n")
			case c.DataAtom == atom.Colgroup || c.DataAtom == atom.Head && c.Namespace == "":
				walk(c)
			default:
				flush()
				out.WriteString("<" + c.Namespace + " " + c.Data)
				for _, a := range c.Attr {
					out.WriteString(" " + a.Namespace + ":" + a.Key + "=" + a.Val)
				}
				out.WriteString(">\n")
				walk(c)
				flush()
				out.WriteString("</" + c.Data + ">\n")
			}
		}
	}
	walk(root)
	flush()
	return out.String()
}

// said is the text below an element, a space behind each part of it.
func said(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode && d.Parent.DataAtom != atom.Script && d.Parent.DataAtom != atom.Style {
			b.WriteString(d.Data + " ")
		}
	}
	return b.String()
}

// What scripts are left out of before it is parsed is the page they are left
// out of afterwards.
func FuzzAbridged(f *testing.F) {
	for _, doc := range []string{
		`<p>a</p><script>if (a<b) c = "</p>"</script><p title='<script>'>b</p><style>a{}</style>c`,
		`<!DOCTYPE html><html><head><title>a</title><script src=a></script></head><body><table><colgroup><script></script><col></table>`,
		`<svg viewBox="0 0 1 1"><title>a</title><style>b</style><path d="M0"/></svg><script>c</script><math><script>d</script></math>`,
		`<p><!--[if IE]><script>a</script><![endif]--><script>b</script><textarea><script></textarea></script>`,
		`<select><option>a<script>b</script></select><noscript><script>c</script></noscript><template><script>d</script>e</template>`,
		`<p> <script>a<!-- <script> </script> --></script> <a href=x=y"> <script>b</script c="d>">`,
		`<svg><desc><script>a</script></desc><foreignObject><p><script>b</script></svg><script>c</script>`,
	} {
		f.Add(doc)
	}
	f.Fuzz(compareSeen)
}

// shown is the view of a document.
func shown(t *testing.T, r io.Reader) string {
	t.Helper()
	root, err := html.Parse(r)
	if err != nil {
		t.Fatal(err)
	}
	v := New(root, "https://www.opengovpartnership.org/", NewNoise(nil, nil, nil))
	defer v.Release()
	var b strings.Builder
	for _, l := range v.Blocks {
		fmt.Fprintln(&b, l.Text, l.Kind, l.Level, l.List, l.Item, l.Linked, l.Node.Data)
	}
	for _, l := range v.Links {
		fmt.Fprintln(&b, l.Text, l.URL, l.Block)
	}
	return b.String()
}

func compareSeen(t *testing.T, doc string) {
	t.Helper()
	between := " "
	if strings.Contains(strings.ToLower(doc), "<table") {
		between = ""
	}
	want, got := seen(t, strings.NewReader(doc), between), seen(t, Abridged([]byte(doc)), between)
	if between != "" {
		want, got = want+shown(t, strings.NewReader(doc)), got+shown(t, Abridged([]byte(doc)))
	}
	if got != want {
		t.Fatalf("%q, parsed %q\n got %s\nwant %s", doc, abridged(t, doc), got, want)
	}
}

// Markup put together by chance, of pieces that each mean something to the
// rules for reading it.
func TestAnyMarkupIsTheSamePageAbridged(t *testing.T) {
	pieces := []string{
		"<script>", "<SCRIPT src=a>", "<script/>", `<script type="x/json">`, "</script>", "</script >", "</scripts>", "<style>", "</style>", "<title>", "</title>",
		"<textarea>", "</textarea>", "<noscript>", "</noscript>", "<iframe>", "</iframe>", "<xmp>", "</xmp>", "<svg>", "</svg>", "<svg/>", "<desc>", "</desc>",
		"<foreignObject>", "</foreignObject>", "<math>", "</math>", "<mi>", "<select>", "<option>", "</select>", "<template>", "</template>", "<plaintext>", "<frameset>",
		"<table>", "<tr>", "<td>", "<caption>", "<colgroup>", "<col>", "</table>", "<p>", "</p>", "<b>", "</b>", "<a href=x>", "<div id='a'>", "</div>", "<br/>", "<html>", "<head>", "</head>", "<body>", "</body>", "</html>",
		"<nav>", "</nav>", "<nav class=m>", "<ul>", "</ul>", "<li>", "</li>", "<ol>", "</ol>", "<span>", "</span>", "<i>", "</i>", "<em>", "</a>", "<nav><ul><li><a href=y>m</a></li></ul></nav>", "<nav><ul><li><i>", "</i> n</li></ul></nav>", "<h1>", "</h1>", "<button>", "</button>", "</td>", "<img>",
		"<!--", "-->", "--!>", "<!-->", "<!DOCTYPE html>", "<![CDATA[", "]]>", "<?x", "</>", "</ >", "<", ">", "/", "=", `"`, "'", ` a="`, ` b='`, " c=d", "&am", "p;", "&lt", "x", "y z", " ", "\n", "\x00",
	}
	chance := rand.New(rand.NewPCG(1, 2))
	some := func(most int) string {
		var doc strings.Builder
		for range chance.IntN(most) {
			doc.WriteString(pieces[chance.IntN(len(pieces))])
		}
		return doc.String()
	}
	for range 20000 {
		compareSeen(t, []string{"", "<p>"}[chance.IntN(2)]+some(26))
	}
	// Menus, most of them in order, behind and before anything.
	inner := []string{"ul", "ul", "ol", "li", "li", "li", "a", "a", "i", "b", "span", "div", "p", "h2", "table", "select", "nav"}
	var menu func(depth int) string
	menu = func(depth int) string {
		var doc strings.Builder
		for range chance.IntN(4) {
			switch n := chance.IntN(40); {
			case n == 0:
				doc.WriteString(pieces[chance.IntN(len(pieces))])
			case n < 12 || depth > 5:
				doc.WriteString([]string{"w", " x ", "&amp", "<br>", "<!-- c -->", "<script>s</script>", "a<"}[chance.IntN(7)])
			default:
				name := inner[chance.IntN(len(inner)-(depth%2)*5)]
				if depth == 0 {
					name = "ul"
				}
				doc.WriteString("<" + name + ">" + menu(depth+1) + "</" + name + ">")
			}
		}
		return doc.String()
	}
	for range 40000 {
		compareSeen(t, "<p>"+some(5)+"<nav>"+menu(0)+"</nav>"+some(5)+"z")
	}
}
