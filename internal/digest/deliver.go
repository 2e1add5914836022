package digest

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"path/filepath"
	"time"

	"ogptracker/internal/config"
	"ogptracker/internal/history"
	"ogptracker/internal/mail"
	"ogptracker/internal/notify"
	"ogptracker/report/schema"
)

// Deliverer sends the digests of the configured watch lists after a run. It
// never fails the run.
type Deliverer struct {
	Config *config.Config
	Mail   *mail.Sender
	Now    func() time.Time
	Log    *slog.Logger
	// Open opens the history of the state folder, which keeps what was told.
	Open func(context.Context) (*history.History, error)
}

// newestEvents bounds how far back is looked for what was told.
const newestEvents = 2000

// Deliver sends what is due out of the latest report. What cannot be sent is
// sent with the next report's.
func (d *Deliverer) Deliver(ctx context.Context) {
	if len(d.Config.Watch) == 0 {
		return
	}
	if err := d.deliver(ctx); err != nil {
		d.Log.Error("the digests cannot be made", "error", err)
	}
}

func (d *Deliverer) deliver(ctx context.Context) error {
	folder := filepath.Join(d.Config.Output.Dir, "latest")
	published, err := Published(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // there is nothing to tell of yet
	}
	if err != nil {
		return err
	}
	h, err := d.Open(ctx)
	if err != nil {
		return err
	}
	defer h.Close()
	events, err := h.Events(ctx, newestEvents)
	if err != nil {
		return err
	}
	var tables []*schema.Table
	for i := range d.Config.Watch {
		w := &d.Config.Watch[i]
		for _, way := range d.ways(w) {
			o, is := due(w, events, way.name, published)
			if !is {
				continue
			}
			if o.AfterRun != "" {
				o.Earlier = earlierOf(d.Config.Output.Dir, published.Run, func(run Facts) bool { return run.Run <= o.AfterRun })
			}
			if tables == nil {
				if tables, err = Read(folder); err != nil {
					return err
				}
			}
			d.tell(ctx, h, w, way, o, tables, published)
		}
	}
	return nil
}

// tell sends one digest by one way, and keeps that it was told. One in which
// nothing changed is not sent.
func (d *Deliverer) tell(ctx context.Context, h *history.History, w *config.Watch, way way, o Options, tables []*schema.Table, published Facts) {
	digest, err := Make(tables, published.Date, o)
	if err == nil {
		digest.Sample = published.Sample
		if !digest.Empty() {
			err = notify.Retry(ctx, func(ctx context.Context) error { return way.send(ctx, digest) }, way.secrets...)
		}
	}
	event := history.Event{Time: d.Now().UTC(), Kind: history.EventDigest, Text: w.Name + " told by " + way.name + " through " + published.Run}
	if err != nil {
		event.Text = w.Name + " could not be told by " + way.name + ": " + err.Error() + " (report of run " + published.Run + ")"
		d.Log.Error("a digest could not be sent; it goes with the next run's", "watch", w.Name, "way", way.name, "error", err.Error())
	}
	if err := h.Note(context.WithoutCancel(ctx), event); err != nil {
		d.Log.Error("an event could not be kept", "error", err)
	}
}

// way is one way by which a watch list is told.
type way struct {
	name    string
	send    func(context.Context, *Digest) error
	secrets []string
}

func (d *Deliverer) ways(w *config.Watch) (all []way) {
	if w.Webhook != "" {
		all = append(all, way{"webhook", func(ctx context.Context, digest *Digest) error {
			body, err := digest.message(formOf(w))
			if err != nil {
				return err
			}
			return notify.Post(ctx, w.Webhook, body, "the webhook of watch list "+w.Name)
		}, []string{w.Webhook}})
	}
	if len(w.Email) > 0 {
		all = append(all, way{"mail", func(ctx context.Context, digest *Digest) error { return d.mail(ctx, w.Email, digest) }, []string{d.Mail.Password}})
	}
	if w.File != "" {
		all = append(all, way{name: "file", send: func(_ context.Context, digest *Digest) error { return digest.keep(w) }})
	}
	return all
}

// mail sends a digest as text and HTML.
func (d *Deliverer) mail(ctx context.Context, to []string, digest *Digest) error {
	text, err := digest.written("text")
	if err != nil {
		return err
	}
	page, err := digest.written("html")
	if err != nil {
		return err
	}
	return d.Mail.Send(ctx, mail.Message{To: to, Subject: line(digest.Title), Text: text, HTML: page})
}

// written is a digest in one of the Formats.
func (d *Digest) written(format string) (string, error) {
	var b bytes.Buffer
	err := d.Write(&b, format)
	return b.String(), err
}
