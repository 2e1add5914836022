package irmtable

import (
	"cmp"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"ogptracker/scrape/record"
)

// edition is one table of a file: its header and the rows below it.
type edition struct {
	sheet *sheet
	head  head
	rows  []line
	// said is the date its sheet or title gives, as yyyymm; newest the latest
	// year in its columns of years.
	said, newest int
	// parts are sentences on other tables of the file that hold what this
	// one lacks.
	parts []string
}

// chooseEdition returns the table to be read: of the visible sheets' tables
// the newest. It says so where there was a choice.
func chooseEdition(file string, sheets []sheet) (*edition, []record.Issue, error) {
	var visible, hidden []*edition
	var nearest head
	for i := range sheets {
		s := &sheets[i]
		found, best := editions(s)
		if best.score > nearest.score {
			nearest = best
		}
		if s.hidden {
			hidden = append(hidden, found...)
		} else {
			visible = append(visible, found...)
		}
	}
	if len(visible) == 0 && len(hidden) > 0 {
		return nil, nil, fmt.Errorf("%w: its commitments table is on the hidden sheet %q; show the sheet and save the file", errNotTable, hidden[0].sheet.name)
	}
	if len(visible) == 0 {
		return nil, nil, nearest.usable()
	}
	chosen := visible[0]
	for _, e := range visible[1:] {
		if e.newer(chosen) {
			chosen = e
		}
	}
	chosen.head.findTags(chosen.rows)
	var others []string
	for _, e := range append(visible, hidden...) {
		if e == chosen {
			continue
		}
		others = append(others, e.where())
		if !e.sheet.hidden && e.apart(chosen) {
			chosen.parts = append(chosen.parts, fmt.Sprintf("%s has plans that %s, which is read, does not have: put all rows into one table", e.where(), chosen.where()))
		}
	}
	if len(others) == 0 {
		return chosen, nil, nil
	}
	return chosen, []record.Issue{{Code: record.CodeTableChoice, Key: file, Value: chosen.where(),
		Message: fmt.Sprintf("%s is read, as the newest table of the file; not read: %s", chosen.where(), strings.Join(others, ", "))}}, nil
}

// editions finds the tables of a sheet. A header that stands again further
// down begins another one, unless it is the same, as where files were joined.
func editions(s *sheet) (found []*edition, nearest head) {
	rest := 0
	for rest < len(s.lines) {
		h := bestHeader(s.lines[rest:])
		if h.score > nearest.score {
			nearest = h
		}
		if h.usable() != nil {
			break
		}
		e := &edition{sheet: s, head: h, said: dateSaid(s.name)}
		for _, l := range s.lines[rest : rest+h.at] { // its title
			e.said = cmp.Or(e.said, dateSaid(strings.Join(l.cells, " ")))
		}
		begins := rest + h.at + 1
		end := begins
		for ; end < len(s.lines); end++ {
			l := s.lines[end]
			if e.repeatsHeader(l.cells) {
				continue
			}
			if maybeHeader(l.cells) && readHeader(s.lines, end).usable() == nil {
				break
			}
			e.rows = append(e.rows, l)
		}
		rest = end
		for n := len(e.rows) - 1; end < len(s.lines) && n >= 0 && oneCell(e.rows[n].cells); n-- {
			e.rows, rest = e.rows[:n], rest-1 // the title of the next one
		}
		if e.filled() {
			found = append(found, e)
		} else if len(found) == 0 && end == len(s.lines) {
			found = append(found, e) // a header without rows: said when it is read
		}
	}
	return found, nearest
}

// repeatsHeader reports whether a row says the header again.
func (e *edition) repeatsHeader(cells []string) bool {
	same, all := 0, 0
	for i, c := range cells {
		if c == "" {
			continue
		}
		all++
		if fold(headerText(c)) == fold(headerText(cellAt(e.head.cells, i))) {
			same++
		}
		if all == 4 && same == 0 {
			return false
		}
	}
	return same > 2 && 2*same > all
}

// maybeHeader is a quick look: one cell heads countries, another commitments.
func maybeHeader(cells []string) bool {
	country, commitment := false, false
	for _, c := range cells {
		if len(c) > 40 {
			continue
		}
		f := fold(c)
		country = country || f == "country" || f == "country locality" || f == "member" || f == "locality" || f == "ogp member"
		commitment = commitment || hasAny(f, "commitment|title|comm no")
	}
	return country && commitment
}

// filled reports whether a row has a country.
func (e *edition) filled() bool {
	at := e.head.column(roleCountry)
	for _, l := range e.rows {
		if cellAt(l.cells, at) != "" {
			return true
		}
	}
	return false
}

// where names the table as a person finds it.
func (e *edition) where() string {
	header := "the table below row " + strconv.Itoa(e.head.number)
	if e.sheet.name == "" {
		return header
	}
	return fmt.Sprintf("sheet %q", e.sheet.name)
}

// newer reports whether an edition is newer than another: by the dates their
// sheets or titles say, else by the years of their rows, else by their size.
func (e *edition) newer(other *edition) bool {
	if e.said > 0 && other.said > 0 && e.said != other.said {
		return e.said > other.said
	}
	e.years()
	other.years()
	if e.newest != other.newest {
		return e.newest > other.newest
	}
	return len(e.rows) > len(other.rows)
}

// years finds the latest year that an edition's columns of years hold.
func (e *edition) years() {
	if e.newest > 0 {
		return
	}
	for i, name := range e.head.names {
		if !hasAny(fold(name), "year") {
			continue
		}
		for _, l := range e.rows {
			if y, ok := year(cellAt(l.cells, i)); ok {
				n, _ := strconv.Atoi(y)
				e.newest = max(e.newest, n)
			}
		}
	}
}

// apart reports whether most plans of an edition are not in another: then it
// is a part of the table and no edition of it.
func (e *edition) apart(other *edition) bool {
	plans := func(e *edition) map[string]bool {
		m := map[string]bool{}
		country, plan := e.head.column(roleCountry), e.head.column(rolePlanNumber)
		for _, l := range e.rows {
			if c := cellAt(l.cells, country); c != "" {
				m[strings.ToLower(oneLine(c))+"\x00"+cellAt(l.cells, plan)] = true
			}
		}
		return m
	}
	mine, theirs, missing := plans(e), plans(other), 0
	for p := range mine {
		if !theirs[p] {
			missing++
		}
	}
	return 2*missing > len(mine)
}

var yearSaid = regexp.MustCompile(`(?:^|[^0-9])(20[0-4][0-9])(?:[^0-9]|$)`)

var months = []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}

// dateSaid reads the year, and the month where it is named, out of a sheet's
// name or a title: "IRM data, May 2015" is 201505. 0 means none.
func dateSaid(text string) int {
	m := yearSaid.FindStringSubmatch(text)
	if m == nil {
		return 0
	}
	y, _ := strconv.Atoi(m[1])
	for i, month := range months {
		if hasAny(fold(text), month+"|"+month[:3]) {
			return 100*y + i + 1
		}
	}
	return 100 * y
}
