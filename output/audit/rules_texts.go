package audit

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"ogptracker/output/limits"
	"ogptracker/output/plaintext"
)

func checkTexts(b *book) []Finding {
	var findings []Finding
	b.eachCell(func(s *sheet, at string, c cell) {
		if !c.isText() {
			return
		}
		if len(c.text) > limits.Text {
			if n := len(utf16.Encode([]rune(c.text))); n > limits.Text {
				findings = append(findings, finding(s, at, "the text has %d UTF-16 units", n))
			}
		}
		if plaintext.Clean(c.text) != c.text {
			findings = append(findings, finding(s, at, "the text %.40q holds control characters", c.text))
		}
	})
	return findings
}

// errorWords are the errors that a cell can show; a library that knows no
// cells of this kind writes them as text.
func errorWords() []string {
	return []string{"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!"}
}

func checkErrors(b *book) []Finding {
	var findings []Finding
	words := errorWords()
	b.eachCell(func(s *sheet, at string, c cell) {
		if c.kind == "e" || c.isText() && slices.Contains(words, c.text) {
			findings = append(findings, finding(s, at, "the cell shows %s", c.text))
		}
	})
	return findings
}

// leaked are words by which programs write a number or value that there is
// not; none is a word of the report.
func leaked() []string { return []string{"NaN", "+Inf", "-Inf", "Inf", "<nil>", "nil", "null"} }

func checkFinite(b *book) []Finding {
	var findings []Finding
	words := leaked()
	b.eachCell(func(s *sheet, at string, c cell) {
		switch {
		case c.kind == "" && c.text != "":
			if f, err := strconv.ParseFloat(c.text, 64); err != nil || math.IsInf(f, 0) || math.IsNaN(f) {
				findings = append(findings, finding(s, at, "%.40q is no number", c.text))
			}
		case c.isText() && (slices.Contains(words, c.text) || strings.HasPrefix(c.text, "%!")):
			findings = append(findings, finding(s, at, "the text %.40q is a program's word for nothing", c.text))
		}
	})
	return findings
}

func checkCached(b *book) []Finding {
	var findings []Finding
	b.eachCell(func(s *sheet, at string, c cell) {
		// A formula may come to a text of no letter.
		if c.formula != "" && (!c.hasValue || c.text == "" && c.kind != "str") {
			findings = append(findings, finding(s, at, "the formula %.60q carries no value", c.formula))
		}
	})
	return findings
}

// checkSheetTitles asks for more than a word in A1: someone who hears the
// sheet read out has nothing else to go by.
func checkSheetTitles(b *book) []Finding {
	var findings []Finding
	seen := make(map[string]string)
	for _, s := range b.sheets {
		title := strings.TrimSpace(s.at(1, 1).text)
		folded := strings.ToLower(title)
		switch {
		case title == "":
			findings = append(findings, finding(s, "A1", "the sheet has no title"))
		case len(s.tables) > 0 && s.tables[0].top == 1:
			findings = append(findings, finding(s, "A1", "a table's header stands where the sheet's title belongs"))
		case seen[folded] != "":
			findings = append(findings, finding(s, "A1", "the title %q stands on sheet %q too", title, seen[folded]))
		case defaultName.MatchString(title):
			findings = append(findings, finding(s, "A1", "the title %q does not say what the sheet shows", title))
		}
		seen[folded] = s.name
	}
	return findings
}
