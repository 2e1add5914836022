package page

import (
	"regexp"
	"strings"

	"ogptracker/scrape/page/view"
	"ogptracker/scrape/record"
)

// banners keeps the sentences that tell a member's standing, or that it joined
// the Open Gov Challenge, and the counts that prose states, up to the first
// list.
func (p *countryPage) banners(parts []part) {
	end := len(p.v.Blocks)
	for i := range parts {
		switch parts[i].role() {
		case "commitments", "resources", "documents", "activity", "data", "listed":
			end = min(end, parts[i].heading.Block+1)
		}
	}
	for i := 0; i < end; i++ {
		if inContact(parts, view.At(i, 0)) {
			continue
		}
		text := p.v.Blocks[i].Text
		p.stateProse(text)
		p.banner(text)
	}
}

func (p *countryPage) banner(text string) {
	if len(text) > 1000 || len(p.page.Banners) > 20 {
		return
	}
	low := strings.ToLower(text)
	for i := range p.labels.Banners {
		b := &p.labels.Banners[i]
		at := strings.Index(low, strings.ToLower(b.Words))
		if at < 0 {
			continue
		}
		p.addBanner(sentenceAt(text, at), b.Status)
		return
	}
	if p.tellsStanding(text) {
		p.addBanner(sentenceAt(text, 0), true)
	}
}

func (p *countryPage) addBanner(words string, status bool) {
	for _, have := range p.page.Banners {
		if have == words {
			return
		}
	}
	p.page.Banners = append(p.page.Banners, words)
	if _, ok := p.page.Fields[record.FieldMemberStatus]; status && !ok {
		p.page.Fields[record.FieldMemberStatus] = record.Say(words)
	}
}

// tellsStanding: the text begins with the member's name, and says in words of
// standing what the member is, or that it left. What the member did to others
// ("Georgia has suspended the portal") is no standing.
func (p *countryPage) tellsStanding(text string) bool {
	rest, ok := cutFold(text, "the ")
	if !ok {
		rest = text
	}
	if rest, ok = cutFold(rest, p.page.Title); !ok || p.page.Title == "" {
		return false
	}
	return p.standing.MatchString(rest)
}

// cutFold is strings.CutPrefix, blind to case.
func cutFold(s, prefix string) (string, bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

// standingRE reads what stands behind a member's name.
func standingRE(words []string) *regexp.Regexp {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = regexp.QuoteMeta(w)
	}
	return regexp.MustCompile(`(?i)^(?:['’]s membership)? (?:(?:is|was|remains|became|has been|has become)(?: [a-z]+){0,2} (?:` + strings.Join(quoted, "|") + `)|withdrew from|is no longer a (?:member|participant))\b`)
}

// sentenceAt cuts out the sentence that holds offset at, without the link that
// follows it.
func sentenceAt(text string, at int) string {
	start := 0
	if i := strings.LastIndex(text[:at], ". "); i >= 0 {
		start = i + 2
	}
	end := len(text)
	for _, stop := range [...]string{". ", ".Learn", " | Learn", " Learn "} {
		if i := strings.Index(text[at:], stop); i >= 0 && at+i < end {
			end = at + i
			if stop[0] == '.' {
				end++
			}
		}
	}
	return strings.TrimSpace(text[start:end])
}
