package change

import (
	"fmt"

	"ogptracker/transform/dataset"
)

// lineLength is how much of a value a line shows.
const lineLength = 60

// Line says a folded change in one line for a terminal or a message.
func (f FoldedChange) Line() string {
	what := f.Table + " " + f.Key
	if f.Count > 1 {
		what = fmt.Sprintf("%d rows of %s", f.Count, f.Table)
	}
	switch f.Cause {
	case dataset.CauseAppeared, dataset.CauseGone:
		return fmt.Sprintf("%s: %s", what, f.Cause)
	}
	return fmt.Sprintf("%s: %s: %s -> %s (%s)", what, f.Field, quoted(f.Old), quoted(f.New), f.Cause)
}

func quoted(s string) string {
	if r := []rune(s); len(r) > lineLength {
		s = string(r[:lineLength-1]) + "…"
	}
	if s == "" {
		return "nothing"
	}
	return fmt.Sprintf("%q", s)
}
