package irmtable

import (
	"fmt"
	"strings"

	"ogptracker/scrape/record"
)

// headerDepth is how far down the header row may stand: the 2016 edition has
// a row of numbers above it, copies by hand have a title or a note.
const headerDepth = 15

// head says what each column of the file is.
type head struct {
	at    int // index of the header row
	score int
	cols  []role
	names []string // headers as printed
	// field of a twin column: the rating whose code it holds.
	twins map[int]record.Field
	has   map[role]bool
}

// findHeader returns the row whose cells name the most columns.
func findHeader(lines []line) head {
	var best head
	decls, derived := columns(), map[string]string{}
	for _, f := range flags() {
		derived[fold(f)] = f
	}
	for i, l := range lines[:min(len(lines), headerDepth)] {
		if h := readHeader(i, l.cells, decls, derived); h.score > best.score {
			best = h
		}
	}
	if best.score > 0 {
		best.findTags(lines[best.at+1:])
	}
	return best
}

func readHeader(at int, cells []string, decls []column, derived map[string]string) head {
	h := head{at: at, cols: make([]role, len(cells)), names: make([]string, len(cells)), twins: map[int]record.Field{}, has: map[role]bool{}}
	folded := make([]string, len(cells))
	for i, c := range cells {
		h.names[i] = oneLine(c)
		folded[i] = fold(c)
		if flag, ok := derived[folded[i]]; ok {
			h.cols[i], h.names[i] = roleFlag, flag
		} else if field, ok := twinOf(h.names[i], folded[i]); ok {
			h.cols[i], h.twins[i] = roleTwin, field
		}
	}
	claim := func(match func(column, string) bool) {
		for _, d := range decls {
			for i, f := range folded {
				if f == "" || h.cols[i] != roleUnspecified || h.has[d.role] && d.role != roleNothing || !match(d, f) {
					continue
				}
				h.cols[i] = d.role
				h.has[d.role] = true
				h.score++
			}
		}
	}
	claim(column.named)
	claim(column.means)
	return h
}

// twinOf tells whether a header is the coded twin of a rating: OGP's editions
// mark it by an underscore before a shortened name. "_Relevant" is no twin:
// it is the only column of its kind.
func twinOf(name, folded string) (record.Field, bool) {
	if !strings.HasPrefix(name, "_") {
		return "", false
	}
	switch squeezed := strings.ReplaceAll(folded, " ", ""); {
	case strings.HasPrefix(squeezed, "specificity"):
		return record.FieldSpecificity, true
	case strings.HasPrefix(squeezed, "potentialimpact"), strings.HasPrefix(squeezed, "potimpact"):
		return record.FieldPotentialImpact, true
	case strings.HasPrefix(squeezed, "potentialforresults"):
		return record.FieldPotentialResults, true
	case strings.HasPrefix(squeezed, "completionprogress"), strings.HasPrefix(squeezed, "completionmid"):
		return record.FieldCompletionMidterm, true
	case strings.HasPrefix(squeezed, "completionend"):
		return record.FieldCompletionEnd, true
	case strings.HasPrefix(squeezed, "earlyresults"):
		return record.FieldEarlyResults, true
	case strings.HasPrefix(squeezed, "opengov"):
		return record.FieldDIOG, true
	case strings.HasPrefix(squeezed, "relevan"):
		return "", false
	}
	return "", true // a twin of a column that is not read
}

// findTags marks the policy tag columns: the run of columns that nothing else
// claims between the institutions and the next known column, as long as they
// hold only marks. An edition may rename, drop or add tags at will.
func (h *head) findTags(rows []line) {
	start := -1
	for i, r := range h.cols {
		if r == role(record.FieldSupporting) || r == role(record.FieldLeadInstitution) || start >= 0 && r == roleNothing && hasAny(fold(h.names[i]), "contact") {
			start = i
		}
	}
	if start < 0 {
		return
	}
	for i := start + 1; i < len(h.cols) && h.cols[i] == roleUnspecified; i++ {
		if h.names[i] != "" && onlyMarks(rows, i) {
			h.cols[i] = roleTag
		}
	}
}

// onlyMarks reports whether a column holds nothing but 0, 1 and absences in
// the first rows.
func onlyMarks(rows []line, col int) bool {
	for _, l := range rows[:min(len(rows), 50)] {
		switch strings.ToUpper(cellAt(l.cells, col)) {
		case "", "0", "1", "0.0", "1.0", "ND", "NR", "NA", "N/A", "TRUE", "FALSE", "YES", "NO", "X":
		default:
			return false
		}
	}
	return true
}

func cellAt(cells []string, i int) string {
	if i < 0 || i >= len(cells) {
		return ""
	}
	return cells[i]
}

// usable says why a file cannot be read at all.
func (h head) usable() error {
	var lacks []string
	if !h.has[roleCountry] {
		lacks = append(lacks, "Country/Locality")
	}
	if !h.has[roleCode] && !h.has[roleTitle] && !h.has[roleNumber] {
		lacks = append(lacks, "Commitment Unique Identifier or Commitment Title")
	}
	if !h.has[role(record.FieldCompletionMidterm)] && !h.has[role(record.FieldCompletionEnd)] && !h.has[role(record.FieldCompletion)] && !h.has[roleSubmission] {
		lacks = append(lacks, "Completion (Progress Report), Completion (End Of Term) or Year Of Submission")
	}
	if len(lacks) == 0 {
		return nil
	}
	return fmt.Errorf("%w: no row among the first %d names the columns it must have; missing: %s. Use the table as OGP publishes it, with its header row",
		ErrNotTable, headerDepth, strings.Join(lacks, "; "))
}

// missing returns an issue for each wanted column that the edition lacks.
func (h head) missing(file string) []record.Issue {
	var out []record.Issue
	for _, c := range columns() {
		if !c.wanted || h.has[c.role] {
			continue
		}
		message := fmt.Sprintf("%s has no column %q", file, c.name)
		if c.role == roleCode {
			message += ": its commitments get provisional identities made from plan and number"
		}
		out = append(out, record.Issue{Code: record.CodeTableColumn, Key: file, Value: c.name, Message: message})
	}
	return out
}

// edition names the layout, for a table that does not say its own date.
func (h head) edition() string {
	if h.has[roleCode] {
		return "2024"
	}
	return "2016"
}
