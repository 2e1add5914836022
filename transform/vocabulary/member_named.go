package vocabulary

import (
	"strings"
)

// NamedMember is a member that a title names.
type NamedMember struct {
	Member *KnownMember
	// Words is the length of the name in words: the longer one says more.
	Words int
}

// MembersNamed returns the members that a title names, in the order of the
// title. A longer name hides those inside it: "Northern Ireland, United
// Kingdom" names neither Ireland nor the United Kingdom. The bare name of a
// place counts where a part of the title begins with it ("Makueni Action
// Plan", "Action plan - Makueni"), since "Paris" may be the place of a
// meeting; and anywhere where another member's name stands inside it, since
// "Estado de México" is not Mexico wherever it stands.
func (g *Registry) MembersNamed(title string) []NamedMember {
	var out []NamedMember
	for _, part := range titleParts(title) {
		words := strings.Split(Slug(part), "-")
		for i := 0; i < len(words); {
			m, n := g.longestAt(words, i)
			if m == nil {
				i++
				continue
			}
			out = append(out, NamedMember{m, n})
			i += n
		}
	}
	return out
}

func (g *Registry) longestAt(words []string, at int) (*KnownMember, int) {
	for n := min(g.longest, len(words)-at); n > 0; n-- {
		name := strings.Join(words[at:at+n], "-")
		if m, ok := g.byName[name]; ok {
			return m, n
		}
		if m, ok := g.places[name]; ok && !notAPlace(words[at:], n) && (at == 0 || g.namesInside(words[at:at+n])) {
			return m, n
		}
	}
	return nil, 0
}

// namesInside reports whether some of the words, but not all, are a member's
// name.
func (g *Registry) namesInside(words []string) bool {
	for from := range words {
		for to := from + 1; to <= len(words); to++ {
			if to-from < len(words) && g.IsMember(strings.Join(words[from:to], "-")) {
				return true
			}
		}
	}
	return false
}

// notAPlace knows what makes a place's name part of another: the Paris
// Declaration is not the member Paris.
func notAPlace(words []string, n int) bool {
	if len(words) <= n {
		return false
	}
	switch words[n] {
	case "declaration", "agreement", "summit", "conference", "meeting", "convention", "protocol":
		return true
	}
	return false
}

// titleParts cuts a title at dashes that stand between spaces and at colons.
func titleParts(title string) []string {
	for _, dash := range []string{" – ", " — ", ": "} {
		title = strings.ReplaceAll(title, dash, " - ")
	}
	// A name may hold dashes of its own (Tangier – Tetouan – Al-Hoceima), so
	// the whole is read first where it names somebody with a comma.
	if strings.Contains(title, ", ") {
		return wholeThenParts(title)
	}
	return strings.Split(title, " - ")
}

// wholeThenParts keeps together the parts up to the one that has the comma:
// "Action plan - Tangier - Tetouan - Al-Hoceima, Morocco, 2021 - 2023" is the
// document's kind, then one name.
func wholeThenParts(title string) []string {
	before, rest, ok := strings.Cut(title, " - ")
	if !ok {
		return []string{title}
	}
	return append([]string{before}, rest)
}

// PlaceNamed returns the place of a country that a title names in the form
// "<place>, <country>", for places that are not in the list; "" without one.
func (g *Registry) PlaceNamed(title string) string {
	for _, part := range titleParts(title) {
		cells := strings.Split(part, ",")
		for i := 1; i < len(cells); i++ {
			c := g.byName[Slug(cells[i])]
			if c == nil || c.Kind == MemberTypeLocal {
				continue
			}
			place := strings.TrimSpace(cells[i-1])
			if s := Slug(place); s != "" && g.byName[s] == nil && !endsInDocumentWord(s) {
				return place + ", " + strings.TrimSpace(cells[i])
			}
		}
	}
	return ""
}

func endsInDocumentWord(s string) bool {
	last := s[strings.LastIndexByte(s, '-')+1:]
	switch last {
	case "plan", "report", "review", "letter", "brief", "notes", "government", "of", "in", "for":
		return true
	}
	return last != "" && IsDigit(last[0])
}
