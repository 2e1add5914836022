package plural

import "strconv"

// Count is a number with its noun, in the plural where it is not one.
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}
