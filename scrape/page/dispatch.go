package page

import (
	"regexp"
	"strings"

	"ogptracker/scrape/page/view"
	"ogptracker/scrape/record"
)

// refuse tells pages that stand in the place of the site's own.
func (p *reading) refuse() error {
	v := p.v
	if len(v.Blocks) == 0 {
		if v.Password {
			return errLogin
		}
		if beginsWithOneOf(p.refused.challenge, v.Title) {
			return errChallenge
		}
		return errEmpty
	}
	heads := []string{v.Title}
	for i := range v.Blocks {
		if b := &v.Blocks[i]; b.Level == 1 || b.Level == 2 {
			heads = append(heads, b.Text)
			break
		}
	}
	// A challenge says what it is in any line, a missing page or a login in
	// its title or heading; each has little text beside.
	if len(v.Blocks) < 40 {
		texts := heads
		for i := range v.Blocks {
			texts = append(texts, v.Blocks[i].Text)
		}
		if beginsWithOneOf(p.refused.challenge, texts...) && !p.looksLike() {
			return errChallenge
		}
	}
	switch {
	case beginsWithOneOf(p.refused.notFound, heads...) && !p.looksLike():
		return errSoft404
	case v.Password && (beginsWithOneOf(p.refused.login, heads...) || len(v.Blocks) < 15) && !p.looksLike():
		return errLogin
	}
	return nil
}

// refusals are the words, made comparable, of pages that stand in the place
// of the site's own.
type refusals struct {
	notFound, challenge, login []string
}

// beginsWithOneOf: one of the texts begins with one of the words.
func beginsWithOneOf(keys []string, texts ...string) bool {
	for _, t := range texts {
		for _, key := range keys {
			if n := view.PrefixEnd(t, key); n > 0 && (n == len(t) || !view.IsLetter(t[n:]) && !view.IsDigits(t[n:n+1])) {
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

var codeInTitle = regexp.MustCompile(`\(\s*(` + record.CodePattern + `)\s*\)`)

// nameOfPlace: a title that can be a member's name: it holds no year and is
// none of a report.
func (p *reading) nameOfPlace(title string) bool {
	return !yearInTitle.MatchString(title) && p.figures.ProductOf(title) == nil
}

var yearInTitle = regexp.MustCompile(`\b20\d\d\b`)

// heading is the page's own title: its first heading, else its window's title.
func (p *reading) heading() string {
	if titles := p.v.Lines(topHeading); len(titles) > 0 {
		return p.v.Blocks[titles[0]].Text
	}
	return withoutSite(p.v.Title)
}

// kindByContent looks for what only one kind of page says. A report or plan
// that says how many commitments there are is no member's page.
func (p *reading) kindByContent() record.Kind {
	cards, country, labels, old := 0, 0, 0, 0
	coded := false
	for i := range p.v.Blocks {
		b := &p.v.Blocks[i]
		t := b.Text
		switch {
		case len(t) > 400:
			continue
		case !coded && strings.IndexByte(t, '(') >= 0 && codeInTitle.MatchString(t):
			coded = true
		case strings.HasPrefix(t, "Joined in ") && strings.Contains(t, "implementing"):
			cards++
		case strings.HasPrefix(t, "Member Since "), strings.HasPrefix(t, "Number of Commitments"), strings.HasPrefix(t, "The following text was contributed by"),
			view.IsKey(t, "current action plan thematic focus"), view.IsKey(t, "commitment completion"):
			country++
		case strings.HasPrefix(t, "Completion at "), strings.HasPrefix(t, "Year of Submission"), strings.HasPrefix(t, "Year of submission"),
			strings.HasPrefix(t, "Starred at "), strings.HasPrefix(t, "Specificity"):
			old++
		case strings.HasPrefix(t, "Action Plan Cycle"), strings.HasPrefix(t, "Lead Institution"), strings.HasPrefix(t, "Relevant to OGP Values"):
			labels++
		}
	}
	switch {
	case cards > 1:
		return record.KindMembersList
	case coded && labels > 0, old > 1 && groupOf(p.v) != "":
		return record.KindCommitment
	case country > 0 && p.nameOfPlace(p.heading()):
		return record.KindCountry
	}
	return record.KindUnknown
}
