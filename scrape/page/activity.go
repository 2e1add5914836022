package page

import (
	"regexp"
	"strings"

	"ogptracker/scrape/page/view"
	"ogptracker/scrape/record"
)

// Kinds of activity.
const (
	activityStory = "story"
	activityEvent = "event"
)

// dateLine is a line that holds a date and nothing else, in the forms the site
// writes; it is kept as it stands.
var dateLine = regexp.MustCompile(`(?i)^(?:(?:posted|published)(?: on)?:? )?((?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?` +
	`(\d{4}-\d{2}-\d{2}|\d{1,2}[ ./]\d{1,2}[ ./]\d{4}|\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:` + months + `),? \d{4}|(?:` + months + `) \d{1,2}(?:st|nd|rd|th)?(?: ?[-–] ?\d{1,2})?,? \d{4}|(?:` + months + `) \d{4})` +
	`(?:,? \d{1,2}:\d{2}.{0,12})?$`)

const months = `jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?`

// leadingDate is a date at the start of an entry's line.
var leadingDate = regexp.MustCompile(`(?i)^(\d{4}-\d{2}-\d{2}|\d{1,2} (?:` + months + `),? \d{4}|(?:` + months + `) \d{1,2},? \d{4})[ :|–-]*`)

// activity reads the activity stream of the 2017-18 page: entries such as "A
// new OGP Story has been posted: <title>", with or without a date before or
// behind them.
func (p *countryLists) activity(pt *part) {
	date, dateFirst := "", false
	start := len(p.page.Activity)
	for _, s := range p.v.Segments(pt.from, pt.to) {
		if p.isAside(s.Text) {
			continue
		}
		items := p.page.Activity[start:]
		if dateLine.MatchString(s.Text) {
			if len(items) == 0 {
				dateFirst = true
			}
			if dateFirst {
				date = s.Text
			} else if last := &items[len(items)-1]; last.Date == "" {
				last.Date = s.Text
			}
			continue
		}
		a := record.Activity{Title: s.Text, Date: date}
		date = ""
		if m := leadingDate.FindStringSubmatch(s.Text); m != nil {
			a.Date, a.Title = m[1], s.Text[len(m[0]):]
		}
		if title, day := p.trailingDate(s.Block, a.Title); day != "" && a.Date == "" {
			a.Title, a.Date = title, day
		}
		if head, title, ok := strings.Cut(a.Title, ":"); ok && strings.Contains(strings.ToLower(head), "posted") {
			a.Title = strings.TrimSpace(title)
			switch low := strings.ToLower(head); {
			case strings.Contains(low, "story"):
				a.Kind = activityStory
			case strings.Contains(low, "event"):
				a.Kind = activityEvent
			}
		} else if p.firstLink(s.Block) == "" {
			// The title in an element of its own, behind the words before it,
			// or prose.
			if n := len(items); n > 0 && items[n-1].Title == "" {
				p.page.Activity[start+n-1].Title = s.Text
			}
			continue
		} else if n := len(items); n > 0 && items[n-1].Title == "" {
			last := &p.page.Activity[start+n-1]
			last.Title, last.URL = s.Text, p.firstLink(s.Block)
			continue
		}
		a.URL = p.firstLink(s.Block)
		p.page.Activity = append(p.page.Activity, a)
	}
	kept := p.page.Activity[:start]
	for _, a := range p.page.Activity[start:] {
		if a.Title != "" {
			kept = append(kept, a)
		}
	}
	p.page.Activity = kept
}

// trailingDate parts a date that stands behind a link in the same line.
func (p *countryLists) trailingDate(block int, text string) (title, date string) {
	for l := range p.v.LinksAt(block) {
		i := strings.Index(text, l.Text)
		if l.Text == "" || i < 0 {
			continue
		}
		end := i + len(l.Text)
		if day := strings.Trim(text[end:], " ·|,()–-"); dateLine.MatchString(day) {
			return text[:end], day
		}
	}
	return text, ""
}

func (p *reading) firstLink(block int) string {
	for l := range p.v.LinksAt(block) {
		if u := p.shownLink(l); u != "" {
			return u
		}
	}
	return ""
}

// event reads the upcoming event: title, date, "View event". The site's
// template holds sample words, hidden one way or another, until a script fills
// them: its link leads nowhere, and it is no event. Nor is one with an address
// that is not shown: the script hides what is past.
func (p *countryLists) event(pt *part) {
	a := record.Activity{Kind: activityEvent}
	for _, s := range p.v.Segments(pt.from, pt.to) {
		switch {
		case view.SameWords(s.Text, "View event"):
			if a.URL == "" {
				a.URL = p.firstLink(s.Block)
			}
		case p.isAside(s.Text):
		case dateLine.MatchString(s.Text):
			if a.Date == "" {
				a.Date = s.Text
			}
		case a.Title == "":
			a.Title, a.URL = s.Text, p.firstLink(s.Block)
		}
	}
	if a.Title != "" && a.URL != "" && !view.Hidden(p.v.Blocks[pt.heading.Block].Node) {
		p.page.Activity = append(p.page.Activity, a)
	}
}
