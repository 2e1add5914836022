package scrape

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"ogptracker/scrape/address"
	"ogptracker/scrape/archive"
	"ogptracker/scrape/fetch"
	"ogptracker/scrape/record"
	"ogptracker/scrape/saved"
)

// grace is how long a request that is under way when the run is told to stop
// may take to end, so that its page need not be asked for twice. A run ends
// within 5 seconds of the signal.
const grace = 3 * time.Second

// question is one thing to ask the site for.
type question struct {
	class   archive.Class
	url     string
	request fetch.Request
	// kept is the fetch of the body that the validators belong to.
	kept archive.Fetch
}

// answer is what came of a question.
type answer struct {
	archive.Fetch
	body []byte // nil where the archive has it
	// filling is what a browser made of it, nil where none was to.
	filling *filling
}

// had says whether a body stands after the answer.
func (a *answer) had() bool { return a.BodyHash != "" }

// identify names the body that came by its hash. One that is the same as the
// body kept was obtained when that was.
func (a *answer) identify(kept archive.Fetch) {
	if a.body == nil {
		return
	}
	if a.BodyHash = sum(a.body); a.BodyHash == kept.BodyHash {
		a.Obtained = kept.Obtained
	}
}

// asker asks the site within the night's budget, and keeps each answer.
type asker struct {
	*Crawler
	site *address.Site
	run  archive.Run
	// began is when this part began; the run had crawled for run.Worked then.
	began time.Time
	// requests made by the run so far, earlier parts included.
	requests int
	// answered before in this run, by class and address.
	answered map[key]archive.Fetch
	// stopped names what ended the night, stoppedWhy what the site answered
	// where it was the site.
	stopped, stoppedWhy string
	// pages done in each phase, and known to be due in it.
	donePhase, inPhase map[string]int
	figures            figures
	readers            *readers
	filler             *PageFiller
	// browserGone: it was said that no browser can be used.
	browserGone bool
}

func newAsker(c *Crawler, site *address.Site, run archive.Run) *asker {
	k := &asker{Crawler: c, site: site, run: run, readers: newReaders(c),
		answered: map[key]archive.Fetch{}, donePhase: map[string]int{}, inPhase: map[string]int{}, filler: NewPageFiller(c.Fetch, c.Fill.Browser)}
	k.filler.over = func() bool { return k.endsWithin(0) != "" }
	return k
}

// answeredBefore looks for the answer in the run's earlier parts.
func (k *asker) answeredBefore(class archive.Class, url string) (answer, bool) {
	f, ok := k.answered[key{class, url}]
	return answer{Fetch: f}, ok
}

// ask asks the site. ok is false where the night is over and nothing was
// asked; repeated says that an earlier part of the run has kept the answer.
// Nobody has looked at the body of the response that it returns.
func (k *asker) ask(ctx context.Context, q question) (a answer, unchecked *fetch.Response, repeated, ok bool, err error) {
	if a, ok := k.answeredBefore(q.class, q.url); ok {
		return a, nil, true, true, nil
	}
	if err := ended(ctx); err != nil {
		return a, nil, false, false, err
	}
	if k.over() {
		return a, nil, false, false, nil
	}
	var response *fetch.Response
	var filled *filling
	if k.fills(q) {
		response, filled, err = k.requestFilled(ctx, &q)
	} else {
		response, err = k.request(ctx, q.request)
	}
	if err == nil && response.Unchecked {
		unchecked = response
	}
	a, stop, err := k.judge(q, response, err)
	if err != nil || stop {
		return a, nil, false, false, err
	}
	k.requests += a.Requests
	if filled != nil {
		filled.Address, filled.Final = a.Address, a.Final
		k.requests += filled.Requests
		a.filling = filled
	}
	return a, unchecked, false, true, nil
}

// askAndSave asks the site and keeps what came of it before anything else is
// done.
func (k *asker) askAndSave(ctx context.Context, q question) (a answer, ok bool, err error) {
	if a, ok := k.answeredBefore(q.class, q.url); ok {
		return a, true, nil
	}
	if err := ended(ctx); err != nil {
		return answer{}, false, err
	}
	if k.over() {
		return answer{}, false, nil
	}
	response, err := k.checkNow(k.request(ctx, q.request))
	a, stop, err := k.judge(q, response, err)
	if err != nil || stop {
		return answer{}, false, err
	}
	a.identify(q.kept)
	return a, true, k.save(ctx, &a)
}

// judge names what came of a request; stop says that the night's requests are
// spent. An error ends the run: the site as a whole cannot be asked, or the
// run was told to stop.
func (k *asker) judge(q question, r *fetch.Response, err error) (a answer, stop bool, _ error) {
	switch {
	case errors.Is(err, fetch.ErrBudget):
		k.stopped = stoppedByRequests
		return answer{}, true, nil
	case errors.Is(err, fetch.ErrSlowDown):
		// What was read tonight is worth judging by the bounds of the night. The
		// page has failed: the next night asks for others too.
		k.stopped, k.stoppedWhy = stoppedBySlowDown, why(err)
	case errors.Is(err, fetch.ErrSiteFailing):
		k.stopped, k.stoppedWhy = stoppedByFailing, why(err)
		return answer{}, true, nil
	case err != nil && fetch.StopsNight(err):
		return answer{}, false, err
	}
	a, err = k.outcome(q, r, err)
	return a, false, err
}

// save keeps an answer, and how far the run has come with it, in one step.
func (k *asker) save(ctx context.Context, a *answer) error {
	k.requests += a.Requests
	k.logFailure(a)
	return k.Archive.Save(ctx, a.Fetch, a.body, k.part())
}

func (k *asker) logFailure(a *answer) {
	if a.Outcome == archive.OutcomeFailed && a.Class != archive.ClassProbe {
		k.Log.Warn("a page was not had", "url", cmp.Or(a.Asked, a.Address), "reason", a.Reason, "detail", a.Detail)
	}
}

// request is a graceful Get.
func (k *asker) request(ctx context.Context, r fetch.Request) (*fetch.Response, error) {
	under, done := graceful(ctx)
	defer done()
	response, err := k.Fetch.Get(under, r)
	if err != nil && under.Err() != nil {
		return nil, ended(ctx) // cut short by us and no failure of the page
	}
	return response, err
}

// ended is the error of a context that is over, nil before: both what it is
// (cancelled, past its deadline) and why.
func ended(ctx context.Context) error {
	err, why := ctx.Err(), context.Cause(ctx)
	if err == nil || errors.Is(why, err) {
		return why
	}
	return fmt.Errorf("%w: %w", err, why)
}

// graceful lets a request that is under way end although the run was told to
// stop, but not for longer than grace.
func graceful(ctx context.Context) (context.Context, func()) {
	inner, cancel := context.WithCancelCause(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() {
		timer := time.NewTimer(grace)
		defer timer.Stop()
		select {
		case <-timer.C:
			cancel(ended(ctx))
		case <-inner.Done():
		}
	})
	return inner, func() { stop(); cancel(nil) }
}

// outcome makes a request's end into what is kept of it.
func (k *asker) outcome(q question, r *fetch.Response, err error) (answer, error) {
	a := answer{Fetch: archive.Fetch{Run: k.run.ID, Class: q.class, Address: q.url, Final: q.url, Asked: q.request.URL}}
	if err == nil {
		a.Final, a.Answered, a.Status, a.At, a.Requests = r.URL, r.Answered, r.Status, r.Fetched, r.Requests
		a.ETag, a.LastModified, a.ContentType = r.ETag, r.LastModified, r.ContentType
		if r.NotModified {
			a.Outcome, a.BodyHash, a.Obtained = archive.OutcomeSame, q.kept.BodyHash, q.kept.Obtained
			return a, nil
		}
		a.Outcome, a.body, a.Obtained = archive.OutcomeRead, r.Body, a.At
		a.Final, a.Answered = k.ownAddress(a.Final, a.Answered, r.Body)
		return a, nil
	}
	var e *fetch.Error
	if !errors.As(err, &e) {
		return answer{}, err
	}
	a.At, a.Status, a.Requests = k.Now().UTC(), e.Status, e.Requests
	a.Reason, a.Detail = string(e.Reason), detail(e)
	switch {
	case e.Reason == fetch.ReasonRobotsForbidden || e.Reason == fetch.ReasonNotAllowed:
		a.Outcome = archive.OutcomeRefused
	case e.Gone() && q.request.Kind != record.KindMembersList:
		a.Outcome = archive.OutcomeGone
	default:
		a.Outcome = archive.OutcomeFailed
	}
	return a, nil
}

// ownAddress resolves "/?p=<n>" by the page's own canonical link where the
// site did not redirect it.
func (k *asker) ownAddress(final, answered string, body []byte) (own, written string) {
	if a, ok := k.site.Parse(final); !ok || a.Special != address.SpecialNumeric {
		return final, answered
	}
	canonical := saved.CopyOf(body).Address
	if a, ok := k.site.Parse(canonical); ok && a.Fetchable() && a.Kind != record.KindUnknown {
		return a.String(), k.site.Written(canonical, "")
	}
	return final, answered
}

// detail says a failure in words, without the address it stands beside.
func detail(e *fetch.Error) string {
	words := string(e.Reason)
	if d, ok := fetch.Define(e.Reason); ok {
		words = d.Meaning
	}
	if e.Status != 0 {
		words += fmt.Sprintf(" (status %d)", e.Status)
	}
	if e.Err != nil {
		words += ": " + e.Err.Error()
	}
	return words
}

// why is what ended the night, in words.
func why(err error) string {
	var e *fetch.Error
	if !errors.As(err, &e) {
		return err.Error()
	}
	if e.Err != nil {
		return e.URL + ": " + e.Err.Error()
	}
	return e.URL + ": " + detail(e)
}

// longDelay is a delay between requests that is worth looking ahead for.
const longDelay = time.Minute

// What ended a night before everything due was read.
const (
	stoppedByRequests = "max_requests"
	stoppedByDuration = "max_duration"
	stoppedByDeadline = "deadline"
	stoppedBySlowDown = "slow_down" // the site asked for a longer wait than fetch.max_wait, or than the night has
	stoppedByBan      = "banned"
	stoppedByFailing  = "site_failing" // too many pages in a row failed for reasons of the site
)

// over says whether the night's budget is spent. A Crawl-delay that leads past
// the night's end is not waited for.
func (k *asker) over() bool {
	client := k.clientStats()
	delay, wait := client.Delay, client.Until.Sub(k.Now())
	if delay < longDelay {
		delay = 0
	}
	switch {
	case k.stopped != "":
	case k.Budget.MaxRequests > 0 && k.requests >= k.Budget.MaxRequests:
		k.stopped = stoppedByRequests
	case wait >= longDelay && k.endsWithin(wait) != "":
		k.stopped, k.stoppedWhy = stoppedBySlowDown, fmt.Sprintf("the site asked to wait %v, past the end of the night", wait.Round(time.Second))
	default:
		k.stopped = k.endsWithin(delay)
	}
	return k.stopped != ""
}

// endsWithin names the bound that ends the night before a delay is over, ""
// where none does.
func (k *asker) endsWithin(delay time.Duration) string {
	switch b := k.Budget; {
	case b.MaxDuration > 0 && k.worked()+delay >= b.MaxDuration:
		return stoppedByDuration
	case !b.Deadline.IsZero() && !k.Now().Add(delay).Before(b.Deadline):
		return stoppedByDeadline
	}
	return ""
}

// worked is how long the run has crawled, interruptions left out.
func (k *asker) worked() time.Duration { return k.run.Worked + k.Now().Sub(k.began) }
