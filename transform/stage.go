package transform

import (
	"slices"
	"strings"
	"time"

	"ogptracker/scrape/record"
)

// Stages of a commitment. OGP's country page knows two groups, "Current" and
// "Post-Implementation"; the others are ours.
const (
	stageCurrent     = "Current"
	stagePost        = "Post-implementation"
	stageNotReviewed = "Not to be reviewed"
)

// Stages a rating belongs to, beside record.StageMidterm and StageEndOfTerm.
const (
	ratingDesign = string(record.StageDesign)
	ratingMid    = string(record.StageMidterm)
	ratingEnd    = string(record.StageEndOfTerm)
)

// Stages that the name of an IRM report gives.
const (
	reportStageMidterm   = "Midterm"
	reportStageEndOfTerm = "End of term"
	reportStageDesign    = "Design"
)

// Words of completion_stage.
const (
	wordsMidterm   = "midterm"
	wordsEndOfTerm = "end of term"
)

// stageOfReports says which stage the single completion of a page belongs to,
// from the names of the IRM reports it lists: a final report makes it the end
// of term, a progress or mid-term report alone the midterm. A Design Report or
// an Action Plan Review never gives completion.
func (v *vocabulary) stageOfReports(reports []string) string {
	midterm := false
	for _, name := range reports {
		switch v.reportStage(name) {
		case reportStageEndOfTerm:
			return ratingEnd
		case reportStageMidterm:
			midterm = true
		}
	}
	if midterm {
		return ratingMid
	}
	return NotStated
}

// reportStage finds the stage in a report's name: the words of the vocabulary
// that stand in it, a final stage before a midterm one ("Design and
// Implementation Report" is final).
func (v *vocabulary) reportStage(name string) string {
	at := metKey{fieldReportStage, name}
	if w, ok := v.met[at]; ok {
		return w.value
	}
	folded := " " + strings.Join(strings.Fields(strings.NewReplacer("-", " ", "–", " ", "—", " ").Replace(strings.ToLower(name))), " ") + " "
	best := ""
	for key, e := range v.crosswalk.entries {
		words := strings.ReplaceAll(key.folded, "-", " ")
		if key.field != fieldReportStage || !strings.Contains(folded, " "+words+" ") {
			continue
		}
		v.used[key] = true
		if rank := slices.Index(reportStages, e.normalized); rank > slices.Index(reportStages, best) {
			best = e.normalized
		}
	}
	v.met[at] = &metWord{value: best, known: best != ""}
	return best
}

// reportStages in order of precedence, the last one first.
var reportStages = []string{"", reportStageDesign, reportStageMidterm, reportStageEndOfTerm}

// stageOf says where a commitment stands at a date. plans are the plans it
// belongs to.
func stageOf(c *Commitment, plans []*Plan, member *Member, date time.Time) string {
	return stageBy(c, plans, member, date, endOf)
}

// stageBy is stageOf with the ends of plans worked out before.
func stageBy(c *Commitment, plans []*Plan, member *Member, date time.Time, endOf func(*Plan) (planEnd, bool)) string {
	if len(plans) == 0 {
		return NotStated
	}
	known, first := false, Year(0)
	for _, p := range plans {
		end, ok := endOf(p)
		known = known || ok
		if ok && !end.day.Before(date) {
			return stageCurrent
		}
		if p.ID == c.RatedUnder || first == 0 {
			first = p.StartYear
		}
	}
	if !known {
		return NotStated
	}
	switch {
	case c.Local:
		return stageNotReviewed // the IRM does not review local plans
	case reviewed(c, first):
		return stagePost
	case c.Completion == NotReviewed && (member.Status == statusWithdrawn || member.Type == memberTypeLocal):
		return stageNotReviewed
	}
	return stageAwaitingReview
}

// The years in which OGP's reviews changed (by first year of the plan): until
// 2013 the midterm is the only rating of most plans; from 2019 on there is no
// midterm, so a finding whose stage no page states is the final one.
const (
	lastYearOfMidtermOnly = 2013
	firstYearOfFinalOnly  = 2019
)

// reviewed reports whether the last review that the era of the plan provides
// has found on the commitment.
func reviewed(c *Commitment, first Year) bool {
	switch {
	case isFinding(c.CompletionEndOfTerm):
		return true
	case first > 0 && first <= lastYearOfMidtermOnly, first >= firstYearOfFinalOnly:
		return isFinding(c.Completion)
	}
	return false
}
