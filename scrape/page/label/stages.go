package label

import (
	"ogptracker/scrape/page/view"
	"ogptracker/scrape/record"
)

// stagedFields are the fields that a page may state for each review, with the
// field of each.
var stagedFields = map[record.Field]map[record.Stage]record.Field{
	record.FieldCompletion: {record.StageMidterm: record.FieldCompletionMidterm, record.StageEndOfTerm: record.FieldCompletionEnd},
	record.FieldStarred:    {record.StageMidterm: record.FieldStarredMidterm, record.StageEndOfTerm: record.FieldStarredEnd},
}

// Stages tells the values of a page that states them for each review: where a
// line, a row or a column names the review.
type Stages struct {
	view    *view.View
	figures *Figures
}

// StagesIn tells them in one page, by the names that f has for the reviews.
func StagesIn(v *view.View, f *Figures) Stages { return Stages{v, f} }

// Several: the row below a label along the top of a table is one of several,
// each of a review.
func (s Stages) Several(m *Mark) bool {
	b := &s.view.Blocks[m.Block]
	rows := s.view.Tables[b.Table-1].Rows
	below := int(b.Row) + 1
	return below+1 < len(rows) && len(rows[below]) > 0 && s.figures.StageOf(rows[below][0].Text) != ""
}

// Cells finds the cells of a table that hold a label's values for each review:
// below it, in rows that begin with a review's name, or beside it, in columns
// under such names. It gives nil where a value has no review of its own.
func (s Stages) Cells(m *Mark) map[record.Field]*view.Cell {
	b := &s.view.Blocks[m.Block]
	fields := stagedFields[m.Entry.Field.Field]
	if fields == nil || b.Table == 0 || m.Start > 0 || m.End < len(b.Text) {
		return nil
	}
	rows := s.view.Tables[b.Table-1].Rows
	cells := map[record.Field]*view.Cell{}
	values := 0
	note := func(name string, c *view.Cell) {
		values++
		if stage := s.figures.StageOf(name); stage != "" {
			cells[fields[stage]] = c
		}
	}
	if b.Col > 0 {
		for r := int(b.Row) + 1; r < len(rows) && len(rows[r]) > int(b.Col); r++ {
			note(rows[r][0].Text, &rows[r][b.Col])
		}
	} else if b.Row > 0 {
		for col := 1; col < min(len(rows[b.Row]), len(rows[0])); col++ {
			note(rows[0][col].Text, &rows[b.Row][col])
		}
	}
	if len(cells) == 0 || len(cells) != values {
		return nil
	}
	return cells
}

// Mark gives the mark i the field of the review under whose name it stands: of
// a line that names one review alone, with no second such line directly above
// it (tabs, say, whose order tells nothing).
func (s Stages) Mark(marks []Mark, i int) *Mark {
	m := &marks[i]
	fields := stagedFields[m.Entry.Field.Field]
	if fields == nil {
		return m
	}
	var stage record.Stage
	for block := m.Block - 1; block >= 0; block-- {
		for i > 0 && marks[i-1].Block > block {
			i--
		}
		if i > 0 && marks[i-1].Block == block && marks[i-1].Kind == MarkField {
			if stage != "" || marks[i-1].Entry.Field == m.Entry.Field {
				break
			}
			continue
		}
		if here := s.figures.StageOf(s.view.Blocks[block].Text); here != "" && stage != "" {
			return m
		} else if here != "" {
			stage = here
		}
	}
	if stage == "" {
		return m
	}
	return m.Of(fields[stage])
}
