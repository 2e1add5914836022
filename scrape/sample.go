package scrape

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strings"

	"ogptracker/scrape/address"
	"ogptracker/scrape/archive"
	"ogptracker/scrape/record"
)

const (
	// sampleShare of the commitments known are asked for without validators,
	// within the least size and this largest one.
	sampleShare = 0.01
	sampleMost  = 60
	// lookAtMore pages than are needed are looked at, so that the sample can
	// be spread over layouts and ways of drawing.
	lookAtMore = 10
)

// sample is the part of the commitments that a night asks for without
// validators. A site that errs quietly, with old dates and validators that
// still match, is noticed by them alone.
type sample struct {
	// then is what was known of each page in the last complete run.
	then map[string]archive.State
	// order is the order in which pages are asked for: those that had all
	// values first, spread over layouts and ways of drawing.
	order []string
	place map[string]int
	// size is how many bodies are wanted, least how many there must be.
	size, least int
	// whole of the pages in order had all values.
	whole int
}

// sample chooses the sample of a run: the same one for the run's every part
// and every rebuild, another one for another run. states are what was known in
// the last complete run, nil where that has not been looked up.
func (r *readers) sample(ctx context.Context, site *address.Site, run archive.Run, set settings, states []archive.State) (*sample, error) {
	s := &sample{then: map[string]archive.State{}, place: map[string]int{}}
	if set.Before == "" || set.Sample == 0 {
		return s, nil
	}
	if states == nil {
		var err error
		if states, err = r.Archive.States(ctx, archive.ClassPage, set.Before, true); err != nil {
			return nil, err
		}
	}
	var pages []string
	lots := map[string]string{}
	for _, st := range states {
		s.then[st.Address] = st
		a, ok := site.Parse(st.Address)
		if ok && a.Kind == record.KindCommitment && st.Read.BodyHash != "" && !st.Gone && set.names(a.Member) {
			pages = append(pages, st.Address)
			lots[st.Address] = lot(run.ID, st.Address)
		}
	}
	slices.SortFunc(pages, func(a, b string) int { return cmp.Compare(lots[a], lots[b]) })
	s.least = set.Sample
	s.size = min(max(s.least, int(sampleShare*float64(len(pages)))), max(s.least, sampleMost))
	return s, s.choose(ctx, r, pages)
}

// lot is the lot that a page draws in a run.
func lot(run, page string) string {
	sum := sha256.Sum256([]byte(run + " " + page))
	return hex.EncodeToString(sum[:8])
}

// choose looks at pages in the order of their lots until there are enough to
// spread the sample.
func (s *sample) choose(ctx context.Context, r *readers, pages []string) error {
	drawn := map[string][]string{}
	var others []string
	for looked, page := range pages {
		if looked >= lookAtMore*s.size && s.whole >= s.size {
			break
		}
		p, err := r.saidThen(ctx, s.then[page])
		if err != nil {
			return err
		}
		if p == nil || r.Whole == nil || !r.Whole(p) {
			others = append(others, page)
			continue
		}
		s.whole++
		way := string(p.Layout) + " " + p.Field(record.FieldCompletion).Drawn
		drawn[way] = append(drawn[way], page)
	}
	ways := slices.Sorted(maps.Keys(drawn))
	for n := 0; len(s.order) < s.whole; n++ {
		for _, way := range ways {
			if n < len(drawn[way]) {
				s.order = append(s.order, drawn[way][n])
			}
		}
	}
	s.order = append(s.order, others...)
	for i, page := range s.order {
		s.place[page] = i
	}
	return nil
}

// saidThen is what a page said in the last complete run; nil where it said
// nothing.
func (r *readers) saidThen(ctx context.Context, then archive.State) (*record.Page, error) {
	if then.Read.BodyHash == "" {
		return nil, nil
	}
	reading, err := r.read(ctx, then.Read, then.Address, nil)
	if err != nil || reading.NoRecord {
		return nil, err
	}
	return &reading.Page, nil
}

// sampled says whether a page is one of those that are asked for now: as many
// of the order as bodies are still wanted. Pages that are gone, or fail, make
// room for others.
func (f *frontier) sampled(page string) bool {
	at, ok := f.sample.place[page]
	return ok && at < f.sample.size+min(f.sampleMissed, 2*f.sample.size)
}

// passOverPaused makes room in the sample for the pages that keep failing and
// are left alone tonight.
func (f *frontier) passOverPaused() {
	for at, page := range f.sample.order {
		if at >= f.sample.size+f.sampleMissed {
			return
		}
		if f.paused(page) {
			f.sampleMissed++
		}
	}
}

// noteSampled counts the pages of the sample that gave no body.
func (f *frontier) noteSampled(cl class, a answer) {
	if cl == classSample && a.Outcome != archive.OutcomeRead {
		f.sampleMissed++
	}
}

// doubts are the pages that came in nights which were not complete, and said
// less there than in the last complete run: whether they do so still is asked
// again until a night is complete.
func (s *session) doubts(ctx context.Context) (map[string]bool, error) {
	doubted := map[string]bool{}
	if s.Whole == nil {
		return doubted, nil
	}
	for page, then := range s.sample.then {
		now, ok := s.before[page]
		if !ok || now.Read.BodyHash == "" || now.Read.BodyHash == then.Read.BodyHash {
			continue
		}
		if a, ok := s.site.Parse(page); !ok || a.Kind != record.KindCommitment {
			continue
		}
		before, err := s.readers.saidThen(ctx, then)
		if err != nil {
			return nil, err
		}
		if before == nil || !s.Whole(before) {
			continue
		}
		after, err := s.readers.saidThen(ctx, now)
		if err != nil {
			return nil, err
		}
		doubted[page] = after == nil || !s.Whole(after)
	}
	return doubted, nil
}

// comparison says how many bodies the night must have to be judged by.
func (b *builder) comparison() *record.Comparison {
	s := b.sample
	if b.set.Before == "" || b.set.Sample == 0 {
		return nil
	}
	there := func(pages []string) (n int) {
		for _, page := range pages {
			// Pages that are gone, or fail, are judged as such.
			f, asked := b.tonight[page]
			fails := f.Outcome == archive.OutcomeFailed || !asked && b.states[page].Failed > 0
			n += bit(!b.states[page].Gone && !b.moved[page] && !fails)
		}
		return n
	}
	if whole := there(s.order[:s.whole]); whole > 0 {
		return &record.Comparison{Needed: min(s.least, whole)}
	}
	return &record.Comparison{Needed: min(s.least, there(s.order)), Any: true}
}

// compared is as much of a page as a night is judged by.
func compared(p *record.Page) *record.Page {
	if p == nil {
		return nil
	}
	c := &record.Page{Title: p.Title, ActionPlans: p.ActionPlans, Fields: record.Fields{}}
	for f, v := range p.Fields {
		if f == record.FieldActionPlan || f == record.FieldActionPlanCycle || f == record.FieldLeadInstitution || strings.HasPrefix(string(f), string(record.FieldCompletion)) {
			c.Fields[f] = v
		}
	}
	return c
}
