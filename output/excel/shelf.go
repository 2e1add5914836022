package excel

import (
	"sync"

	"github.com/xuri/excelize/v2"

	"ogptracker/report"
)

// shelf keeps what is the same in several workbooks: the styles, and, packed,
// parts that say nothing of a workbook's own and sheets that are shared. The
// notes alone take a fifth of the time of a member's workbook.
type shelf struct {
	mu    sync.Mutex
	parts map[shelfKey]*part

	once   sync.Once
	styled *excelize.File // nothing but styles, which nobody changes
	styles *styles
	fault  error
}

// shelfKey names a part that is the same in every workbook by its name, and a
// sheet that is shared, whatever its number, by what report.Grid.Shared
// promises.
type shelfKey struct{ part, table, title, note string }

func sheetKey(s *report.Sheet) shelfKey {
	return shelfKey{table: s.Data.Name, title: s.Title, note: s.Note}
}

// Parts that are the same in every workbook, and take long to make.
const (
	stylesPart = "xl/styles.xml"
	themePart  = "xl/theme/theme1.xml"
)

// dress gives a workbook its styles.
func (s *shelf) dress(f *excelize.File) (*styles, error) {
	s.once.Do(func() {
		s.styled = excelize.NewFile()
		s.styles, s.fault = newStyles(s.styled)
	})
	f.Styles = s.styled.Styles
	return s.styles, s.fault
}

func (s *shelf) find(key shelfKey) *part {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.parts[key]
}

func (s *shelf) keep(key shelfKey, p *part) {
	p.to = nil // it packs other parts now
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.parts == nil {
		s.parts = map[shelfKey]*part{}
	}
	s.parts[key] = p
}
