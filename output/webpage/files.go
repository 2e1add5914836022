package webpage

import (
	"io"
	"slices"

	"ogptracker/output/publish"
	"ogptracker/report"
)

const (
	folder = "web/"
	index  = folder + "index.html"
)

// indexSheets are the sheets of the main workbook that the first page shows.
var indexSheets = []string{"Cover", "Summary", "Needs attention", "What changed"}

// Files returns the pages of a report, ready to publish. A member's page that
// cannot be written is no reason to withhold the report.
func Files(rep *report.Report) []publish.File {
	var files []publish.File
	for i, b := range rep.Books {
		if i == 0 {
			files = append(files, publish.File{Name: index, Write: func(w io.Writer) error { return indexPage(rep, b.Make()).write(w) }})
			continue
		}
		files = append(files, publish.File{Name: folder + pageOf(b.Member), Optional: true, Write: func(w io.Writer) error {
			return memberPage(rep, b.Make(), b.Member).write(w)
		}})
	}
	return files
}

// pageOf is where a member's page lies, seen from the first page.
func pageOf(member string) string { return "members/" + report.MemberFile(member) + ".html" }

func indexPage(rep *report.Report, wb *report.Workbook) *page {
	on := map[string]bool{"Members": true}
	for _, name := range indexSheets {
		on[name] = true
	}
	p := &page{Title: wb.Title, Foot: foot(rep), Links: []link{{Text: "The workbook", Href: "../" + wb.Path}}}
	for _, s := range wb.Sheets {
		if slices.Contains(indexSheets, s.Name) {
			p.Sections = append(p.Sections, sheetSection(s, on, true))
		}
	}
	members := tableSection(rep, "members", "Members", "Members of OGP", "", []string{
		"member", "member_type", "region", "status", "commitments", "current_commitments", "awaiting_review_commitments",
		"post_implementation_commitments", "starred_commitments", "latest_plan_id",
	})
	members.Note = "Each name leads to the member's own page."
	at := min(1, len(p.Sections))
	p.Sections = slices.Insert(p.Sections, at, members)
	return p
}

// otherwhere are sheets that a member's page leaves to the workbook: the
// definitions, which are the same for every member.
var otherwhere = []string{"Notes"}

func memberPage(rep *report.Report, wb *report.Workbook, id string) *page {
	on := make(map[string]bool)
	for _, s := range wb.Sheets {
		on[s.Name] = !slices.Contains(otherwhere, s.Name)
	}
	p := &page{Title: wb.Title, Foot: foot(rep), Links: []link{{Text: "All members", Href: "../index.html"}, {Text: "The workbook", Href: "../../" + wb.Path}}}
	for _, s := range wb.Sheets {
		if on[s.Name] {
			p.Sections = append(p.Sections, sheetSection(s, on, false))
		}
	}
	for _, t := range []struct {
		table, name string
		columns     []string
	}{
		{"due_dates", "Due dates", []string{"duty", "whose", "expected", "days", "state", "basis", "certain"}},
		{"reconciliation", "Reconciliation", []string{"plan_id", "measure", "stage", "computed", "published", "difference", "verdict", "reason"}},
	} {
		if !on[t.name] {
			p.Sections = append(p.Sections, tableSection(rep, t.table, t.name, t.name, id, t.columns))
		}
	}
	return p
}

// tableSection shows columns of a published table, of one member or of all.
func tableSection(rep *report.Report, name, short, title, member string, columns []string) section {
	out := section{ID: identifier(short), Name: short, Title: title}
	t := rep.Table(name)
	if t == nil {
		return out
	}
	g := &report.Grid{Name: short, Empty: "None is known."}
	var shownColumns []int
	for _, c := range columns {
		if i := t.Column(c); i >= 0 {
			shownColumns = append(shownColumns, i)
			g.Columns = append(g.Columns, report.GridColumn{Column: t.Columns[i]})
		}
	}
	id := t.Column("member_id")
	var pages []string
	for _, row := range t.Rows {
		own, _ := row[id].(string)
		if member != "" && own != member {
			continue
		}
		pages = append(pages, pageOf(own))
		cells := make([]any, len(shownColumns))
		for n, i := range shownColumns {
			cells[n] = row[i]
			if text, ok := row[i].(string); ok {
				cells[n] = t.Columns[i].Shown(text)
			}
		}
		g.Rows = append(g.Rows, cells)
	}
	if member == "" && len(g.Columns) > 0 {
		g.Columns[0].Links = pages
	}
	out.Parts = gridParts(g, out.heading(), title, false)
	return out
}

func foot(rep *report.Report) string {
	return report.NotAProduct + " " + report.Terms + " Please cite as: " + report.Citation(rep.Meta)
}
