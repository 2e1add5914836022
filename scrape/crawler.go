package scrape

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"runtime"
	"time"

	"golang.org/x/net/html"

	"ogptracker/scrape/address"
	"ogptracker/scrape/archive"
	"ogptracker/scrape/fetch"
	"ogptracker/scrape/record"
)

// Fetcher asks the site; *fetch.Client is one.
type Fetcher interface {
	Get(ctx context.Context, r fetch.Request) (*fetch.Response, error)
	PartFetcher
	// Checked takes what was found in a response that nobody had looked at.
	Checked(r *fetch.Response, found error) error
	// Robots reads robots.txt, once; UseRobots takes the one that an
	// interrupted run has read already.
	Robots(ctx context.Context) (*fetch.Robots, error)
	UseRobots(r fetch.Robots)
	Stats() fetch.Stats
}

// PageReader reads one page; *page.Reader is one.
type PageReader interface {
	Read(body []byte, contentType string, src record.Source) (record.Page, error)
	Version() string
}

// CheckedReader is a PageReader that lets somebody else look at the page it
// has parsed, so that a body is parsed once; *page.Reader is one.
type CheckedReader interface {
	ReadChecked(body []byte, contentType string, src record.Source, check func(*html.Node) error) (record.Page, error)
}

// Budget bounds a night. Zero values bound nothing.
type Budget struct {
	// MaxRequests counts every request of the run, those made before an
	// interruption included.
	MaxRequests int
	// MaxDuration is how long the run may crawl, interruptions left out.
	MaxDuration time.Duration
	// Deadline is when it stops whatever it has done.
	Deadline time.Time
}

// Progress is how far a night has come, for whoever watches.
type Progress struct {
	// Phase is "index" (robots, sitemaps, members lists), "countries",
	// "pages", "probes", or "archive" (the night is put together from there).
	Phase string
	// Done of Total pages known to be due in the phase, earlier parts of the
	// run included; Total grows while pages are discovered.
	Done, Total int
	Requests    int
	Address     string
}

// Crawler reads the site into an archive, and nights out of it.
type Crawler struct {
	// Fetch asks the site; nil for a night without a site, of saved pages and
	// OGP's table alone.
	Fetch   Fetcher
	Archive *archive.Archive
	Reader  PageReader
	Now     func() time.Time
	// Base is the public address of the site.
	Base   string
	Budget Budget
	// SequenceProbe asks for the numbers after a member's highest code.
	SequenceProbe bool
	// Members limits the night to these member ids; empty means all.
	Members []string
	// LocalMembers false leaves out the members that the members list shows
	// as local.
	LocalMembers bool
	// Fill has a browser fill pages of some kinds.
	Fill Fill
	// AfterBan: a person says that the site has lifted its ban.
	AfterBan bool
	// SavedPages is a folder of saved pages, "" for none.
	SavedPages string
	// Table is OGP's commitments table where it is a file, nil without one.
	Table *record.Table
	// TableAddress is where the table is asked for, once a night, and
	// FetchTable asks; nil for a night that asks nobody.
	TableAddress string
	FetchTable   func(context.Context, fetch.FileRequest) (*fetch.Response, error)
	// MaxTable bounds the table that is asked for, in bytes.
	MaxTable int64
	// Before is the last complete run, with which tonight's pages are
	// compared; "" where there is none.
	Before string
	// FirstReading: pages were still waiting to be read for the first time
	// when that run ended.
	FirstReading bool
	// Sample is the least number of commitments that are asked for without
	// validators where there is such a run, whatever the site says of their
	// last change; Whole says which pages are fit for it.
	Sample   int
	Whole    func(*record.Page) bool
	Progress func(Progress)
	Log      *slog.Logger
	// Workers read pages side by side; 0 means one for each core.
	Workers int
}

// Night crawls the site under a run id and returns what is known then. An id
// that was begun before goes on where it stopped and ends with the same
// night as one never stopped; one whose crawl ended makes no request.
//
// The error is that of the context when it was cancelled (the run can go on
// later), one for which fetch.StopsNight is true when the site as a whole
// cannot be asked, or one of package archive. There is never half a night.
func (c *Crawler) Night(ctx context.Context, run string) (record.Night, Stats, error) {
	if err := c.ready(); err != nil {
		return record.Night{}, Stats{}, err
	}
	entered, err := c.begin(ctx, run)
	if err != nil {
		return record.Night{}, Stats{}, err
	}
	var chosen *sample
	if entered.Crawled.IsZero() {
		if err := c.stillBanned(ctx, run); err != nil {
			return record.Night{}, Stats{}, err
		}
		s, err := c.session(ctx, entered)
		if err != nil {
			return record.Night{}, Stats{}, err
		}
		if err := s.crawl(ctx); err != nil {
			return record.Night{}, s.figures.now(s.clientStats()).stats(), err
		}
		chosen = s.sample
	}
	return c.rebuild(ctx, run, chosen)
}

// Offline returns the night of a kept run from the archive alone, by the
// readers of today: archive.ErrNoRun or archive.ErrPruned where that cannot
// be done.
func (c *Crawler) Offline(ctx context.Context, run string) (record.Night, error) {
	if err := c.ready(); err != nil {
		return record.Night{}, err
	}
	if err := c.Archive.Rebuildable(ctx, run); err != nil {
		return record.Night{}, err
	}
	night, _, err := c.rebuild(ctx, run, nil)
	return night, err
}

func (c *Crawler) ready() error {
	if c.Archive == nil || c.Reader == nil {
		return errors.New("no archive or no reader given")
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Workers <= 0 {
		c.Workers = runtime.GOMAXPROCS(0)
	}
	return nil
}

// notAhead forgets the times of a state that lie after now: they are those of a
// clock that was ahead, and a page would be left alone until the true one has
// caught up.
func notAhead(st archive.State, now time.Time) archive.State {
	if st.Asked.After(now) {
		st.Asked = time.Time{}
	}
	if st.Read.At.After(now) {
		st.Read.At = time.Time{}
	}
	return st
}

// session is one part of a run: from its start, or from an interruption, to
// its end or the next interruption. It walks the whole way of the night
// again; what the run has asked for before is answered from the archive, so
// that it comes to the same decisions in the same order.
type session struct {
	*frontier
	*asker
	site *address.Site
	run  archive.Run
	set  settings

	table  *record.Table
	probes map[string]*probe
}

type key struct {
	class   archive.Class
	address string
}

func (c *Crawler) session(ctx context.Context, run archive.Run) (*session, error) {
	if c.Now == nil {
		return nil, errors.New("no clock given")
	}
	site, err := address.NewSite(c.Base)
	if err != nil {
		return nil, err
	}
	set, err := readSettings(run.Settings)
	if err != nil {
		return nil, err
	}
	s := &session{frontier: newFrontier(site, run, set), asker: newAsker(c, site, run), site: site, run: run, set: set}
	rows, err := c.Archive.RunFetches(ctx, run.ID)
	if err != nil {
		return nil, err
	}
	for _, f := range rows {
		s.answered[key{f.Class, f.Address}] = f
		s.requests += f.Requests
	}
	states, err := c.Archive.States(ctx, archive.ClassPage, run.ID, false)
	if err != nil {
		return nil, err
	}
	for _, st := range states {
		s.before[st.Address] = notAhead(st, c.Now())
	}
	s.pauses = fewFail(s.before)
	if s.aliases, err = c.Archive.Aliases(ctx, run.ID, false); err != nil {
		return nil, err
	}
	for from, to := range s.aliases {
		if st := s.before[to]; st.Gone || st.Failed > 0 {
			delete(s.aliases, from) // it may lead elsewhere by now, or nowhere
		}
	}
	maps.Copy(s.aliases, numbersJoined(s.site, s.before))
	known, err := c.Archive.Known(ctx, run.ID, false)
	if err != nil {
		return nil, err
	}
	for _, k := range known {
		if a, ok := s.site.Parse(k.Address); ok && s.finalAddress(k.Address) == k.Address {
			s.pages[k.Address] = &candidate{address: a, url: k.Address, firstRun: k.Run, planEnd: k.PlanEnd, low: k.Low}
			s.pages[k.Address].write(k.Written, byEarlierRun)
		}
	}
	if run.After != set.Before {
		states = nil // most nights follow the one that they are compared with
	}
	if s.sample, err = s.readers.sample(ctx, s.site, run, s.set, states); err != nil {
		return nil, err
	}
	s.passOverPaused()
	if s.doubted, err = s.doubts(ctx); err != nil {
		return nil, err
	}
	s.began = c.Now()
	s.figures, err = earlierFigures(run.Stats, s.clientStats())
	return s, err
}
