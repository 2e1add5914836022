package page

import (
	"strings"

	"ogptracker/scrape/record"
)

// banners keeps the sentences that tell a member's standing, or that it joined
// the Open Gov Challenge, and the counts that prose states, up to the first
// list.
func (p *reading) banners(parts []part) {
	end := len(p.v.blocks)
	for i := range parts {
		switch parts[i].role() {
		case "commitments", "resources", "documents", "activity", "data", "listed":
			end = min(end, parts[i].heading.block+1)
		}
	}
	for i := 0; i < end; i++ {
		if inContact(parts, point{i, 0}) {
			continue
		}
		text := p.v.blocks[i].text
		p.stateProse(text)
		p.banner(text)
	}
}

func (p *reading) banner(text string) {
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
		words := sentenceAt(text, at)
		for _, have := range p.page.Banners {
			if have == words {
				return
			}
		}
		p.page.Banners = append(p.page.Banners, words)
		if _, ok := p.page.Fields[record.FieldMemberStatus]; b.Status && !ok {
			p.page.Fields[record.FieldMemberStatus] = record.Say(words)
		}
		return
	}
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
