package scrape

import (
	"context"
	"errors"
	"slices"
	"strings"

	"ogptracker/scrape/address"
	"ogptracker/scrape/archive"
	"ogptracker/scrape/fetch"
	"ogptracker/scrape/record"
)

// crawl goes the way of a night: what says where pages are, then the pages in
// the order of their classes, for as long as the budget lasts.
func (s *session) crawl(ctx context.Context) error {
	if err := s.savedPages(ctx); err != nil {
		return err
	}
	if err := s.keepTable(ctx); err != nil {
		return err
	}
	if err := s.askTable(ctx); err != nil {
		return err
	}
	if s.Fetch != nil {
		err := s.askSite(ctx)
		if errors.Is(err, fetch.ErrBanned) {
			// What was read before is kept and told; nothing more is asked for.
			s.stopped, s.stoppedWhy, err = stoppedByBan, why(err), nil
			s.Log.Error("the site has banned this program; nothing more is asked for until a person says so", "why", s.stoppedWhy)
		}
		if err != nil {
			return err
		}
	}
	if err := s.readers.flush(ctx); err != nil {
		return err
	}
	if s.Fetch != nil { // pages that no night will read are not waited for
		if err := s.Archive.SetKnown(ctx, s.run.ID, s.known(true)); err != nil {
			return err
		}
	}
	return s.Archive.EndCrawl(ctx, s.run.ID, s.Now(), s.part())
}

// askSite goes on until neither the pages known nor the probes lead anywhere
// that is due.
func (s *session) askSite(ctx context.Context) error {
	if err := s.sources(ctx); err != nil {
		return err
	}
	for {
		if err := s.rounds(ctx); err != nil {
			return err
		}
		more, err := s.probeRound(ctx)
		if err != nil || !more {
			return err
		}
	}
}

// sources collects the pages that are known before one of them is asked for.
func (s *session) sources(ctx context.Context) error {
	sitemaps, err := s.robots(ctx)
	if err != nil {
		return err
	}
	if err := s.sitemaps(ctx, sitemaps); err != nil {
		return err
	}
	s.addCandidate(s.membersList(), hint{})
	for _, m := range s.set.Members {
		if a, ok := s.site.Country(m); ok {
			s.addCandidate(a, hint{quiet: true})
		}
	}
	s.discoverOfTable(s.table)
	return nil
}

// rounds asks for the pages due, the best class first. What a page names is
// looked at when its whole round was asked for, so that the order of a night
// does not depend on how fast pages are read.
func (s *session) rounds(ctx context.Context) error {
	for {
		best, pages, waiting := s.due()
		if best == notDue {
			return nil
		}
		phase := best.phase()
		s.inPhase[phase] = s.donePhase[phase] + waiting[phase]
		if err := s.round(ctx, best, pages); err != nil {
			return err
		}
	}
}

// due returns the pages of the best class, in order, and how many pages of
// each phase are waiting.
func (f *frontier) due() (best class, pages []*candidate, waiting map[string]int) {
	best, waiting = notDue, map[string]int{}
	for _, c := range f.pages {
		cl := f.class(c)
		if cl != notDue {
			waiting[cl.phase()]++
		}
		switch {
		case cl < best:
			best, pages = cl, append(pages[:0], c)
		case cl == best && cl != notDue:
			pages = append(pages, c)
		}
	}
	f.inOrder(best, pages)
	return best, pages, waiting
}

// round asks for pages of one class, has them read side by side, and then
// takes from them what they name.
func (s *session) round(ctx context.Context, cl class, pages []*candidate) error {
	found := make([]*record.Page, len(pages))
	behind := s.newLine(ctx)
	err := s.askAll(ctx, cl, pages, found, behind)
	if kept := behind.end(); err == nil {
		err = kept
	}
	if err != nil {
		return err
	}
	for i, p := range found {
		if p != nil {
			s.confirm(pages[i], p)
			s.discoverLinks(p)
		}
	}
	return s.Archive.AddKnown(ctx, s.run.ID, s.known(false))
}

// askAll asks for pages one after the other and hands over each answer.
func (s *session) askAll(ctx context.Context, cl class, pages []*candidate, found []*record.Page, behind *line) error {
	for i, c := range pages {
		if s.done[c.url] {
			continue // a redirect led there meanwhile
		}
		q := s.question(c, cl)
		a, unchecked, repeated, ok, err := s.ask(ctx, q)
		if err != nil {
			return err
		}
		if !ok {
			c.skipped = true
			continue
		}
		s.noteAsked(a, c.unconfirmed)
		s.nextList(c, a)
		s.noteSampled(cl, a)
		lost := s.noteTried(cl, c, a)
		it := &item{question: q, answer: a, class: cl, response: unchecked, repeated: repeated, found: &found[i]}
		if !repeated {
			it.part = s.part()
		}
		if err := behind.put(it); err != nil {
			return err
		}
		s.progress(cl.phase(), c.url)
		if lost {
			return nil
		}
	}
	return nil
}

// membersList is the address of the members list that is tried tonight.
func (f *frontier) membersList() address.Address { return f.site.MembersLists()[f.listAt] }

// nextList tries the next usual address of the members list where the one
// asked for is gone.
func (f *frontier) nextList(c *candidate, a answer) {
	if c.address.Kind != record.KindMembersList || a.Reason != string(fetch.ReasonGone) || f.listAt+1 == len(f.site.MembersLists()) {
		return
	}
	f.listAt++
	f.addCandidate(f.membersList(), hint{})
}

// question asks for a page under the validators of the body kept. A page of
// the sample, and one that is said to have changed, is asked for without: a
// server may answer "not modified" to validators that it gave another body. So
// is one whose body is not to be trusted.
func (f *frontier) question(c *candidate, cl class) question {
	q := question{class: archive.ClassPage, url: c.url, request: fetch.Request{URL: f.written(c), Kind: c.address.Kind}}
	if st, ok := f.before[c.url]; ok && st.Read.BodyHash != "" {
		q.kept = st.Read
		if cl != classSample && cl != classChanged && f.trusted(c, st) {
			q.request.ETag, q.request.LastModified = st.Read.ETag, st.Read.LastModified
		}
	}
	return q
}

// trusted says whether the body kept is worth being confirmed: it gave a
// record, and it stood in the last complete run. One that came in a bad night
// may be a broken page under the validators of the good one. Before there is a
// complete run that holds for what the whole night rests on.
func (f *frontier) trusted(c *candidate, st archive.State) bool {
	switch {
	case st.NoRecord:
		return false
	case f.set.Before == "":
		return c.address.Kind != record.KindMembersList && c.address.Kind != record.KindCountry
	case len(f.sample.then) == 0:
		return true
	}
	return f.sample.then[c.url].Read.BodyHash == st.Read.BodyHash
}

// noteAsked notes that a page was asked for, under either address.
func (f *frontier) noteAsked(a answer, unconfirmed bool) {
	f.done[a.Address], f.done[a.Final] = true, true
	if a.Address == a.Final {
		return
	}
	// From now on the page is known by the address it really has.
	f.aliases[a.Address] = a.Final
	if to, ok := f.site.Parse(a.Final); ok {
		f.addCandidate(to, hint{written: a.Answered, by: byPage, sitemap: unconfirmed})
	}
}

// known lists the candidates that the archive does not know yet, or those of
// which it knows something that is out of date.
func (f *frontier) known(outdated bool) []archive.Known {
	var all []archive.Known
	for _, c := range f.pages {
		if !f.wants(c.address.Member) || c.unconfirmed {
			continue // shown as local after something else had named it, or perhaps made up
		}
		if c.changed && outdated || c.firstRun == "" && !outdated {
			all = append(all, archive.Known{Address: c.url, Written: c.written, PlanEnd: c.planEnd, Low: c.low})
			if !outdated {
				c.firstRun = f.run.ID
			}
		}
	}
	slices.SortFunc(all, func(a, b archive.Known) int { return strings.Compare(a.Address, b.Address) })
	return all
}

// named is a page without what discovery does not need, so that a long round
// takes little memory.
func named(p *record.Page) *record.Page {
	n := *p
	n.Fields = record.Fields{}
	for _, f := range []record.Field{record.FieldCurrentCycle, record.FieldActionPlanCycle, record.FieldDocumentType} {
		if v, ok := p.Fields[f]; ok {
			n.Fields[f] = v
		}
	}
	n.Stated, n.Figures, n.Activity, n.Labels, n.Issues, n.Files, n.Banners = nil, nil, nil, nil, nil, nil, nil
	return &n
}

// phase of the night that pages of a class belong to.
func (c class) phase() string {
	switch c {
	case classList:
		return "index"
	case classCountry:
		return "countries"
	}
	return "pages"
}

func (k *asker) progress(phase, address string) {
	k.donePhase[phase]++
	k.inPhase[phase] = max(k.inPhase[phase], k.donePhase[phase])
	if k.Progress != nil {
		k.Progress(Progress{Phase: phase, Done: k.donePhase[phase], Total: k.inPhase[phase], Requests: k.requests, Address: address})
	}
}
