package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"ogptracker/report/schema"
	"ogptracker/report/words"
	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// What needs attention, in the order of the sheet.
const (
	attentionPlanEnds   = "Plan ends"
	attentionReview     = "IRM results expected"
	attentionBehind     = "Little done in a running plan"
	attentionUnreadable = "Rating could not be read"
	attentionContradict = "Sources contradict each other"
)

var attentionOrder = []string{attentionPlanEnds, attentionReview, attentionBehind, attentionUnreadable, attentionContradict}

// How far ahead the sheet looks, in days: plans end within half a year,
// reviews are expected within a quarter.
const (
	planEndsWithin = 183
	reviewWithin   = 90
)

// attention is one thing that somebody should look at.
type attention struct {
	memberID, what, about string
	date                  time.Time // zero: no day
	whose, url            string
}

// attentions are all of them, in the order of the sheet: by kind, then by day,
// then by member.
func (b *builder) attentions() []attention {
	list := slices.Concat(b.plansEnding(), b.reviewsExpected(), commitmentsBehind(b.ds), unreadableRatings(b.ds), contradictions(b.ds))
	slices.SortStableFunc(list, func(x, y attention) int {
		return cmp.Or(
			cmp.Compare(slices.Index(attentionOrder, x.what), slices.Index(attentionOrder, y.what)),
			x.date.Compare(y.date), cmp.Compare(b.lookup.Member(x.memberID), b.lookup.Member(y.memberID)), cmp.Compare(x.about, y.about))
	})
	return list
}

func (b *builder) plansEnding() (list []attention) {
	for i := range b.ds.Plans {
		p := &b.ds.Plans[i]
		end, ok := dataset.EndOf(p)
		if !ok || !p.IsCurrent || end.Day.Sub(b.meta.Date) > planEndsWithin*24*time.Hour {
			continue
		}
		about := p.Name(b.lookup.Member(p.MemberID)) + " ends"
		if !end.Certain {
			about += ", at the latest: " + end.Words
		}
		list = append(list, attention{p.MemberID, attentionPlanEnds, about, end.Day, "Government", b.changes.pages[dataset.TableActionPlans][p.ID]})
	}
	return list
}

func (b *builder) reviewsExpected() (list []attention) {
	plans := map[string]string{}
	for i := range b.ds.Plans {
		p := &b.ds.Plans[i]
		plans[p.ID] = p.Name(b.lookup.Member(p.MemberID))
	}
	for i := range b.ds.DueDates {
		d := &b.ds.DueDates[i]
		expected, err := time.Parse(time.DateOnly, d.Expected)
		if err != nil || d.Whose != "IRM" || d.Days > reviewWithin {
			continue
		}
		about := "Results of " + words.Or(plans[d.PlanID], "action plan "+d.PlanID)
		if d.Passed() {
			about += " were expected by this day; no finding on its commitments has been read since"
		}
		if !d.Certain {
			about += " (the day is reckoned from an assumed end)"
		}
		list = append(list, attention{d.MemberID, attentionReview, about, expected, d.Whose, b.changes.pages[dataset.TableActionPlans][d.PlanID]})
	}
	return list
}

func commitmentsBehind(ds *dataset.Dataset) (list []attention) {
	for i := range ds.Commitments {
		c := &ds.Commitments[i]
		if c.Stage != vocabulary.StageCurrent || !c.CountsInRates() || c.Completion != vocabulary.NotStarted && c.Completion != vocabulary.Limited {
			continue
		}
		about := fmt.Sprintf("%s %s: %s at its last finding", c.ID, c.Title, c.Completion)
		list = append(list, attention{c.MemberID, attentionBehind, about, time.Time{}, words.Or(c.LeadInstitution, "Government"), schema.AddressOf(c.URL)})
	}
	return list
}

func unreadableRatings(ds *dataset.Dataset) (list []attention) {
	for i := range ds.Commitments {
		c := &ds.Commitments[i]
		if c.Gone {
			continue
		}
		switch {
		case c.Completion == vocabulary.Unreadable:
			list = append(list, attention{c.MemberID, attentionUnreadable, fmt.Sprintf("%s %s: a rating of completion is on the page and could not be read", c.ID, c.Title), time.Time{}, "Whoever runs this tracker", schema.AddressOf(c.URL)})
		case c.Carried:
			list = append(list, attention{c.MemberID, attentionUnreadable, fmt.Sprintf("%s %s: the last value of a rating is kept, since the page no longer shows it", c.ID, c.Title), time.Time{}, "Whoever runs this tracker", schema.AddressOf(c.URL)})
		}
	}
	return list
}

// contradictions are findings on which two sources, or two columns of one,
// differ.
func contradictions(ds *dataset.Dataset) (list []attention) {
	codes := []record.Code{record.CodeContradiction, record.CodeColumnsDisagree, record.CodePlanYears}
	for i := range ds.Issues {
		issue := &ds.Issues[i]
		if slices.Contains(codes, record.Code(issue.Code)) {
			list = append(list, attention{vocabulary.PresentOrEmpty(issue.MemberID), attentionContradict, words.Sentence(issue.Message), time.Time{}, "OGP, by policy staff", schema.AddressOf(issue.URL)})
		}
	}
	return list
}

// attentionSheet is what needs attention, of all members.
func (b *builder) attentionSheet() *Sheet {
	return b.data(sheetAttention, "What needs attention",
		fmt.Sprintf("Plans that end within 6 months, IRM results expected within %d days or past, little done in running plans, ratings that could not be read, sources that contradict each other. Expected is not overdue.", reviewWithin),
		gridOf(b.attentionTable(b.attentions()), "Attention", 1, "Nothing needs attention at the report's date."))
}

func (b *builder) attentionTable(list []attention) *schema.Table {
	type a = attention
	return schema.Fill(b.lookup, []schema.ColumnOf[a]{
		schema.Col("member", "Member", schema.Text, 24, "Name of the member.", func(f *schema.Lookup, r *a) any { return f.Member(r.memberID) }).IfEmpty("Several"),
		schema.Col("what", "What", schema.Text, 28, "What kind of thing it is.", func(_ *schema.Lookup, r *a) any { return r.what }),
		schema.Col("about", "About", schema.LongText, 84, "What it is about; leads to its page.", func(_ *schema.Lookup, r *a) any { return r.about }).LinkedBy("url"),
		schema.Col("date", "Day", schema.Date, 12, "The day it is about; empty where there is none.", func(_ *schema.Lookup, r *a) any { return dateOrNil(r.date) }),
		schema.Col("days", "Days", schema.Integer, 8, "Days from the report's date to that day; below 0 it has passed.", func(_ *schema.Lookup, r *a) any { return daysTo(b.meta.Date, r.date) }),
		schema.Col("whose", "Whose", schema.Text, 34, "Who can do something about it.", func(_ *schema.Lookup, r *a) any {
			return words.Shorten(strings.ReplaceAll(r.whose, schema.ListSeparator, ", "), 90)
		}),
		schema.Col("url", "Page", schema.URL, 10, "Address of the page.", func(_ *schema.Lookup, r *a) any { return r.url }).OnlyCSV(),
	}, list)
}

func dateOrNil(day time.Time) any {
	if day.IsZero() {
		return nil
	}
	return day.Format(time.DateOnly)
}

func daysTo(from, day time.Time) any {
	if day.IsZero() {
		return nil
	}
	return int(day.Sub(from).Hours() / 24)
}
