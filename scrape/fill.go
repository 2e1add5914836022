package scrape

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"ogptracker/scrape/archive"
	"ogptracker/scrape/fetch"
	"ogptracker/scrape/record"
	"ogptracker/scrape/render"
)

// Filler fills pages whose lists scripts fill; *render.Browser is one.
type Filler interface {
	Render(ctx context.Context, p render.Page, ask render.Ask) (*render.Result, error)
	// Available is false once no page can be filled any more.
	Available() bool
}

// Fill says which pages a browser fills, and with which.
type Fill struct {
	// Browser fills them; nil for none.
	Browser Filler
	Kinds   []record.Kind
}

// filling is what a browser made of a page: what is kept of it beside the
// page's own answer, and the body as the site served it where another stands
// in its place.
type filling struct {
	archive.Fetch
	served []byte
	packed archive.Body
}

// errNightOver ends a page in the browser when the night is over.
var errNightOver = errors.New("the time of the night is over")

// fills says whether a page is to be filled.
func (k *asker) fills(q question) bool {
	return k.Fill.Browser != nil && q.class == archive.ClassPage && slices.Contains(k.Fill.Kinds, q.request.Kind)
}

// requestFilled is request for a page that a browser fills. Its scripts may
// find something new although the page itself did not change, so it is asked
// for without validators; where no browser can be had the filling kept stands
// as long as the page does. f is nil where the page was not had.
func (k *asker) requestFilled(ctx context.Context, q *question) (r *fetch.Response, f *filling, err error) {
	if k.Fill.Browser.Available() {
		q.request.ETag, q.request.LastModified = "", ""
	}
	if r, err = k.checkNow(k.request(ctx, q.request)); err != nil {
		return nil, nil, err
	}
	f = &filling{Fetch: archive.Fetch{Run: k.run.ID, Class: archive.ClassFilled, Status: r.Status, ContentType: r.ContentType}}
	under, done := graceful(ctx)
	defer done()
	served := r.Body
	filled, err := k.filler.Fill(under, r)
	f.At, f.Requests, f.Detail = k.Now().UTC(), filled.Requests, filled.InVain
	f.Obtained = f.At
	var failed *render.Error
	switch {
	case err == nil:
		f.Outcome, f.BodyHash, f.served = archive.OutcomeRead, sum(served), served
		return r, f, nil
	case under.Err() != nil:
		return nil, nil, ended(ctx)
	case errors.As(err, &failed):
		f.Reason = string(failed.Reason)
	case errors.Is(err, errNightOver):
		f.Reason = "night-over"
	default:
		return nil, nil, err
	}
	f.Outcome, f.Detail = archive.OutcomeFailed, err.Error()
	if err := k.keepFilling(ctx, q, r, f); err != nil {
		return nil, nil, err
	}
	k.logUnfilled(f, r.URL)
	return r, f, nil
}

// keepFilling has a page that was filled in an earlier night, and is not
// tonight, stand as it was then: its lists would all be gone from it, and back
// the next night.
func (k *asker) keepFilling(ctx context.Context, q *question, r *fetch.Response, f *filling) error {
	last, had, err := k.Archive.Latest(ctx, archive.ClassFilled, r.URL, k.run.ID)
	if err != nil || !had || q.kept.BodyHash == "" || last.BodyHash == q.kept.BodyHash {
		return err
	}
	f.Detail += "; it stands as it was filled on " + last.At.Format(time.DateOnly)
	r.NotModified, r.Unchecked, r.Body = true, false, nil
	r.ETag, r.LastModified = q.kept.ETag, q.kept.LastModified // of what stands
	return nil
}

// logUnfilled tells each page that was not filled, and once that none will be.
func (k *asker) logUnfilled(f *filling, url string) {
	if k.Fill.Browser.Available() {
		k.Log.Warn("a page was not filled by the browser; it stands as it was filled last, or else as the site served it", "url", url, "reason", f.Reason, "detail", f.Detail)
	} else if !k.browserGone {
		k.browserGone = true
		k.Log.Error("the browser cannot be used; pages stand as they were filled last, or else as the site serves them", "reason", f.Reason, "detail", f.Detail)
	}
}

// mostCode bounds the scripts and style sheets that are kept for further pages
// of a night, in bytes.
const mostCode = 32 << 20

// code is a script or style sheet that came, or did not, tonight.
type code struct {
	part render.Part
	err  error
}

// PageFiller has a browser fill pages, and asks the site for what they need.
// Scripts and style sheets, which all pages share, it asks for once.
type PageFiller struct {
	site    PartFetcher
	browser Filler
	over    func() bool // the night is over
	code    map[string]code
	size    int // of the code kept
}

// PartFetcher asks the site for what a page needs; *fetch.Client is one.
type PartFetcher interface {
	GetPart(ctx context.Context, address string) (*fetch.Response, error)
}

// NewPageFiller makes a PageFiller.
func NewPageFiller(site PartFetcher, browser Filler) *PageFiller {
	return &PageFiller{site: site, browser: browser, over: func() bool { return false }, code: map[string]code{}}
}

// Filled is what filling a page took.
type Filled struct {
	// Requests were made for what the page asked for.
	Requests int
	// InVain says in words what the site's own host was asked for in vain, or
	// would have been if it were allowed; "" for nothing.
	InVain string
}

// Fill fills the page of a response, which then holds the page as filled. The
// error is a *render.Error where the page could not be filled, one of fetch
// where nothing more may be asked for, or the cause of ctx's end; the response
// is then as it was.
func (p *PageFiller) Fill(ctx context.Context, r *fetch.Response) (Filled, error) {
	var f Filled
	made, err := p.browser.Render(ctx, render.Page{URL: r.Answered, ContentType: r.ContentType, Body: r.Body}, func(ctx context.Context, n render.Need) (render.Part, error) {
		return p.part(ctx, n, &f.Requests)
	})
	if err != nil {
		return f, err
	}
	f.InVain = inVain(made.Unmet)
	r.Body, r.ContentType, r.Unchecked = made.Body, "text/html; charset=utf-8", true
	return f, nil
}

// part asks the site for what a page needs, and counts it.
func (p *PageFiller) part(ctx context.Context, n render.Need, requests *int) (render.Part, error) {
	if kept, ok := p.code[n.URL]; ok && n.Code {
		return kept.part, kept.err
	}
	if p.over() {
		return render.Part{}, render.Stop(errNightOver)
	}
	r, err := p.site.GetPart(ctx, n.URL)
	var part render.Part
	var e *fetch.Error
	switch {
	case err == nil:
		*requests += r.Requests
		part = render.Part{ContentType: r.ContentType, Body: r.Body}
	case !errors.As(err, &e):
		return part, err // the page or the night is over
	default:
		*requests += e.Requests
		if fetch.StopsNight(err) {
			return part, render.Stop(err)
		}
	}
	if size := p.size + len(part.Body); n.Code && size <= mostCode {
		p.code[n.URL], p.size = code{part, err}, size
	}
	return part, err
}

// mostInVain are named in a message.
const mostInVain = 3

// inVain says what a page of the site asked for in vain, "" for nothing. What
// other hosts have is never asked for, and no news.
func inVain(all []render.Unmet) string {
	var named []string
	for _, u := range all {
		var e *fetch.Error
		switch {
		case !errors.As(u.Err, &e):
			named = append(named, u.URL+" ("+u.Err.Error()+")")
		case e.Reason == fetch.ReasonOffHost && e.Requests == 0 || e.Reason == fetch.ReasonPrivateAddress:
		default:
			named = append(named, u.URL+" ("+detail(e)+")")
		}
	}
	slices.Sort(named)
	named = slices.Compact(named)
	if more := len(named) - mostInVain; more > 0 {
		named = append(named[:mostInVain], fmt.Sprintf("and %d more", more))
	}
	return strings.Join(named, "; ")
}

// fillIssue is what must be said of a page that a browser was to fill.
func (b *builder) fillIssue(f archive.Fetch) (record.Issue, bool) {
	p := b.blank(f.Final)
	i := record.Issue{Code: record.CodeNotFilled, Member: p.Member, Key: string(p.Kind), Value: f.Reason, Message: f.Detail, URL: f.Final}
	if f.Outcome == archive.OutcomeRead {
		i.Code = record.CodeFilledInPart
	}
	return i, f.Detail != ""
}
