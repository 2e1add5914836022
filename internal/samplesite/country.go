package samplesite

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"ogptracker/transform/vocabulary"
)

func (s *Site) addPlain(path, heading, text string) {
	s.add(path, htmlType, render("plain.html", heading, Base+path, map[string]string{"Heading": heading, "Text": text}), s.facts.Lastmod.Night1, "")
}

// card is a member as the list of members shows it.
type card struct {
	*member
	Stop string
}

func (s *Site) addMembersList() {
	type group struct {
		Name    string
		Members []card
	}
	groups := []group{{}, {Name: "Local Members"}}
	n := 0
	for i := range s.members {
		m := s.members[i].member
		if !m.Listed {
			continue
		}
		c := card{m, "."}
		if n%3 == 2 { // the real cards lack it here and there
			c.Stop = ""
		}
		n++
		g := 0
		if m.Group != "" {
			g = 1
		}
		groups[g].Members = append(groups[g].Members, c)
	}
	s.add("/our-members/", htmlType, render("members.html", "Members", Base+"/our-members/", map[string]any{"Groups": groups}), s.facts.Lastmod.Night1, "page")
}

// link is a title with its address, which may be unknown.
type link struct {
	Title, URL string
}

type listedCommitment struct{ URL, Title, Code, Year, Area string }

type resource struct {
	Title, URL, Line string
	year             int
}

func (s *Site) addCountry(m *siteMember) {
	newest := m.Layout == "2022+"
	data := map[string]any{
		"M": m.member, "More": newest, "Banner": banner(m.Banner),
		"Listed": s.listed(m), "Resources": resources(m.member, newest), "MadeUp": false, "PlanSlug": "",
	}
	for i := range m.Plans {
		p := &m.Plans[i]
		if p.Number == m.Current.Number {
			data["MadeUp"], data["PlanSlug"] = p.MadeUp, vocabulary.Slug(m.planTitle(p))
		}
	}
	path := "/members/" + m.Slug + "/"
	s.add(path, htmlType, render("country.html", m.Name, Base+path, data), s.facts.Lastmod.Night1, m.sitemap("page"))
}

// banner makes the last words of a status banner the link they are.
func banner(words string) template.HTML {
	head, ok := strings.CutSuffix(words, " Learn more here.")
	text := template.HTMLEscapeString(head)
	if ok {
		text += ` <a href="/process/">Learn more here</a>.`
	}
	return template.HTML(text)
}

// sitemap is the sitemap that lists a page of the member: none for a member
// that is to be found in another way.
func (m *member) sitemap(name string) string {
	if m.Only == "table" {
		return ""
	}
	return name
}

// listed are the commitments that the member's page lists, newest plan
// first.
func (s *Site) listed(m *siteMember) []listedCommitment {
	var all []listedCommitment
	for _, start := range m.Current.List {
		id := fmt.Sprintf("%s-%d", m.Slug, start)
		for _, c := range m.commitments {
			if c.Plan == id {
				all = append(all, listedCommitment{
					URL: c.path(m.Slug), Title: c.Title, Code: c.Code,
					Year: fmt.Sprint(start), Area: c.Areas[0],
				})
			}
		}
	}
	return all
}

func (c *commitment) path(member string) string {
	return "/members/" + member + "/commitments/" + strings.ToLower(c.Code) + "/"
}

// resources are the documents that the member's page lists: newest first on
// the newest layout, by title before it.
func resources(m *member, newestFirst bool) []resource {
	var all []resource
	add := func(title, kind string, year int) {
		line := fmt.Sprintf("%d, %s, Web page", year, kind)
		if kind == "" {
			line = fmt.Sprintf("%d, Web page", year)
		}
		all = append(all, resource{title, "/documents/" + vocabulary.Slug(title) + "/", line, year})
	}
	for i := range m.Plans {
		add(m.planTitle(&m.Plans[i]), "Action Plan", m.Plans[i].Year)
	}
	for _, d := range m.Documents {
		add(d.Title, d.Type, d.Year)
	}
	slices.SortStableFunc(all, func(a, b resource) int {
		if newestFirst && a.year != b.year {
			return b.year - a.year
		}
		return strings.Compare(a.Title, b.Title)
	})
	return all
}
