package assemble

import (
	"strings"

	"ogptracker/transform/vocabulary"
)

// yearsIn reads the years a title gives ("2016-2018", "2011- 12", "2021 –
// 2022", "2023"). A broken second year ("2018-202") is left out; 0 for a year
// that is not there.
func yearsIn(text string) (first, end vocabulary.Year) {
	at := 0
	for at < len(text) {
		n, digits, next := numberAt(text, at)
		if digits == 0 {
			return first, end
		}
		at = next
		if digits != 4 || n < vocabulary.FirstPossibleYear || n > vocabulary.LastPossibleYear {
			continue
		}
		first = vocabulary.Year(n)
		rest := strings.TrimLeft(text[next:], " ")
		dashless := strings.TrimLeft(rest, "-–—/")
		if len(dashless) == len(rest) && !strings.HasPrefix(rest, "to ") {
			return first, 0
		}
		dashless = strings.TrimPrefix(dashless, "to ")
		m, digits, _ := numberAt(strings.TrimLeft(dashless, " "), 0)
		switch {
		case !startsWithDigit(strings.TrimLeft(dashless, " ")):
		case digits == 4 && vocabulary.Year(m) >= first && vocabulary.Year(m) <= first+10:
			end = vocabulary.Year(m)
		case digits == 2 && vocabulary.Year(m) >= first%100 && vocabulary.Year(m) <= first%100+10:
			end = first - first%100 + vocabulary.Year(m)
		}
		return first, end
	}
	return first, end
}

func startsWithDigit(s string) bool { return s != "" && vocabulary.IsDigit(s[0]) }

// numberAt finds the first number at or after a place; digits is 0 where none
// is left.
func numberAt(text string, at int) (n, digits, next int) {
	for at < len(text) && !vocabulary.IsDigit(text[at]) {
		at++
	}
	for at < len(text) && vocabulary.IsDigit(text[at]) {
		if digits < 9 {
			n = n*10 + int(text[at]-'0')
		}
		digits++
		at++
	}
	return n, digits, at
}

// planNumberIn reads a plan's number from a title ("First Action Plan",
// "4th National Action Plan", "Action Plan 4", "NAP 3"); 0 without one.
func planNumberIn(text string) int {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r == ' ' || r == ',' || r == '(' || r == ')' || r == ':' })
	for i, w := range words {
		n := ordinal(w)
		if n > 0 {
			for _, after := range words[i+1 : min(i+6, len(words))] {
				if after == "plan" || after == "nap" {
					return n
				}
			}
			continue
		}
		if (w == "plan" || w == "nap") && i+1 < len(words) {
			if n, digits, _ := numberAt(words[i+1], 0); digits > 0 && digits <= 2 && len(words[i+1]) == digits {
				return n
			}
		}
	}
	return 0
}

func ordinal(w string) int {
	for i, o := range []string{"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"} {
		if w == o {
			return i + 1
		}
	}
	if n, digits, _ := numberAt(w, 0); digits > 0 && digits < 3 && startsWithDigit(w) {
		switch w[digits:] {
		case "st", "nd", "rd", "th":
			return n
		}
	}
	return 0
}

// isPlanTitle tells the title of an action plan from that of a report, letter
// or comment about one.
func isPlanTitle(title string) bool {
	folded := " " + strings.ReplaceAll(vocabulary.Slug(title), "-", " ") + " "
	if !strings.Contains(folded, " action plan ") && !strings.Contains(folded, " plan de accion ") && !strings.Contains(folded, " plan d action ") {
		return false
	}
	for _, w := range []string{"review", "report", "letter", "comment", "comments", "brief", "late", "response", "assessment", "resolution", "notification", "inception", "minutes", "feedback", "extension", "notice"} {
		if strings.Contains(folded, " "+w+" ") {
			return false
		}
	}
	return true
}
