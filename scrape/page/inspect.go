package page

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"ogptracker/scrape/page/label"
	"ogptracker/scrape/page/view"
	"ogptracker/scrape/record"
)

// Inspection is what the readers see in one page, for whoever mends a reader
// or teaches it a label.
type Inspection struct {
	// Error says why there is no record, "" where there is one.
	Error string      `json:"error,omitempty"`
	Page  record.Page `json:"page"`
	// Structure is the page's main content in order: headings, labels, lists
	// and tables with their sizes, texts by their length alone.
	Structure []InspectLine `json:"structure"`
	// Missing are the fields that a page of the kind can have and this one
	// has no label for.
	Missing []record.Field `json:"missing"`
}

// InspectLine is one line of a page's structure.
type InspectLine struct {
	// What is "heading", "label", "unknown label", "ignored label", "text",
	// "list" or "table".
	What  string       `json:"what"`
	Level int          `json:"level,omitempty"` // of a heading element
	Text  string       `json:"text,omitempty"`  // of headings and labels
	Field record.Field `json:"field,omitempty"`
	// Size counts letters of a text, items of a list, rows of a table.
	Size int `json:"size,omitempty"`
}

// Look reads a page and tells what was seen in it. Its error is one that
// leaves nothing to look at (errors.go); a page without a record is looked at
// all the same.
func (r *Reader) Look(body []byte, contentType string, src record.Source) (*Inspection, error) {
	p, err := r.open(body, contentType, src, nil)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", nameOf(src), err)
	}
	in := &Inspection{}
	if err := p.read(); err != nil {
		in.Error = err.Error()
	}
	in.Page = p.page
	in.Structure = structure(p)
	in.Missing = missing(p)
	return in, nil
}

// WriteJSON writes the inspection for machines.
func (in *Inspection) WriteJSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(in)
}

// missing lists the fields of the kind that the page has no label for, in
// the order of the label file.
func missing(p *reading) []record.Field {
	out := []record.Field{}
	for i := range p.labels.Fields {
		f := p.labels.Fields[i].Field
		if _, ok := p.page.Fields[f]; !ok && slices.Contains(p.labels.Fields[i].On, p.page.Kind) && !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	return out
}

// structure tells the page's content in order without its running text.
func structure(p *reading) []InspectLine {
	var out []InspectLine
	next, list, table := 0, int32(0), int32(0)
	for i := range p.v.Blocks {
		b := &p.v.Blocks[i]
		marked := false
		for ; next < len(p.marks) && p.marks[next].Block <= i; next++ {
			if p.marks[next].Block == i {
				out = append(out, markLine(&p.marks[next], b))
				marked = true
			}
		}
		switch {
		case marked:
		case b.Level > 0:
			out = append(out, InspectLine{What: "heading", Level: int(b.Level), Text: b.Text})
		case b.Table > 0:
			if b.Table != table {
				out = append(out, InspectLine{What: "table", Size: len(p.v.Tables[b.Table-1].Rows)})
			}
		case b.List > 0:
			if b.List != list {
				out = append(out, InspectLine{What: "list"})
			}
			if n := len(out) - 1; out[n].What == "list" {
				out[n].Size++
			}
		default:
			out = append(out, InspectLine{What: "text", Size: len([]rune(b.Text))})
		}
		list, table = b.List, b.Table
	}
	return out
}

func markLine(m *label.Mark, b *view.Block) InspectLine {
	l := InspectLine{Text: m.Name, What: "heading", Level: int(b.Level)}
	switch m.Kind {
	case label.MarkField:
		l.What, l.Field = "label", m.Entry.Field.Field
	case label.MarkIgnored, label.MarkPrivate:
		l.What = "ignored label"
	case label.MarkUnknown:
		l.What = "unknown label"
	}
	return l
}

// String is the form that a person reads.
func (in *Inspection) String() string {
	var b strings.Builder
	p := &in.Page
	fmt.Fprintf(&b, "address    %s\nkind       %s\nlayout     %s\ntitle      %s\nmember     %s\ncode       %s\n", p.Address, p.Kind, p.Layout, p.Title, p.Member, p.Code)
	if in.Error != "" {
		fmt.Fprintf(&b, "\nNO RECORD: %s\n", in.Error)
	}
	b.WriteString("\nStructure\n")
	for _, l := range in.Structure {
		switch l.What {
		case "text":
			fmt.Fprintf(&b, "  text, %d letters\n", l.Size)
		case "list":
			fmt.Fprintf(&b, "  list, %d lines\n", l.Size)
		case "table":
			fmt.Fprintf(&b, "  table, %d rows\n", l.Size)
		default:
			fmt.Fprintf(&b, "  %s%s \"%s\"%s\n", strings.Repeat("  ", max(l.Level-1, 0)), l.What, l.Text, arrow(string(l.Field)))
		}
	}
	b.WriteString("\nFields found\n")
	for _, l := range in.fieldLines() {
		b.WriteString("  " + l + "\n")
	}
	b.WriteString("\nMissing (Not stated)\n")
	for _, f := range in.Missing {
		fmt.Fprintf(&b, "  %s\n", f)
	}
	b.WriteString("\nUnknown labels\n")
	for _, l := range p.Labels {
		if l.Outcome == "unknown" {
			fmt.Fprintf(&b, "  \"%s\"\n", l.Text)
		}
	}
	fmt.Fprintf(&b, "\nLists      members %d, commitments %d%s, documents %d%s, stated figures %d, figures %d, activity %d, banners %d, links %d\n",
		len(p.Members), len(p.Commitments), state(p.CommitmentList), len(p.Documents), state(p.DocumentList), len(p.Stated), len(p.Figures),
		len(p.Activity), len(p.Banners), len(p.Links))
	if len(p.Issues) > 0 {
		b.WriteString("\nIssues\n")
	}
	for _, i := range p.Issues {
		fmt.Fprintf(&b, "  %s: %s\n", i.Code, i.Message)
	}
	return b.String()
}

func state(s record.ListState) string {
	if s == record.ListAbsent {
		return ""
	}
	return " (" + string(s) + ")"
}

func arrow(s string) string {
	if s == "" {
		return ""
	}
	return " -> " + s
}

// fieldLines prints the fields in order of their names.
func (in *Inspection) fieldLines() []string {
	var lines []string
	for f, v := range in.Page.Fields {
		line := fmt.Sprintf("%s = %s", f, v.Raw)
		switch {
		case v.State == record.Unreadable:
			line = strings.TrimRight(fmt.Sprintf("%s: Unreadable %s", f, v.Markup), " ")
		case v.Drawn != "":
			line += " (drawn: " + v.Drawn + ")"
		}
		lines = append(lines, line)
	}
	slices.Sort(lines)
	return lines
}
