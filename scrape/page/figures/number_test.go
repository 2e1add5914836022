package figures

import "testing"

func TestPrintedNumbers(t *testing.T) {
	for _, c := range []struct {
		printed        string
		count, percent float64 // -1: none
	}{
		{"9", 9, -1}, {"40[1]", 40, -1}, {"6 (86%)", 6, .86}, {"0 (0%))", 0, 0}, {"N/A", -1, -1}, {"n/a*", -1, -1}, {"UNKNOWN", -1, -1}, {"No*", 0, -1},
		{"45%", -1, .45}, {"45 %", -1, .45}, {"12.5%", -1, .125}, {"1000%", -1, 10}, {"1001%", -1, -1}, {"3.5", -1, -1}, {"1.204", -1, -1}, {"2016-2018", -1, -1}, {"2016–2018", -1, -1},
		{"5/8", 5, -1}, {"5, as before", 5, -1}, {"two, one of them starred", 2, -1}, {"Twenty two", -1, -1}, {"one hundred and five", -1, -1}, {"Two (2)", 2, -1}, {"ten of eleven", 10, -1},
		{"No", 0, -1}, {"No commitments", 0, -1}, {"None of the 9", 0, -1}, {"No data", -1, -1}, {"No evidence available", -1, -1}, {"No information (0%)", -1, 0},
		{"Eight of 14 (57%)", 8, .57}, {"Half of the 28", 14, -1}, {"10 of 14", 10, -1}, {"twenty-three", 23, -1}, {"2 (14.3%)", 2, .143},
		{"(Commitments #2 and #4 have parts)", -1, -1}, {"1,289", 1289, -1},
	} {
		count, percent := number(c.printed)
		if !is(count, c.count) || !is(percent, c.percent) {
			t.Errorf("%q: %v, %v; want %v, %v", c.printed, deref(count), deref(percent), c.count, c.percent)
		}
	}
}

func TestCellsOfSeveralFigures(t *testing.T) {
	for _, c := range []struct {
		text string
		want int // figures, 0 for text that is none
	}{{"27 27", 2}, {"N/A*", 1}, {"n/a", 1}, {"6 (86%) 5 (71%)", 2}, {"40[1]", 1}, {"Not applicable", 1}, {"-", 1}, {"2016 and later", 0}, {"no", 0}, {"Nothing", 0}} {
		if got := len(cellItems(c.text)); got != c.want {
			t.Errorf("%q: %d figures, want %d", c.text, got, c.want)
		}
	}
}

func is(f *float64, want float64) bool {
	if want < 0 {
		return f == nil
	}
	return f != nil && *f > want-1e-9 && *f < want+1e-9
}

func deref(f *float64) any {
	if f == nil {
		return nil
	}
	return *f
}
