package report

import "time"

// Outcome of a night; docs/operating.md has the bounds it is judged by.
type Outcome string

const (
	Complete   Outcome = "complete"
	Incomplete Outcome = "incomplete"
	failed     Outcome = "failed"
)

// Meta are the facts of the run that the report tells. Everything in it is
// fixed by the run: no clock is read, so that the same run gives the same bytes.
type Meta struct {
	// Run is the run's identity (YYYYMMDDTHHMMSSZ), Date the report's date and
	// Started the time the run began, UTC; a resumed run keeps its own.
	Run     string
	Date    time.Time
	Started time.Time
	// Version is the program's version, ConfigHash the SHA-256 of the
	// configuration, hex.
	Version, ConfigHash string

	Outcome Outcome
	// Why are sentences: each bound that was missed, or what stopped the run.
	Why []string
	// Accepted is the reason given for passing a bound once; "" without one.
	// AcceptedBounds are the bounds that were passed by it, in sentences.
	Accepted       string
	AcceptedBounds []string

	// Sample marks data of the built-in sample site.
	Sample bool
	// BaseURL is the public address of the site, without a final slash.
	BaseURL string
	// NoSite: the run asked no site, but read files alone.
	NoSite bool
	// Files names the files the data come from where no page of the site was
	// read; "" otherwise. Build fills it from the dataset.
	Files string
	// Contact is the address of whoever runs the tracker; "" if none is set.
	Contact string
}
