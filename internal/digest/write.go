package digest

import (
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"strings"

	"ogptracker/output/plaintext"
	"ogptracker/report/words"
)

// Formats are the forms in which a digest is written.
func Formats() []string { return []string{"text", "markdown", "html", "json"} }

// Write writes a digest in one of the Formats.
func (d *Digest) Write(w io.Writer, format string) error {
	switch format {
	case "text":
		_, err := io.WriteString(w, d.text())
		return err
	case "markdown":
		_, err := io.WriteString(w, d.markdown())
		return err
	case "html":
		return page.Execute(w, d)
	case "json":
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return enc.Encode(d)
	}
	return fmt.Errorf("unknown format %q", format)
}

// Sentences that each form says.
const (
	nothing = "Nothing changed."
	source  = "Sources: Open Government Partnership and its Independent Reporting Mechanism (IRM reports: CC BY 4.0). This is not a product of OGP."
	sample  = "SAMPLE DATA: the site and part of its ratings were made up for the demo."
)

// Note says what the digest was made from.
func (d *Digest) Note() string {
	return "From the report of " + words.Day(d.Report) + ". Expected is not overdue: the rules know exceptions that pages do not state."
}

func (d *Digest) text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", line(d.Title))
	if d.Sample {
		fmt.Fprintf(&b, "%s\n", sample)
	}
	if d.Empty() {
		fmt.Fprintf(&b, "\n%s\n", nothing)
	}
	for _, p := range d.Parts {
		fmt.Fprintf(&b, "\n%s (%d)\n", p.Title, len(p.Lines))
		for _, l := range p.Lines {
			fmt.Fprintf(&b, "  %s  %s\n", l.Date, line(l.Words))
		}
	}
	if len(d.Due) > 0 {
		fmt.Fprintf(&b, "\nExpected within %d days (%d)\n", ahead, len(d.Due))
		for _, l := range d.Due {
			fmt.Fprintf(&b, "  %s  %s\n", l.Expected, line(l.Words))
		}
	}
	fmt.Fprintf(&b, "\n%s\n%s\n", d.Note(), source)
	return b.String()
}

func (d *Digest) markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n", literal(d.Title))
	if d.Sample {
		fmt.Fprintf(&b, "\n**%s**\n", sample)
	}
	if d.Empty() {
		fmt.Fprintf(&b, "\n%s\n", nothing)
	}
	for _, p := range d.Parts {
		fmt.Fprintf(&b, "\n## %s (%d)\n\n", p.Title, len(p.Lines))
		for _, l := range p.Lines {
			words := literal(l.Words)
			if l.URL != "" {
				words = "[" + words + "](<" + strings.NewReplacer("<", "%3C", ">", "%3E").Replace(l.URL) + ">)"
			}
			fmt.Fprintf(&b, "- %s: %s\n", l.Date, words)
		}
	}
	if len(d.Due) > 0 {
		fmt.Fprintf(&b, "\n## Expected within %d days (%d)\n\n", ahead, len(d.Due))
		for _, l := range d.Due {
			fmt.Fprintf(&b, "- %s: %s\n", l.Expected, literal(l.Words))
		}
	}
	fmt.Fprintf(&b, "\n%s\n%s\n", d.Note(), source)
	return b.String()
}

// line is a text on one line.
func line(s string) string { return strings.Join(strings.Fields(plaintext.Clean(s)), " ") }

// literal is a text that Markdown leaves as it is.
func literal(s string) string {
	var b strings.Builder
	for _, r := range line(s) {
		if strings.ContainsRune("\\`*_{}[]<>#|!~", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// page is one simple page: mail programs know little more.
var page = template.Must(template.New("digest").Funcs(template.FuncMap{"line": line, "ahead": func() int { return ahead }}).Parse(`<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>{{line .Title}}</title></head>
<body>
<h1>{{line .Title}}</h1>
{{- if .Sample}}
<p><strong>` + sample + `</strong></p>
{{- end}}
{{- if .Empty}}
<p>` + nothing + `</p>
{{- end}}
{{- range .Parts}}
<h2>{{.Title}} ({{len .Lines}})</h2>
<ul>
{{- range .Lines}}
<li>{{.Date}}: {{if .URL}}<a href="{{.URL}}">{{line .Words}}</a>{{else}}{{line .Words}}{{end}}</li>
{{- end}}
</ul>
{{- end}}
{{- if .Due}}
<h2>Expected within {{ahead}} days ({{len .Due}})</h2>
<ul>
{{- range .Due}}
<li>{{.Expected}}: {{line .Words}}</li>
{{- end}}
</ul>
{{- end}}
<p>{{.Note}}</p>
<p>` + source + `</p>
</body>
</html>
`))
