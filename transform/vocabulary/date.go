package vocabulary

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Precision of a date: how much of it its source says.
type Precision int

const (
	PrecisionNone Precision = iota // the words are no date, or an ambiguous one
	PrecisionYear
	PrecisionQuarter
	PrecisionMonth
	PrecisionDay
)

// String is the word for a precision, "" where there is no date.
func (p Precision) String() string {
	return [...]string{"", "Year", "Quarter", "Month", "Day"}[p]
}

// Date is a date as a source gives it. It has no time of day and no time
// zone, so that it is never shifted.
type Date struct {
	Precision Precision
	Year      int
	Month     int // 1-12 from PrecisionMonth on
	Day       int // from PrecisionDay on
	Quarter   int // 1-4 at PrecisionQuarter
}

// String is the date in ISO 8601 to its own precision: 2023, 2023-11,
// 2023-11-30; a quarter is written 2023-Q4. It is "" without a date.
func (d Date) String() string {
	switch d.Precision {
	case PrecisionYear:
		return fmt.Sprintf("%04d", d.Year)
	case PrecisionQuarter:
		return fmt.Sprintf("%04d-Q%d", d.Year, d.Quarter)
	case PrecisionMonth:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	case PrecisionDay:
		return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
	}
	return ""
}

// Years that a date of this field can have; outside them a number is no year.
const (
	FirstPossibleYear = 1990
	LastPossibleYear  = 2099
)

// ParseDate reads a date in the forms that pages and tables use: ISO, day and
// month in words (English, French, Spanish, Portuguese), month and year,
// quarter, year, slashes where only one order is possible, and the day number
// of a spreadsheet. Words that are no date, an impossible date and one that
// reads two ways (3/4/2015) have no precision: they stay text.
func ParseDate(text string) Date {
	text = strings.TrimSpace(text)
	if len(text) == 0 || len(text) > 60 {
		return Date{}
	}
	if d, ok := serialDay(text); ok {
		return d
	}
	tokens := DateTokens(text)
	if len(tokens) == 0 || len(tokens) > 8 {
		return Date{}
	}
	if d, ok := isoDate(tokens); ok {
		return d
	}
	return wordDate(tokens)
}

// serialDay reads a spreadsheet's day number, 1990 to 2099.
func serialDay(text string) (Date, bool) {
	n, err := strconv.Atoi(text)
	if err != nil || len(text) != 5 || n < 32874 || n > 73050 {
		return Date{}, false
	}
	t := time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n)
	return Date{PrecisionDay, t.Year(), int(t.Month()), t.Day(), 0}, true
}

// Token is a number or a word of a date; sep is what stood before it.
type Token struct {
	Number int
	Digits int
	Word   string
	sep    rune
}

func DateTokens(text string) []Token {
	var out []Token
	sep := rune(0)
	runes := []rune(strings.ToLower(text))
	for i := 0; i < len(runes); {
		r := runes[i]
		switch {
		case r >= '0' && r <= '9':
			j, n := i, 0
			for ; j < len(runes) && runes[j] >= '0' && runes[j] <= '9' && j-i < 5; j++ {
				n = n*10 + int(runes[j]-'0')
			}
			out = append(out, Token{Number: n, Digits: j - i, sep: sep})
			i, sep = j, 0
		case unicode.IsLetter(r):
			j := i
			for ; j < len(runes) && (unicode.IsLetter(runes[j]) || unicode.Is(unicode.Mn, runes[j])); j++ {
			}
			if w := foldLetters(string(runes[i:j])); !dateFiller(w) {
				out = append(out, Token{Word: w, sep: sep})
				sep = 0
			}
			i = j
		default:
			if r != ' ' && r != ',' || sep == 0 {
				sep = r
			}
			i++
		}
	}
	return out
}

// dateFiller are words between the parts of a date that say nothing.
func dateFiller(w string) bool {
	switch w {
	case "de", "del", "of", "the", "le", "el", "st", "nd", "rd", "th", "er", "do", "do.", "t":
		return true
	}
	return false
}

// isoDate reads 2023-11-30, with a time after it or not, and 2023-11.
func isoDate(tokens []Token) (Date, bool) {
	if tokens[0].Digits != 4 || len(tokens) < 2 {
		return Date{}, false
	}
	for _, t := range tokens[1:] {
		if t.Word != "" && t.Word != "z" {
			return Date{}, false
		}
	}
	y, m := tokens[0], tokens[1]
	if m.sep != '-' && m.sep != '/' && m.sep != '.' || m.Digits != 2 && len(tokens) == 2 {
		return Date{}, false
	}
	if len(tokens) == 2 {
		return month(y.Number, m.Number), true
	}
	return DayOf(y.Number, m.Number, tokens[2].Number), true
}

// wordDate reads everything else: the words decide what the numbers are.
func wordDate(tokens []Token) Date {
	var numbers []Token
	mon, quarter, unknown := 0, 0, 0
	for i, t := range tokens {
		switch {
		case t.Word == "":
			numbers = append(numbers, t)
		case MonthNumber(t.Word) > 0 && mon == 0:
			mon = MonthNumber(t.Word)
		case isQuarterWord(t.Word) && quarter == 0:
			quarter = quarterNear(tokens, i)
			if quarter == 0 {
				return Date{}
			}
		default:
			unknown++
		}
	}
	switch {
	case unknown > 0:
		return Date{}
	case quarter > 0:
		for _, n := range numbers {
			if n.Digits == 4 && mon == 0 && len(numbers) == 2 && possible(n.Number) {
				return Date{PrecisionQuarter, n.Number, 0, 0, quarter}
			}
		}
		return Date{}
	case mon > 0:
		return monthInWords(mon, numbers)
	}
	return numericDate(numbers)
}

func monthInWords(mon int, numbers []Token) Date {
	switch {
	case len(numbers) == 1 && numbers[0].Digits == 4:
		return month(numbers[0].Number, mon)
	case len(numbers) == 2 && numbers[0].Digits <= 2 && numbers[1].Digits == 4:
		return DayOf(numbers[1].Number, mon, numbers[0].Number)
	}
	return Date{}
}

// numericDate reads 2023, 11/2023 and 31/12/2014. 12/31/2014 and 31/12/2014
// read one way only; 3/4/2015 reads two ways unless both are the same day.
func numericDate(n []Token) Date {
	switch {
	case len(n) == 1 && n[0].Digits == 4 && possible(n[0].Number):
		return Date{PrecisionYear, n[0].Number, 0, 0, 0}
	case len(n) == 2 && n[1].Digits == 4 && n[0].Digits <= 2 && n[1].sep == '/':
		return month(n[1].Number, n[0].Number)
	case len(n) == 3 && n[0].Digits <= 2 && n[1].Digits <= 2 && n[1].sep == n[2].sep && strings.ContainsRune("/.-", n[1].sep):
		y := n[2].Number
		if n[2].Digits == 2 {
			y += 2000
		} else if n[2].Digits != 4 {
			return Date{}
		}
		us, eu := DayOf(y, n[0].Number, n[1].Number), DayOf(y, n[1].Number, n[0].Number)
		switch {
		case us == eu, eu.Precision == PrecisionNone:
			return us
		case us.Precision == PrecisionNone:
			return eu
		}
	}
	return Date{}
}

func possible(year int) bool { return year >= FirstPossibleYear && year <= LastPossibleYear }

func month(year, m int) Date {
	if !possible(year) || m < 1 || m > 12 {
		return Date{}
	}
	return Date{PrecisionMonth, year, m, 0, 0}
}

// DayOf makes a day, none where the calendar has no such day.
func DayOf(year, m, d int) Date {
	t := time.Date(year, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if !possible(year) || t.Year() != year || int(t.Month()) != m || t.Day() != d {
		return Date{}
	}
	return Date{PrecisionDay, year, m, d, 0}
}

// isQuarterWord knows "Quarter 4 2012", "Q4 2012", "4th quarter of 2012",
// "T4" and "trimestre".
func isQuarterWord(w string) bool {
	return w == "quarter" || w == "q" || w == "trimestre" || w == "qtr"
}

// quarterNear is the one-digit number beside the word.
func quarterNear(tokens []Token, i int) int {
	for _, j := range []int{i + 1, i - 1} {
		if j >= 0 && j < len(tokens) && tokens[j].Digits == 1 && tokens[j].Number >= 1 && tokens[j].Number <= 4 {
			return tokens[j].Number
		}
	}
	return 0
}

// MonthNumber knows the months of the four languages, whole or by their usual
// short forms; 0 for other words.
func MonthNumber(w string) int {
	if n, ok := monthNames[w]; ok {
		return n
	}
	return 0
}

var monthNames = func() map[string]int {
	names := map[string]int{}
	for n, words := range []string{
		"january jan janvier janv enero ene janeiro",
		"february feb fevrier fevr febrero fevereiro fev",
		"march mar mars marzo marco",
		"april apr avril avr abril abr",
		"may mai mayo maio",
		"june jun juin junio junho",
		"july jul juillet juil julio julho",
		"august aug aout agosto ago",
		"september sep sept septembre septiembre setiembre setembro set",
		"october oct octobre octubre outubro out",
		"november nov novembre noviembre novembro",
		"december dec decembre diciembre dic dezembro dez",
	} {
		for w := range strings.FieldsSeq(words) {
			names[w] = n + 1
		}
	}
	return names
}()
