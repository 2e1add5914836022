package vocabulary

import (
	"testing"
	"time"
)

func TestDatesKeepTheirPrecision(t *testing.T) {
	for text, want := range map[string]string{
		"2023":                    "2023",
		"2023-11-30":              "2023-11-30",
		"2023-11-30T23:30:00Z":    "2023-11-30",
		"2023-11":                 "2023-11",
		"November 2023":           "2023-11",
		"Nov. 2023":               "2023-11",
		"30 November 2023":        "2023-11-30",
		"November 30, 2023":       "2023-11-30",
		"30th of November 2023":   "2023-11-30",
		"30 de noviembre de 2023": "2023-11-30",
		"1er août 2021":           "2021-08-01",
		"setembro de 2020":        "2020-09",
		"fevereiro 2020":          "2020-02",
		"décembre 2022":           "2022-12",
		"Quarter 4 2012":          "2012-Q4",
		"Q3 2013":                 "2013-Q3",
		"2nd quarter of 2013":     "2013-Q2",
		"31/12/2014":              "2014-12-31",
		"12/31/2014":              "2014-12-31",
		"6/30/20":                 "2020-06-30",
		"1/1/2023":                "2023-01-01",
		"11/2023":                 "2023-11",
		"43525":                   "2019-03-01",
		// What reads two ways, is impossible or is no date stays text.
		"3/4/2015":         "",
		"2/30/2020":        "",
		"31 February 2020": "",
		"2020-13":          "",
		"Spring 2015":      "",
		"Ongoing":          "",
		"2012-2013":        "",
		"7/15/1905":        "",
		"Not Specified":    "",
		"":                 "",
		"12345678":         "",
		"Quarter 5 2012":   "",
		"End of 2014":      "",
	} {
		t.Run(text, func(t *testing.T) {
			if got := ParseDate(text).String(); got != want {
				t.Errorf("ParseDate(%q) = %q, want %q", text, got, want)
			}
		})
	}
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"30 November 2023", "Q3 2013", "43525", "3/4/2015", "2012–13", "décembre 2022", "99/99/9999"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d := ParseDate(s)
		text := d.String()
		if (d.Precision == PrecisionNone) != (text == "") {
			t.Fatalf("%q: precision %d and text %q", s, d.Precision, text)
		}
		if d.Precision == PrecisionDay {
			if _, err := time.Parse(time.DateOnly, text); err != nil {
				t.Fatalf("%q: %v", s, err)
			}
		}
		if d.Precision != PrecisionNone && ParseDate(text) != d {
			t.Fatalf("%q: reads as %q, which reads as %+v", s, text, ParseDate(text))
		}
	})
}
