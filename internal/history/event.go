package history

import (
	"context"
	"fmt"
	"time"

	"ogptracker/scrape/store"
)

// Event is something serve saw that was no run.
type Event struct {
	Time time.Time `json:"time"`
	Kind string    `json:"kind"`
	Text string    `json:"text"`
}

// Kinds of events.
const (
	EventSkipped  = "skipped"
	EventPanicked = "panicked"
	EventNotified = "notified"
	EventRefused  = "refused"
	EventDigest   = "digest"   // a watch list was told, or could not be
	EventRestored = "restored" // the history was taken from published reports
)

// Note keeps an event.
func (h *History) Note(ctx context.Context, e Event) error {
	return h.file.Write(ctx, "keeping an event", func(t *store.Tx) error {
		_, err := t.Exec(`INSERT INTO events (time, kind, text) VALUES (?, ?, ?)`, stamp(e.Time), e.Kind, e.Text)
		return err
	})
}

// Events returns the newest n events, newest first.
func (h *History) Events(ctx context.Context, n int) ([]Event, error) {
	rows, err := h.file.Reader().QueryContext(ctx, "SELECT time, kind, text FROM events ORDER BY id DESC LIMIT ?", n)
	if err != nil {
		return nil, h.file.Wrap("reading the history", err)
	}
	defer rows.Close()
	var events []Event
	for rows.Next() {
		var e Event
		var at string
		if err := rows.Scan(&at, &e.Kind, &e.Text); err != nil {
			return nil, h.file.Wrap("reading the history", err)
		}
		if e.Time, err = time.Parse(time.RFC3339, at); err != nil {
			return nil, fmt.Errorf("%s %w (an event's time: %w)", h.file.Path(), store.ErrDamaged, err)
		}
		events = append(events, e)
	}
	return events, h.file.Wrap("reading the history", rows.Err())
}
