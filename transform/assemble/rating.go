package assemble

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// Sources of a rating.
const (
	sourcePage  = "Page"
	sourceTable = "OGP table"
	// sourceMember marks what a member reports of itself.
	sourceMember = dataset.EvidenceMember
)

// rating is one value of one indicator with where it comes from. The zero
// rating says nothing.
type rating struct {
	value, raw, source, url, report string
	read                            time.Time
	carried                         bool
}

func (r rating) finding() bool { return vocabulary.IsFinding(r.value) }

// said reports whether a source says anything under the label, an absence or
// something unreadable included.
func (r rating) said() bool { return r.value != "" }

// words is the value, or the given word where nothing is said.
func (r rating) words(absent string) string {
	if r.value == "" {
		return absent
	}
	return r.value
}

// commitmentRatings are the ratings of one commitment by indicator and stage.
type commitmentRatings struct {
	specificity, verifiable, relevance, impact, results, ambition rating
	midterm, endOfTerm, unstaged, latest                          rating
	diog, early                                                   rating
	starred, starredMidterm, starredEndOfTerm, starredUnstaged    rating
	starred2015, starredPre2014                                   rating
	carriedForward                                                rating
	values                                                        []string // OGP values
}

// combine chooses between the page and OGP's table. A finding beats an
// absence from either; of two findings the page's stands; of two absences the
// page's word, unless it says nothing.
func combine(page, table rating) rating {
	switch {
	case page.finding():
		return page
	case table.finding():
		return table
	case page.said():
		return page
	}
	return table
}

// slot is one place of the ratings table.
type slot struct {
	indicator record.Field
	stage     record.Stage // "" where no source states it
	rating    *rating
}

// slots lists every rating with its indicator and stage, in the order of the
// ratings table.
func (r *commitmentRatings) slots() [17]slot {
	return [17]slot{
		{record.FieldSpecificity, record.StageDesign, &r.specificity},
		{record.FieldVerifiable, record.StageDesign, &r.verifiable},
		{record.FieldRelevance, record.StageDesign, &r.relevance},
		{record.FieldPotentialImpact, record.StageDesign, &r.impact},
		{record.FieldPotentialResults, record.StageDesign, &r.results},
		{record.FieldAmbition, record.StageDesign, &r.ambition},
		{record.FieldCompletion, record.StageMidterm, &r.midterm},
		{record.FieldCompletion, record.StageEndOfTerm, &r.endOfTerm},
		{record.FieldCompletion, "", &r.unstaged},
		{record.FieldDIOG, record.StageEndOfTerm, &r.diog},
		{record.FieldEarlyResults, record.StageEndOfTerm, &r.early},
		{record.FieldStarred, record.StageMidterm, &r.starredMidterm},
		{record.FieldStarred, record.StageEndOfTerm, &r.starredEndOfTerm},
		{record.FieldStarred, "", &r.starredUnstaged},
		{record.FieldStarred2015, record.StageMidterm, &r.starred2015},
		{record.FieldStarredPre2014, record.StageMidterm, &r.starredPre2014},
		{record.FieldCarriedForward, record.StageEndOfTerm, &r.carriedForward},
	}
}

// appendRows adds a row for each rating that a source says anything of.
func (r *commitmentRatings) appendRows(out []dataset.Rating, c *dataset.Commitment) []dataset.Rating {
	for _, s := range r.slots() {
		if !s.rating.said() {
			continue
		}
		v := s.rating
		source := v.source
		if c.SelfReported {
			source = sourceMember
		}
		report := v.report
		if report == "" {
			report = vocabulary.NotStated
		}
		out = append(out, dataset.Rating{
			CommitmentID: c.ID, Indicator: string(s.indicator), Stage: s.stage, Value: v.value, Raw: v.raw,
			Source: source, SourceURL: v.url, Read: v.read, IRMReport: report, CarriedForward: v.carried,
		})
	}
	return out
}

// columns pairs the ratings with the columns of the commitments table that
// the log of changes follows.
func (r *commitmentRatings) columns() [14]column {
	return [14]column{
		{"specificity", record.FieldSpecificity, &r.specificity}, {"verifiable", record.FieldVerifiable, &r.verifiable},
		{"relevance", record.FieldRelevance, &r.relevance}, {"potential_impact", record.FieldPotentialImpact, &r.impact},
		{"potential_for_results", record.FieldPotentialResults, &r.results}, {"ambition", record.FieldAmbition, &r.ambition},
		{"completion_midterm", record.FieldCompletion, &r.midterm}, {"completion_end_of_term", record.FieldCompletion, &r.endOfTerm},
		{"completion", record.FieldCompletion, &r.latest},
		{"did_it_open_government", record.FieldDIOG, &r.diog}, {"early_results", record.FieldEarlyResults, &r.early},
		{"starred", record.FieldStarred, &r.starred}, {"starred_midterm", record.FieldStarred, &r.starredMidterm},
		{"starred_end_of_term", record.FieldStarred, &r.starredEndOfTerm},
	}
}

type column struct {
	name   string
	field  record.Field
	rating *rating
}

// keep brings back what the last run knew of ratings that say nothing tonight
// or cannot be read: a rating does not vanish because a page was
// redesigned. Each is marked and told of.
func (st *ratingStep) keep(r *commitmentRatings, c *commitmentBuild) {
	if c.was == nil {
		return
	}
	someCompletion := r.midterm.finding() || r.endOfTerm.finding() || r.unstaged.finding()
	for _, col := range r.columns() {
		if col.name == "completion" || col.name == "starred" {
			continue // made from the others
		}
		st.keepRating(c, col.name, col.field, col.rating)
	}
	if !someCompletion && vocabulary.PresentOrEmpty(c.was.Values.Get("completion_stage").Value) == "" {
		st.keepRating(c, "completion", record.FieldCompletion, &r.unstaged)
	}
	if !r.starredMidterm.said() && !r.starredEndOfTerm.said() {
		st.keepRating(c, "starred", record.FieldStarred, &r.starredUnstaged)
	}
}

func (st *ratingStep) keepRating(c *commitmentBuild, name string, field record.Field, r *rating) {
	was := c.was.Values.Get(name)
	if r.said() && r.value != vocabulary.Unreadable && r.value != vocabulary.NotStated || !vocabulary.IsFinding(was.Value) {
		return
	}
	source := sourcePage
	if !r.said() && len(c.reads) == 0 {
		source = sourceTable // no page ever said it
	}
	*r = st.carryForward(c, name, field, was, *r, source)
}

// lastOfPage is what a commitment's page last found, where tonight it says
// nothing or cannot be read. Another source never takes its place in silence:
// OGP's table may be older than the page. Words that the vocabulary does not
// know stand as such, unless the table would speak for them.
func (st *ratingStep) lastOfPage(c *commitmentBuild, name string, field record.Field, page, table rating) rating {
	unreadable := !page.said() || page.value == vocabulary.Unreadable || page.value == vocabulary.NotStated || page.value == vocabulary.NotRecognised && table.finding()
	if c.was == nil || len(c.reads) == 0 || !unreadable {
		return page
	}
	was := c.was.Values.Get(name)
	if !vocabulary.IsFinding(was.Value) || was.Source != sourcePage && was.Source != sourceMember {
		return page
	}
	return st.carryForward(c, name, field, was, page, sourcePage)
}

// carryForward is the last value of a rating in place of what a source says
// tonight, marked and told of.
func (st *ratingStep) carryForward(c *commitmentBuild, name string, field record.Field, was dataset.SnapshotValue, tonight rating, source string) rating {
	now := tonight.words(vocabulary.NotStated)
	kept := rating{value: was.Value, raw: was.Raw, source: source, url: cmp.Or(tonight.url, st.urlOf(c)), report: tonight.report, read: tonight.read, carried: true}
	st.issue(record.Issue{
		Code: record.CodeCarriedForward, Member: c.member.id, Key: c.id, Field: field, Value: was.Value, URL: kept.url,
		Message: fmt.Sprintf("%s of %s was %s and is %s tonight; the last value is kept", strings.ReplaceAll(name, "_", " "), c.id, was.Value, strings.ToLower(now)),
	})
	return kept
}

// notRecognised reports words that a field's vocabulary does not know, and
// whose they are where another scale has them.
func (src *sources) notRecognised(member, key string, field record.Field, raw, url string) {
	message := fmt.Sprintf("%q under %s is not in the vocabulary of that field", raw, field)
	for _, s := range vocabulary.AllScales {
		if s.Field != vocabulary.ScaleField(field) && slices.ContainsFunc(s.Findings, func(f string) bool { return strings.EqualFold(f, strings.TrimSpace(raw)) }) {
			message += fmt.Sprintf("; it is a word of the scale %s", s.Field)
			break
		}
	}
	src.issue(record.Issue{Code: record.CodeNotRecognised, Member: vocabulary.PresentOrEmpty(member), Key: key, Field: field, Value: raw, URL: url, Message: message})
}
