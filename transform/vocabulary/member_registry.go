package vocabulary

import (
	"bytes"
	"cmp"
	_ "embed"
	"encoding/csv"
	"maps"
	"slices"
	"strings"
	"sync"
)

//go:embed members.csv
var embeddedMembers []byte

// KnownMember is a name of the embedded list: governments and places that
// were or are members of OGP, with what no page of the site states. Standing
// in the list makes no row: only what was read does.
type KnownMember struct {
	ID, Name, Country, ISO3, Kind, Region, Prefix string
}

// Registry finds known members by any of their names.
type Registry struct {
	byID   map[string]*KnownMember
	byName map[string]*KnownMember // by slug of id, name and aliases
	// places are the bare names of local members ("makueni"), which say less
	// than the whole ("Makueni, Kenya").
	places   map[string]*KnownMember
	byPrefix map[string]*KnownMember
	// longest is the number of words of the longest name.
	longest int
}

// KnownMembers reads the embedded list once. It panics on a list that cannot
// be read: that is a fault of the build, and a test reads it.
var KnownMembers = sync.OnceValue(func() *Registry {
	rows, err := csv.NewReader(bytes.NewReader(embeddedMembers)).ReadAll()
	if err != nil {
		panic("transform: members.csv: " + err.Error())
	}
	reg := &Registry{byID: map[string]*KnownMember{}, byName: map[string]*KnownMember{}, places: map[string]*KnownMember{}, byPrefix: map[string]*KnownMember{}}
	for _, r := range rows[1:] {
		m := &KnownMember{ID: r[0], Name: r[1], Country: r[2], ISO3: r[3], Kind: r[4], Region: r[5], Prefix: r[6]}
		reg.byID[m.ID] = m
		if m.Prefix != "" {
			reg.byPrefix[m.Prefix] = m
		}
		names := append([]string{m.ID, m.Name}, strings.Split(r[7], "|")...)
		for _, name := range names {
			s := Slug(name)
			if s == "" {
				continue
			}
			reg.byName[s] = m
			reg.longest = max(reg.longest, strings.Count(s, "-")+1)
			if place, _, local := strings.Cut(name, ","); local && m.Kind == MemberTypeLocal {
				reg.places[Slug(place)] = m
			}
		}
	}
	for place := range reg.places {
		if _, taken := reg.byName[place]; taken {
			delete(reg.places, place)
		}
	}
	return reg
})

// Find looks a name or slug up; nil for one that is not in the list. A place
// is found by any name of its country ("austin-usa").
func (g *Registry) Find(name string) *KnownMember {
	s := Slug(name)
	if m, ok := g.byName[s]; ok {
		return m
	}
	if m, ok := g.byName[strings.TrimPrefix(s, "the-")]; ok {
		return m
	}
	if m := g.official(s); m != nil {
		return m
	}
	if base, note, ok := NoteInBrackets(name); ok {
		if m := g.Find(base); m != nil && (aStanding(note) || strings.EqualFold(note, m.ISO3) || g.Find(strings.TrimPrefix(strings.ToLower(note), "formerly ")) == m) {
			return m
		}
	}
	if c, place := g.countryAtEnd(s); c != nil {
		return g.byName[place+"-"+c.ID]
	}
	return nil
}

// With is the registry with further places, which are members by tonight's
// sources alone. A name that is known already keeps its member.
func (g *Registry) With(more []*KnownMember) *Registry {
	out := *g
	out.places, out.byID = maps.Clone(g.places), maps.Clone(g.byID)
	for _, m := range more {
		out.byID[m.ID] = m
		place, _, _ := strings.Cut(m.Name, ",")
		for _, s := range []string{Slug(m.Name), Slug(place)} {
			if s != "" && !g.IsMember(s) {
				out.places[s] = m
				out.longest = max(out.longest, strings.Count(s, "-")+1)
			}
		}
	}
	return &out
}

// IsMember reports whether a slug is the id, name or alias of a known member.
func (g *Registry) IsMember(slug string) bool { return g.byName[slug] != nil }

// Country finds the country a local member's name ends with
// ("Makueni, Kenya", "makueni-kenya"). The bare name of a known place has that
// place's: Northern Ireland does not lie in Ireland.
func (g *Registry) Country(name string) *KnownMember {
	s := Slug(name)
	if place, ok := g.places[s]; ok {
		return g.byName[Slug(place.Country)]
	}
	c, _ := g.countryAtEnd(s)
	return c
}

// countryAtEnd takes a slug that ends with a country's name apart.
func (g *Registry) countryAtEnd(slug string) (country *KnownMember, place string) {
	words := strings.Split(slug, "-")
	for n := min(len(words)-1, g.longest); n > 0; n-- {
		if m, ok := g.byName[strings.Join(words[len(words)-n:], "-")]; ok && m.Kind != MemberTypeLocal {
			return m, strings.Join(words[:len(words)-n], "-")
		}
	}
	return nil, ""
}

// FitsPrefix says whose a commitment's code is by its letters; nil where the
// letters are nobody's in the list.
func (g *Registry) FitsPrefix(code string) *KnownMember {
	return g.byPrefix[strings.TrimRight(code, "0123456789")]
}

// MemberID is the id of a member by any of its names or slugs
// ("republic-of-moldova" is moldova).
func MemberID(name string) string {
	if known := KnownMembers().Find(name); known != nil {
		return known.ID
	}
	return Slug(name)
}

// All are the known members in the order of their ids.
func (g *Registry) All() []*KnownMember {
	return slices.SortedFunc(maps.Values(g.byID), func(x, y *KnownMember) int { return cmp.Compare(x.ID, y.ID) })
}
