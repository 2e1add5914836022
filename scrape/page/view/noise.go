package view

import "strings"

// Noise knows lines that are no content of a page. Its words are in buckets by
// their first letter, since every short line of a page is asked for.
type Noise struct {
	buckets [256][]noiseWords
}

type noiseWords struct {
	key string
	// whole: the line is these words alone, else it begins with them.
	whole bool
	// ends: readers' comments begin here, and the page's content ends.
	ends bool
}

func NewNoise(skip, begins, comments []string) *Noise {
	n := &Noise{}
	add := func(words []string, whole, ends bool) {
		for _, w := range words {
			k := noiseWords{key: Key(w), whole: whole, ends: ends}
			switch {
			case k.key == "":
			case k.key[0] == '#':
				for d := '0'; d <= '9'; d++ {
					n.buckets[d] = append(n.buckets[d], k)
				}
			default:
				n.buckets[k.key[0]] = append(n.buckets[k.key[0]], k)
			}
		}
	}
	add(skip, true, false)
	add(begins, false, false)
	add(comments, true, true)
	return n
}

// Match tells a line that is left out, and one with which readers' comments
// begin.
func (n *Noise) Match(text string) (skip, ends bool) {
	if text == "" {
		return false, false
	}
	c := text[0]
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
	}
	for i := range n.buckets[c] {
		if k := &n.buckets[c][i]; k.fits(text) {
			return true, k.ends
		}
	}
	return false, false
}

func (k *noiseWords) fits(text string) bool {
	before, behind, counted := strings.Cut(k.key, "#")
	end := PrefixEnd(text, before)
	if end == 0 && before != "" {
		return false
	}
	if counted {
		digits := end
		for digits < len(text) && text[digits] >= '0' && text[digits] <= '9' {
			digits++
		}
		if digits == end {
			return false
		}
		rest := PrefixEnd(text[digits:], behind)
		if rest == 0 && behind != "" {
			return false
		}
		end = digits + rest
	}
	return !k.whole || strings.Trim(text[end:], " .:!»") == "" || k.ends && strings.HasPrefix(text[end:], " Cancel")
}
