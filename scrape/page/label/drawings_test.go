package label_test

import (
	"os"
	"strings"
	"testing"

	"ogptracker/scrape/page"
	"ogptracker/scrape/page/label"
	"ogptracker/scrape/page/pagetest"
	"ogptracker/scrape/record"
)

// drawings are ways to draw a rating. read is the word that is taken; where it
// is "", the value is Unreadable, its markup is shown, and sign is a way to
// teach it with one line of labels.drawn.
var drawings = []struct{ name, markup, read, sign string }{
	{"text for screen readers", `<span class="visually-hidden">Substantial</span><i class="bar"></i>`, "Substantial", ""},
	{"aria-label", `<div role="img" aria-label="Substantial"></div>`, "Substantial", ""},
	{"aria-valuetext of a meter", `<div role="meter" aria-valuenow="3" aria-valuetext="Substantial"></div>`, "Substantial", ""},
	{"alt of an image", `<img src="/i/77.png" alt="Substantial">`, "Substantial", ""},
	{"title of an element", `<abbr title="Substantial">●●●○</abbr>`, "Substantial", ""},
	{"file name of an image", `<img src="/i/completion-substantial@2x.png?v=9">`, "Substantial", ""},
	{"file name of an icon", `<img src="/themes/ogp/icon_substantial.svg">`, "Substantial", ""},
	{"file name that is a number", `<img src="/themes/ogp/level-3.svg">`, "", "level-3.svg"},
	{"picture in several sizes", `<picture><source srcset="/i/substantial.webp"><img src="/i/x.gif"></picture>`, "Substantial", ""},
	{"background image in a style", `<i style="background-image: url('/i/substantial.svg')"></i>`, "Substantial", ""},
	{"background image that is a number", `<i style="background:url(/i/r3.svg) no-repeat"></i>`, "", "background:url(/i/r3.svg) no-repeat"},
	{"sprite, by its position", `<i class="sprite" style="background-position:-48px 0"></i>`, "", "background-position:-48px 0"},
	{"SVG with a title", `<svg viewBox="0 0 9 9"><title>Substantial</title><path d="M0 0"/></svg>`, "Substantial", ""},
	{"SVG with words", `<svg><text x="0" y="9">Substantial</text></svg>`, "Substantial", ""},
	{"SVG of a set, by its name", `<svg><use href="/i/set.svg#substantial"></use></svg>`, "Substantial", ""},
	{"SVG of a set, by its number", `<svg><use xlink:href="#rating-3"></use></svg>`, "", "rating-3"},
	{"SVG arc alone", `<svg><circle r="5" stroke-dasharray="75 25"></circle></svg>`, "", "stroke-dasharray=75 25"},
	{"class that is the word", `<span class="rating rating-substantial"></span>`, "Substantial", ""},
	{"class that ends in the word", `<span class="gauge__fill gauge__fill--substantial"></span>`, "Substantial", ""},
	{"class of a style sheet made by a program", `<span class="css-1x2y3z-substantial"></span>`, "Substantial", ""},
	{"class that is a number", `<span class="rating rating-3"></span>`, "", "rating-3"},
	{"class whose style sheet writes the word", `<span class="r3"></span><style>.r3::after{content:"Substantial"}</style>`, "", "r3"},
	{"class that denies the word", `<span class="bar not-substantial"></span>`, "", "not-substantial"},
	{"class about a width", `<span class="limited-width"></span>`, "", "limited-width"},
	{"class of a state of the page", `<span class="is-active d-none"></span>`, "", "is-active"},
	{"data attribute with the word", `<span data-value="substantial"></span>`, "Substantial", ""},
	{"data attribute with a number", `<span data-level="3"></span>`, "", "data-level=3"},
	{"JSON in a data attribute", `<div data-chart='{"type":"gauge","value":"Substantial"}'></div>`, "Substantial", ""},
	{"JSON that names the whole scale", `<div data-chart='{"labels":["Limited","Substantial"],"value":1}'></div>`, "", `data-chart={"labels":["Limited","Substantial"],"value":1}`},
	{"style property with the word", `<i style="--rating: substantial"></i>`, "Substantial", ""},
	{"style property with a number", `<i class="bar" style="--rating:3"></i>`, "", "--rating:3"},
	{"width of a bar", `<div class="bar"><i style="width:75%"></i></div>`, "", "width:75%"},
	{"colour of a table cell", `<table><tr><td bgcolor="#7ab648"></td></tr></table>`, "", "bgcolor=#7ab648"},
	{"canvas drawn by a script", `<canvas id="c1" data-score="3"></canvas><script>draw("c1","Substantial")</script>`, "", "data-score=3"},
	{"noscript beside a canvas", `<canvas></canvas><noscript>Substantial</noscript>`, "Substantial", ""},
	{"image in a noscript", `<noscript><img src="/i/3.png" alt="Substantial"></noscript>`, "Substantial", ""},
	{"JSON in a script", `<div class="chart"></div><script type="application/json">{"value":"Substantial"}</script>`, "Substantial", ""},
	{"list of the scale with one marked", `<ol><li>Not Started</li><li>Limited</li><li class="current">Substantial</li><li>Completed</li></ol>`, "Substantial", ""},
	{"list of the scale with a tick", `<ul><li>Limited</li><li>✓ Substantial</li><li>Completed</li></ul>`, "Substantial", ""},
	{"list of the scale with none marked", `<ul class="level-3"><li>Limited</li><li>Substantial</li><li>Completed</li></ul>`, "", "level-3"},
	{"list of classes with one marked", `<ul><li class="s-limited"></li><li class="s-substantial is-active"></li><li class="s-completed"></li></ul>`, "Substantial", ""},
	{"steps, three of four done", `<ol><li class="step step-complete"></li><li class="step step-complete"></li><li class="step step-complete"></li><li class="step"></li></ol>`, "", "step-complete"},
	{"one step of four done", `<ol><li class="step step-complete"></li><li class="step"></li><li class="step"></li><li class="step"></li></ol>`, "", "step-complete"},
	{"radio buttons", `<input type="radio" value="Limited"><input type="radio" value="Substantial" checked>`, "Substantial", ""},
	{"choice of a field", `<select disabled><option>Limited</option><option selected>Substantial</option></select>`, "Substantial", ""},
	{"meter with a number", `<meter min="0" max="4" value="3"></meter>`, "", "value=3"},
	{"stars", `<span class="stars">★★★☆</span>`, "", "★★★☆"},
	{"picture set as an object", `<object data="/i/substantial.svg" type="image/svg+xml"></object>`, "Substantial", ""},
	{"frame of another page", `<iframe src="/charts/12345"></iframe>`, "", "12345"},
	{"data attribute of the finding before", `<span data-previous="limited" data-level="3"></span>`, "", "data-level=3"},
	{"data attributes of two findings", `<span data-midterm="limited" data-final="substantial"></span>`, "", "data-final=substantial"},
	{"data attributes of the finding before and now", `<span data-prev="limited" data-current="substantial"></span>`, "Substantial", ""},
	{"data attribute of the end of the scale", `<span data-max="completed" data-now="3"></span>`, "", "data-now=3"},
	{"JSON about others", `<div data-props='{"average":"Limited","score":3}'></div>`, "", `data-props={"average":"Limited","score":3}`},
	{"JSON with a series of others", `<div data-series='[{"name":"Global average","value":"Limited"},{"name":"Ghana","value":"Substantial"}]'></div>`, "Substantial", ""},
	{"class about others", `<span class="avg-limited r3"></span>`, "", "r3"},
	{"radio buttons with one chosen", `<input type="radio" value="limited"><input type="radio" value="substantial" checked><input type="radio" value="completed">`, "Substantial", ""},
	{"item that a step points at", `<ol><li>Limited</li><li aria-current="step">Substantial</li><li>Completed</li></ol>`, "Substantial", ""},
	{"words of which some are struck out", `<del>Limited</del> <ins>Substantial</ins>`, "", ""},
	{"words that fade", `<span style="opacity:.3">Limited</span><span style="opacity:1">Substantial</span>`, "", ""},
	{"signs in colours", `<span class="lights">🟢🟢🟢⚪</span>`, "", "🟢🟢🟢⚪"},
	{"animation by its file", `<lottie-player src="/anim/substantial.json"></lottie-player>`, "Substantial", ""},
	{"image that loads late", `<img src="data:image/gif;base64,R0lGOD" data-src="/i/substantial.png">`, "Substantial", ""},
	{"SVG, three segments of four", `<svg class="ring n3"><path class="on"/><path class="on"/><path class="on"/><path/></svg>`, "", "n3"},
	{"what others have, beside it", `<div class="bar r3"></div><small>Global average: Substantial</small>`, "", "r3"},
	{"text that says less than the word", `<img src="/i/x3.png" alt="Less than substantial">`, "", "x3.png"},
	{"link to the glossary", `<a href="/glossary/substantial/"><i class="dot d3"></i></a>`, "", "d3"},
	{"nothing at all", ``, "", ""},
}

func TestEachWayOfDrawingIsReadOrShownAndTaught(t *testing.T) {
	plain := newReader(t)
	labels, err := label.Parse(label.DefaultYAML)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range drawings {
		t.Run(d.name, func(t *testing.T) {
			for name, carrier := range map[string]string{"in a line": `<p><b>Completion:</b> %s</p>`, "in a list": `<dl><dt>Completion</dt><dd>%s</dd></dl>`,
				"in a row": `<div class="row"><div>Completion:</div><div>%s</div></div>`} {
				body := []byte(pagetest.CommitmentBody(strings.Replace(carrier, "%s", d.markup, 1)))
				got := completionOf(t, plain, body)
				if got.Raw != d.read || (d.read == "") != (got.State == record.Unreadable) {
					t.Fatalf("%s: got %+v, want %q", name, got, d.read)
				}
				if d.read != "" {
					continue
				}
				if d.markup != "" && !strings.Contains(got.Markup, firstTag(d.markup)) {
					t.Errorf("%s: shows %s", name, got.Markup)
				}
				if d.sign == "" {
					continue
				}
				taught, err := page.New(page.Taught{Drawn: map[string]map[string]string{"completion": {d.sign: "Limited"}}})
				if err != nil {
					t.Fatal(err)
				}
				if got := completionOf(t, taught, body); got != (record.Value{Raw: "Limited", State: record.Stated, Drawn: "labels.drawn"}) {
					t.Errorf("%s: taught %q, got %+v", name, d.sign, got)
				}
				lesson, ok := labels.LessonOf(record.FieldCompletion, got.Markup)
				if !ok || !strings.Contains(strings.ToLower(strings.Join(lesson.Signs, "\n")), strings.ToLower(d.sign)) {
					t.Errorf("%s: %q is not among the signs proposed: %q", name, d.sign, lesson.Signs)
				}
			}
		})
	}
}

func completionOf(t *testing.T, r *page.Reader, body []byte) record.Value {
	t.Helper()
	p, err := r.Read(body, "text/html", record.Source{Address: "https://www.opengovpartnership.org/members/kenya/commitments/KE0001/"})
	if err != nil {
		t.Fatal(err)
	}
	return p.Field(record.FieldCompletion)
}

// firstTag is the beginning of the first element of a piece of markup.
func firstTag(markup string) string {
	end := strings.IndexAny(markup, " >")
	return markup[:end]
}

// TestTheRunbookListsEachWayOfDrawing holds docs/operating.md against the list
// above; -update rewrites it.
func TestTheRunbookListsEachWayOfDrawing(t *testing.T) {
	const path, begin, end = "../../../docs/operating.md", "<!-- drawings: made by a test of the readers -->\n", "<!-- end of drawings -->\n"
	var b strings.Builder
	b.WriteString("| a rating drawn as | reads | taught by, for example |\n| --- | --- | --- |\n")
	for _, d := range drawings {
		reads, sign := "the word", ""
		if d.read == "" {
			reads = "Unreadable, markup shown"
		}
		if d.sign != "" {
			sign = "`" + strings.ReplaceAll(d.sign, "|", "\\|") + "`"
		}
		b.WriteString("| " + d.name + " | " + reads + " | " + sign + " |\n")
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, ok := strings.Cut(string(data), begin)
	have, tail, ok2 := strings.Cut(rest, end)
	switch {
	case !ok || !ok2:
		t.Fatalf("%s has no place for the list (%s)", path, strings.TrimSpace(begin))
	case have == b.String():
	case *update:
		if err := os.WriteFile(path, []byte(head+begin+b.String()+end+tail), 0o644); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("the list of drawings in %s is not current; run with -update", path)
	}
}

func TestADrawingAtTheEndOfThePageIsRead(t *testing.T) {
	for end, want := range map[string]string{
		`<p>Completion: <b></b><img alt="Limited"></p>`:                           "Limited",
		`<p>Completion: </p><div><i></i><span aria-label="Limited"></span></div>`: "Limited",
		`<p>Completion: </p><footer><img alt="Limited"></footer>`:                 "",
	} {
		if got := completionOf(t, newReader(t), []byte(`<h1>A title (KE0001)</h1><p>Status: Active</p>`+end)); got.Raw != want {
			t.Errorf("%s: %+v", end, got)
		}
	}
}
