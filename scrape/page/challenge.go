package page

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"

	"ogptracker/scrape/page/label"
	"ogptracker/scrape/page/view"
	"ogptracker/scrape/record"
)

// challengePage is a page of the Open Gov Challenge while it is read: the
// tracker with its table, or the page of one commitment.
type challengePage struct{ *reading }

var (
	tableElement = cascadia.MustCompile("table:not(nav table):not(footer table)")
	rowElement   = cascadia.MustCompile("tr")
	cellElement  = cascadia.MustCompile("th, td")
	anyLink      = cascadia.MustCompile("a[href]")
)

// titleWords head the column of a tracker that names the commitment.
var titleWords = []string{"Commitment", "Commitments", "Title of Reform", "Title"}

// read reads the rows of a tracker, else the labels of one commitment's page.
// A tracker that its script has not filled says so and is no failure.
func (p *challengePage) read() error {
	p.page.Layout, p.page.Title = record.Layout2022, p.heading()
	p.v.Doc.FindMatcher(tableElement).Each(func(_ int, t *goquery.Selection) { p.table(t) })
	switch {
	case len(p.page.Challenge) > 0:
		p.page.CommitmentList = record.ListFilled
	case p.isTracker():
		p.page.CommitmentList = record.ListEmpty
		p.issue(record.CodeListPart, "", p.page.Title, "the tracker of the Open Gov Challenge shows no commitment: a script fills its table")
	default:
		p.commitment()
	}
	if p.page.Title == "" {
		return fmt.Errorf("%w: a page of the Open Gov Challenge without a title", errNoRecord)
	}
	return nil
}

func (p *challengePage) isTracker() bool {
	return strings.Contains(p.addr.Slug, "tracker") || strings.Contains(p.addr.Slug, "submissions") || p.addr.Slug == "the-open-gov-challenge"
}

// table reads a table that has a column for the commitment and one for its
// level or area.
func (p *challengePage) table(t *goquery.Selection) {
	rows := t.FindMatcher(rowElement)
	columns := map[record.Field]int{}
	title := -1
	rows.First().ChildrenMatcher(cellElement).Each(func(i int, c *goquery.Selection) {
		text := view.FoldText(c.Text())
		for _, w := range titleWords {
			if title < 0 && view.SameWords(text, w) {
				title = i
			}
		}
		if e, _ := p.sets[record.KindChallenge].Match(text, func(e *label.Entry, n int) bool { return e.Kind == label.MarkField && n == len(text) }); e != nil {
			if _, known := columns[e.Field.Field]; !known {
				columns[e.Field.Field] = i
			}
		}
	})
	if title < 0 || len(columns) < 2 {
		return
	}
	rows.Slice(1, goquery.ToEnd).Each(func(_ int, r *goquery.Selection) {
		cells := r.ChildrenMatcher(cellElement)
		at := func(f record.Field) string {
			if i, ok := columns[f]; ok {
				return view.FoldText(cells.Eq(i).Text())
			}
			return ""
		}
		c := record.ListedChallenge{Title: view.FoldText(cells.Eq(title).Text()), Place: at(record.FieldPlace), Level: at(record.FieldLevel), Lead: at(record.FieldLeadInstitution), Area: at(record.FieldChallengeArea)}
		c.URL = p.shown(cells.Eq(title).FindMatcher(anyLink).AttrOr("href", r.FindMatcher(anyLink).AttrOr("href", "")))
		if c.Place == "" {
			c.Place, c.Title = placeAndTitle(c.Title)
		}
		if c.Title != "" {
			p.page.Challenge = append(p.page.Challenge, c)
		}
	})
}

// placeAndTitle parts "<place> – <title>", as the site titles such pages.
func placeAndTitle(s string) (place, title string) {
	if place, title, ok := strings.Cut(s, " – "); ok && len(place) < 60 {
		return place, title
	}
	return "", s
}

// commitment reads the page of one commitment; a page of the challenge that
// has none of the labels is no commitment.
func (p *challengePage) commitment() {
	s := label.Scanner{View: p.v, Set: p.sets[record.KindChallenge], Vocabulary: p.vocab, Prose: 120, Stop: isDescription}
	p.marks = s.Run(0, len(p.v.Blocks))
	end := view.At(len(p.v.Blocks), 0)
	for i := range p.marks {
		to := end
		if i+1 < len(p.marks) {
			to = view.At(p.marks[i+1].Block, p.marks[i+1].Start)
		}
		if segs := p.v.Segments(view.At(p.marks[i].Block, p.marks[i].End), to); len(segs) > 0 {
			to = view.At(segs[0].Block, segs[0].End) // prose follows it without a label
		}
		p.setFields(p.marks[i:i+1], to)
	}
	level, area := p.page.Field(record.FieldLevel), p.page.Field(record.FieldChallengeArea)
	if level.State != record.Stated && area.State != record.Stated {
		return
	}
	place, title := placeAndTitle(withoutSite(p.v.Title))
	if own, t := placeAndTitle(p.page.Title); own != "" {
		place, p.page.Title = cmp.Or(place, own), t
	}
	p.page.Challenge = []record.ListedChallenge{{Title: cmp.Or(p.page.Title, title), Place: cmp.Or(p.page.Field(record.FieldPlace).Raw, place), Level: level.Raw,
		Lead: p.page.Field(record.FieldLeadInstitution).Raw, Area: area.Raw, URL: p.page.Address}}
}
