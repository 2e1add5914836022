package palette

import (
	"strconv"
	"testing"

	"ogptracker/report"
	"ogptracker/report/reporttest"
)

func TestNeighboursAndBackgroundDifferBy3To1(t *testing.T) {
	t.Parallel()
	check := func(name string, colours []Colour) {
		for i, c := range colours {
			if r := Contrast(c.Fill, white); r < 3 {
				t.Errorf("%s: %s on white is %.2f to 1", name, c.Fill, r)
			}
			if r := Contrast(c.Fill, c.Label); r < 4.5 {
				t.Errorf("%s: the figures in %s are %.2f to 1", name, c.Fill, r)
			}
			if i > 0 {
				if r := Contrast(c.Fill, colours[i-1].Fill); r < 3 {
					t.Errorf("%s: %s beside %s is %.2f to 1", name, c.Fill, colours[i-1].Fill, r)
				}
			}
		}
	}
	check("in turn", inTurn)
	check("levels", []Colour{byLevel["completed"], byLevel["substantial"], byLevel["limited"], byLevel["not_started"], leftOut})
	for _, wb := range reporttest.Workbooks(report.Build(reporttest.Dataset(3, 12), reporttest.Meta())) {
		for _, s := range wb.Sheets {
			for _, b := range s.Blocks {
				if b.Chart != nil {
					check(wb.Path+" "+b.Chart.Name, Series(b.Chart))
				}
			}
		}
	}
}

func TestOnlyWhatWasLeftOutIsGrey(t *testing.T) {
	t.Parallel()
	for name, c := range byLevel {
		n, err := strconv.ParseUint(c.Fill, 16, 32)
		if err != nil {
			t.Fatal(err)
		}
		r, g, b := int(n>>16), int(n>>8&0xFF), int(n&0xFF)
		if grey := max(r, g, b)-min(r, g, b) < 32; grey != (name == "left_out") {
			t.Errorf("%s is %s", name, c.Fill)
		}
	}
}
