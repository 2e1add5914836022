package samplesite

import (
	"fmt"

	"ogptracker/transform/vocabulary"
)

func (s *Site) addPlans(m *siteMember) {
	for i := range m.Plans {
		p := &m.Plans[i]
		title := m.planTitle(p)
		path := "/documents/" + vocabulary.Slug(title) + "/"
		end := p.EndStated
		if end == "" {
			end = fmt.Sprint(p.End)
		}
		text := "The plan's own text is not part of the sample."
		if p.MadeUp {
			text = "This plan was assigned for the sample. " + text
		}
		if p.KnownOnly {
			text += " The sample holds only some of its commitments."
		}
		name := fmt.Sprintf("%s_Action-Plan_%s.pdf", m.ISO3, p.cycle())
		data := map[string]any{"Title": title, "P": p, "End": end, "Description": text, "Files": s.files(p.Year, []string{name})}
		s.add(path, htmlType, render("plan.html", title, Base+path, data), s.facts.Lastmod.Night1, m.sitemap("document"))
	}
}

func (s *Site) addDocuments(m *siteMember) {
	for i := range m.Documents {
		d := &m.Documents[i]
		path := "/documents/" + vocabulary.Slug(d.Title) + "/"
		data := map[string]any{
			"D": d, "M": m.member, "TableTitle": tableTitle(d), "Intro": intro(d),
			"Files": s.files(d.Year, d.Files), "PlanURL": "", "PlanTitle": "",
		}
		if p := m.planOf(d.Plan); p != nil {
			data["PlanTitle"] = m.planTitle(p)
			data["PlanURL"] = "/documents/" + vocabulary.Slug(m.planTitle(p)) + "/"
		}
		s.add(path, htmlType, render("document.html", d.Title, Base+path, data), s.facts.Lastmod.Night1, m.sitemap("document"))
	}
}

func tableTitle(d *document) string {
	switch {
	case d.TableTitle != "":
		return d.TableTitle
	case d.Kind == "glance":
		return "Table 1. At a glance"
	case d.Kind == "review":
		return "Overview of the Action Plan"
	}
	return "Table 1: At a Glance"
}

func intro(d *document) string {
	if d.Draft {
		return "A draft, put out so that readers can comment on it; its numbers may still change. Text written for the sample."
	}
	return "What the report found, told at length in the document itself. Text written for the sample."
}

// files adds a stub for each file that a document offers and returns its
// links.
func (s *Site) files(year int, names []string) []link {
	var all []link
	for _, name := range names {
		path := fmt.Sprintf("/wp-content/uploads/%d/06/%s", year, name)
		s.add(path, "application/pdf", []byte("%PDF-1.4\n% sample data: "+name+"\n%%EOF\n"), s.facts.Lastmod.Night1, "")
		all = append(all, link{"Download " + name, path})
	}
	return all
}
