package irmtable

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ogptracker/scrape/record"
)

// leftOut gathers the rows that are no commitments, by what they are.
type leftOut struct {
	steps, sums, notes, repeated []int
}

// readRows reads the rows below the header into the table. A row that cannot
// be used leaves an issue naming it, and the others stand.
func (r *reading) readRows() {
	t := r.table
	t.Rows = make([]record.Row, 0, len(r.lines))
	last := r.lastRow()
	first := map[string]int{} // code -> line of its first row
	seen := map[[sha256.Size]byte]bool{}
	twins, short := r.twins(), r.shortRows()
	var out leftOut
	for i, l := range r.lines {
		if blank(l.cells) {
			continue
		}
		if r.head.step(l.cells) {
			out.steps = append(out.steps, l.number)
			continue
		}
		row, issues, whole := r.row(l, twins)
		unnamed := row.Country == "" || row.Title == "" && row.ShortTitle == "" && row.Code == ""
		switch {
		case unnamed && sumRow(l.cells):
			out.sums = append(out.sums, l.number)
			continue
		case unnamed && i >= last && oneCell(l.cells):
			out.notes = append(out.notes, l.number)
			continue
		}
		content := sha256.Sum256([]byte(strings.Join(l.cells, "\x1f")))
		if seen[content] {
			out.repeated = append(out.repeated, l.number)
			continue
		}
		seen[content] = true
		t.Commitments++
		t.Issues = append(t.Issues, issues...)
		at, twice := first[row.Code]
		twice = twice && row.Code != ""
		switch {
		case unnamed:
			t.Issues = append(t.Issues, rowIssue(record.CodeTableRow, row, "", "", "names no country or no commitment and was left out"))
		case twice:
			t.Issues = append(t.Issues, rowIssue(record.CodeTableDuplicate, row, "", row.Code, fmt.Sprintf("repeats the code of row %d, which stands", at)))
		case short[l.number]:
			t.Issues = append(t.Issues, rowIssue(record.CodeTableRow, row, "", "", fmt.Sprintf("has %d cells where the header has %d, and was left out", len(l.cells), len(r.head.cols))))
		}
		if lost := r.swallowed(l); lost > 0 {
			t.Issues = append(t.Issues, rowIssue(record.CodeTableRow, row, "", "", fmt.Sprintf("holds what look like %d more rows in one cell: a quote is missing", lost)))
			t.Commitments += lost
			t.LeftOut += lost
		}
		unusable := unnamed || twice || short[l.number]
		if unusable || !whole {
			t.LeftOut++
		}
		if unusable {
			continue
		}
		first[row.Code] = row.Line
		t.Rows = append(t.Rows, row)
	}
	r.sayLeftOut(out)
}

// sayLeftOut names the rows that are no commitments, once for each kind.
func (r *reading) sayLeftOut(out leftOut) {
	for _, kind := range []struct {
		rows []int
		are  string
	}{
		{out.steps, "steps of commitments (the table marks them as no commitment)"},
		{out.sums, "sums"},
		{out.notes, "notes below the table"},
		{out.repeated, "the same as an earlier row, cell for cell"},
	} {
		if n := len(kind.rows); n > 0 {
			r.table.Issues = append(r.table.Issues, record.Issue{Code: record.CodeTableOtherRows, Key: r.table.Name, Value: kind.are,
				Message: fmt.Sprintf("%s left out: %s (%s)", counted(n, "row"), kind.are, numbers(kind.rows))})
		}
	}
}

// step reports whether a row is marked as no commitment of its own: a
// milestone of one, in the editions of 2015.
func (h head) step(cells []string) bool {
	mark := func(r role) string { return strings.ToLower(cellAt(cells, h.column(r))) }
	return h.has[roleMilestone] && marked(mark(roleMilestone)) || h.has[roleCommitment] && (mark(roleCommitment) == "0" || mark(roleCommitment) == "no")
}

func blank(cells []string) bool {
	return !slices.ContainsFunc(cells, func(c string) bool { return c != "" })
}

func oneCell(cells []string) bool {
	n := 0
	for _, c := range cells {
		if c != "" {
			n++
		}
	}
	return n == 1
}

// sumRow reports whether a row holds sums: a cell says so, or it is numbers
// alone.
func sumRow(cells []string) bool {
	texts := 0
	for _, c := range cells {
		switch word := strings.ToLower(strings.Trim(c, " :")); {
		case c == "":
		case word == "sum" || word == "sums" || strings.HasSuffix(word, "total") || strings.HasSuffix(word, "totals") || word == "count" || word == "average" || word == "mean":
			return true
		case strings.Trim(c, "0123456789.,% ") != "":
			texts++
		}
	}
	return texts == 0 && !blank(cells)
}

// lastRow is the index of the last row that has more than one cell.
func (r *reading) lastRow() int {
	for i, l := range slices.Backward(r.lines) {
		if !blank(l.cells) && !oneCell(l.cells) {
			return i
		}
	}
	return len(r.lines)
}

// shortRows are the rows of a text file with fewer cells than its header,
// where nearly all have as many. The last one of them says that the file was
// cut short.
func (r *reading) shortRows() map[int]bool {
	width, full := len(r.head.cols), 0
	short := map[int]bool{}
	end := 0 // the last row
	for _, l := range r.lines {
		switch {
		case blank(l.cells):
			continue
		case len(l.cells) >= width:
			full++
		case !oneCell(l.cells) && !sumRow(l.cells):
			short[l.number] = true
		}
		end = l.number
	}
	if !r.ragged || full <= 9*len(short) && len(short) > 1 || full == 0 {
		return nil
	}
	if short[end] {
		r.unread(record.CodeTableCut, "", fmt.Sprintf("the last row (%d) ends in the middle: the file is cut short", end))
	}
	return short
}

// swallowed counts the rows inside a cell: a quote that is not closed takes in
// what follows it.
func (r *reading) swallowed(l line) int {
	if !r.ragged {
		return 0
	}
	most := 0
	for _, c := range l.cells {
		if !strings.Contains(c, "\n") {
			continue
		}
		for _, sep := range separators {
			rows := 0
			for part := range strings.SplitSeq(c, "\n") {
				if strings.Count(part, string(sep)) >= max(3, len(r.head.cols)/2) {
					rows++
				}
			}
			most = max(most, rows)
		}
	}
	return most
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

// numbers lists the first few row numbers.
func numbers(rows []int) string {
	var words []string
	for _, n := range rows[:min(len(rows), 10)] {
		words = append(words, strconv.Itoa(n))
	}
	list := "row " + strings.Join(words, ", ")
	if len(rows) > 10 {
		list += fmt.Sprintf(" and %d more", len(rows)-10)
	}
	return list
}
