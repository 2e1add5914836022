package change

import (
	"fmt"
	"slices"
	"unicode"

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
	was, now := FromWhereTheyPart(f.Old, f.New, lineLength)
	return fmt.Sprintf("%s: %s: %s -> %s (%s)", what, f.Field, quoted(was), quoted(now), f.Cause)
}

// before is about how many letters stand before the place where two texts part.
const before = 24

// FromWhereTheyPart returns two texts of which about room letters will be
// shown. Long ones that begin alike would both be cut before they differ, and
// the change would be told with the same words twice: they begin a few words
// before they part.
func FromWhereTheyPart(was, now string, room int) (string, string) {
	a, b := []rune(was), []rune(now)
	alike := 0
	for alike < len(a) && alike < len(b) && a[alike] == b[alike] {
		alike++
	}
	if max(len(a), len(b)) <= room || alike <= before || alike < room*4/5 {
		return was, now
	}
	begin := alike - before
	inWord := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) }
	if end := slices.IndexFunc(a[begin:alike], func(r rune) bool { return !inWord(r) }); end >= 0 {
		begin += end
		begin += max(slices.IndexFunc(a[begin:alike], inWord), 0)
	}
	return "… " + string(a[begin:]), "… " + string(b[begin:])
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
