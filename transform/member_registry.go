package transform

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"strings"
	"sync"
)

//go:embed members.csv
var embeddedMembers []byte

// knownMember is a name of the embedded list: governments and places that
// were or are members of OGP, with what no page of the site states. Standing
// in the list makes no row: only what was read does.
type knownMember struct {
	id, name, country, iso3, kind, region, prefix string
}

// registry finds known members by any of their names.
type registry struct {
	byID   map[string]*knownMember
	byName map[string]*knownMember // by slug of id, name and aliases
	// places are the bare names of local members ("makueni"), which say less
	// than the whole ("Makueni, Kenya").
	places   map[string]*knownMember
	byPrefix map[string]*knownMember
	// longest is the number of words of the longest name.
	longest int
}

// knownMembers reads the embedded list once. It panics on a list that cannot
// be read: that is a fault of the build, and a test reads it.
var knownMembers = sync.OnceValue(func() *registry {
	rows, err := csv.NewReader(bytes.NewReader(embeddedMembers)).ReadAll()
	if err != nil {
		panic("transform: members.csv: " + err.Error())
	}
	reg := &registry{byID: map[string]*knownMember{}, byName: map[string]*knownMember{}, places: map[string]*knownMember{}, byPrefix: map[string]*knownMember{}}
	for _, r := range rows[1:] {
		m := &knownMember{id: r[0], name: r[1], country: r[2], iso3: r[3], kind: r[4], region: r[5], prefix: r[6]}
		reg.byID[m.id] = m
		if m.prefix != "" {
			reg.byPrefix[m.prefix] = m
		}
		names := append([]string{m.id, m.name}, strings.Split(r[7], "|")...)
		for _, name := range names {
			s := slug(name)
			if s == "" {
				continue
			}
			reg.byName[s] = m
			reg.longest = max(reg.longest, strings.Count(s, "-")+1)
			if place, _, local := strings.Cut(name, ","); local && m.kind == memberTypeLocal {
				reg.places[slug(place)] = m
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

// find looks a name or slug up; nil for one that is not in the list.
func (g *registry) find(name string) *knownMember {
	s := slug(name)
	if m, ok := g.byName[s]; ok {
		return m
	}
	return g.byName[strings.TrimPrefix(s, "the-")]
}

// country finds the country a local member's name ends with
// ("Makueni, Kenya", "makueni-kenya").
func (g *registry) country(name string) *knownMember {
	words := strings.Split(slug(name), "-")
	for n := min(len(words)-1, g.longest); n > 0; n-- {
		if m, ok := g.byName[strings.Join(words[len(words)-n:], "-")]; ok && m.kind != memberTypeLocal {
			return m
		}
	}
	return nil
}

// fitsPrefix says whose a commitment's code is by its letters; nil where the
// letters are nobody's in the list.
func (g *registry) fitsPrefix(code string) *knownMember {
	return g.byPrefix[strings.TrimRight(code, "0123456789")]
}
