package figures

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"ogptracker/scrape/page/view"
	"ogptracker/scrape/record"
)

func TestCountsInWordsAndDigits(t *testing.T) {
	for _, c := range []struct {
		word, total string
		want        float64 // -1: none
	}{
		{"one", "", 1}, {"Nine", "", 9}, {"ten", "", 10}, {"nineteen", "", 19}, {"twenty", "", 20}, {"twenty-one", "", 21}, {"thirty-nine", "", 39}, {"ninety", "", 90}, {"ninety-nine", "", 99}, {"none", "", 0},
		{"17", "", 17}, {"half", "28", 14}, {"all", "six", 6}, {"both", "2", 2}, {"half", "many", -1}, {"some", "", -1}, {"", "", -1},
	} {
		got, ok := inWords(c.word, c.total)
		if ok != (c.want >= 0) || ok && got != c.want {
			t.Errorf("%q of %q: %v, %v", c.word, c.total, got, ok)
		}
	}
}

func TestAnAnswerIsAFewWords(t *testing.T) {
	for text, want := range map[string]bool{
		"Yes": true, "one two three four": true, "one two three four five": false, "": false, "It is done.": false, "Status:": false,
		strings.Repeat("a", 40): true, strings.Repeat("a", 41): false,
	} {
		if isAnswer(text) != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
}

func TestTheLabelOfAnUnknownRow(t *testing.T) {
	for text, want := range map[string]string{
		"Number of Milestones 17": "Number of Milestones", "Number of Milestones: 17 (20%) 3": "Number of Milestones", "Number of Milestones": "", "number of milestones 17": "", "17": "",
		"In 2017 the plan had 5 parts": "", "Article 5 3 4": "Article", "It was done. Twice 3": "",
	} {
		if got := unknownRow(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]bool{"Number of Milestones": true, "What was promised has been done.": false, "milestones": false, strings.Repeat("A", 81): false, strings.Repeat("A", 80): true} {
		if isRowLabel(text) != want {
			t.Errorf("%q is a row's label: %v", text, !want)
		}
	}
}

func TestSentencesEndBeforeACapital(t *testing.T) {
	got := sentences("It had 3.5 m. euro. Four were done.[2] Nobody, e.g. the forum, knew. A. B")
	want := []string{"It had 3.5 m. euro.", "Four were done.[2]", "Nobody, e.g. the forum, knew.", "A.", "B"}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

func TestTheCountsOfASentence(t *testing.T) {
	for text, want := range map[string]string{
		"Eight of 14 commitments (57%) were done.":                "Eight of 14 (57%)=8",
		"Only one of the four commitments was done.":              "Only one of the four=1",
		"Of the commitments, six of nine were done.":              "six of nine=6",
		"Nine of six commitments were done.":                      "",
		"Six of six commitments were done.":                       "Six of six=6",
		"Six of nine portals under these commitments opened.":     "",
		"Six of nine were done.":                                  "",
		"One of many commitments was done.":                       "",
		"Some of 14 commitments were done.":                       "",
		"Then eight commitments (57 %) were done.":                "eight (57 %)=8",
		"Then some commitments (57%) were done.":                  "",
		"Eight of 14 commitments, then three commitments (20%).":  "Eight of 14=8",
		"Three commitments (30%) and two commitments (20%) ended": "Three (30%)=3; two (20%)=2",
	} {
		var all []string
		for _, c := range countsIn(text) {
			all = append(all, c.printed+"="+strings.TrimSuffix(strings.TrimRight(strings.TrimRight(formatted(c.count), "0"), "."), "."))
			if at := text[c.from:c.to]; !strings.Contains(strings.ToLower(at), strings.ToLower(strings.Fields(c.printed)[0])) {
				t.Errorf("%q stands at %q", c.printed, at)
			}
		}
		if got := strings.Join(all, "; "); got != want {
			t.Errorf("%q:\ngot  %q\nwant %q", text, got, want)
		}
	}
}

func formatted(f float64) string { return string(rune('0'+int(f))) + ".0" }

func TestTheOneMeasureThatASentenceNames(t *testing.T) {
	for text, want := range map[string]record.Measure{
		"they were fully implemented":                                 record.MeasureCompleted,
		"they were completed":                                         record.MeasureCompleted,
		"they were partly completed":                                  "",
		"they were substantially completed":                           record.MeasureSubstantial,
		"they saw limited progress":                                   record.MeasureLimited,
		"they had not yet started":                                    record.MeasureNotStarted,
		"they were withdrawn":                                         record.MeasureWithdrawn,
		"they have an open gov lens":                                  record.MeasureOpenGovLens,
		"they are relevant to OGP values":                             record.MeasureRelevantCommitments,
		"they are transformative":                                     record.MeasureTransformativeCommitments,
		"they are potentially starred":                                record.MeasurePotentiallyStarred,
		"they were starred":                                           record.MeasureStarredCommitments,
		"they have substantial potential for results":                 record.MeasureSubstantialPotential,
		"they were completed or withdrawn, and others were withdrawn": "",
		"they were discussed":                                         "",
	} {
		got, at := plainMeasure(text)
		if got != want || (at == nil) != (want == "") {
			t.Errorf("%q: %q at %v", text, got, at)
		}
	}
}

func TestTheColumnsThatCellsCover(t *testing.T) {
	cell := func(attrs ...string) view.Cell {
		n := &html.Node{Type: html.ElementNode, Data: "td"}
		for i := 0; i < len(attrs); i += 2 {
			n.Attr = append(n.Attr, html.Attribute{Key: attrs[i], Val: attrs[i+1]})
		}
		return view.Cell{Node: n}
	}
	for val, want := range map[string]int{"": 1, "2": 2, " 3 ": 3, "0": 1, "-4": 1, "50": 50, "51": 1, "x": 1, "1": 1} {
		c := cell("colspan", val)
		if got := span(&c, "colspan"); got != want {
			t.Errorf("colspan %q: %d", val, got)
		}
	}
	columns, held := columnsOf([]view.Cell{cell("rowspan", "3", "colspan", "2"), cell(), cell("rowspan", "2")}, nil)
	if !slices.Equal(columns, []int{0, 2, 3}) || !slices.Equal(held, []int{2, 2, 0, 1}) {
		t.Errorf("first row %v, held %v", columns, held)
	}
	columns, held = columnsOf([]view.Cell{cell(), cell()}, held)
	if !slices.Equal(columns, []int{2, 4}) || !slices.Equal(held, []int{1, 1, 0, 0, 0}) {
		t.Errorf("second row %v, held %v", columns, held)
	}
	if columns, _ = columnsOf([]view.Cell{cell()}, held); !slices.Equal(columns, []int{2}) {
		t.Errorf("third row %v", columns)
	}
}

func TestWhatBeginsLikeAFigure(t *testing.T) {
	for _, text := range []string{"9", "- ", "–", "n/a", "N/A", "NA", "N.A.", "ND", "NR", "Not applicable", "UNKNOWN", "Unclear", "TBD"} {
		if !beginsItem(text) || len(cellItems(strings.TrimSpace(text))) != 1 {
			t.Errorf("%q is no figure", text)
		}
	}
	for _, text := range []string{"Substantial", "the", "Use", "Tx", "N", "U", "T"} {
		if len(cellItems(text)) != 0 {
			t.Errorf("%q is a figure", text)
		}
	}
}
