package irmtable

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// quotedFormula is how people keep Excel from changing a code when it opens a
// text file: ="EE0001".
var quotedFormula = regexp.MustCompile(`^="((?:[^"]|"")*)"$`)

// clean gives a cell without the traces of the program that wrote it: outer
// and no-break spaces, carriage returns, marks that nobody sees, ="text", the
// binary tail of a decimal ("2.2999999999999998" is the number 2.3), and the
// ".0" that a data frame puts behind whole numbers of a column with blanks.
// Nothing else changes: any other cell that begins with "=" is text.
func clean(cell string) string {
	if strings.ContainsAny(cell, "\r\u00a0\u200b\ufeff\u00ad\u2060") {
		cell = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u00a0", " ", "\u200b", "", "\ufeff", "", "\u00ad", "", "\u2060", "").Replace(cell)
	}
	cell = strings.TrimSpace(cell)
	if m := quotedFormula.FindStringSubmatch(cell); m != nil {
		cell = strings.TrimSpace(strings.ReplaceAll(m[1], `""`, `"`))
	}
	if whole, ok := strings.CutSuffix(cell, ".0"); ok && whole != "" && strings.Trim(whole, "0123456789") == "" {
		return whole
	}
	if len(cell) < 16 || len(cell) > 24 || strings.Count(cell, ".") != 1 || strings.Trim(cell, "0123456789.") != "" {
		return cell
	}
	f, err := strconv.ParseFloat(cell, 64)
	if err != nil {
		return cell
	}
	if short := strconv.FormatFloat(f, 'g', 15, 64); len(short) < len(cell)-3 {
		return short
	}
	return cell
}

// visible takes away every mark that nobody sees, joiners and direction marks
// too. Words of a scale, codes and headers need none of them; running text of
// some languages does.
func visible(cell string) string {
	return strings.Map(func(r rune) rune {
		if r > 127 && unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, cell)
}

// oneLine folds line breaks and runs of spaces.
func oneLine(cell string) string { return strings.Join(strings.Fields(cell), " ") }

// formulaError reports whether a cell holds what a spreadsheet shows when a
// formula fails.
func formulaError(cell string) bool {
	switch strings.ToUpper(cell) {
	case "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#GETTING_DATA", "#FIELD!", "#BLOCKED!", "#UNKNOWN!", "#CONNECT!":
		return true
	}
	// LibreOffice writes Err:502 and the like.
	return len(cell) == 7 && strings.EqualFold(cell[:4], "Err:") && strings.Trim(cell[4:], "0123456789") == ""
}

// firstSerial and lastSerial are the day numbers of 1990 and 2100, the span in
// which a bare number in a date column is a date that lost its format.
const (
	firstSerial = 32874
	lastSerial  = 73415
)

// serialDate turns a spreadsheet's day number ("43525") into a date, and a
// year that shows as a day of 1905 into the year; other cells stay as they
// are.
func serialDate(cell string) string {
	if strings.Contains(cell, "1905") && strings.ContainsAny(cell, "/-") {
		if y, ok := year(cell); ok {
			return y
		}
	}
	whole, _, _ := strings.Cut(cell, ".")
	n, err := strconv.Atoi(whole)
	if err != nil || n < firstSerial || n > lastSerial {
		return cell
	}
	if strings.Trim(cell, "0123456789.") != "" {
		return cell
	}
	return epoch().AddDate(0, 0, n).Format(time.DateOnly)
}

// epoch is day 0 of the spreadsheets' calendar for days after February 1900.
func epoch() time.Time { return time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC) }

// year reads a year. A year that was given a date format by mistake shows as
// the day of that number: 7/15/1905 is day 2023. A whole date gives its year.
func year(cell string) (string, bool) {
	if n, err := strconv.Atoi(cell); err == nil {
		if n >= 1990 && n <= 2100 {
			return cell, true
		}
		if d := serialDate(cell); d != cell {
			return d[:4], true
		}
		return cell, false
	}
	for _, layout := range []string{"1/2/2006", time.DateOnly, "1-2-2006", "2006-01-02 15:04:05", "2006-01-02T15:04:05Z07:00"} {
		t, err := time.Parse(layout, cell)
		if err != nil {
			continue
		}
		if t.Year() == 1905 {
			return strconv.Itoa(int(t.Sub(epoch()).Hours() / 24)), true
		}
		return strconv.Itoa(t.Year()), t.Year() >= 1990
	}
	return cell, false
}
