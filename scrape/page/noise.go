package page

import "strings"

// noise knows lines that are no content of a page.
type noise struct {
	whole     map[string]bool
	beginKeys []string
	endings   map[string]bool
}

func newNoise(l *LabelNoise) *noise {
	n := &noise{whole: map[string]bool{}, endings: map[string]bool{}}
	for _, w := range l.Skip {
		n.whole[labelKey(w)] = true
	}
	for _, w := range l.Begins {
		n.beginKeys = append(n.beginKeys, labelKey(w))
	}
	for _, w := range l.Comments {
		n.endings[labelKey(w)] = true
	}
	return n
}

// skip tells a line that is left out.
func (n *noise) skip(text string) bool {
	if len(text) < 40 && n.whole[labelKey(text)] {
		return true
	}
	for _, k := range n.beginKeys {
		if prefixEnd(text, k) > 0 {
			return true
		}
	}
	return false
}

// comments tells the line with which readers' comments begin.
func (n *noise) comments(text string) bool {
	if len(text) > 60 {
		return false
	}
	key := labelKey(text)
	if i := strings.IndexAny(key, "0123456789"); i >= 0 {
		j := i
		for j < len(key) && key[j] >= '0' && key[j] <= '9' {
			j++
		}
		key = key[:i] + "#" + key[j:]
	}
	return n.endings[key] || strings.HasPrefix(key, "leave a reply ")
}
