package assemble

import (
	"cmp"
	"fmt"
	"slices"

	"ogptracker/scrape/record"
	"ogptracker/transform/vocabulary"
)

// planBuild gathers what is known of one plan while rows are made.
type planBuild struct {
	id, member  string
	first, end  vocabulary.Year
	number      int
	cycle       string // as first seen
	title       string
	url         string
	files       []string
	stated      vocabulary.Date // the end a page states
	statedRaw   string          // its words
	ogp         string          // OGP's own id ("AP_EST03")
	hashes      []string
	seen        bool
	fromBefore  bool // the last run knew it
	claimed     bool // a source of tonight names it
	irmEvidence bool
}

// planClue is what one source says of a plan.
type planClue struct {
	first, end vocabulary.Year
	number     int
	ogp        string
	// near: the source's year may be the year before or after the plan's first
	// one (the year of submission, of posting).
	near bool
}

// planBook holds the plans of one member.
type planBook struct {
	member string
	plans  []*planBuild
}

// find returns the plan that a clue fits: by OGP's own id, by its first year,
// by its number, and last by a neighbouring year where nothing speaks against
// it. Nil where none fits.
func (b *planBook) find(c planClue) *planBuild {
	if c.ogp != "" {
		for _, p := range b.plans {
			if p.ogp == c.ogp {
				return p
			}
		}
	}
	for _, p := range b.plans {
		if c.first > 0 && p.first == c.first {
			return p
		}
	}
	for i, p := range b.plans {
		// A number stands for one plan of a member; a distance of years means
		// that one of the two numbers is wrong. Without a year, a number that
		// two plans have names neither.
		if c.number == 0 || p.number != c.number || c.first > 0 && distance(c.first, p.first) > 2 {
			continue
		}
		if c.first == 0 && slices.ContainsFunc(b.plans[i+1:], func(other *planBuild) bool { return other.number == c.number }) {
			return nil
		}
		return p
	}
	if !c.near || c.first == 0 {
		return nil
	}
	for _, p := range b.plans {
		if distance(c.first, p.first) == 1 && !conflict(c.number, p.number) && (c.end == 0 || p.end == 0 || c.end == p.end) {
			return p
		}
	}
	return nil
}

func conflict(a, b int) bool { return a > 0 && b > 0 && a != b }

func distance(a, b vocabulary.Year) vocabulary.Year { return max(a-b, b-a) }

// claim finds the plan of a clue or makes it, and adds what the clue knows.
// A plan needs a first year: nil without one.
func (b *planBook) claim(c planClue) *planBuild {
	p := b.find(c)
	if p == nil {
		if c.first == 0 {
			return nil
		}
		p = &planBuild{id: fmt.Sprintf("%s-%d", b.member, c.first), member: b.member, first: c.first}
		b.plans = append(b.plans, p)
		slices.SortFunc(b.plans, func(x, y *planBuild) int { return cmp.Compare(x.first, y.first) })
	}
	p.claimed = true
	if p.number == 0 {
		p.number = c.number
	}
	if p.end == 0 && c.end >= p.first {
		p.end = c.end
	}
	if p.ogp == "" {
		p.ogp = c.ogp
	}
	return p
}

// holding returns the plan whose years a report's years lie in, where only
// one does: a progress report of 2014-2015 is about the plan of 2014-2016.
func (b *planBook) holding(first, end vocabulary.Year) *planBuild {
	var found *planBuild
	for _, p := range b.plans {
		if p.end == 0 || first < p.first || max(first, end) > p.end || first == p.end {
			continue
		}
		if found != nil {
			return nil
		}
		found = p
	}
	return found
}

// cycleWords is the cycle as a plan's years say it.
func (p *planBuild) cycleWords() string {
	switch {
	case p.cycle != "":
		return p.cycle
	case p.end > 0 && p.end != p.first:
		return fmt.Sprintf("%d-%d", p.first, p.end)
	case p.end > 0:
		return fmt.Sprint(p.first)
	}
	return fmt.Sprintf("%d-", p.first)
}

// see notes a page or table that the plan stands on.
func (p *planBuild) see(r *record.Read) {
	if r.Page.BodyHash != "" && !slices.Contains(p.hashes, r.Page.BodyHash) {
		p.hashes = append(p.hashes, r.Page.BodyHash)
	}
	p.seen = p.seen || askedTonight(r)
}
