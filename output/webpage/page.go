package webpage

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // the page's template, style and script
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"

	"ogptracker/output/plaintext"
	"ogptracker/report"
)

var (
	//go:embed page.html
	pageText string
	//go:embed style.css
	styleText string
	//go:embed script.js
	scriptText string

	pageTemplate = template.Must(template.New("page").Parse(pageText))
)

// Policy is the content security policy of every page. It allows
// a page its own style and script, by their hashes, and nothing else: no other
// host, no other file, no form.
func Policy() string {
	hash := func(s string) string {
		sum := sha256.Sum256([]byte(s))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	return "default-src 'none'; style-src " + hash(styleText) + "; script-src " + hash(scriptText) + "; img-src data:; base-uri 'none'; form-action 'none'"
}

// page is what the template shows.
type page struct {
	Title, Policy, Foot string
	Style, Script       template.HTML
	Links               []link
	Sections            []section
}

type section struct {
	ID, Name, Title, Note string
	Parts                 []part
}

// part is one of: a heading, a paragraph, an alert, links, a chart, a table.
type part struct {
	Heading, Paragraph, Alert string
	// ID is the place of a heading on its page.
	ID    string
	Links []link
	Chart template.HTML
	Table *table
}

// link leads somewhere, or stands as its words where Href is empty.
type link struct{ Text, Href, About string }

func (p *page) write(w io.Writer) error {
	p.Policy = Policy()
	p.Style = template.HTML("<style>" + styleText + "</style>")
	p.Script = template.HTML("<script>" + scriptText + "</script>")
	var out bytes.Buffer
	if err := pageTemplate.Execute(&out, p); err != nil {
		return fmt.Errorf("the page %q cannot be made: %w", p.Title, err)
	}
	_, err := io.WriteString(w, plaintext.Clean(out.String())) // what no page may hold, HTML escapes let pass
	return err
}

// identifier is the place of a sheet on its page.
func identifier(name string) string { return strings.ReplaceAll(strings.ToLower(name), " ", "-") }

// sheetSection shows a sheet as part of a page; on says which sheets the page
// has, so that links lead there.
func sheetSection(s *report.Sheet, on map[string]bool, memberPages bool) section {
	out := section{ID: identifier(s.Name), Name: s.Name, Title: s.Title}
	if s.Data != nil {
		out.Note = s.Note
		out.Parts = gridParts(s.Data, out.heading(), s.Name, memberPages)
		return out
	}
	above := out.heading()
	for _, b := range s.Blocks {
		switch {
		case b.Heading != "":
			above = heading{fmt.Sprintf("%s-%d", out.ID, len(out.Parts)), b.Heading}
			out.Parts = append(out.Parts, part{Heading: b.Heading, ID: above.id})
		case b.Paragraph != "":
			out.Parts = append(out.Parts, part{Paragraph: b.Paragraph})
		case b.Alert != "":
			out.Parts = append(out.Parts, part{Alert: b.Alert})
		case b.Links != nil:
			out.addLinks(b.Links, on)
		case b.Grid != nil:
			out.Parts = append(out.Parts, gridParts(b.Grid, above, "", memberPages)...)
			above = heading{} // a second table needs a name of its own
		case b.Chart != nil:
			out.Parts = append(out.Parts, part{Chart: draw(b.Chart)})
		}
	}
	return out
}

// heading is what a table below it is named by.
type heading struct{ id, text string }

func (s *section) heading() heading { return heading{s.ID + "-title", s.Title} }

// addLinks shows links to addresses. Of links to sheets, those that the page
// has stand in its navigation already; the others are named as what else the
// workbook has.
func (s *section) addLinks(links []report.Link, on map[string]bool) {
	var shown []link
	sheets := false
	for _, l := range links {
		sheets = sheets || l.Sheet != ""
		if l.Sheet == "" || !on[l.Sheet] {
			shown = append(shown, link{Text: l.Text, About: l.About, Href: l.URL})
		}
	}
	if last := len(s.Parts) - 1; sheets && last >= 0 && s.Parts[last].Heading != "" {
		s.Parts[last].Heading = "Only in the workbook"
		if len(shown) == 0 {
			s.Parts = s.Parts[:last]
		}
	}
	if len(shown) > 0 {
		s.Parts = append(s.Parts, part{Links: shown})
	}
}
