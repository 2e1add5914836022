package csvfile

import (
	"fmt"
	"math"
	"strconv"
	"time"

	"ogptracker/output/plaintext"
	"ogptracker/report"
)

// timeLayout is the default format of a Table Schema datetime: whole seconds,
// UTC. Fractions of a second are not published.
const timeLayout = "2006-01-02T15:04:05Z"

// format writes one cell. A cell that its column's type cannot hold is an
// error: it would be read back as something else.
func format(typ report.Type, v any) (string, error) {
	switch v := v.(type) {
	case nil:
		if nullable(typ) {
			return "", nil
		}
	case string:
		if textual(typ) {
			return Escape(plaintext.Clean(v)), nil
		}
	case int:
		return formatInt(typ, v)
	case float64:
		if typ == report.Number || typ == report.Share {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return "", fmt.Errorf("%v is not a number that can be written", v)
			}
			return strconv.FormatFloat(v, 'f', -1, 64), nil
		}
	case bool:
		if typ == report.Boolean {
			return strconv.FormatBool(v), nil
		}
	case time.Time:
		return formatTime(typ, v)
	}
	return "", fmt.Errorf("a cell of type %s cannot hold %T %v", typ, v, v)
}

func formatInt(typ report.Type, v int) (string, error) {
	switch typ {
	case report.Integer, report.Number, report.Share:
		return strconv.Itoa(v), nil
	case report.YearT:
		if v < 1 || v > 9999 {
			return "", fmt.Errorf("%d is not a year of four digits", v)
		}
		return fmt.Sprintf("%04d", v), nil
	}
	return "", fmt.Errorf("a cell of type %s cannot hold the whole number %d", typ, v)
}

func formatTime(typ report.Type, v time.Time) (string, error) {
	v = v.UTC()
	if v.IsZero() || v.Year() < 1 || v.Year() > 9999 {
		return "", fmt.Errorf("%v is not a date that can be written; an unknown date is nil", v)
	}
	switch typ {
	case report.Date:
		return v.Format(time.DateOnly), nil
	case report.Time:
		return v.Format(timeLayout), nil
	}
	return "", fmt.Errorf("a cell of type %s cannot hold the time %v", typ, v)
}

// parse is the reverse of format.
func parse(typ report.Type, s string) (any, error) {
	if textual(typ) {
		return Unescape(s), nil
	}
	if s == "" {
		if nullable(typ) {
			return nil, nil
		}
		return nil, fmt.Errorf("a cell of type %s is empty", typ)
	}
	switch typ {
	case report.Integer, report.YearT:
		return strconv.Atoi(s)
	case report.Number, report.Share:
		return strconv.ParseFloat(s, 64)
	case report.Boolean:
		switch s {
		case "true":
			return true, nil
		case "false":
			return false, nil
		}
		return nil, fmt.Errorf("%q is neither true nor false", s)
	case report.Date:
		return time.Parse(time.DateOnly, s)
	case report.Time:
		return time.Parse(timeLayout, s)
	}
	return nil, fmt.Errorf("unknown type %q", typ)
}

// textual types hold strings; an empty one is a string, not a missing value.
func textual(typ report.Type) bool {
	switch typ {
	case report.Text, report.LongText, report.List, report.URL:
		return true
	}
	return false
}

// nullable types may be empty, which means that there is no value. The words
// beside the number say why.
func nullable(typ report.Type) bool {
	switch typ {
	case report.Integer, report.Number, report.Share, report.YearT, report.Date, report.Time:
		return true
	}
	return false
}
