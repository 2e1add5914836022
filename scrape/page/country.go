package page

import "fmt"

func (p *reading) country() error {
	return fmt.Errorf("%w: country pages are not read yet", ErrNoRecord)
}

func (p *reading) members() error {
	return fmt.Errorf("%w: the members list is not read yet", ErrNoRecord)
}
