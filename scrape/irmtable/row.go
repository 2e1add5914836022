package irmtable

import (
	"fmt"
	"slices"
	"strings"

	"ogptracker/scrape/record"
)

// rowIssue makes an issue that names the row as a person finds it.
func rowIssue(code record.Code, row record.Row, field record.Field, value, what string) record.Issue {
	key := fmt.Sprintf("row %d", row.Line)
	about := key
	if row.Code != "" {
		about += " (" + row.Code + ")"
	} else if row.Country != "" {
		about += " (" + row.Country + ")"
	}
	return record.Issue{Code: code, Key: key, Field: field, Value: value, URL: row.URL, Message: about + " " + what}
}

// row reads one row. whole is false for one that may have been misread.
func (r *reading) row(l line, twins []twin) (row record.Row, issues []record.Issue, whole bool) {
	h := r.head
	row = record.Row{Line: l.number, Fields: make(record.Fields, 24)}
	whole = true
	var later []func()
	odd := func(code record.Code, field record.Field, value, what string) {
		// Said once the whole row is known, so that the message can name it.
		later = append(later, func() { issues = append(issues, rowIssue(code, row, field, value, what)) })
	}
	for i, role := range h.cols {
		cell := cellAt(l.cells, i)
		switch role {
		case roleUnspecified, roleNothing, roleTwin, roleCommitment, roleMilestone:
		case roleTag:
			if marked(cell) && !slices.Contains(row.PolicyAreas, h.names[i]) {
				row.PolicyAreas = append(row.PolicyAreas, h.names[i])
			}
		case roleFlag:
			if row.Flags == nil {
				row.Flags = make(map[string]string, 16)
			}
			row.Flags[h.names[i]] = strings.TrimPrefix(cell, noValue)
		default:
			if words, ok := r.spoiledCell(i, l); ok {
				if isRating(role) {
					row.Fields[record.Field(role)] = record.Value{Raw: words, State: record.Unreadable}
				}
				continue
			}
			place(&row, role, cell, odd)
		}
	}
	for i := len(h.cols); i < len(l.cells); i++ {
		if l.cells[i] != "" && l.cells[i] != noValue {
			odd(record.CodeTableRow, "", oneLine(l.cells[i]), "has more cells than the header; what stands beyond it was left out")
			whole = false
			break
		}
	}
	for _, t := range twins {
		word, code := row.Fields[t.field].Raw, cellAt(l.cells, t.column)
		if word != "" && !t.agrees(word, code) {
			odd(record.CodeTableTwin, t.field, word, fmt.Sprintf("says %q and gives it the code %q; the word stands", word, code))
		}
	}
	for _, say := range later {
		say()
	}
	return row, issues, whole
}

// place puts one cell where it belongs in the row.
func place(row *record.Row, r role, cell string, odd func(record.Code, record.Field, string, string)) {
	yearOf := func(what string) string {
		y, ok := year(cell)
		if !ok && cell != "" && !absent(cell) {
			odd(record.CodeDateUnreadable, "", cell, fmt.Sprintf("has %q as %s, which is not a year", cell, what))
		}
		return y
	}
	switch r {
	case roleCode:
		code := strings.TrimPrefix(strings.Join(strings.Fields(visible(cell)), ""), "'")
		if code == "" || absent(cell) {
			odd(record.CodeTableRow, "", "", "has no commitment code")
		} else if known, ok := record.CommitmentCode(code); !ok {
			odd(record.CodeTableRow, "", cell, fmt.Sprintf("has %q as its commitment code; two or three letters and four digits were expected", cell))
		} else {
			row.Code = known
		}
	case roleCountry:
		row.Country = oneLine(cell)
	case roleISO3:
		row.ISO3 = strings.ToUpper(cell)
	case roleRegion:
		row.Region = oneLine(cell)
	case roleType:
		row.MemberType = oneLine(cell)
	case rolePlanNumber:
		row.PlanNumber = oneLine(cell)
	case rolePlanID:
		row.PlanID = oneLine(cell)
	case roleNumber:
		row.Number = oneLine(cell)
	case roleSubmission:
		row.SubmissionYear = yearOf("the year of submission")
	case rolePlanEnd:
		row.EndYear = yearOf("the year in which its plan ends")
	case roleTitle:
		row.Title = oneLine(cell)
	case roleShortTitle:
		row.ShortTitle = oneLine(cell)
	case roleURL:
		if strings.HasPrefix(cell, "http://") || strings.HasPrefix(cell, "https://") {
			row.URL = cell
		}
	default:
		if cell == "" {
			return
		}
		field := record.Field(r)
		switch field {
		case record.FieldDescription, record.FieldLeadInstitution, record.FieldSupporting:
			// A line break separates institutions and paragraphs.
			row.Fields[field] = record.Say(cell)
		case record.FieldStartDate, record.FieldEndDate:
			row.Fields[field] = record.Say(serialDate(oneLine(cell)))
		default:
			row.Fields[field] = record.Say(oneLine(visible(cell)))
		}
	}
}

// marked reports whether a tag cell says that the commitment carries the tag.
func marked(cell string) bool {
	switch strings.ToLower(cell) {
	case "1", "true", "yes", "x":
		return true
	}
	return false
}

// absent reports whether a cell holds one of the table's own codes for an
// absence.
func absent(cell string) bool {
	switch strings.ToUpper(cell) {
	case "NR", "ND", "NA", "N/A":
		return true
	}
	return false
}
