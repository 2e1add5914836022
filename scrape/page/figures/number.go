package figures

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// cellItem is one figure as a cell prints it: a number with its footnote
// marks and its share in brackets ("6 (86%)", "40[1]", "0 (0%))"), or a word
// that stands for one ("N/A").
var cellItem = regexp.MustCompile(`^(?:\d+(?:[.,]\d{3})*(?:\.\d+)?\s?%?(?:\[\w{1,3}\]|[*†‡¹²³⁴⁵]+)*(?:\s?\(\s*\d+(?:[.,]\d+)?\s?%\s*\)+)?[*†‡]*|(?:n/a|N(?i:/?A|\.A\.|D|R|ot applicable|ot available)|U(?i:NKNOWN|nclear)|T(?i:BD))[*†‡]*|[-–—])(?:\s+|$)`)

// cellItems splits the text of a cell into its figures; nil if it is anything
// else. "27 27" is two: cells that run together.
func cellItems(text string) []string {
	var all []string
	for text != "" {
		if len(text) > MaxNote || !beginsItem(text) {
			return nil
		}
		end := len(cellItem.FindString(text))
		if end == 0 {
			return nil
		}
		all = append(all, strings.TrimSpace(text[:end]))
		text = text[end:]
	}
	return all
}

// beginsItem looks at the first letters alone, which spares most lines the
// pattern: a digit, a dash, or the words that stand for a number.
func beginsItem(text string) bool {
	second := byte(0)
	if len(text) > 1 {
		second = text[1] | 0x20 // lower case
	}
	switch c := text[0]; c {
	case 'n', 'N':
		return second == '/'|0x20 || second == '.'|0x20 || second == 'a' || second == 'd' || second == 'r' || second == 'o'
	case 'U':
		return second == 'n'
	case 'T':
		return second == 'b'
	default:
		return c >= '0' && c <= '9' || c == '-' || c >= utf8.RuneSelf
	}
}

var (
	printedCount   = regexp.MustCompile(`^(\d+(?:,\d{3})*)(?:\[|\s|\(|[*†‡¹²³⁴⁵]|$)`)
	printedPercent = regexp.MustCompile(`(\d+(?:[.,]\d+)?)\s?%`)
	countOf        = regexp.MustCompile(`^(?i)([\p{L}-]+|\d+)(?:\s+of\s+(?:the\s+|its\s+|all\s+)?([\p{L}-]+|\d+))?`)
)

// number gives the count and the share (a fraction of 1) that a printed
// figure states; nil where it states none.
func number(printed string) (count, percent *float64) {
	if m := printedPercent.FindStringSubmatch(printed); m != nil {
		if f, err := strconv.ParseFloat(strings.Replace(m[1], ",", ".", 1), 64); err == nil && f <= 1000 {
			f /= 100
			percent = &f
		}
	}
	if m := printedCount.FindStringSubmatch(printed); m != nil && !goesOn(printed[len(m[1]):]) {
		if f, err := strconv.ParseFloat(strings.ReplaceAll(m[1], ",", ""), 64); err == nil {
			return &f, percent
		}
	}
	if m := countOf.FindStringSubmatch(printed); m != nil && !saysNothing(printed) && !goesOn(printed[len(m[1]):]) {
		if f, ok := inWords(m[1], m[2]); ok {
			count = &f
		}
	}
	return count, percent
}

// restOfNumber is what makes the number before it another one, or none: "45%",
// "3.5", "2016-2018", "one hundred", "twenty two".
var restOfNumber = regexp.MustCompile(`(?i)^(?:\s?%|[.,–-]\d|\s+(?:hundred|thousand|` + strings.ReplaceAll(smallUnits, " ", "|") + `)\b)`)

const smallUnits = "one two three four five six seven eight nine"

// goesOn: the number does not end where this text begins.
func goesOn(rest string) bool { return restOfNumber.MatchString(rest) }

// saysNothing tells "No data" and "No evidence available", which are absences,
// from "No", "No*" and "No commitments", which are a count of nought.
func saysNothing(printed string) bool {
	first, rest, _ := strings.Cut(strings.ToLower(printed), " ")
	return first == "no" && rest != "" && !strings.Contains(rest, "commitment")
}

// standsForNumber: a few words in the place of a number, such as "None", "3 of
// 8", "Not yet known" or "Pending".
func standsForNumber(text string) bool {
	if !isAnswer(text) {
		return false
	}
	if count, _ := number(text); count != nil {
		return true
	}
	first, _, _ := strings.Cut(strings.ToLower(text), " ")
	switch strings.TrimRight(first, ".*†‡") {
	case "no", "not", "all", "pending", "unclear", "unknown", "-", "–", "—":
		return true
	}
	return false
}

// numberWords are the counts that reports write in words.
var numberWords = func() map[string]float64 {
	m := map[string]float64{"no": 0, "none": 0, "zero": 0}
	units := strings.Fields(smallUnits + " ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
	for i, w := range units {
		m[w] = float64(i + 1)
	}
	for i, w := range strings.Fields("twenty thirty forty fifty sixty seventy eighty ninety") {
		m[w] = float64(20 + 10*i)
		for j, u := range units[:9] {
			m[w+"-"+u] = float64(20 + 10*i + j + 1)
		}
	}
	return m
}()

// inWords reads a count such as "Eight" or "11", or one that is told by a
// total: half of 28, all of six.
func inWords(word, total string) (float64, bool) {
	of := func(w string) (float64, bool) {
		if f, err := strconv.ParseFloat(w, 64); err == nil {
			return f, true
		}
		f, ok := numberWords[strings.ToLower(w)]
		return f, ok
	}
	switch strings.ToLower(word) {
	case "all", "both", "half":
		n, ok := of(total)
		if strings.EqualFold(word, "half") {
			n /= 2
		}
		return n, ok
	}
	return of(word)
}
