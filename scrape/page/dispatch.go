package page

import (
	"regexp"
	"strings"

	"ogptracker/scrape/record"
)

// refuse tells pages that stand in the place of the site's own.
func (p *reading) refuse() error {
	v := p.v
	if len(v.blocks) == 0 {
		if v.password {
			return ErrLogin
		}
		if p.saysOneOf(p.refused.challenge, v.title) {
			return ErrChallenge
		}
		return ErrEmpty
	}
	heads := []string{v.title}
	for i := range v.blocks {
		if b := &v.blocks[i]; b.level == 1 || b.level == 2 {
			heads = append(heads, b.text)
			break
		}
	}
	// A challenge says what it is in any line, a missing page or a login in
	// its title or heading; each has little text beside.
	if len(v.blocks) < 40 {
		texts := heads
		for i := range v.blocks {
			texts = append(texts, v.blocks[i].text)
		}
		if p.saysOneOf(p.refused.challenge, texts...) && !p.looksLike() {
			return ErrChallenge
		}
	}
	switch {
	case p.saysOneOf(p.refused.notFound, heads...) && !p.looksLike():
		return ErrSoft404
	case v.password && (p.saysOneOf(p.refused.login, heads...) || len(v.blocks) < 15) && !p.looksLike():
		return ErrLogin
	}
	return nil
}

// refusals are the words, made comparable, of pages that stand in the place
// of the site's own.
type refusals struct {
	notFound, challenge, login []string
}

// saysOneOf: one of the texts begins with one of the words.
func (p *reading) saysOneOf(keys []string, texts ...string) bool {
	for _, t := range texts {
		for _, key := range keys {
			if n := prefixEnd(t, key); n > 0 && (n == len(t) || !isLetter(t[n:]) && !isDigits(t[n:n+1])) {
				return true
			}
		}
	}
	return false
}

// looksLike: the page carries the marks of one of the site's own kinds.
func (p *reading) looksLike() bool { return p.kindByContent() != record.KindUnknown }

// kind tells the kind of the page: by its address where that is of a known
// pattern, else by its content.
func (p *reading) kind() record.Kind {
	if k := p.addr.Kind; k != record.KindUnknown {
		return k
	}
	if k := p.kindByContent(); k != record.KindUnknown {
		return k
	}
	return record.KindDocument
}

var codeInTitle = regexp.MustCompile(`\(\s*([A-Za-z]{2,3}\d{4})\s*\)`)

// kindByContent looks for what only one kind of page says.
func (p *reading) kindByContent() record.Kind {
	cards, country, labels := 0, 0, 0
	coded := false
	for i := range p.v.blocks {
		b := &p.v.blocks[i]
		t := b.text
		switch {
		case len(t) > 400:
			continue
		case !coded && strings.IndexByte(t, '(') >= 0 && codeInTitle.MatchString(t):
			coded = true
		case strings.HasPrefix(t, "Joined in ") && strings.Contains(t, "implementing"):
			cards++
		case strings.HasPrefix(t, "Member Since "), strings.HasPrefix(t, "Number of Commitments"), strings.HasPrefix(t, "The following text was contributed by"),
			sameKey(t, "current action plan thematic focus"), sameKey(t, "commitment completion"):
			country++
		case strings.HasPrefix(t, "Action Plan Cycle"), strings.HasPrefix(t, "Lead Institution"), strings.HasPrefix(t, "Relevant to OGP Values"):
			labels++
		}
	}
	switch {
	case cards > 1:
		return record.KindMembersList
	case coded && labels > 0:
		return record.KindCommitment
	case country > 0:
		return record.KindCountry
	}
	return record.KindUnknown
}
