package datapackage

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"ogptracker/output/csvfile"
	"ogptracker/output/publish"
	"ogptracker/report"
	"ogptracker/report/schema"
	"ogptracker/report/words"
)

// Descriptor is datapackage.json. Keys that the specification does not know
// (run, sample, citation, ...) are allowed by it and keep the package's own
// facts where tools and people look for them.
type Descriptor struct {
	Profile     string    `json:"profile"`
	Name        string    `json:"name"`
	Title       string    `json:"title"`
	Description string    `json:"description"`
	Version     string    `json:"version"`
	Created     time.Time `json:"created"`
	Keywords    []string  `json:"keywords"`
	Sources     []Source  `json:"sources"`
	Licenses    []License `json:"licenses"`

	Run        string         `json:"run"`
	Outcome    report.Outcome `json:"outcome"`
	Sample     bool           `json:"sample"`
	Terms      string         `json:"terms"`
	Citation   string         `json:"citation"`
	Disclaimer string         `json:"disclaimer"`
	Escaping   Escaping       `json:"textEscaping"`

	Resources []Resource `json:"resources"`
}

// Source is where data came from.
type Source struct {
	Title   string `json:"title"`
	Path    string `json:"path,omitempty"`
	Version string `json:"version,omitempty"` // edition or date of the source, in its own words
}

// License is a licence of what the package holds.
type License struct {
	Name  string `json:"name"`
	Path  string `json:"path"`
	Title string `json:"title"`
}

// Escaping tells how text that looks like a formula is written.
type Escaping struct {
	Rule string `json:"rule"`
	// Pattern matches text from which one apostrophe is to be taken away.
	Pattern string `json:"escapedPattern"`
}

// Resource is one CSV file.
type Resource struct {
	Profile       string  `json:"profile"`
	Name          string  `json:"name"`
	Path          string  `json:"path"`
	Title         string  `json:"title"`
	Description   string  `json:"description"`
	Format        string  `json:"format"`
	MediaType     string  `json:"mediatype"`
	Encoding      string  `json:"encoding"`
	ByteOrderMark bool    `json:"byteOrderMark"`
	Bytes         int64   `json:"bytes"`
	Hash          string  `json:"hash"`
	Rows          int     `json:"rows"`
	Dialect       Dialect `json:"dialect"`
	Schema        Schema  `json:"schema"`
}

// Dialect is the CSV dialect, RFC 4180.
type Dialect struct {
	Delimiter           string `json:"delimiter"`
	LineTerminator      string `json:"lineTerminator"`
	QuoteChar           string `json:"quoteChar"`
	DoubleQuote         bool   `json:"doubleQuote"`
	SkipInitialSpace    bool   `json:"skipInitialSpace"`
	Header              bool   `json:"header"`
	CaseSensitiveHeader bool   `json:"caseSensitiveHeader"`
}

// describe makes the descriptor from the declarations and from what each CSV
// file came to.
func describe(meta report.Meta, tables []*schema.Table, opts Options, files map[string]publish.Written) *Descriptor {
	sources := append([]Source{
		{Title: "Open Government Partnership (OGP)", Path: meta.BaseURL}, // no path where OGP's table is the only source
		{Title: "Independent Reporting Mechanism (IRM) of OGP", Path: meta.BaseURL},
	}, opts.Sources...)
	d := &Descriptor{
		Profile: "tabular-data-package",
		Name:    "ogp-tracker",
		Title:   "OGP Tracker: action plans, commitments and IRM findings of the Open Government Partnership",
		Description: fmt.Sprintf("What %s said on %s, brought onto one vocabulary, with the completion figures computed from it. %s",
			cmp.Or(meta.Files, "OGP's pages"), words.Day(meta.Date), report.NotAProduct),
		Version:    meta.Run,
		Created:    meta.Started.UTC().Truncate(time.Second),
		Keywords:   []string{"action plans", "commitments", "Independent Reporting Mechanism", "open government"},
		Sources:    sources,
		Licenses:   []License{{Name: report.LicenceName, Path: report.LicenceURL, Title: "IRM reports: " + report.LicenceTitle}},
		Run:        meta.Run,
		Outcome:    meta.Outcome,
		Sample:     meta.Sample,
		Terms:      report.Terms,
		Citation:   report.Citation(meta),
		Disclaimer: report.NotAProduct,
		Escaping:   Escaping{Rule: schema.CSVEscapeRule, Pattern: csvfile.EscapedPattern},
	}
	if meta.Sample {
		d.Title = report.SampleMark + ": " + d.Title
	}
	for _, t := range tables {
		d.Resources = append(d.Resources, resourceOf(t, opts, files[pathOf(t)]))
	}
	return d
}

func resourceOf(t *schema.Table, opts Options, file publish.Written) Resource {
	return Resource{
		Profile:       "tabular-data-resource",
		Name:          t.Name,
		Path:          t.Name + ".csv",
		Title:         t.Title,
		Description:   t.Description,
		Format:        "csv",
		MediaType:     "text/csv",
		Encoding:      "utf-8",
		ByteOrderMark: opts.BOM,
		Bytes:         file.Bytes,
		Hash:          "sha256:" + file.SHA256,
		Rows:          len(t.Rows),
		Dialect: Dialect{
			Delimiter: ",", LineTerminator: "\r\n", QuoteChar: `"`, DoubleQuote: true,
			Header: true, CaseSensitiveHeader: true,
		},
		Schema: schemaOf(t),
	}
}

// write writes the descriptor for people as well as machines.
func (d *Descriptor) write(w io.Writer) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(d); err != nil {
		return err
	}
	return nil
}
