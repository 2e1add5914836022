package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"ogptracker/internal/config"
	"ogptracker/internal/lock"
	"ogptracker/internal/run"
)

// Exit codes, as docs/operating.md explains them.
const (
	exitComplete    = 0
	exitFailed      = 1
	exitUsage       = 2
	exitIncomplete  = 3
	exitLocked      = 4
	exitStale       = 5
	exitInterrupted = 130
)

// codeError ends a command with a code of its own. Its text, where it has
// one, has not been printed yet.
type codeError struct {
	code int
	text string
}

func (e *codeError) Error() string { return e.text }

// usageError is a mistake in the command line.
type usageError struct{ err error }

func (e *usageError) Error() string { return e.err.Error() }
func (e *usageError) Unwrap() error { return e.err }

// exit prints an error, one line for each thing that is wrong, and returns
// the code of the command.
func (a *app) exit(ctx context.Context, err error) int {
	if err == nil {
		return exitComplete
	}
	code := exitCode(ctx, err)
	text := run.Words(err)
	var own *codeError
	if errors.As(err, &own) {
		text = own.text // a line for each mistake already
	}
	if errors.Is(err, errSampleDown) {
		text = errSampleDown.Error()
	}
	if code == exitInterrupted {
		text = "interrupted; the next run goes on where this one stopped"
	}
	say := func(line string) { fmt.Fprintf(a.stderr, "ogptracker: %s\n", line) }
	asJSON := a.logFormat == "json" // whatever comes by standard error is read by a machine then
	if log, err := a.log(); err == nil && asJSON {
		say = func(line string) { log.Error(line) }
	}
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			say(line)
		}
	}
	var usage *usageError
	if errors.As(err, &usage) && !asJSON {
		fmt.Fprintln(a.stderr, "See ogptracker help, or ogptracker <command> --help.")
	}
	return code
}

func exitCode(ctx context.Context, err error) int {
	var code *codeError
	var usage *usageError
	var problems config.Problems
	var wrong *run.UsageError
	var held *lock.HeldError
	switch {
	case errors.As(err, &code):
		return code.code
	case errors.As(err, &usage), errors.As(err, &problems), errors.As(err, &wrong):
		return exitUsage
	case errors.As(err, &held):
		return exitLocked
	case ctx.Err() != nil:
		return exitInterrupted
	default:
		return exitFailed
	}
}
