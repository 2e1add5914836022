package schema

import (
	"fmt"
	"math"
	"strings"
	"time"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// cellOf brings a value of the dataset to the one Go type that cells of its
// column's Type have. Absent texts become the column's words of absence (or
// stay empty where they may), absent numbers and dates become nil: nothing
// is ever 0 for want of a value.
func cellOf(c *Column, v any) any {
	switch c.Type {
	case Text, LongText, List:
		if s, ok := v.(string); ok && s != "" {
			return v
		}
		if s := textOf(v); s != "" {
			return s
		}
		switch {
		case c.MayBeEmpty:
			return ""
		case c.Absent != "":
			return c.Absent
		}
		return vocabulary.NotStated
	case URL:
		if s := AddressOf(textOf(v)); s != "" {
			return s
		}
		return vocabulary.NotStated
	case Date, Time:
		return timeOf(v)
	case YearT:
		if y, ok := v.(vocabulary.Year); ok {
			v = int(y)
		}
		if y, ok := v.(int); ok && y != 0 {
			return y
		}
		return nil
	case Integer, Number, Share:
		return NumberOf(v)
	case Boolean:
		return v
	}
	panic(fmt.Sprintf("report: column %s has the unknown type %q", c.Name, c.Type))
}

func textOf(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case record.Freshness:
		return string(v)
	case []string:
		return joinList(v)
	}
	panic(fmt.Sprintf("report: %T is no text", v))
}

// AddressOf is an address, or "" for a word of absence in its place.
func AddressOf(s string) string {
	if strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") {
		return s
	}
	return ""
}

// joinList joins the entries of a list for one cell. An entry that holds the
// separator itself would come back as two, so it is written with a slash.
func joinList(entries []string) string {
	clean := make([]string, 0, len(entries))
	for _, e := range entries {
		if e != "" {
			clean = append(clean, strings.ReplaceAll(e, ListSeparator, " / "))
		}
	}
	return strings.Join(clean, ListSeparator)
}

// timeOf reads a date or time; a date known only to its year or month stands
// as the last day of that period ("expected by then").
func timeOf(v any) any {
	switch v := v.(type) {
	case time.Time:
		if !v.IsZero() {
			return v.UTC().Truncate(time.Second) // all that any file shows
		}
	case string:
		if t, err := time.Parse(time.DateOnly, v); err == nil {
			return t
		}
		if t, err := time.Parse("2006-01", v); err == nil {
			return t.AddDate(0, 1, -1)
		}
		if t, err := time.Parse("2006", v); err == nil {
			return t.AddDate(1, 0, -1)
		}
	}
	return nil
}

// NumberOf is a pointer's number, nil for none.
func NumberOf(v any) any {
	switch v := v.(type) {
	case int:
		return v
	case float64:
		return finite(v)
	case *float64:
		if v != nil {
			return finite(*v)
		}
	case dataset.Rate:
		if share, ok := v.Value(); ok {
			return share
		}
	case nil:
	default:
		panic(fmt.Sprintf("report: %T is no number", v))
	}
	return nil
}

func finite(f float64) any {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return nil
	}
	return f
}

// CSVEscapeRule says how formula-like text is made harmless in CSV files,
// and how to get the original back.
const CSVEscapeRule = "In the CSV files a text that begins with =, +, -, @ (also in full width), a tab, a carriage return or a line feed, also behind marks that are not shown, or with one or more apostrophes followed by one of these, has one apostrophe (') put before it, so that no spreadsheet program takes it for a formula. To get the original back, remove one apostrophe from each text that begins with one or more apostrophes followed by one of these characters. Numbers, dates and true/false are never changed."
