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

// unsavedError is what kept the record of a run from being saved after its
// report was published. The run is not over then: the next one goes on with
// it and ends the same.
type unsavedError struct{ err error }

func (e *unsavedError) Error() string {
	return "the report is written, but the record of the run could not be kept: " + Words(e.err) + "; run again to finish it"
}

func (e *unsavedError) Unwrap() error { return e.err }
