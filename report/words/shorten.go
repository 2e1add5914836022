package words

import "strings"

// Shorten cuts a text for the eye at about n characters, at the end of a word.
func Shorten(s string, n int) string {
	if len(s) <= n {
		return s
	}
	cut, count := len(s), 0
	for i := range s {
		if count == n {
			cut = i
			break
		}
		count++
	}
	if cut == len(s) {
		return s
	}
	kept := s[:cut]
	if blank := strings.LastIndexAny(kept, " \n"); blank > cut*4/5 {
		kept = kept[:blank]
	}
	return strings.TrimRight(kept, " \n,;:|") + " …"
}
