package irmtable

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"ogptracker/scrape/record"
)

// checkColumns names what of the columns was not read.
func (r *reading) checkColumns() {
	r.saySpoiled()
	r.sayUnreadable()
	r.sayAmbiguous()
	unread := r.completionsUnread()
	if !r.head.completion() {
		words := "no column of completion could be read"
		if len(unread) > 0 {
			words += fmt.Sprintf("; these speak of it: %s", quoted(unread))
		}
		r.unread(record.CodeTableCompletion, record.FieldCompletion, words)
	} else if len(unread) > 0 {
		r.unread(record.CodeTableCompletion, record.FieldCompletion,
			fmt.Sprintf("%s of completion that no reader knows: %s", counted(len(unread), "column"), quoted(unread)))
	}
	r.listUnread()
}

// sayAmbiguous names the columns that repeat the header of one that is read
// and say something else.
func (r *reading) sayAmbiguous() {
	for i := range r.head.cols {
		first, ok := r.head.same[i]
		if !ok || r.sameValues(first, i) {
			continue
		}
		field := record.Field("")
		if isRating(r.head.cols[first]) {
			field = record.Field(r.head.cols[first])
		}
		r.unread(record.CodeTableAmbiguous, field, fmt.Sprintf("the columns %s and %s are both headed %q and say different things; the second was not read",
			columnName(first), columnName(i), r.head.names[i]))
	}
}

func (r *reading) sameValues(a, b int) bool {
	return !slices.ContainsFunc(r.lines, func(l line) bool {
		x, y := cellAt(l.cells, a), cellAt(l.cells, b)
		return y != "" && !strings.EqualFold(x, y)
	})
}

// completionsUnread are the columns without a reader that speak of completion,
// in their header or by their words.
func (r *reading) completionsUnread() (names []string) {
	for i, c := range r.head.cols {
		if _, same := r.head.same[i]; c != roleUnspecified || same {
			continue
		}
		words, values := r.completionWords(i)
		header := hasAny(fold(r.head.names[i]), "completion|completed|implementation status|status of implementation|level of implementation|implementation level")
		if words > 0 && (header || 2*words >= values) {
			names = append(names, r.head.nameOf(i))
		}
	}
	return names
}

// completionWords counts the cells of a column that hold a word of the scale
// of completion, among those that hold anything but an absence. Substantial is
// a word of other scales too and does not count alone.
func (r *reading) completionWords(column int) (words, values int) {
	substantial := 0
	for _, l := range r.lines {
		switch word := bareWord(cellAt(l.cells, column)); {
		case word == "" || absent(word):
		case word == "complete" || word == "completed" || word == "limited" || word == "not started" || word == "fully completed":
			words++
			values++
		case word == "substantial":
			substantial++
			values++
		default:
			values++
		}
	}
	if words > 0 {
		words += substantial
	}
	return words, values
}

// listUnread lists the columns that nobody reads, once.
func (r *reading) listUnread() {
	var names []string
	for i, c := range r.head.cols {
		if c != roleUnspecified && c != roleNothing {
			continue
		}
		empty := !slices.ContainsFunc(r.lines, func(l line) bool { return cellAt(l.cells, i) != "" })
		if _, same := r.head.same[i]; !empty && !same {
			names = append(names, r.head.nameOf(i))
		}
	}
	if len(names) > 0 {
		r.note(record.CodeTableUnread, "", fmt.Sprintf("%s that nobody reads: %s", counted(len(names), "column"), strings.Join(names, "; ")))
	}
}

// nameOf is a column's header, or its letter where it has none.
func (h head) nameOf(i int) string {
	if h.names[i] == "" {
		return columnName(i) + " (without a header)"
	}
	return h.names[i]
}

func columnName(i int) string {
	name, err := excelize.ColumnNumberToName(i + 1)
	if err != nil {
		return fmt.Sprint(i + 1)
	}
	return name
}

func quoted(names []string) string {
	var q []string
	for _, n := range names {
		q = append(q, fmt.Sprintf("%q", n))
	}
	return strings.Join(q, ", ")
}
