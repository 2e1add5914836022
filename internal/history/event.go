package history

import (
	"context"
	"fmt"
	"time"
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
)

// Note keeps an event.
func (h *History) Note(ctx context.Context, e Event) error {
	_, err := h.db.ExecContext(ctx, "INSERT INTO events (time, kind, text) VALUES (?, ?, ?)", stamp(e.Time), e.Kind, e.Text)
	return h.explain(err)
}

// Events returns the newest n events, newest first.
func (h *History) Events(ctx context.Context, n int) ([]Event, error) {
	rows, err := h.db.QueryContext(ctx, "SELECT time, kind, text FROM events ORDER BY id DESC LIMIT ?", n)
	if err != nil {
		return nil, h.explain(err)
	}
	defer rows.Close()
	var events []Event
	for rows.Next() {
		var e Event
		var at string
		if err := rows.Scan(&at, &e.Kind, &e.Text); err != nil {
			return nil, h.explain(err)
		}
		if e.Time, err = time.Parse(time.RFC3339, at); err != nil {
			return nil, fmt.Errorf("an event's time: %w", err)
		}
		events = append(events, e)
	}
	return events, h.explain(rows.Err())
}
