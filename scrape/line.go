package scrape

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"sync"

	"golang.org/x/net/html"
	"golang.org/x/sync/semaphore"

	"ogptracker/scrape/archive"
	"ogptracker/scrape/fetch"
	"ogptracker/scrape/record"
)

// Answers wait behind the asking to be looked at, packed and saved: as many as
// a quick site gives while the disk is busy for a moment, and no more bytes than
// memory has room for. A run that is killed asks again for those that were not
// saved; with a delay between requests there are hardly ever any.
const (
	lineLength = 64
	lineBytes  = 8 << 20
)

// line takes each answer on from where it was asked for: several workers look
// at it, read it and pack it side by side, and one saver keeps what came of
// it, in the order in which it was asked for.
type line struct {
	s       *session
	ctx     context.Context
	room    *semaphore.Weighted // taken by what is not saved yet
	waiting chan *item          // in their order
	work    chan *item
	workers sync.WaitGroup
	saved   chan struct{} // closed when the saver has ended

	failed chan struct{} // closed at the first error
	once   sync.Once
	err    error
}

// item is an answer on its way.
type item struct {
	question
	answer
	class    class
	part     archive.Part
	response *fetch.Response // where nobody has looked at the body yet
	repeated bool            // saved by an earlier part of the run
	found    **record.Page   // what it names goes here

	size    int64         // its share of the line
	ready   chan struct{} // closed when the worker has done with it
	notice  error         // what the body is in place of a page
	reading *archive.Reading
	packed  archive.Body
	err     error
}

func (s *session) newLine(ctx context.Context) *line {
	l := &line{s: s, ctx: ctx, room: semaphore.NewWeighted(lineBytes), waiting: make(chan *item, lineLength), work: make(chan *item, lineLength),
		saved: make(chan struct{}), failed: make(chan struct{})}
	for range s.Workers {
		l.workers.Go(func() {
			for it := range l.work {
				it.err = l.look(it)
				close(it.ready)
			}
		})
	}
	go func() {
		defer close(l.saved)
		l.save()
	}()
	return l
}

// put hands an answer on. The error is that of an earlier one; what was put is
// kept all the same where it can be.
func (l *line) put(it *item) error {
	it.ready, it.size = make(chan struct{}), it.weight()
	if err := l.room.Acquire(context.WithoutCancel(l.ctx), it.size); err != nil {
		return err // of a context that cannot end: there is none
	}
	l.waiting <- it
	l.work <- it
	select {
	case <-l.failed:
		return l.err
	default:
		return nil
	}
}

// weight is the room that an answer takes: that of its bodies, an equal share of
// the line where they are short, all of it where they are longer than that.
func (it *item) weight() int64 {
	n := len(it.body)
	if it.filling != nil {
		n += len(it.filling.served)
	}
	return int64(min(max(n, lineBytes/lineLength), lineBytes))
}

// end waits until everything that was put is saved.
func (l *line) end() error {
	close(l.waiting)
	close(l.work)
	l.workers.Wait()
	<-l.saved
	return l.err
}

func (l *line) fail(err error) {
	l.once.Do(func() {
		l.err = err
		close(l.failed)
	})
}

// save keeps answers in their order, those that are ready together in one
// transaction. Where nothing more can be kept it only clears the line.
func (l *line) save() {
	var batch []*item
	broken := false
	for it := range l.waiting {
		<-it.ready
		batch = append(batch[:0], it)
		for len(l.waiting) > 0 {
			next := <-l.waiting
			<-next.ready
			batch = append(batch, next)
		}
		if !broken {
			if err := l.keep(batch); err != nil {
				broken = true
				l.fail(err)
			}
		}
		for _, it := range batch {
			l.room.Release(it.size)
		}
	}
}

// keep saves a batch. Its error says that nothing more can be saved; one of a
// single answer, such as a reader that was told to stop, only ends the round.
func (l *line) keep(batch []*item) error {
	var saves []archive.Save
	for _, it := range batch {
		if it.err != nil {
			l.fail(it.err)
		}
		if it.repeated || it.err != nil && it.Outcome == archive.OutcomeRead && it.packed.Empty() {
			continue
		}
		if err := l.judge(it); err != nil {
			return err
		}
		l.s.logFailure(&it.answer)
		saves = append(saves, archive.Save{Fetch: it.Fetch, Body: it.packed, Part: it.part})
		if f := it.filling; f != nil {
			saves = append(saves, archive.Save{Fetch: f.Fetch, Body: f.packed, Part: it.part})
		}
	}
	if err := l.s.Archive.SaveAll(l.ctx, saves); err != nil {
		return err
	}
	for _, it := range batch {
		if it.reading != nil {
			if err := l.s.readers.keep(l.ctx, *it.reading); err != nil {
				return err
			}
		}
	}
	return nil
}

// judge tells the client what was found in a body that nobody had looked at,
// and makes a failure of one that was a notice.
func (l *line) judge(it *item) error {
	if it.response == nil {
		return nil
	}
	refused := l.s.Fetch.Checked(it.response, it.notice)
	if refused == nil {
		return nil
	}
	a, err := l.s.outcome(it.question, nil, refused)
	a.At, a.filling = it.answer.At, it.filling
	it.answer, it.packed = a, archive.Body{}
	return err
}

// look reads an answer and packs its body. A run that was told to stop still
// keeps what it has asked for, and reads it when it goes on.
func (l *line) look(it *item) error {
	s := l.s
	it.identify(it.kept)
	if !it.had() {
		return l.names(it, nil)
	}
	key := archive.Key{BodyHash: it.BodyHash, Address: it.Final}
	var reading archive.Reading
	var ok bool
	var err error
	if it.body == nil || it.BodyHash == it.kept.BodyHash {
		if reading, ok, err = s.Archive.Reading(context.WithoutCancel(l.ctx), s.readers.version, key); err != nil {
			return err
		}
	}
	if !ok {
		if it.body == nil {
			if err := ended(l.ctx); err != nil {
				return err
			}
			if it.body, err = s.Archive.Body(l.ctx, it.BodyHash); err != nil {
				return err
			}
		}
		source := record.Source{Address: it.Final, Fetched: it.Obtained, BodyHash: it.BodyHash}
		reading, it.notice = s.readers.parseChecked(it.body, it.ContentType, source, it.response != nil)
		if it.notice == nil {
			s.readers.parsed.Add(1)
			if err := s.Archive.PackReading(&reading); err != nil {
				return err
			}
			it.reading = reading.WithoutPage()
		}
	}
	if it.Outcome == archive.OutcomeRead && it.notice == nil && it.body != nil {
		if it.packed, err = l.pack(it.BodyHash, it.body); err != nil {
			it.reading = nil // a reading is of a body that is kept
			return err
		}
	}
	if f := it.filling; f != nil && f.served != nil {
		if f.packed, err = l.pack(f.BodyHash, f.served); err != nil {
			return err
		}
		f.served = nil
	}
	it.body = nil
	reading.Page.Source = record.Source{Address: it.Final, Fetched: it.Obtained, BodyHash: it.BodyHash}
	page := &reading.Page
	if it.notice != nil || reading.NoRecord {
		page = nil
	}
	return l.names(it, page)
}

// pack packs a body for the archive.
func (l *line) pack(hash string, body []byte) (archive.Body, error) {
	var sum [sha256.Size]byte
	if _, err := hex.Decode(sum[:], []byte(hash)); err != nil {
		return archive.Body{}, err
	}
	return l.s.Archive.Pack(l.ctx, sum, body)
}

// names notes what a page names tonight. An index or country page that could
// not be read still tells by its earlier reading who is a local member and
// which plan runs.
func (l *line) names(it *item, page *record.Page) error {
	if page == nil && (it.class == classList || it.class == classCountry) {
		earlier, _, err := l.s.readers.standing(l.ctx, l.s.before[it.url], l.s.run.ID)
		if err != nil {
			return err
		}
		if earlier != nil {
			page = &earlier.page
		}
	}
	if page != nil {
		*it.found = named(page)
	}
	return nil
}

// checkNow looks at a body that nobody has looked at yet, for callers that go
// on with nothing else.
func (k *asker) checkNow(r *fetch.Response, err error) (*fetch.Response, error) {
	if err != nil || !r.Unchecked {
		return r, err
	}
	var found error
	if root, err := html.Parse(bytes.NewReader(r.Body)); err == nil {
		found = fetch.Notice(root, r.Body)
	}
	if refused := k.Fetch.Checked(r, found); refused != nil {
		return nil, refused
	}
	r.Unchecked = false
	return r, nil
}
