package assemble

import (
	"fmt"
	"slices"
	"strings"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// ratingStep reads the ratings of commitments, one after the other.
type ratingStep struct {
	*sources
	ratings commitmentRatings // of the commitment at hand: one for all, since it is large
}

// rate reads every rating of a commitment from its pages and from OGP's
// table, brings the two together, and fills the rating columns of its row.
func (st *ratingStep) rate(row *dataset.Commitment, c *commitmentBuild) *commitmentRatings {
	st.ratings = commitmentRatings{}
	r := &st.ratings
	if c.missing() {
		st.restore(r, c)
		r.fillRow(row, vocabulary.NotStated)
		return r
	}
	page, table := ratingSource{st.sources, c, false}, ratingSource{st.sources, c, true}
	both := func(field record.Field) rating { return st.join(c, field, page.rating(field), table.rating(field)) }
	r.specificity = both(record.FieldSpecificity)
	r.verifiable = st.join(c, record.FieldVerifiable, page.verifiable(page.rating(record.FieldSpecificity)), table.verifiable(table.rating(record.FieldSpecificity)))
	r.impact, r.results, r.ambition = both(record.FieldPotentialImpact), both(record.FieldPotentialResults), both(record.FieldAmbition)
	r.starred2015, r.starredPre2014, r.carriedForward = both(record.FieldStarred2015), both(record.FieldStarredPre2014), both(record.FieldCarriedForward)
	pageRelevance, pageValues := page.relevance()
	tableRelevance, tableValues := table.relevance()
	r.relevance, r.values = st.join(c, record.FieldRelevance, pageRelevance, tableRelevance), pageValues
	if len(r.values) == 0 {
		r.values = tableValues
	}
	pageDIOG, pageEarly := page.results()
	tableDIOG, tableEarly := table.results()
	r.diog, r.early = st.join(c, record.FieldDIOG, pageDIOG, tableDIOG), st.join(c, record.FieldEarlyResults, pageEarly, tableEarly)
	st.rateCompletion(r, c, page, table)
	st.rateStars(r, c, page, table)
	st.keep(r, c)
	r.fillRow(row, c.absent())
	return r
}

// join brings the two sources together and reports two findings that differ.
// The columns that the log of changes follows are named like the fields.
func (st *ratingStep) join(c *commitmentBuild, field record.Field, page, table rating) rating {
	page = st.lastOfPage(c, string(field), field, page, table)
	if page.finding() && table.finding() && page.value != table.value {
		st.contradiction(c, field, page, table)
	}
	return combine(page, table)
}

func (st *ratingStep) contradiction(c *commitmentBuild, field record.Field, page, table rating) {
	st.issue(record.Issue{
		Code: record.CodeContradiction, Member: c.member.id, Key: c.id, Field: field, Value: page.value + " / " + table.value, URL: page.url,
		Message: fmt.Sprintf("%s of %s is %s on its page and %s in row %d of OGP's table; the page's stands", strings.ReplaceAll(string(field), "_", " "), c.id, page.value, table.value, c.row.Line),
	})
}

// stagedRating is what page and table say of an indicator at each stage.
type stagedRating struct {
	midterm, endOfTerm, unstaged rating
	// single is the page's one value, and stage the one its reports give it.
	single rating
	stage  record.Stage
}

// staged puts the page's single value of an indicator under the stage that its
// IRM reports give, and OGP's two columns under theirs.
func (st *ratingStep) staged(c *commitmentBuild, field, midterm, endOfTerm record.Field, page, table ratingSource) (s stagedRating) {
	mid, end := page.rating(midterm), page.rating(endOfTerm)
	v, read := page.value(field)
	s.single, s.stage = page.of(field, v, read), page.stage(read)
	switch s.stage {
	case record.StageMidterm:
		mid = combine(mid, s.single)
	case record.StageEndOfTerm:
		end = combine(end, s.single)
	default:
		s.unstaged = s.single
	}
	s.midterm = st.join(c, midterm, mid, table.rating(midterm))
	s.endOfTerm = st.join(c, endOfTerm, end, table.rating(endOfTerm))
	if field == record.FieldCompletion && !s.single.finding() && c.was != nil && vocabulary.PresentOrEmpty(c.was.Values.Get("completion_stage").Value) == "" {
		s.unstaged = st.lastOfPage(c, string(field), field, s.unstaged, table.rating(field))
	}
	s.unstaged = combine(s.unstaged, table.rating(field))
	return s
}

// rateCompletion puts the page's completion under the stage that its IRM
// reports give, and OGP's two columns under theirs.
func (st *ratingStep) rateCompletion(r *commitmentRatings, c *commitmentBuild, page, table ratingSource) {
	s := st.staged(c, record.FieldCompletion, record.FieldCompletionMidterm, record.FieldCompletionEnd, page, table)
	r.midterm, r.endOfTerm, r.unstaged = s.midterm, s.endOfTerm, s.unstaged
	final := r.endOfTerm
	if !final.finding() {
		final = r.midterm
	}
	if s.single.finding() && s.stage == "" && final.finding() && final.source == sourceTable && final.value != s.single.value {
		st.contradictionOfStage(c, s.single, final)
	}
}

// contradictionOfStage reports a page whose completion has no stated stage
// and agrees with none of OGP's columns.
func (st *ratingStep) contradictionOfStage(c *commitmentBuild, page, table rating) {
	st.issue(record.Issue{
		Code: record.CodeContradiction, Member: c.member.id, Key: c.id, Field: record.FieldCompletion, Value: page.value + " / " + table.value, URL: page.url,
		Message: fmt.Sprintf("completion of %s is %s on its page, which does not say of which stage, and %s in row %d of OGP's table, which says so and stands", c.id, page.value, table.value, c.row.Line),
	})
}

// rateStars puts the page's star under the stage of its IRM reports.
func (st *ratingStep) rateStars(r *commitmentRatings, c *commitmentBuild, page, table ratingSource) {
	s := st.staged(c, record.FieldStarred, record.FieldStarredMidterm, record.FieldStarredEnd, page, table)
	r.starredMidterm, r.starredEndOfTerm, r.starredUnstaged = s.midterm, s.endOfTerm, s.unstaged
}

// fillRow makes latest and the overall star, and fills the row.
func (r *commitmentRatings) fillRow(row *dataset.Commitment, absent string) {
	var stage record.Stage
	r.latest, stage = r.latestCompletion()
	row.CompletionStage = stage
	row.CompletionSource = r.latest.source
	switch {
	case row.CompletionSource == "":
		row.CompletionSource = vocabulary.NotStated
	case row.SelfReported:
		row.CompletionSource = sourceMember
	}
	r.chooseStar()
	row.Specificity, row.Verifiable, row.Relevance = r.specificity.words(absent), r.verifiable.words(absent), r.relevance.words(absent)
	row.PotentialImpact, row.PotentialForResults, row.Ambition = r.impact.words(absent), r.results.words(absent), r.ambition.words(absent)
	row.CompletionMidterm, row.CompletionEndOfTerm, row.Completion = r.midterm.words(absent), r.endOfTerm.words(absent), r.latest.words(absent)
	row.DIOG, row.EarlyResults = r.diog.words(absent), r.early.words(absent)
	row.Starred, row.StarredMidterm, row.StarredEndOfTerm = r.starred.words(absent), r.starredMidterm.words(absent), r.starredEndOfTerm.words(absent)
	row.Values = r.values
	for _, s := range r.slots() {
		row.Carried = row.Carried || s.rating.carried
	}
	parts := vocabulary.StarParts{Specificity: row.Specificity, Relevance: row.Relevance, PotentialImpact: row.PotentialImpact}
	parts.Completion = row.CompletionMidterm
	row.StarRecomputedMidterm = vocabulary.Recomputed(parts)
	parts.Completion = row.CompletionEndOfTerm
	row.StarRecomputedEndOfTerm = vocabulary.Recomputed(parts)
}

// latestCompletion is the end-of-term finding, else the midterm one, else the
// one whose stage is not stated; without any, the absence: what the page says
// of itself tonight, else that of the end of term, else of the midterm.
func (r *commitmentRatings) latestCompletion() (rating, record.Stage) {
	switch {
	case r.endOfTerm.finding():
		return r.endOfTerm, record.StageEndOfTerm
	case r.midterm.finding():
		return r.midterm, record.StageMidterm
	case r.unstaged.finding():
		return r.unstaged, ""
	case r.unstaged.said():
		return r.unstaged, ""
	case r.endOfTerm.said():
		return r.endOfTerm, record.StageEndOfTerm
	case r.midterm.said():
		return r.midterm, record.StageMidterm
	}
	return rating{}, ""
}

// chooseStar makes the star of a commitment as stated: starred at either
// stage, as OGP's own "Max star" has it, or by a page that names no stage.
func (r *commitmentRatings) chooseStar() {
	all := []rating{r.starredEndOfTerm, r.starredMidterm, r.starredUnstaged}
	for _, want := range []func(rating) bool{
		func(x rating) bool { return x.value == vocabulary.Yes },
		rating.finding,
		rating.said,
	} {
		if i := slices.IndexFunc(all, want); i >= 0 {
			r.starred = all[i]
			return
		}
	}
}
