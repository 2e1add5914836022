package csvfile

import (
	"fmt"
	"math"
	"strconv"
	"time"

	"ogptracker/output/plaintext"
	"ogptracker/report/schema"
)

// timeLayout is the default format of a Table Schema datetime: whole seconds,
// UTC. Fractions of a second are not published.
const timeLayout = "2006-01-02T15:04:05Z"

// format writes one cell. A cell that its column's type cannot hold is an
// error: it would be read back as something else.
func format(typ schema.Type, v any) (string, error) {
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
		if typ == schema.Number || typ == schema.Share {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return "", fmt.Errorf("%v is not a number that can be written", v)
			}
			return strconv.FormatFloat(v, 'f', -1, 64), nil
		}
	case bool:
		if typ == schema.Boolean {
			return strconv.FormatBool(v), nil
		}
	case time.Time:
		return formatTime(typ, v)
	}
	return "", fmt.Errorf("a cell of type %s cannot hold %T %v", typ, v, v)
}

func formatInt(typ schema.Type, v int) (string, error) {
	switch typ {
	case schema.Integer, schema.Number, schema.Share:
		return strconv.Itoa(v), nil
	case schema.YearT:
		if v < 1 || v > 9999 {
			return "", fmt.Errorf("%d is not a year of four digits", v)
		}
		return fmt.Sprintf("%04d", v), nil
	}
	return "", fmt.Errorf("a cell of type %s cannot hold the whole number %d", typ, v)
}

func formatTime(typ schema.Type, v time.Time) (string, error) {
	v = v.UTC()
	if v.IsZero() || v.Year() < 1 || v.Year() > 9999 {
		return "", fmt.Errorf("%v is not a date that can be written; an unknown date is nil", v)
	}
	switch typ {
	case schema.Date:
		return v.Format(time.DateOnly), nil
	case schema.Time:
		return v.Format(timeLayout), nil
	}
	return "", fmt.Errorf("a cell of type %s cannot hold the time %v", typ, v)
}

// parse is the reverse of format.
func parse(typ schema.Type, s string) (any, error) {
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
	case schema.Integer, schema.YearT:
		return strconv.Atoi(s)
	case schema.Number, schema.Share:
		return strconv.ParseFloat(s, 64)
	case schema.Boolean:
		switch s {
		case "true":
			return true, nil
		case "false":
			return false, nil
		}
		return nil, fmt.Errorf("%q is neither true nor false", s)
	case schema.Date:
		return time.Parse(time.DateOnly, s)
	case schema.Time:
		return time.Parse(timeLayout, s)
	}
	return nil, fmt.Errorf("unknown type %q", typ)
}

// textual types hold strings; an empty one is a string, not a missing value.
func textual(typ schema.Type) bool {
	switch typ {
	case schema.Text, schema.LongText, schema.List, schema.URL:
		return true
	}
	return false
}

// nullable types may be empty, which means that there is no value. The words
// beside the number say why.
func nullable(typ schema.Type) bool {
	switch typ {
	case schema.Integer, schema.Number, schema.Share, schema.YearT, schema.Date, schema.Time:
		return true
	}
	return false
}
