package figures

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"ogptracker/scrape/page/label"
	"ogptracker/scrape/page/view"
)

// tableMarks reads the rows of a table as labels of figures with their
// values; nil for any other table. unknown are the labels of rows with
// numbers that no list knows.
func (p *reading) tableMarks(t *view.Table) (marks []mark, unknown []string) {
	var held []int
	for _, row := range t.Rows {
		var columns []int
		columns, held = columnsOf(row, held)
		m, u := p.rowMarks(row, columns)
		marks = append(marks, m...)
		unknown = append(unknown, u...)
	}
	n := 0
	for i := range marks {
		if marks[i].entry.valued() {
			n++
		}
	}
	if n == 0 {
		return nil, nil
	}
	return marks, unknown
}

// rowMarks reads one row: labels, each with the cells up to the next label. A
// label behind words that are none is part of another kind of table, and so
// are labels in several cells without any value: the headings of its columns.
func (p *reading) rowMarks(row []view.Cell, columns []int) (marks []mark, unknown []string) {
	first := 0 // the row's first label that waits for values
	stranger, labels := "", 0
	for i := range row {
		from, to := columns[i], columns[i]+span(&row[i], "colspan")
		text := p.cellText(&row[i])
		if waits := len(marks) > first && marks[len(marks)-1].entry.valued(); text != "" && stranger == "" && !(waits && cellItems(text) != nil) {
			if found := p.cellLabels(&row[i], text); found != nil {
				if found[0].entry.kind == kindColumn {
					for k := range found {
						found[k].cells = []cell{{from: from, to: to}}
					}
				}
				first = len(marks)
				marks = append(marks, found...)
				labels++
				continue
			}
		}
		c := cell{text: text, from: from, to: to}
		switch {
		case len(marks) > first && marks[len(marks)-1].entry.valued():
			giveCell(marks[first:], c)
		case text != "" && cellItems(text) == nil && stranger == "":
			stranger = text
		case stranger != "" && cellItems(text) != nil && len(stranger) <= label.MaxLabel:
			return marks, append(unknown, strings.TrimRight(stranger, ": "))
		}
	}
	if labels > 1 && !slices.ContainsFunc(marks, func(m mark) bool { return m.entry.kind == kindColumn || m.hasValue() }) {
		return nil, unknown
	}
	return marks, unknown
}

// hasValue: the label has a value.
func (m *mark) hasValue() bool {
	return m.value != "" || slices.ContainsFunc(m.cells, func(c cell) bool { return c.text != "" })
}

// giveCell adds a cell to the label it stands beside. A cell with as many
// lines as there are labels in the cell before it gives each its own.
func giveCell(marks []mark, c cell) {
	if items := cellItems(c.text); len(marks) > 1 && len(items) == len(marks) {
		for i := range marks {
			marks[i].cells = append(marks[i].cells, cell{text: items[i], from: c.from, to: c.to})
		}
		return
	}
	m := &marks[len(marks)-1]
	m.cells = append(m.cells, c)
}

// cellLabels reads a cell as labels, line by line; nil if it begins with none.
// A line that is no label, such as a tooltip below it, is passed over; a label
// may also run over several lines.
func (p *reading) cellLabels(c *view.Cell, text string) []mark {
	if c.To-c.From == 1 {
		marks, ok := p.figures.line(text)
		if !ok || marks[0].entry == nil {
			return nil
		}
		return marks
	}
	var r stretch
	for i := c.From; i < c.To; i++ {
		line := p.text(int(i))
		marks, ok := p.figures.line(line)
		switch {
		case ok && r.takes(&marks):
			r.add(marks, int(i), int(i)+1)
		case len(r.marks) == 0:
			if marks, ok = p.figures.line(text); ok && marks[0].entry != nil {
				return marks
			}
			return nil
		default:
			r.follow(&p.v.Blocks[i], line, "", int(i))
		}
	}
	return r.marks
}

// cellText is the text of a cell, footnote marks set apart.
func (p *reading) cellText(c *view.Cell) string {
	if c.From >= c.To {
		return ""
	}
	if c.To-c.From == 1 {
		return p.text(int(c.From))
	}
	parts := make([]string, 0, c.To-c.From)
	for i := c.From; i < c.To; i++ {
		parts = append(parts, p.text(int(i)))
	}
	return strings.Join(parts, " ")
}

// text is the text of a block in which raised footnote marks cannot be taken
// for digits of a number: "40" with a raised 1 is "40[1]", not 401.
func (p *reading) text(i int) string { return strings.Join(p.lines(i), " ") }

// lines is the text of a block, taken apart before each element that begins
// with a label where what stands before it is whole, and between cells that are
// elements of running text.
func (p *reading) lines(i int) []string {
	b := &p.v.Blocks[i]
	if b.To-b.From < 2 {
		return []string{b.Text}
	}
	var all []string
	var line strings.Builder
	last := 0
	for q := b.From; q < b.To; q++ {
		pc := &p.v.Pieces[q]
		switch {
		case view.IsDigits(pc.Text) && view.Inside(pc.Node, atom.Sup):
			line.WriteString(strings.TrimRight(b.Text[last:pc.Start], " "))
			line.WriteString("[" + pc.Text + "]")
			last = int(pc.End)
		case q > b.From && pc.Start > 0 && b.Text[pc.Start-1] != ' ' && sideBySide(p.v.Pieces[q-1].Node, pc.Node):
			all = append(all, strings.TrimSpace(line.String()+b.Text[last:pc.Start]))
			line.Reset()
			last = int(pc.Start)
		case q > b.From && view.IsCapital(pc.Text) && p.opensRow(line.String()+b.Text[last:pc.Start], pc.Text):
			all = append(all, strings.TrimSpace(line.String()+b.Text[last:pc.Start]))
			line.Reset()
			last = int(pc.Start)
		}
	}
	line.WriteString(b.Text[last:])
	return append(all, line.String())
}

// sideBySide: two texts are each all that an element holds, and the elements
// are alike and have one parent: the cells of a row without a table.
func sideBySide(a, b *html.Node) bool {
	x, y := a.Parent, b.Parent
	return x != y && x.Parent == y.Parent && x.DataAtom == y.DataAtom && x.FirstChild == x.LastChild && y.FirstChild == y.LastChild
}

// opensRow: a label begins here, and the line before it is a label with its
// value, or a value alone.
func (p *reading) opensRow(before, text string) bool {
	before = strings.TrimSpace(before)
	if n := len(before); n > maxAnswer && before[n-1] >= 'a' && before[n-1] <= 'z' {
		return false // prose
	}
	m, _ := p.figures.labelAt(text)
	if m.entry == nil {
		return false
	}
	marks, ok := p.figures.line(before)
	return m.colon && len(marks) == 0 && isAnswer(before) || ok && (marks[len(marks)-1].value != "" || !marks[len(marks)-1].entry.valued())
}

// columnsOf gives the column in which each cell of a row begins. held tells for
// each column how many of the rows to come a cell from above reaches into.
func columnsOf(row []view.Cell, held []int) (columns, next []int) {
	columns = make([]int, len(row))
	next = make([]int, 0, len(held)+len(row))
	for _, n := range held {
		next = append(next, max(n-1, 0))
	}
	at := 0
	for i := range row {
		for at < len(held) && held[at] > 0 {
			at++
		}
		columns[i] = at
		rows := span(&row[i], "rowspan") - 1
		for range span(&row[i], "colspan") {
			for at >= len(next) {
				next = append(next, 0)
			}
			next[at] = max(next[at], rows)
			at++
		}
	}
	return columns, next
}

// span is the number of columns or rows that a cell covers.
func span(c *view.Cell, key string) int {
	n, err := strconv.Atoi(strings.TrimSpace(view.Attr(c.Node, key)))
	if err != nil || n < 1 || n > 50 {
		return 1
	}
	return n
}
