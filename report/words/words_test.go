package words

import (
	"strings"
	"testing"
	"time"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
)

func TestWordsOfSingleValues(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ got, want string }{
		{Count(1, "page", "pages"), "1 page"},
		{Count(0, "page", "pages"), "0 pages"},
		{Count(4210, "page", "pages"), "4,210 pages"},
		{Number(999), "999"},
		{Number(1234567), "1,234,567"},
		{Day(time.Date(2025, 1, 5, 0, 0, 0, 0, time.UTC)), "5 January 2025"},
		{Or("", "Not stated"), "Not stated"},
		{Or("a", "Not stated"), "a"},
		{Sentence(""), ""},
		{Sentence("élan vital"), "Élan vital"},
		{Ended(""), ""},
		{Ended(" It ended "), "It ended."},
		{Ended("It ended?"), "It ended?"},
		{Ended("Und so weiter …"), "Und so weiter …"},
		{Stage(string(record.StageMidterm)), "Midterm"},
		{Stage(string(record.StageEndOfTerm)), "End of term"},
		{Stage(string(record.StageLatest)), "Latest"},
		{Name("did_it_open_government"), "Did it open government"},
		{Name("ogp_value"), "OGP value"},
		{Name("irm_report"), "IRM report"},
		{Name("EE9017"), "EE9017"},
		{Name("Two words"), "Two words"},
		{GroupType("all"), "Everything"},
		{GroupType("cycle"), "First year of the plan"},
		{GroupType("policy_area"), "Policy area"},
		{Group("all"), "Everything"},
		{Group("estonia"), "estonia"},
		{Cause(dataset.CauseSource), "Changed at the source"},
		{Cause(dataset.CauseReading), "Read differently"},
		{Cause(dataset.CauseCarriedForward), "Carried forward"},
		{Cause(dataset.CauseAppeared), "New"},
		{Cause(dataset.CauseGone), "No longer listed"},
		{Measure(string(record.MeasureAllThree)), "Relevant, transformative, and substantial or complete (starred)"},
		{Measure(string(record.MeasureDIOGMajor)), "Did It Open Government? Major"},
		{Measure(string(record.MeasureDIOGOutstanding)), "Did It Open Government? Outstanding"},
		{Measure(string(record.MeasureEarlyResultsPrefix) + "very_high"), "Early results: very high"},
		{Measure(string(record.MeasureCompleted)), "Completed"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

func TestShortenedTextsEndBetweenWordsAndSaySo(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("open government ", 20)
	for _, most := range []int{10, 40, 100, 200} {
		short := Shorten(long, most)
		if n := len([]rune(short)); n > most+len([]rune(" …")) || n < most/2 || !strings.HasSuffix(short, " …") {
			t.Errorf("at most %d: %q", most, short)
		}
	}
	// A blank far from the end is no place to cut: the text would be lost.
	if short := Shorten("a "+strings.Repeat("b", 30), 20); short != "a "+strings.Repeat("b", 18)+" …" {
		t.Errorf("%q", short)
	}
	if short := Shorten("eins, zwei, drei", 6); short != "eins …" {
		t.Errorf("%q", short)
	}
	for _, c := range []struct {
		text string
		most int
		want string
	}{
		{"open government", 15, "open government"},
		{"Îles Éparses", 12, "Îles Éparses"}, // 12 letters in 14 bytes
		{"Îles Éparses", 11, "Îles Éparse …"},
		{"abcdefgh jklm", 10, "abcdefgh j …"}, // a blank at four fifths is too far from the end
		{"abcdefghi klm", 10, "abcdefghi …"},
		{"abcdefghij kl mn", 13, "abcdefghij kl …"},
		{"abcdefghijk\nlm", 13, "abcdefghijk …"},
		{"one; two three", 8, "one; two …"},
	} {
		if got := Shorten(c.text, c.most); got != c.want {
			t.Errorf("%q within %d is %q, not %q", c.text, c.most, got, c.want)
		}
	}
}
