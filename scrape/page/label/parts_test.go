package label

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"ogptracker/scrape/record"
)

func defaults(t *testing.T) (*Labels, *Vocabulary) {
	t.Helper()
	l, err := Parse(DefaultYAML)
	if err != nil {
		t.Fatal(err)
	}
	v, err := NewVocabulary(&l)
	if err != nil {
		t.Fatal(err)
	}
	return &l, v
}

func fieldOf(t *testing.T, l *Labels, id record.Field) *Field {
	t.Helper()
	i := slices.IndexFunc(l.Fields, func(f Field) bool { return f.Field == id })
	if i < 0 {
		t.Fatalf("no field %s", id)
	}
	return &l.Fields[i]
}

func TestWordsOfCode(t *testing.T) {
	l, v := defaults(t)
	for field, codes := range map[record.Field]map[string]string{
		record.FieldCompletion: {
			"limited": "Limited", "completion-limited": "Limited", "gauge__fill--substantial": "Substantial", "notStarted": "Not Started", "pill-not-started": "Not Started", "x-no-evidence-available": "No Evidence Available",
			"no-irm-data": "No IRM Data", "completion-no-irm-data": "No IRM Data", "rating--pending-irm-review": "Pending IRM Review",
			"chip-completed": "Completed", "is-completed": "Completed", "completed": "", "complete": "", "not-limited": "", "un-limited": "", "no-substantial": "", "without-limited": "", "limited-width": "", "max-limited": "", "img-complete": "Complete",
			"load-complete": "", "text-limited": "", "inactive": "", "x-pending": "", "x-nr": "", "major": "", "": "", strings.Repeat("x-", 40) + "limited": "", "step-unclear": "Unclear", "m-lvl_withdrawn": "Withdrawn",
		},
		record.FieldPotentialImpact: {"d-none": "", "none": "", "impact-none": "None", "x-none": "", "lvl-transformative": "Transformative", "x-minor": "Minor"},
		record.FieldRelevance:       {"values-clear": "Clear", "lens-clear": "Clear", "x-clear": ""},
		record.FieldStatus:          {"is-active": "Active", "tab-active": "", "active": "", "status-inactive": "Inactive", "x-withdrawn": "Withdrawn"},
	} {
		for code, want := range codes {
			if got := v.wordInCode(fieldOf(t, l, field), code); got != want {
				t.Errorf("%s: %q reads %q, want %q", field, code, got, want)
			}
		}
	}
	for s, want := range map[string][]string{"notStarted": {"not", "started"}, "a_B--c9": {"a", "b", "c9"}, "HTMLpage": {"htmlpage"}, "": nil, "Åland-x": {"åland", "x"}} {
		if got := wordsOf(s); !slices.Equal(got, want) {
			t.Errorf("%q: %q", s, got)
		}
	}
}

func TestWordsMadeForPeople(t *testing.T) {
	l, v := defaults(t)
	f := fieldOf(t, l, record.FieldCompletion)
	for text, want := range map[string]string{"Substantial": "Substantial", "Completion: Substantial": "Substantial", "Level of completion is limited": "Limited", "Limited or substantial": "", "": "", "High": "", "NR": "NR", "Pending IRM review": "Pending IRM Review",
		"substantial" + strings.Repeat(" ", 5) + strings.Repeat("x", 120): ""} {
		if got := v.wordIn(f, text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	if got := v.firstWordIn(f, "", "High", "Limited", "Substantial"); got != "Limited" {
		t.Errorf("first said %q", got)
	}
	for text, want := range map[string]bool{"Limited Substantial": true, "Not Started, Limited": true, "Not Started | Limited / Completed": true, "Limited": false, "Limited by law": false, "": false, "No Evidence Available Limited": true} {
		if v.isScale(f, text) != want {
			t.Errorf("%q is a scale: %v", text, !want)
		}
	}
	for text, want := range map[string]string{`{"value":"Limited"}`: "Limited", `["x",{"a":{"b":"limited"}}]`: "Limited", `{"a":"Limited","b":"Completed"}`: "", `{"a":"Limited","b":"Limited"}`: "Limited", `{"Limited":1}`: "", `{broken "Limited"`: "", "Limited": ""} {
		if got := v.inJSON(f, []string{"", text}); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]string{"Limited": "Limited", `<img alt="Limited">`: "Limited", `<i>Limited</i>`: "Limited", "Turn on scripts": "", `<img alt="Limited"><img alt="Completed">`: ""} {
		if got := v.inFragment(f, text); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
	if !v.Knows(f, "Limited*") || !v.Knows(f, "d. Complete") || v.Knows(f, "Almost") || v.Knows(f, "") {
		t.Error("words of the scale are told wrongly")
	}
}

func TestFileNamesAndStyles(t *testing.T) {
	for address, want := range map[string]string{"/a/bar-limited.svg?v=2": "bar-limited", "set.svg#limited": "limited", "/a/b@2x.png": "b", "limited": "limited", "https://x.example/a.b.png": "a.b"} {
		if got := fileName(address); got != want {
			t.Errorf("%q: %q", address, got)
		}
	}
	if got := customProperties("color: red; --a: 'limited' ;--b:2"); !slices.Equal(got, []string{"limited", "2"}) {
		t.Errorf("%q", got)
	}
	for style, want := range map[string]string{"background: url( 'x.svg' ) no-repeat": "x.svg", `background:url("y.png")`: "y.png", "background:url(z.gif)": "z.gif", "color:red": ""} {
		if got := styleFile(style); got != want {
			t.Errorf("%q: %q", style, got)
		}
	}
}

func TestWhatLooksLikeALabel(t *testing.T) {
	for text, want := range map[string]int{"Budget: 5": 6, "Budget:": 6, "budget: 5": -1, "Budget": -1, "http://x": -1, "See http://x": -1, "At 10:30 they met": -1, "It is done. So: yes": -1, "A; b: c": -1, "A|b: c": -1, "Say \"so\": x": -1,
		strings.Repeat("A", 79) + ": x": 79, strings.Repeat("A", 80) + ": x": -1, "A b c d e f g h i j: x": 19, "A b c d e f g h i j k: x": -1, ": x": -1, "Élan: x": 5} {
		if got := Colon(text); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
	for _, c := range []struct {
		form BareForm
		text string
		want bool
	}{{bareYear, "2011", true}, {bareYear, "2011. The", true}, {bareYear, "2011, when", true}, {bareYear, "20111", false}, {bareYear, "201", false}, {bareYear, "2011x", false}, {bareDigit, "4", true}, {bareDigit, "4.", true}, {bareDigit, "123", true}, {bareDigit, "1234", false}, {bareDigit, "4 and", false}, {bareDigit, "", false}, {BareText, "x", true}, {BareText, "", false}} {
		if got := isBare(c.form, c.text); got != c.want {
			t.Errorf("%s %q: %v", c.form, c.text, got)
		}
	}
	for text, want := range map[string]bool{"(7)": true, "()": true, "7": true, "[12]": true, "9999": true, "12345": false, "seven": false, "(7) x": false} {
		if isCount(text) != want {
			t.Errorf("%q is a count: %v", text, !want)
		}
	}
}

func element(t *testing.T, markup string) *html.Node {
	t.Helper()
	doc, err := html.Parse(strings.NewReader("<body>" + markup))
	if err != nil {
		t.Fatal(markup, err)
	}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && n.Parent.Data == "body" {
			return n
		}
	}
	t.Fatal("no element in ", markup)
	return nil
}

func TestWhatMarksTheOneThatHolds(t *testing.T) {
	for markup, want := range map[string]bool{
		`<b>x</b>`: true, `<strong>x</strong>`: true, `<i>x</i>`: false, `<i aria-current="step">x</i>`: true, `<i aria-current="false">x</i>`: false, `<i aria-checked="true">x</i>`: true, `<input checked>`: true, `<i data-active="0">x</i>`: false, `<i data-selected="1">x</i>`: true,
		`<i class="step is-active">x</i>`: true, `<i class="not-active">x</i>`: false, `<i class="inactive">x</i>`: false, `<i class="step--on">x</i>`: true, `<i class="in-active">x</i>`: false, `<i class="active-list">x</i>`: false, `<i class="">x</i>`: false, `<i class="current">x</i>`: true,
	} {
		if got := isActive(element(t, markup)); got != want {
			t.Errorf("%s: %v", markup, got)
		}
	}
	row := element(t, `<p><i class="dot a"></i><b class="dot"></b><i class="x"></i><i class="dot c"></i></p>`)
	for i, n := 0, row.FirstChild; n != nil; i, n = i+1, n.NextSibling {
		if want := []bool{true, false, false, true}[i]; inSeries(n) != want {
			t.Errorf("element %d is in a series: %v", i, !want)
		}
	}
}

func TestTheSignsOfAnElement(t *testing.T) {
	for markup, want := range map[string]string{
		`<i class="bar bar-3"></i>`:                        "bar-3 bar",
		`<i style="color:red; width:75%" class="bar"></i>`: "width:75% color:red bar",
		`<img src="/a/l3.svg?x=1" alt="">`:                 "l3.svg l3",
		`<use href="s.svg#r3"></use>`:                      "r3",
		`<i data-v="x" title="y">★★</i>`:                   "data-v=x title=y ★★",
		`<i>Words</i>`:                                     "",
	} {
		if got := strings.Join(signsOf(element(t, markup)), " "); got != want {
			t.Errorf("%s: %q, want %q", markup, got, want)
		}
	}
	for sign, want := range map[string]string{`data-v="3"`: "data-v=3", "--Rating: 2;": "--rating:2", "bar-3": "bar-3"} {
		if got := signKey(sign); got != want {
			t.Errorf("%q: %q", sign, got)
		}
	}
}

func TestALessonNamesTheElementWhateverItIs(t *testing.T) {
	l, _ := defaults(t)
	for markup, want := range map[string]string{`<td bgcolor="#fff"></td>`: "bgcolor=#fff", `<input value="3"/>`: "value=3", `<li class="r3"></li> <li class="r4"></li>`: "r3", `<i class="bar-3"><b cla…`: "bar-3", `<p>Completion:</p>`: "", "": ""} {
		lesson, ok := l.LessonOf(record.FieldCompletion, markup)
		if ok != (want != "") || ok && (lesson.Signs[0] != want || !slices.Contains(lesson.Words, "Limited")) {
			t.Errorf("%s: %+v", markup, lesson)
		}
	}
}

func TestMistakesInLabelsDrawnAreNamed(t *testing.T) {
	for name, c := range map[string]struct {
		drawn map[string]map[string]string
		want  string // part of the message
	}{
		"an unknown field":        {map[string]map[string]string{"complettion": {"a": "Limited"}}, "completion"},
		"a field without a scale": {map[string]map[string]string{"lead_institution": {"a": "Limited"}}, "no field of that name has a scale"},
		"a word of another scale": {map[string]map[string]string{"completion": {"a": "Transformative"}}, "Not Started"},
		"the word left out":       {map[string]map[string]string{"completion": {"a": "?"}}, `"?"`},
		"an empty sign":           {map[string]map[string]string{"completion": {" ": "Limited"}}, "empty"},
	} {
		l, _ := defaults(t)
		l.Drawn = c.drawn
		if _, err := NewVocabulary(l); err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "labels.drawn") {
			t.Errorf("%s: %v", name, err)
		}
	}
	l, _ := defaults(t)
	l.Drawn = map[string]map[string]string{"completion": {"r3": "limited", "r4": "NR"}, "ambition": {"r3": "High"}}
	v, err := NewVocabulary(l)
	if err != nil {
		t.Fatal(err)
	}
	for markup, want := range map[string]string{`<i class="r3"></i>`: "Limited", `<i class="R3 x"></i>`: "Limited", `<i class="r4"></i>`: "NR", `<i class="r3 r4"></i>`: "", `<i class="r5"></i>`: ""} {
		if got := v.taughtBy(fieldOf(t, l, record.FieldCompletion), element(t, markup)); got != want {
			t.Errorf("%s: %q, want %q", markup, got, want)
		}
	}
}

func TestMarkupIsCut(t *testing.T) {
	long := element(t, "<p>"+strings.Repeat("é", 400)+" a.b@x.example</p>")
	if got := []rune(Markup(long)); len(got) != 300 || got[299] != '…' || got[0] != '<' {
		t.Errorf("%d characters: %s", len(got), string(got))
	}
	if got := Markup(element(t, "<p>x\n  y a.b@x.example</p>")); got != "<p>x y </p>" {
		t.Errorf("%q", got)
	}
	if got := cut(strings.Repeat("x", 300)); len(got) != 300 {
		t.Errorf("%d", len(got))
	}
}
