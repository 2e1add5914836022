package report

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"ogptracker/report/schema"
	"ogptracker/report/words"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// NewsKind sorts a change by what it means to a reader.
type NewsKind string

// Kinds of news, in the order in which they are told.
const (
	NewsRatings   NewsKind = "ratings"   // a finding of the IRM
	NewsRows      NewsKind = "new"       // something appeared or is gone
	NewsDocuments NewsKind = "documents" // action plans, documents, printed figures
	NewsWording   NewsKind = "wording"   // everything else
)

// NewsKinds returns all kinds in their order.
func NewsKinds() []NewsKind { return []NewsKind{NewsRatings, NewsRows, NewsDocuments, NewsWording} }

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
	byName := map[string]*schema.Table{}
	for _, t := range tables {
		byName[t.Name] = t
	}
	changes := byName["changes"]
	if changes == nil {
		return nil
	}
	n := newsWords{
		titles: cellsByKey(tables, "title"), pages: cellsByKey(tables, "url"), members: cellsByKey(tables, "member"), headers: headersOf(tables),
	}
	at := func(row []any, name string) string { s, _ := row[changes.MustColumn(name)].(string); return s }
	staged := map[[4]string]bool{}
	for _, row := range changes.Rows {
		if f := at(row, "field"); f == "completion_midterm" || f == "completion_end_of_term" {
			staged[[4]string{at(row, "run"), at(row, "key"), at(row, "old"), at(row, "new")}] = true
		}
	}
	var all []News
	for _, row := range changes.Rows {
		c := dataset.Change{Run: at(row, "run"), Table: at(row, "table"), Key: at(row, "key"), MemberID: at(row, "member_id"),
			Field: at(row, "field"), Old: at(row, "old"), New: at(row, "new"), Cause: at(row, "cause")}
		if c.Field == "completion" && staged[[4]string{c.Run, c.Key, c.Old, c.New}] {
			continue
		}
		date, _ := row[changes.MustColumn("date")].(time.Time)
		all = append(all, News{
			Run: c.Run, Date: date, MemberID: c.MemberID, Member: words.Or(n.members["members/"+c.MemberID], c.MemberID),
			Kind: newsKind(&c), Words: n.what(&c) + ": " + n.how(&c), URL: n.page(&c),
		})
	}
	slices.SortStableFunc(all, func(a, b News) int {
		if a.Run != b.Run {
			return strings.Compare(b.Run, a.Run)
		}
		return slices.Index(NewsKinds(), a.Kind) - slices.Index(NewsKinds(), b.Kind)
	})
	return all
}

func newsKind(c *dataset.Change) NewsKind {
	switch {
	case c.Table == "documents" || c.Table == "action_plans" || c.Table == "published_figures":
		return NewsDocuments
	case c.Cause == dataset.CauseAppeared, c.Cause == dataset.CauseGone:
		return NewsRows
	case c.Table == "commitments" && slices.ContainsFunc(append(schema.CommitmentDesign(), schema.CommitmentResults()...),
		func(col schema.ColumnOf[dataset.Commitment]) bool { return col.Name == c.Field }):
		return NewsRatings
	}
	return NewsWording
}

// newsWords are what sentences on changes are made from: cells by "table/key",
// headers by "table.column".
type newsWords struct{ titles, pages, members, headers map[string]string }

func (n newsWords) what(c *dataset.Change) string {
	member := words.Or(n.members["members/"+c.MemberID], "Several members")
	if c.Table == "members" {
		return member
	}
	name := c.Key
	if title := n.titles[c.Table+"/"+c.Key]; title != "" && !vocabulary.IsAbsence(title) {
		name = words.Shorten(title, 100)
		if c.Table == "commitments" {
			name = c.Key + " " + name
		}
	}
	return member + ", " + name
}

func (n newsWords) how(c *dataset.Change) string {
	header := strings.ToLower(words.Or(n.headers[c.Table+"."+c.Field], words.Name(c.Field)))
	old, now := words.Shorten(c.Old, 200), words.Shorten(c.New, 200)
	switch c.Cause {
	case dataset.CauseAppeared:
		return "new"
	case dataset.CauseGone:
		return "no longer listed"
	case dataset.CauseCarriedForward:
		return fmt.Sprintf("%s can no longer be read; the last value, %s, is kept", header, old)
	}
	why := ""
	if c.Cause == dataset.CauseReading {
		why = "; the source says the same, it is read differently now"
	}
	return fmt.Sprintf("%s is now %s (was %s)%s", header, now, old, why)
}

func (n newsWords) page(c *dataset.Change) string {
	if url := n.pages[c.Table+"/"+c.Key]; strings.HasPrefix(url, "http") {
		return url
	}
	return ""
}

// cellsByKey maps "table/key" to the text of one column, for tables that have
// it and a key of one column.
func cellsByKey(tables []*schema.Table, name string) map[string]string {
	cells := map[string]string{}
	for _, t := range tables {
		at := t.Column(name)
		if at < 0 || len(t.Key) != 1 {
			continue
		}
		key := t.MustColumn(t.Key[0])
		for _, row := range t.Rows {
			k, _ := row[key].(string)
			if text, ok := row[at].(string); ok {
				cells[t.Name+"/"+k] = text
			}
		}
	}
	return cells
}

func headersOf(tables []*schema.Table) map[string]string {
	words := map[string]string{}
	for _, t := range tables {
		for _, c := range t.Columns {
			words[t.Name+"."+c.Name] = c.Header
		}
	}
	return words
}
