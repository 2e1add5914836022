package vocabulary

import (
	"strings"
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
		"1990":                    "1990",
		"2099":                    "2099",
		"32874":                   "1990-01-01",
		"73050":                   "2099-12-31",
		"2023/11/30":              "2023-11-30",
		"2023.11.30":              "2023-11-30",
		"2023/11":                 "2023-11",
		"2023-11-30 10:15:00":     "2023-11-30",
		"the 2nd of May, 2014":    "2014-05-02",
		"4th Quarter, 2012":       "2012-Q4",
		"1er trimestre 2014":      "2014-Q1",
		"2012 Q1":                 "2012-Q1",
		"31.12.2014":              "2014-12-31",
		"31-12-2014":              "2014-12-31",
		"13/1/2014":               "2014-01-13",
		"1/13/2014":               "2014-01-13",
		"12/12/12":                "2012-12-12",
		"1 dez 2019":              "2019-12-01",
		"29 Feb 2020":             "2020-02-29",
		// What reads two ways, is impossible or is no date stays text.
		"3/4/2015":               "",
		"2/30/2020":              "",
		"31 February 2020":       "",
		"2020-13":                "",
		"Spring 2015":            "",
		"Ongoing":                "",
		"2012-2013":              "",
		"7/15/1905":              "",
		"Not Specified":          "",
		"":                       "",
		"12345678":               "",
		"Quarter 5 2012":         "",
		"End of 2014":            "",
		"1989":                   "",
		"2100":                   "",
		"32873":                  "",
		"73051":                  "",
		"043525":                 "",
		"Quarter 0 2012":         "",
		"Quarter 4":              "",
		"Quarter 4 1989":         "",
		"Q1 May 2012":            "",
		"Q1 Q2 2012":             "",
		"May June 2012":          "",
		"May 1989":               "",
		"May":                    "",
		"May 12":                 "",
		"5 May":                  "",
		"5 May 6 2012":           "",
		"123 May 2012":           "",
		"2012 May 5":             "",
		"2023-1":                 "",
		"2023 11":                "",
		"2023-11 May":            "",
		"0/2020":                 "",
		"12/2020/":               "2020-12",
		"12-2020":                "",
		"123/2020":               "",
		"31/12/014":              "",
		"31/12-2014":             "",
		"31 12 2014":             "",
		"32/12/2014":             "",
		"29 Feb 2021":            "",
		"31/12/20145":            "",
		"1 2 3 4 5 6 7 8":        "",
		"2014-12-31 1 2 3 4 5 6": "",
		"May 2014" + strings.Repeat(" ", 60) + "x":          "",
		strings.Repeat(" ", 60) + "May 2014":                "2014-05",
		"May" + strings.Repeat(" ", 53) + "2014":            "2014-05", // as long as a date may be
		"May" + strings.Repeat(" ", 54) + "2014":            "",
		"the of the of the of the of the of the 2 May 2014": "2014-05-02",
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

func TestTheFirstYearOfATextIsOneThatAPlanCanHave(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Year{
		"2011": 2011, "2099": 2099, "2010": 0, "2100": 0, "Estonia 2018-2020": 2018, "from 1999 to 2014": 2014, "120182": 0, "20182": 0, "12018": 0,
		"a2018b": 2018, "": 0, "201": 0, "+201 2019": 2019, "end of 2020.": 2020,
	} {
		if got := FirstYear(text); got != want {
			t.Errorf("%q: %d, not %d", text, got, want)
		}
	}
}

func TestTheLastDayOfADateIsItsPeriodsLast(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]struct {
		day       string
		precision string
	}{
		"2018-08-31": {"2018-08-31", "Day"}, "2020-02": {"2020-02-29", "Month"}, "2018-Q1": {"2018-03-31", "Quarter"}, "2018-Q4": {"2018-12-31", "Quarter"},
		"2018": {"2018-12-31", "Year"}, "2018-Q0": {"0001-01-01", ""}, "2018-Q5": {"0001-01-01", ""}, "2018-Q12": {"0001-01-01", ""}, "x-Q1": {"0001-01-01", ""}, "": {"0001-01-01", ""},
	} {
		if day, precision := LastDay(text); day.Format(time.DateOnly) != want.day || precision.String() != want.precision {
			t.Errorf("%q: %s to the %s", text, day.Format(time.DateOnly), precision)
		}
	}
}
