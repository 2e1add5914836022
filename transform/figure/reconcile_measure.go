package figure

import (
	"slices"
	"strings"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// figure is a computed count with what it rests on.
type figure struct {
	count int
	// of is how many commitments were asked, unknown how many of them gave
	// no answer, notReviewed how many the IRM left out beside others that it
	// reviewed.
	of, unknown, notReviewed int
	// absent is how many of the unknown a source says to have no rating.
	absent int
	// missing is how many commitments of the plan are not known at all, by the
	// number that a report prints; total is false where none prints it, so
	// that any number may be missing.
	missing int
	total   bool
	// assessments is the count by assessments, clusters counting once.
	assessments int
	// basis is false where nothing at all is known.
	basis bool
	// ofMember marks a fact of the member, not a count of commitments.
	ofMember bool
	// what names what was asked for: "rating", "potential impact".
	what string
}

// share is the count of all commitments of the plan, the missing included.
func (f figure) share() float64 { return float64(f.count) / float64(f.of+f.missing) }

// open is how many commitments could still add to the count.
func (f figure) open() int { return f.unknown + f.missing }

// answer is what one commitment says to a measure.
type answer int

const (
	answerUnknown answer = iota
	// answerAbsent: a source says that there is no rating (yet).
	answerAbsent
	// answerNotReviewed: the IRM left the commitment out. Beside others that
	// it did review this is a no; alone it says nothing, since OGP's table
	// writes NR for "not yet" too.
	answerNotReviewed
	answerNo
	answerYes
)

// levelFinding maps the measures that count one level to the finding.
var levelFinding = map[record.Measure]string{
	record.MeasureCompleted:            vocabulary.Completed,
	record.MeasureCompletedCommitments: vocabulary.Completed,
	record.MeasureSubstantial:          vocabulary.Substantial,
	record.MeasureLimited:              vocabulary.Limited,
	record.MeasureNotStarted:           vocabulary.NotStarted,
	record.MeasureWithdrawn:            vocabulary.Withdrawn,
	record.MeasureUnclear:              vocabulary.Unclear,
	record.MeasureNotReviewed:          vocabulary.NotReviewed,
}

// compute makes the figure of a measure at a stage; ok is false for a measure
// that the data cannot give.
func (r *printedReport) compute(m record.Measure, stage record.Stage) (figure, bool) {
	switch m {
	case record.MeasureCommitments, record.MeasureAsWritten:
		n := len(r.commitments)
		return figure{count: n, of: n, assessments: assessments(r.commitments, nil), basis: n > 0, what: "row"}, true
	case record.MeasureParticipatingSince:
		return figure{count: int(r.memberSince), of: 1, basis: r.memberSince != 0, ofMember: true}, true
	case record.MeasureSubstantialOrComplete, record.MeasureSubstantialOrFull:
		return r.findings(stage, vocabulary.HighCompletionRate.Findings()...), true
	}
	if finding := levelFinding[m]; finding != "" {
		return r.findings(stage, finding), true
	}
	if m == record.MeasureCarriedOver || m == record.MeasureContinued {
		return r.count("continuation", r.carriedOver), true
	}
	if words, ok := strings.CutPrefix(string(m), string(record.MeasureEarlyResultsPrefix)); ok {
		return r.count("finding on early results", r.ifRated(earlyResults(words))), true
	}
	if what, ask := questionOf(m, stage); ask != nil {
		return r.count(what, r.ifRated(ask)), true
	}
	return figure{}, false
}

// findings counts the commitments found at any of the given words.
func (r *printedReport) findings(stage record.Stage, words ...string) figure {
	return r.count("rating", r.ifRated(func(c *dataset.Commitment) answer {
		value := completionAt(c, stage)
		switch {
		case stage == record.StageDesign:
			return answerUnknown // a design report says nothing on completion
		case slices.Contains(words, value):
			return answerYes
		case value == vocabulary.NotReviewed:
			return answerNotReviewed
		case vocabulary.IsCompletionFinding(value), value == vocabulary.NotApplicable:
			return answerNo
		}
		return noAnswer(value)
	}))
}

// noAnswer tells an absence that a source states from one that is ours.
func noAnswer(value string) answer {
	switch value {
	case vocabulary.PendingReview, vocabulary.NoIRMData, vocabulary.NoData:
		return answerAbsent
	}
	return answerUnknown
}

// ifRated asks only those whose ratings count for the plan.
func (r *printedReport) ifRated(ask func(*dataset.Commitment) answer) func(*dataset.Commitment) answer {
	return func(c *dataset.Commitment) answer {
		if c.SelfReported || c.RatedUnder != "" && c.RatedUnder != r.plan {
			return answerUnknown
		}
		return ask(c)
	}
}

// carriedOver says whether a commitment went on into the next plan: it stands
// in a later plan too, or OGP's table says so. Without either it is not known.
func (r *printedReport) carriedOver(c *dataset.Commitment) answer {
	if at := slices.Index(c.PlanIDs, r.plan); at >= 0 && at < len(c.PlanIDs)-1 {
		return answerYes
	}
	return r.carried[c.ID]
}

// count asks every commitment of the plan.
func (r *printedReport) count(what string, ask func(*dataset.Commitment) answer) figure {
	f := figure{of: len(r.commitments), what: what}
	var yes []planned
	answers := 0
	said, mixed := map[int]answer{}, map[int]bool{}
	for _, c := range r.commitments {
		a := ask(c.Commitment)
		if was, ok := said[c.cluster]; ok && was != a {
			mixed[c.cluster] = true // found on one by one, not together
		}
		said[c.cluster] = a
		switch a {
		case answerYes:
			yes = append(yes, c)
			answers++
		case answerNo:
			answers++
		case answerNotReviewed:
			f.notReviewed++
		case answerAbsent:
			f.unknown++
			f.absent++
		case answerUnknown:
			f.unknown++
		}
	}
	if answers == 0 {
		f.unknown, f.notReviewed, f.absent = f.unknown+f.notReviewed, 0, 0
	}
	f.count, f.assessments = len(yes), assessments(yes, mixed)
	f.basis = f.of > f.unknown
	return f
}

// assessments counts commitments with clusters counting once, mixed ones
// excepted.
func assessments(of []planned, mixed map[int]bool) int {
	n := 0
	var seen map[int]bool
	for _, c := range of {
		if c.cluster != noCluster && !mixed[c.cluster] {
			if seen[c.cluster] {
				continue
			}
			if seen == nil {
				seen = map[int]bool{}
			}
			seen[c.cluster] = true
		}
		n++
	}
	return n
}

// questionOf is what a measure asks of a commitment beside its completion,
// with the words for it; nil for a measure that no field answers.
func questionOf(m record.Measure, stage record.Stage) (string, func(*dataset.Commitment) answer) {
	switch m {
	case record.MeasureRelevant, record.MeasureRelevantCommitments, record.MeasureOpenGovLens:
		return "relevance", isRelevant
	case record.MeasureTransformative, record.MeasureTransformativeCommitments:
		return "potential impact", func(c *dataset.Commitment) answer { return is(c.PotentialImpact, "Transformative") }
	case record.MeasureSubstantialPotential:
		return "potential for results", func(c *dataset.Commitment) answer { return is(c.PotentialForResults, "Substantial") }
	case record.MeasureDIOGMajor:
		return "finding on opening government", func(c *dataset.Commitment) answer { return is(c.DIOG, "Major") }
	case record.MeasureDIOGOutstanding:
		return "finding on opening government", func(c *dataset.Commitment) answer { return is(c.DIOG, "Outstanding") }
	case record.MeasureAllThree, record.MeasureStarredCommitments:
		return "star", func(c *dataset.Commitment) answer { return isStarred(c, stage) }
	case record.MeasurePotentiallyStarred:
		return "design rating", wouldBeStarred
	}
	return "", nil
}

// earlyResults asks for early results of the kinds a report counts together
// ("significant_or_exceptional"), or for any. Reports on plans of 2020-22
// still use the words of the older scale, so both scales are asked.
func earlyResults(words string) func(*dataset.Commitment) answer {
	kinds := strings.Split(words, "_or_")
	if record.MeasureEarlyResultsPrefix+record.Measure(words) == record.MeasureEarlyResultsAny {
		kinds = []string{"moderate", "significant", "marginal", "major", "outstanding"}
	}
	return func(c *dataset.Commitment) answer {
		said := answerUnknown
		for _, value := range []string{c.EarlyResults, c.DIOG} {
			if slices.ContainsFunc(kinds, func(kind string) bool { return strings.EqualFold(kind, value) }) {
				return answerYes
			}
			said = max(said, is(value, vocabulary.Yes))
		}
		return said
	}
}

// is compares a value of a scale with one word of it.
func is(value, word string) answer {
	switch {
	case value == word:
		return answerYes
	case value == vocabulary.NotReviewed:
		return answerNotReviewed
	case value == "" || vocabulary.IsAbsence(value) && value != vocabulary.NotApplicable:
		return noAnswer(value)
	}
	return answerNo
}

func isRelevant(c *dataset.Commitment) answer { return is(c.Relevance, vocabulary.Yes) }

// isStarred is the current formula where its parts are known, since only that
// can be compared over the years; else the star as stated.
func isStarred(c *dataset.Commitment, stage record.Stage) answer {
	recomputed, stated := c.StarRecomputedEndOfTerm, c.StarredEndOfTerm
	if stage == record.StageMidterm {
		recomputed, stated = c.StarRecomputedMidterm, c.StarredMidterm
	}
	if a := is(recomputed, vocabulary.Yes); a == answerYes || a == answerNo {
		return a
	}
	return is(stated, vocabulary.Yes)
}

// wouldBeStarred says whether a commitment has every part of a star but its
// completion.
func wouldBeStarred(c *dataset.Commitment) answer {
	clear := is(c.Verifiable, vocabulary.Yes)
	switch c.Specificity {
	case "Medium", "High":
		clear = answerYes
	case "None", "Low":
		clear = answerNo
	}
	return min(clear, isRelevant(c), is(c.PotentialImpact, "Transformative"))
}
