package run

import "fmt"

// UsageError is a mistake in how the program was called or configured: what
// is wrong, where, and what to do.
type UsageError struct {
	Where string
	What  string
}

func (e *UsageError) Error() string { return e.Where + ": " + e.What }

func usage(where, format string, args ...any) error {
	return &UsageError{Where: where, What: fmt.Sprintf(format, args...)}
}
