package irmtable

import (
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"ogptracker/scrape/record"
)

// headerDepth is how far down the header row may stand: the 2016 edition has
// a row of numbers above it, copies by hand have a title or a note.
const headerDepth = 15

// head says what each column of the file is.
type head struct {
	at     int // index of the header row
	number int // of the header row, as a person counts
	score  int
	cells  []string // the header row as it stands
	cols   []role
	names  []string // headers as printed, with their group where it tells them apart
	// field of a twin column: the rating whose code it holds.
	twins map[int]record.Field
	has   map[role]bool
	// same are columns whose header says no more than that of another, which
	// is read: the later by the earlier.
	same map[int]int
}

// bestHeader returns the row among the first whose cells name the most
// columns, as long as no commitment stands above it.
func bestHeader(lines []line) head {
	var best head
	for i, l := range lines[:min(len(lines), headerDepth)] {
		h := readHeader(lines, i)
		if h.score > best.score {
			best = h
		} else if best.usable() == nil && best.names != nil && best.commitment(l.cells) {
			break
		}
	}
	return best
}

// commitment reports whether a row has a country and a commitment.
func (h head) commitment(cells []string) bool {
	return cellAt(cells, h.column(roleCountry)) != "" && (cellAt(cells, h.column(roleTitle)) != "" || cellAt(cells, h.column(roleCode)) != "" || cellAt(cells, h.column(roleNumber)) != "")
}

// readHeader reads one row as the header.
func readHeader(lines []line, at int) head {
	cells := lines[at].cells
	h := head{at: at, number: lines[at].number, cells: cells, cols: make([]role, len(cells)), names: make([]string, len(cells)), twins: map[int]record.Field{}, has: map[role]bool{}, same: map[int]int{}}
	folded := make([]string, len(cells))
	for i, c := range cells {
		h.names[i] = headerText(c)
		folded[i] = fold(h.names[i])
	}
	groups := groupsAbove(lines[:at], len(cells))
	h.tellApart(folded, groups)
	for i, f := range folded {
		if flag, ok := derived[f]; ok {
			h.cols[i], h.names[i] = roleFlag, flag
		} else if field, ok := twinOf(h.names[i], f); ok {
			h.cols[i], h.twins[i] = roleTwin, field
		}
	}
	h.claim(folded, column.named)
	h.claim(folded, column.means)
	for i, g := range groups { // "Completion" above, "Midterm" below
		if folded[i] != "" && g != "" {
			folded[i] = fold(g) + " " + folded[i]
		}
	}
	h.claim(folded, column.means)
	h.findSame()
	return h
}

// claim gives columns that have no role yet the first role that fits. A role
// belongs to one column.
func (h *head) claim(folded []string, match func(column, string) bool) {
	for _, d := range columns {
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

// findSame finds the columns that repeat the header of one that is read.
func (h *head) findSame() {
	first := map[string]int{}
	for i, r := range h.cols {
		name := fold(h.names[i])
		if name == "" {
			continue
		}
		if at, ok := first[name]; !ok {
			first[name] = i
		} else if r == roleUnspecified && h.cols[at] != roleUnspecified && h.cols[at] != roleNothing {
			h.same[i] = at
		}
	}
}

var htmlTag = regexp.MustCompile(`<[^<>]*>`)

// headerText is a header as a person reads it, without the tags of a web page.
func headerText(cell string) string {
	if strings.ContainsAny(cell, "<&") {
		cell = html.UnescapeString(htmlTag.ReplaceAllString(cell, " "))
	}
	return oneLine(visible(cell))
}

// fold reduces a header to lower-case words; "#" is a short word for number.
func fold(header string) string {
	header = strings.ReplaceAll(header, "#", " number ")
	return strings.Join(strings.FieldsFunc(strings.ToLower(norm.NFKC.String(header)), func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r > 127)
	}), " ")
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
			delete(h.same, i)
		}
	}
}

// onlyMarks reports whether a column holds nothing but 0, 1 and absences in
// the first rows.
func onlyMarks(rows []line, col int) bool {
	for _, l := range rows[:min(len(rows), 50)] {
		switch strings.ToUpper(cellAt(l.cells, col)) {
		case "", "0", "1", "ND", "NR", "NA", "N/A", "TRUE", "FALSE", "YES", "NO", "X", noValue:
		default:
			if !sumRow(l.cells) {
				return false
			}
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

func (h head) completion() bool {
	return h.has[role(record.FieldCompletionMidterm)] || h.has[role(record.FieldCompletionEnd)] || h.has[role(record.FieldCompletion)]
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
	if !h.completion() && !h.has[roleSubmission] {
		lacks = append(lacks, "Completion (Progress Report), Completion (End Of Term) or Year Of Submission")
	}
	if len(lacks) == 0 {
		return nil
	}
	return fmt.Errorf("%w: no row among the first %d names the columns it must have; missing: %s. Use the table as OGP publishes it, with its header row",
		errNotTable, headerDepth, strings.Join(lacks, "; "))
}

// missing returns an issue for each wanted column that the edition lacks.
func (h head) missing(file string) []record.Issue {
	var out []record.Issue
	for _, c := range columns {
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

// read names what the columns that are read hold, in order of name.
func (h head) read() []string {
	var all []string
	for r := range h.has {
		if r != roleNothing {
			all = append(all, string(r))
		}
	}
	slices.Sort(all)
	return all
}

// edition names the layout, for a table that does not say its own date.
func (h head) edition() string {
	for i, r := range h.cols {
		if r == role(record.FieldCompletionMidterm) && hasAny(fold(h.names[i]), "actual") {
			return "2015"
		}
	}
	if h.has[roleCode] {
		return "2024"
	}
	return "2016"
}

// column returns the column that has a role, -1 for none.
func (h head) column(r role) int {
	for i, c := range h.cols {
		if c == r {
			return i
		}
	}
	return -1
}
