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

// changedKind sorts a change by what it means to a reader.
func changedKind(c *dataset.Change) string {
	switch {
	case c.Cause == dataset.CauseAppeared && c.Table == dataset.TableDocuments, c.Table == dataset.TablePublishedFigures:
		return changedDocuments
	case c.Cause == dataset.CauseAppeared, c.Cause == dataset.CauseGone:
		return changedNewGone
	case c.Table == dataset.TableCommitments && ratingFields[c.Field]:
		return changedRatings
	case c.Table == dataset.TableActionPlans, c.Table == dataset.TableDocuments:
		return changedDocuments
	}
	return changedWording
}

// changeInWords says a change as a sentence: "Estonia, EE9016 Open budget: the
// IRM now finds Substantial (was Pending IRM review)".
func (b *builder) changeInWords(f *change.FoldedChange) string {
	return b.changedWhat(f) + ": " + b.changedHow(f)
}

// changedWhat names the member and the row, or how many rows.
func (b *builder) changedWhat(f *change.FoldedChange) string {
	member := b.facts.Member(f.MemberID)
	if f.MemberID == "" {
		member = "Several members"
	}
	if f.Count > 1 {
		return fmt.Sprintf("%s, %s %s (%s)", member, words.Number(f.Count), rowsOf(f.Table), words.Shorten(strings.Join(f.Keys, ", "), 120))
	}
	if f.Table == dataset.TableMembers {
		return member
	}
	name := f.Key
	if title := b.titleOf[f.Table+"/"+f.Key]; title != "" {
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

// changedHow says what the change is.
func (b *builder) changedHow(f *change.FoldedChange) string {
	was := func(s string) string { return words.Shorten(words.Or(s, "nothing"), 120) }
	header := strings.ToLower(words.Or(b.headerOf[f.Table+"."+f.Field], words.Name(f.Field)))
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
		return fmt.Sprintf("the IRM now finds %s%s (was %s)%s", f.New, atStage(f.Field), was(f.Old), why)
	case strings.EqualFold(f.Old, f.New):
		return fmt.Sprintf("%s is written otherwise now: %s (was %s)%s", header, was(f.New), was(f.Old), why)
	}
	return fmt.Sprintf("%s is now %s (was %s)%s", header, was(f.New), was(f.Old), why)
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

// titles are the titles of all rows that have one, by "table/key".
func titles(ds *dataset.Dataset) map[string]string {
	titles := map[string]string{}
	add := func(table, key, title string) {
		if title != "" && !vocabulary.IsAbsence(title) {
			titles[table+"/"+key] = title
		}
	}
	for i := range ds.Commitments {
		add(dataset.TableCommitments, ds.Commitments[i].ID, ds.Commitments[i].Title)
	}
	for i := range ds.Plans {
		add(dataset.TableActionPlans, ds.Plans[i].ID, ds.Plans[i].Title)
	}
	for i := range ds.Documents {
		add(dataset.TableDocuments, ds.Documents[i].ID, ds.Documents[i].Title)
	}
	return titles
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
