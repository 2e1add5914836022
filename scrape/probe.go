package scrape

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"ogptracker/scrape/archive"
	"ogptracker/scrape/fetch"
	"ogptracker/scrape/record"
)

// maxMisses in a row end the search for a member's further codes.
const maxMisses = 2

// probe asks for the codes after a member's highest one, one after the other:
// a commitment that nothing links to yet is found by its number.
type probe struct {
	slug   string // the member's, as in addresses
	like   string // the address of its highest code as the site writes it
	code   string // that code
	prefix string
	next   int
	misses int
}

// probeRound asks for one further code of each member; more says that another
// round may find something.
func (s *session) probeRound(ctx context.Context) (more bool, err error) {
	if !s.set.SequenceProbe {
		return false, nil
	}
	if s.probes == nil {
		s.probes = s.startProbes()
	}
	for _, member := range slices.Sorted(maps.Keys(s.probes)) {
		p := s.probes[member]
		if p.misses >= maxMisses || p.next > 9999 {
			continue
		}
		ok, err := s.probe(ctx, p)
		if err != nil {
			return false, err
		}
		more = more || ok
	}
	return more, s.Archive.AddKnown(ctx, s.run.ID, s.known(false))
}

// startProbes finds each member's highest code among all pages known.
func (f *frontier) startProbes() map[string]*probe {
	probes := map[string]*probe{}
	for _, url := range slices.Sorted(maps.Keys(f.pages)) {
		a := f.pages[url].address
		if a.Kind != record.KindCommitment || !f.wants(a.Member) || f.pages[url].unconfirmed {
			continue
		}
		prefix, digits := a.Code[:len(a.Code)-4], a.Code[len(a.Code)-4:]
		n, err := strconv.Atoi(digits)
		if err != nil {
			continue
		}
		slug := strings.Split(a.Path, "/")[2]
		if p := probes[a.Member]; p == nil || n >= p.next {
			probes[a.Member] = &probe{slug: slug, like: f.written(f.pages[url]), code: a.Code, prefix: prefix, next: n + 1}
		}
	}
	return probes
}

// probe asks for one code. A miss is no failure of the site: it is kept apart
// from the pages, so that it counts as none.
func (s *session) probe(ctx context.Context, p *probe) (asked bool, err error) {
	to, ok := s.site.Commitment(p.slug, fmt.Sprintf("%s%04d", p.prefix, p.next))
	p.next++
	if !ok {
		p.misses = maxMisses
		return false, nil
	}
	if c := s.pages[to.String()]; c != nil || s.done[to.String()] {
		p.misses = 0 // known by other ways
		return true, nil
	}
	a, ok, err := s.askProbe(ctx, to.String(), cmp.Or(likeWritten(p.like, p.code, to.Code), to.String()))
	if err != nil || !ok {
		return false, err
	}
	if a.Class != archive.ClassPage {
		p.misses++
		return true, nil
	}
	p.misses = 0
	s.addCandidate(to, hint{})
	s.noteAsked(a, false)
	r, err := s.readers.read(ctx, a.Fetch, a.Final, a.body)
	if err != nil {
		return false, err
	}
	s.discoverLinks(named(&r.Page))
	s.progress("probes", a.Final)
	return true, nil
}

// askProbe keeps what it finds as a page, and everything else as a probe.
func (s *session) askProbe(ctx context.Context, url, written string) (answer, bool, error) {
	for _, class := range []archive.Class{archive.ClassPage, archive.ClassProbe} {
		if a, ok := s.answeredBefore(class, url); ok {
			return a, true, nil
		}
	}
	if err := ended(ctx); err != nil {
		return answer{}, false, err
	}
	if s.over() {
		return answer{}, false, nil
	}
	q := question{class: archive.ClassProbe, url: url, request: fetch.Request{URL: written, Kind: record.KindCommitment}}
	response, err := s.checkNow(s.request(ctx, q.request))
	a, stop, err := s.judge(q, response, err)
	if err != nil || stop {
		return a, false, err
	}
	if a.identify(q.kept); a.Outcome == archive.OutcomeRead {
		a.Class = s.classOfProbe(a)
	}
	return a, true, s.save(ctx, &a)
}

// classOfProbe tells a commitment's page from a site that answers 200 to
// everything, or that leads to a page known already.
func (s *session) classOfProbe(a answer) archive.Class {
	if s.pages[a.Final] != nil {
		return archive.ClassProbe
	}
	r := s.readers.parse(a.body, a.ContentType, record.Source{Address: a.Final, BodyHash: a.BodyHash})
	if r.NoRecord {
		return archive.ClassProbe
	}
	return archive.ClassPage
}
