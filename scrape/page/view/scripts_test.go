package view

import (
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

func withoutScripts(t *testing.T, doc string) string {
	t.Helper()
	left, err := io.ReadAll(iotest.OneByteReader(WithoutScripts([]byte(doc))))
	if err != nil {
		t.Fatal(err)
	}
	return string(left)
}

func TestScriptsAreLeftOut(t *testing.T) {
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
		"no markup":                  {`a < b > c`, `a < b > c`},
		"nothing":                    {``, ``},
	} {
		if got := withoutScripts(t, c.doc); got != c.want {
			t.Errorf("%s: %q\n got %q\nwant %q", name, c.doc, got, c.want)
		}
	}
}

// seen writes what is left of a document when its scripts and style sheets are
// dropped after it was parsed: elements, attributes, words. Groups of columns
// are not written: a script between them makes two of one.
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

// What scripts are left out of before it is parsed is the page they are left
// out of afterwards.
func FuzzWithoutScripts(f *testing.F) {
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

func compareSeen(t *testing.T, doc string) {
	t.Helper()
	between := " "
	if strings.Contains(strings.ToLower(doc), "<table") {
		between = ""
	}
	want, got := seen(t, strings.NewReader(doc), between), seen(t, WithoutScripts([]byte(doc)), between)
	if got != want {
		t.Fatalf("%q, parsed %q\n got %s\nwant %s", doc, withoutScripts(t, doc), got, want)
	}
}

// Markup put together by chance, of pieces that each mean something to the
// rules for reading it.
func TestScriptsAreLeftOutOfAnyMarkup(t *testing.T) {
	pieces := []string{
		"<script>", "<SCRIPT src=a>", "<script/>", `<script type="x/json">`, "</script>", "</script >", "</scripts>", "<style>", "</style>", "<title>", "</title>",
		"<textarea>", "</textarea>", "<noscript>", "</noscript>", "<iframe>", "</iframe>", "<xmp>", "</xmp>", "<svg>", "</svg>", "<svg/>", "<desc>", "</desc>",
		"<foreignObject>", "</foreignObject>", "<math>", "</math>", "<mi>", "<select>", "<option>", "</select>", "<template>", "</template>", "<plaintext>", "<frameset>",
		"<table>", "<tr>", "<td>", "<caption>", "<colgroup>", "<col>", "</table>", "<p>", "</p>", "<b>", "</b>", "<a href=x>", "<div id='a'>", "</div>", "<br/>", "<html>", "<head>", "</head>", "<body>", "</body>", "</html>",
		"<!--", "-->", "--!>", "<!-->", "<!DOCTYPE html>", "<![CDATA[", "]]>", "<?x", "</>", "</ >", "<", ">", "/", "=", `"`, "'", ` a="`, ` b='`, " c=d", "&am", "p;", "&lt", "x", "y z", " ", "\n", "\x00",
	}
	chance := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		var doc strings.Builder
		if chance.IntN(2) == 0 {
			doc.WriteString("<p>")
		}
		for range 2 + chance.IntN(14) {
			doc.WriteString(pieces[chance.IntN(len(pieces))])
		}
		compareSeen(t, doc.String())
	}
}
