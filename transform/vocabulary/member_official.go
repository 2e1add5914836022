package vocabulary

import "strings"

// stateWords are what official names add to a country's usual one. "State" is
// not among them: the State of Mexico is a place in Mexico. Nor is "people's":
// there are two Koreas.
var stateWords = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq("the of republic rep kingdom federal federative federation democratic socialist islamic united cooperative independent commonwealth grand duchy former formerly yugoslav fyr") {
		m[w] = true
	}
	return m
}()

// official finds a country by its name in full, whichever way round lists
// write it: "Republic of Albania", "Moldova, Republic of", "Gambia, The".
func (g *Registry) official(slug string) *KnownMember {
	if g.places[slug] != nil {
		return nil
	}
	words := strings.Split(slug, "-")
	country := func(part []string) *KnownMember {
		if m := g.byName[strings.Join(part, "-")]; m != nil && m.Kind != MemberTypeLocal {
			return m
		}
		return nil
	}
	// Word by word, since "Republic" belongs to some usual names.
	for i := 1; i < len(words) && stateWords[words[i-1]]; i++ {
		if m := country(words[i:]); m != nil {
			return m
		}
	}
	for i := len(words) - 1; i > 0 && stateWords[words[i]]; i-- {
		if m := country(words[:i]); m != nil {
			return m
		}
	}
	return nil
}

// InvertedName reports whether what stands behind a name's comma belongs to
// the name of a state ("Bahamas, The"), so that it is no place and its country.
func InvertedName(name string) bool {
	_, end, found := strings.Cut(name, ",")
	if !found || strings.TrimSpace(end) == "" {
		return false
	}
	for w := range strings.SplitSeq(Slug(end), "-") {
		if !stateWords[w] {
			return false
		}
	}
	return true
}

// NoteInBrackets takes apart a name and the words in brackets behind it.
func NoteInBrackets(name string) (base, note string, ok bool) {
	base, note, ok = strings.Cut(strings.TrimSpace(name), "(")
	if !ok || !strings.HasSuffix(note, ")") || strings.TrimSpace(base) == "" {
		return "", "", false
	}
	return strings.TrimSpace(base), strings.TrimSpace(strings.TrimSuffix(note, ")")), true
}

// aStanding reports whether a note tells a member's standing: "withdrawn",
// "suspended 2023".
func aStanding(note string) bool {
	for _, s := range gravity[1:] {
		if strings.HasPrefix(strings.ToLower(note), strings.ToLower(s)) {
			return true
		}
	}
	return false
}
