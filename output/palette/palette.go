package palette

import (
	"math"
	"strconv"

	"ogptracker/report"
)

// Colour is that of a series' bars and of the figures inside them, as RRGGBB.
type Colour struct{ Fill, Label string }

const (
	white = "FFFFFF"
	black = "111111"
)

// leftOut is grey, which stands for nothing but what was left out.
var leftOut = Colour{"3A4149", white}

// byLevel are the levels of completion. A dark and a light colour take turns,
// so that neighbours differ by 3 to 1 for eyes that see no hue and in print.
var byLevel = map[string]Colour{
	"completed":   {"0B3A6B", white},
	"substantial": {"4A8FCB", black},
	"limited":     {"651F0A", white},
	"not_started": {"CC7A22", black},
	"left_out":    leftOut,
}

// inTurn are the colours of other series, in their order.
var inTurn = []Colour{{"0B3A6B", white}, {"4A8FCB", black}, {"651F0A", white}, {"CC7A22", black}}

// MaxSeries is the number of series that a chart has colours for.
const MaxSeries = 5

// Series are the colours of a chart's series, in order.
func Series(c *report.Chart) []Colour {
	colours := make([]Colour, len(c.Series))
	for i, column := range c.Series {
		name := ""
		if column >= 0 && column < len(c.Grid.Columns) {
			name = c.Grid.Columns[column].Name
		}
		colour, ok := byLevel[name]
		if !ok {
			colour = inTurn[i%len(inTurn)]
		}
		colours[i] = colour
	}
	return colours
}

// Contrast is the contrast of two colours by WCAG 2.2, from 1 to 21.
func Contrast(a, b string) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(colour string) float64 {
	n, err := strconv.ParseUint(colour, 16, 32)
	if err != nil {
		return 0
	}
	part := func(shift uint) float64 {
		v := float64(n>>shift&0xFF) / 255
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*part(16) + 0.7152*part(8) + 0.0722*part(0)
}
