package samplesite

import (
	"bytes"
	"embed"
	"html/template"
	"strings"
)

//go:embed pages/*.html
var pageFiles embed.FS

var templates = template.Must(template.New("").Funcs(template.FuncMap{"label": tooltipped}).ParseFS(pageFiles, "pages/*.html"))

// tooltips are the glossary texts that the real pages put inside labels,
// written anew.
var tooltips = map[string]string{
	"Clear Relevance to OGP Values": "Relevance",
	"Completed":                     "",
}

// tooltipped returns a label, with a glossary tooltip inside it where the
// page has them.
func tooltipped(on bool, label string) template.HTML {
	if on && tooltips[label] != "" {
		head, tail, _ := strings.Cut(label, " to ")
		return template.HTML(`<span class="glossary-term">` + template.HTMLEscapeString(head) +
			`<span class="glossary-tooltip" role="tooltip">Every commitment is asked which of the values of open government it serves, and how the activities point to them...</span></span> to ` +
			template.HTMLEscapeString(tail))
	}
	return template.HTML(template.HTMLEscapeString(label))
}

// render puts one page together: its own template inside the site's frame.
func render(name, title, canonical string, data any) []byte {
	var body, page bytes.Buffer
	err := templates.ExecuteTemplate(&body, name, data)
	if err == nil {
		err = templates.ExecuteTemplate(&page, "page", map[string]any{
			"Title": title, "Canonical": canonical, "Body": template.HTML(body.String()),
		})
	}
	if err != nil {
		panic("samplesite: page " + name + ": " + err.Error())
	}
	return page.Bytes()
}

// scale is the words of completion as pages show them, worst first.
var scale = []string{"Not Started", "Limited", "Substantial", "Completed"}

var impacts = []string{"None", "Minor", "Moderate", "Transformative"}

// drawn returns a value as a page may draw it: as text for even n, else in
// one of the ways in which a value can stand without text.
func drawn(field, value string, words []string, n int) template.HTML {
	text := template.HTMLEscapeString(value)
	word := strings.ToLower(strings.ReplaceAll(value, " ", "-"))
	known := false
	for _, w := range words {
		known = known || w == value
	}
	if !known || n%2 == 0 {
		return template.HTML(text)
	}
	switch n / 2 % 7 {
	case 0:
		return template.HTML(`<span role="img" aria-label="` + text + `"></span>`)
	case 1:
		return template.HTML(`<img src="/img/bar.svg" alt="` + text + `">`)
	case 2:
		return template.HTML(`<span title="` + text + `"></span>`)
	case 3:
		return template.HTML(`<span data-value="` + text + `"></span>`)
	case 4:
		return template.HTML(`<span class="rating rating--` + word + `"></span>`)
	case 5:
		return template.HTML(`<img src="/img/` + field + `-` + word + `.svg" alt="">`)
	default:
		return wholeScale(words, value)
	}
}

// wholeScale lists every word of a scale with the one given marked; with ""
// none is, and the value cannot be read.
func wholeScale(words []string, active string) template.HTML {
	var b strings.Builder
	b.WriteString(`<ul class="scale">`)
	for _, w := range words {
		if w == active {
			b.WriteString(`<li class="active" aria-current="true">` + w + `</li>`)
		} else {
			b.WriteString(`<li>` + w + `</li>`)
		}
	}
	b.WriteString(`</ul>`)
	return template.HTML(b.String())
}
