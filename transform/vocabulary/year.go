package vocabulary

import "strconv"

// FirstYear is the first number of four digits in a text that can be the year
// of a plan; 0 without one.
func FirstYear(text string) Year {
	for i := 0; i+4 <= len(text); i++ {
		if i > 0 && IsDigit(text[i-1]) || i+4 < len(text) && IsDigit(text[i+4]) {
			continue
		}
		if n, err := strconv.Atoi(text[i : i+4]); err == nil && n >= 2011 && n < 2100 && IsDigit(text[i]) {
			return Year(n)
		}
	}
	return 0
}

func IsDigit(b byte) bool { return b >= '0' && b <= '9' }
