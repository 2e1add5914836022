package excel

import (
	"sync"

	"ogptracker/report"
)

// shelf keeps, packed, the sheets that are the same in several workbooks: the
// notes take a fifth of the time of a member's workbook.
type shelf struct {
	mu     sync.Mutex
	sheets map[sharedSheet]*part
}

// sharedSheet names a sheet that is shared, as report.Grid.Shared promises.
type sharedSheet struct{ table, title, note string }

func sharedName(s *report.Sheet) sharedSheet { return sharedSheet{s.Data.Name, s.Title, s.Note} }

func (s *shelf) find(name sharedSheet) *part {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.sheets[name]
}

func (s *shelf) keep(name sharedSheet, p *part) {
	p.to = nil // it packs other parts now
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.sheets == nil {
		s.sheets = map[sharedSheet]*part{}
	}
	s.sheets[name] = p
}
