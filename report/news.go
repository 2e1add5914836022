package report

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"ogptracker/report/schema"
	"ogptracker/transform/change"
	"ogptracker/transform/dataset"
)

// NewsKind sorts a change by what it means to a reader.
type NewsKind string

// Kinds of news, in the order in which they are told.
const (
	NewsRatings   NewsKind = "ratings"   // a finding of the IRM
	NewsNew       NewsKind = "new"       // something appeared
	NewsGone      NewsKind = "gone"      // something is no longer listed
	NewsDocuments NewsKind = "documents" // action plans, documents, printed figures
	NewsWording   NewsKind = "wording"   // everything else
)

// NewsKinds returns all kinds in their order.
func NewsKinds() []NewsKind {
	return []NewsKind{NewsRatings, NewsNew, NewsGone, NewsDocuments, NewsWording}
}

// News is one change as a sentence.
type News struct {
	Run string
	// Date is that of the run, as the table of changes has it.
	Date             time.Time
	MemberID, Member string
	Kind             NewsKind
	// Words say the change; they begin with the member.
	Words string
	// URL is the page of the row that changed, "" where there is none.
	URL string
}

// NewsOf says every row of the table of changes as a sentence, from the tables
// alone and with no value that they do not have: newest run first, and within
// a run by kind. A finding that changed both at a stage and in the latest
// column is told once.
func NewsOf(tables []*schema.Table) []News {
	i := slices.IndexFunc(tables, func(t *schema.Table) bool { return t.Name == "changes" })
	if i < 0 {
		return nil
	}
	t := tables[i]
	at := func(row []any, name string) string { s, _ := row[t.MustColumn(name)].(string); return s }
	changes := make([]dataset.Change, len(t.Rows))
	for i, row := range t.Rows {
		date, _ := row[t.MustColumn("date")].(time.Time)
		changes[i] = dataset.Change{Run: at(row, "run"), Date: date.Format(time.DateOnly), Table: at(row, "table"), Key: at(row, "key"), MemberID: at(row, "member_id"),
			Field: at(row, "field"), Old: at(row, "old"), New: at(row, "new"), Cause: at(row, "cause")}
	}
	w := changeWordsOf(tables)
	var all []News
	for _, c := range latestOnce(changes) {
		date, _ := time.Parse(time.DateOnly, c.Date) // as formatted above
		one := &change.FoldedChange{Change: c, Count: 1}
		news := News{Run: c.Run, Date: date, MemberID: c.MemberID, Member: w.member(c.MemberID), Kind: newsKind(&c), Words: w.sentence(one)}
		if url := w.page(one); strings.HasPrefix(url, "http") {
			news.URL = url
		}
		all = append(all, news)
	}
	slices.SortStableFunc(all, func(a, b News) int {
		return cmp.Or(strings.Compare(b.Run, a.Run), slices.Index(NewsKinds(), a.Kind)-slices.Index(NewsKinds(), b.Kind))
	})
	return all
}

// newsKind is the kind that the sheet What changed gives, with new and gone
// apart.
func newsKind(c *dataset.Change) NewsKind {
	switch changedKind(c) {
	case changedRatings:
		return NewsRatings
	case changedNewGone:
		if c.Cause == dataset.CauseGone {
			return NewsGone
		}
		return NewsNew
	case changedDocuments:
		return NewsDocuments
	}
	return NewsWording
}
