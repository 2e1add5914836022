package view

import (
	"slices"
	"testing"
)

func TestEveryMarkThatIsNotSeenIsFolded(t *testing.T) {
	t.Parallel()
	for _, r := range []rune{0, 1, '\t', '\n', '\r', 0x85, 0xA0, 0x1680, 0x2000, 0x2005, 0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000} {
		for text, want := range map[string]string{"a" + string(r) + "b": "a b", "a " + string(r) + string(r) + "b": "a b", string(r) + "a" + string(r): "a", "é" + string(r) + "b": "é b"} {
			if got := FoldText(text); got != want {
				t.Errorf("%q: %q, not %q", text, got, want)
			}
		}
		if _, lead, trail := Fold(string(r) + "é"); !lead || trail {
			t.Errorf("%q before a word: %v, %v", r, lead, trail)
		}
		if _, lead, trail := Fold("é" + string(r)); lead || !trail {
			t.Errorf("%q behind a word: %v, %v", r, lead, trail)
		}
	}
	for _, r := range []rune{0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x202A, 0x202E, 0x2060, 0x2066, 0x2069, 0x61C, 0xFEFF} {
		for text, want := range map[string]string{"a" + string(r) + "b": "ab", string(r) + "a" + string(r): "a", "a" + string(r) + " " + string(r) + "b": "a b"} {
			if got, lead, trail := Fold(text); got != want || lead || trail {
				t.Errorf("%q: %q (%v, %v), not %q", text, got, lead, trail, want)
			}
		}
	}
	for _, r := range []rune{'!', 0x84, 0x86, 0x9F, 0xA1, 0xAC, 0xAE, 0x167F, 0x1681, 0x1FFE, 0x2010, 0x2027, 0x2030, 0x205E, 0x2061, 0x2065, 0x206A, 0x61B, 0x61D, 0x3001, 0xFEFE} {
		if text := "a" + string(r) + "b"; FoldText(text) != text {
			t.Errorf("%q became %q", text, FoldText(text))
		}
	}
}

func TestKindsOfMarksAreComparedAsOne(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"’‘`´ʼ'": "''''''", "“”„\"": `""""`, "–—‐‑-": "-----", "a：": "a", "AZ az": "az az", "ÉÑ": "éñ", "A : ": "a", "@[": "@["} {
		if got := Key(text); got != want {
			t.Errorf("%q: %q, not %q", text, got, want)
		}
	}
	for _, c := range []struct {
		text, words string
		end         int
	}{
		{"`a", "'a", 2}, {"[a", "[a", 2}, {"A(b", "a (b", 3}, {"A(b", "a b", 0}, {"Designx", "design i", 0}, {"Designi x", "design i x", 0},
		{"A (b )", "a (b)", 6}, {"A ( b)", "a (b)", 6}, {"Is it ?", "is it?", 7}, {"A :b", "a:b", 4}, {"A x", "ax", 0}, {"a ", "a:", 0}, {" (a", "(a", 0}, {"É", "é", 2}, {"Éa", "éb", 0},
	} {
		if got := PrefixEnd(c.text, c.words); got != c.end {
			t.Errorf("%q in %q ends at %d, not %d", c.words, c.text, got, c.end)
		}
	}
}

func TestALinkHasTheWordsAndTheLineItBeginsIn(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		body   string
		text   string
		block  int32
		lines  string
		linked []bool
	}{
		{`<p>a <a href="/x">b c</a> d</p>`, "b c", 0, "a b c d", []bool{false}},
		{`<p>a <a href="/x"><b>b</b> <i>c</i></a></p>`, "b c", 0, "a b c", []bool{false}},
		{`<p>a <a href="/x"><b>b</b><i>c</i></a></p>`, "bc", 0, "a bc", []bool{false}},
		{`<p>a</p><p><a href="/x">b</a></p>`, "b", 1, "a|b", []bool{false, true}},
		{`<p>a</p><a href="/x"><h3>b</h3><p>c</p></a><p>d</p>`, "b c", 1, "a|b|c|d", []bool{false, true, true, false}},
		{`<div>a <a href="/x">b<h3>c</h3>d</a> e</div>`, "b c d", 0, "a b|c|d e", []bool{false, true, false}},
		{`<div>a <a href="/x"><h3>c</h3></a></div>`, "c", 1, "a|c", []bool{false, true}},
		{`<p>a<a href="/x"></a></p><p>b</p>`, "", 0, "a|b", []bool{false, false}},
		{`<p>a</p><p><a href="/x"> </a>b</p>`, "", 1, "a|b", []bool{false, false}},
	} {
		v := viewOf(t, "<html><body>"+c.body+"</body></html>")
		var linked []bool
		for i := range v.Blocks {
			linked = append(linked, v.Blocks[i].Linked)
		}
		if len(v.Links) != 1 || v.Links[0].Text != c.text || v.Links[0].Block != c.block || lines(v) != c.lines || !slices.Equal(linked, c.linked) {
			t.Errorf("%s: %q, linked %v, %+v", c.body, lines(v), linked, v.Links)
		}
	}
	for body, want := range map[string]string{
		`<a href="/es/">En español</a> b`: "b", `<a href="/es">uno dos tres cuatro</a> b`: "b", `<a href="/es/">uno dos tres cuatro cinco</a> b`: "uno dos tres cuatro cinco b",
		`<a href="/estonia">Estonia</a>`: "Estonia", `<a href="/a/es/">A</a>`: "A", `<a>a</a> b`: "a b", `<a href=" ">a</a> b`: "a b",
	} {
		if got := lines(viewOf(t, "<html><body><p>"+body+"</p></body></html>")); got != want {
			t.Errorf("%s: %q, not %q", body, got, want)
		}
	}
}

func TestNoiseIsKnownByItsWholeWordsOrItsBeginning(t *testing.T) {
	t.Parallel()
	n := NewNoise([]string{"Skip to content", ""}, []string{"We use cookies"}, []string{"Leave a Reply", "# Comments", "# Thoughts on"})
	for text, want := range map[string][2]bool{
		"": {}, "Skip to content": {true, false}, "SKIP TO CONTENT »": {true, false}, "Skip to content now": {}, "We use cookies and more": {true, false}, "We use": {},
		"Leave a Reply": {true, true}, "Leave a reply Cancel reply": {true, true}, "Leave a reply to us": {}, "Skip to content Cancel": {},
		"0 Comments": {true, true}, "12 comments:": {true, true}, "9 Comments": {true, true}, "12 Comments on this": {}, "Comments": {}, "12 Commentators": {}, "12": {}, "x Comments": {}, "3 Thoughts on": {true, true},
	} {
		if skip, ends := n.Match(text); skip != want[0] || ends != want[1] {
			t.Errorf("%q: %v, %v", text, skip, ends)
		}
	}
}

func TestTablesKeepTheirRowsWhateverStandsInside(t *testing.T) {
	t.Parallel()
	v := viewOf(t, `<table><tr><td>a<table><tr><th>b</th></tr></table>c</td><td>d</td></tr><tr><td>e</td></tr></table><table><td>f</td></table><p>g</p>`)
	type cell struct {
		table, row, col int32
		text            string
	}
	var got []cell
	for i := range v.Blocks {
		b := &v.Blocks[i]
		got = append(got, cell{b.Table, b.Row, b.Col, b.Text})
	}
	want := []cell{{1, 0, 0, "a"}, {2, 0, 0, "b"}, {1, 0, 0, "c"}, {1, 0, 1, "d"}, {1, 1, 0, "e"}, {3, 0, 0, "f"}, {0, 0, 0, "g"}}
	if !slices.Equal(got, want) {
		t.Errorf("%+v", got)
	}
	for i, to := range []int32{5, 2, 6} {
		if v.Tables[i].To != to {
			t.Errorf("table %d ends before line %d, not %d", i+1, v.Tables[i].To, to)
		}
	}
	if c := v.Tables[0].Rows[0]; len(c) != 2 || c[0].Text != "a b c" || c[0].To != 3 || c[1].Text != "d" || len(v.Tables[0].Rows) != 2 {
		t.Errorf("%+v", v.Tables[0].Rows)
	}
}
