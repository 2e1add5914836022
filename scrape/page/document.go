package page

import "fmt"

// document reads a page under /documents/.
func (p *reading) document() error {
	return fmt.Errorf("%w: documents are not read yet", ErrNoRecord)
}
