package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"ogptracker/report/schema"
	"ogptracker/report/words"
	"ogptracker/transform/change"
	"ogptracker/transform/dataset"
)

// windows are the spans in days that What changed tells apart.
var windows = []struct {
	days  int
	words string
}{{1, "1 day"}, {7, "7 days"}, {30, "30 days"}}

// changed is the sheet of what changed in the last 30 days. A change stands
// once, under the shortest span that it falls in; renamings that hit many
// rows in one run are one line.
func (b *builder) changed(name, title, table string, log []dataset.Change) *Sheet {
	recent := slices.DeleteFunc(slices.Clone(log), func(c dataset.Change) bool { return window(b.meta, c.Date) == "" })
	folded := fold(latestOnce(recent))
	slices.SortStableFunc(folded, func(x, y change.FoldedChange) int {
		return cmp.Or(
			cmp.Compare(slices.Index(changedOrder, changedKind(&x.Change)), slices.Index(changedOrder, changedKind(&y.Change))),
			strings.Compare(y.Date, x.Date))
	})
	g := gridOf(b.changeRows(folded), table, 1, b.noChange(log))
	return b.data(name, title, changesInWords(b.meta, folded), g)
}

// fold folds renamings that hit many rows in one run into one line. A finding
// of the IRM is news of its own for each commitment and stays apart.
func fold(changes []dataset.Change) []change.FoldedChange {
	var apart []change.FoldedChange
	var others []dataset.Change
	for _, c := range changes {
		if isRating(&c) {
			apart = append(apart, change.FoldedChange{Change: c, Count: 1, Keys: []string{c.Key}})
			continue
		}
		others = append(others, c)
	}
	return append(apart, change.FoldChanges(others)...)
}

// window is the shortest span that a date falls in, counted back from the
// report's date and including it; "" for an older date.
func window(meta Meta, date string) string {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return ""
	}
	for _, w := range windows {
		if t.After(meta.Date.AddDate(0, 0, -w.days)) {
			return w.words
		}
	}
	return ""
}

func changesInWords(meta Meta, folded []change.FoldedChange) string {
	within := map[string]int{}
	for i := range folded {
		within[window(meta, folded[i].Date)]++
	}
	total := 0
	var parts []string
	for _, w := range windows {
		total += within[w.words]
		parts = append(parts, fmt.Sprintf("in %s: %s", w.words, words.Number(total)))
	}
	return "Changes " + strings.Join(parts, "; ") + ". Each stands once, under the shortest span. A line that names several rows stands for the same change in all of them."
}

// noChange is what an empty sheet says.
func (b *builder) noChange(log []dataset.Change) string {
	if len(log) == 0 && b.firstRun {
		return "Nothing to compare with yet: everything here was read for the first time on " + words.Day(b.meta.Date) + "."
	}
	return "No change was seen in the last 30 days."
}

// firstRun reports whether everything was first seen tonight.
func firstRun(ds *dataset.Dataset, meta Meta) bool {
	tonight := meta.Date.Format(time.DateOnly)
	for i := range ds.Commitments {
		if ds.Commitments[i].FirstSeen != tonight {
			return false
		}
	}
	return true
}

// changeRows lays folded changes out as sentences, the row as a link where it
// has a page.
func (b *builder) changeRows(folded []change.FoldedChange) *schema.Table {
	type c = change.FoldedChange
	return schema.Fill(b.lookup, []schema.ColumnOf[c]{
		schema.Col("kind", "Kind", schema.Text, 20, "What kind of change it is: ratings first.", func(_ *schema.Lookup, r *c) any { return changedKind(&r.Change) }),
		schema.Col("within", "Within", schema.Text, 9, "The shortest span that the change falls in.", func(_ *schema.Lookup, r *c) any { return window(b.meta, r.Date) }),
		schema.Col("date", "Date", schema.Date, 12, "Date of the run that saw it.", func(_ *schema.Lookup, r *c) any { return r.Date }),
		schema.Col("sentence", "What changed", schema.LongText, 110, "The change in words; leads to the row's page.", func(_ *schema.Lookup, r *c) any { return b.changes.sentence(r) }).LinkedBy("url"),
		schema.Col("cause", "Cause", schema.Text, 24, "Why it changed.", func(_ *schema.Lookup, r *c) any { return r.Cause }).SaidAs(words.Cause),
		schema.Col("member", "Member", schema.Text, 22, "Name of the member.", func(f *schema.Lookup, r *c) any { return f.Member(r.MemberID) }).IfEmpty("Several"),
		schema.Col("key", "Row", schema.LongText, 16, "The row that changed, or all rows that changed alike.", func(_ *schema.Lookup, r *c) any { return strings.Join(r.Keys, ", ") }),
		schema.Col("count", "Rows", schema.Integer, 8, "Number of rows with the same change.", func(_ *schema.Lookup, r *c) any { return r.Count }),
		schema.Col("url", "Page", schema.URL, 10, "Address of the row's page.", func(_ *schema.Lookup, r *c) any { return b.changes.page(r) }).OnlyCSV(),
	}, folded)
}
