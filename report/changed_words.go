package report

import (
	"fmt"
	"slices"
	"strings"

	"ogptracker/report/schema"
	"ogptracker/report/words"
	"ogptracker/transform/change"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// Kinds of changes, in the order in which What changed tells them.
const (
	changedRatings   = "Ratings"
	changedNewGone   = "New and gone"
	changedDocuments = "Plans and documents"
	changedWording   = "Wording"
)

var changedOrder = []string{changedRatings, changedNewGone, changedDocuments, changedWording}

// ratingFields are the columns of commitments that hold findings.
var ratingFields = func() map[string]bool {
	fields := map[string]bool{}
	for _, c := range append(schema.CommitmentDesign(), schema.CommitmentResults()...) {
		fields[c.Name] = true
	}
	return fields
}()

func isRating(c *dataset.Change) bool {
	return c.Table == dataset.TableCommitments && ratingFields[c.Field]
}

// changedKind sorts a change by what it means to a reader.
func changedKind(c *dataset.Change) string {
	switch {
	case c.Cause == dataset.CauseAppeared && c.Table == dataset.TableDocuments, c.Table == dataset.TablePublishedFigures:
		return changedDocuments
	case c.Cause == dataset.CauseAppeared, c.Cause == dataset.CauseGone:
		return changedNewGone
	case isRating(c):
		return changedRatings
	case c.Table == dataset.TableActionPlans, c.Table == dataset.TableDocuments:
		return changedDocuments
	}
	return changedWording
}

// changeWords are what sentences on changes are made from: cells by table and
// key, headers by "table.column".
type changeWords struct {
	titles, pages, members, evidence map[string]map[string]string
	headers                          map[string]string
}

func changeWordsOf(tables []*schema.Table) changeWords {
	w := changeWords{titles: cellsByKey(tables, "title"), pages: cellsByKey(tables, "url"), members: cellsByKey(tables, "member"),
		evidence: cellsByKey(tables, "evidence_basis"), headers: map[string]string{}}
	for _, t := range tables {
		for _, c := range t.Columns {
			w.headers[t.Name+"."+c.Name] = c.Header
		}
	}
	return w
}

// cellsByKey maps table and key to the text of one column, for tables that have
// it and a key of one column.
func cellsByKey(tables []*schema.Table, name string) map[string]map[string]string {
	cells := map[string]map[string]string{}
	for _, t := range tables {
		at := t.Column(name)
		if at < 0 || len(t.Key) != 1 {
			continue
		}
		key := t.MustColumn(t.Key[0])
		of := make(map[string]string, len(t.Rows))
		cells[t.Name] = of
		for _, row := range t.Rows {
			k, _ := row[key].(string)
			if text, ok := row[at].(string); ok {
				of[k] = text
			}
		}
	}
	return cells
}

// sentence says a change: "Estonia, EE9016 Open budget: the IRM now finds
// Substantial (was Pending IRM review)".
func (w changeWords) sentence(f *change.FoldedChange) string { return w.what(f) + ": " + w.how(f) }

func (w changeWords) member(id string) string {
	return words.Or(w.members[dataset.TableMembers][id], id)
}

// page is the address of the row's page; several rows have none together.
func (w changeWords) page(f *change.FoldedChange) string {
	if f.Count > 1 {
		return ""
	}
	return w.pages[f.Table][f.Key]
}

// what names the member and the row, or how many rows.
func (w changeWords) what(f *change.FoldedChange) string {
	member := words.Or(w.member(f.MemberID), "Several members")
	if f.Count > 1 {
		return fmt.Sprintf("%s, %s %s (%s)", member, words.Number(f.Count), rowsOf(f.Table), words.Shorten(strings.Join(f.Keys, ", "), 120))
	}
	if f.Table == dataset.TableMembers {
		return member
	}
	name := f.Key
	if title := w.titles[f.Table][f.Key]; title != "" && !vocabulary.IsAbsence(title) {
		name = words.Shorten(title, 100)
		if f.Table == dataset.TableCommitments {
			name = f.Key + " " + name
		}
	}
	return member + ", " + name
}

// rowsOf says what several rows of a table are.
func rowsOf(table string) string {
	return strings.ToLower(words.Name(table))
}

// how says what the change is.
func (w changeWords) how(f *change.FoldedChange) string {
	const room = 120
	was := func(s string) string { return words.Shorten(words.Or(s, "nothing"), room) }
	header := strings.ToLower(words.Or(w.headers[f.Table+"."+f.Field], words.Name(f.Field)))
	switch f.Cause {
	case dataset.CauseAppeared:
		return "new"
	case dataset.CauseGone:
		return "no longer listed"
	case dataset.CauseCarriedForward:
		return fmt.Sprintf("%s can no longer be read; the last value, %s, is kept", header, was(f.Old))
	}
	why := ""
	if f.Cause == dataset.CauseReading {
		why = "; the source says the same, it is read differently now"
	}
	isCompletion := f.Table == dataset.TableCommitments && strings.HasPrefix(f.Field, "completion") && f.Field != "completion_stage"
	switch {
	case isCompletion && vocabulary.IsFinding(f.New):
		who := "the IRM now finds"
		if w.evidence[f.Table][f.Key] == dataset.EvidenceMember {
			who = "the member itself now reports" // its word is never the IRM's
		}
		return fmt.Sprintf("%s %s%s (was %s)%s", who, f.New, atStage(f.Field), was(f.Old), why)
	}
	says := "is now"
	if strings.EqualFold(f.Old, f.New) {
		says = "is written otherwise now:"
	}
	before, now := change.FromWhereTheyPart(f.Old, f.New, room)
	return fmt.Sprintf("%s %s %s (was %s)%s", header, says, was(now), was(before), why)
}

func atStage(field string) string {
	switch field {
	case "completion_midterm":
		return " at midterm"
	case "completion_end_of_term":
		return " at the end of term"
	}
	return ""
}

// latestOnce drops the change of the latest completion where a stage tells the
// same: one finding is one line.
func latestOnce(changes []dataset.Change) []dataset.Change {
	type finding struct{ run, key, old, new string }
	staged := map[finding]bool{}
	for _, c := range changes {
		if c.Table == dataset.TableCommitments && (c.Field == "completion_midterm" || c.Field == "completion_end_of_term") {
			staged[finding{c.Run, c.Key, c.Old, c.New}] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(changes), func(c dataset.Change) bool {
		return c.Table == dataset.TableCommitments && c.Field == "completion" && staged[finding{c.Run, c.Key, c.Old, c.New}]
	})
}
