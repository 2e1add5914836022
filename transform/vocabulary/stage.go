package vocabulary

import (
	"slices"
	"strings"
	"unicode"

	"ogptracker/scrape/record"
)

// Stages of a commitment. OGP's country page knows two groups, "Current" and
// "Post-Implementation"; the others are ours.
const (
	StageCurrent        CommitmentStage = "Current"
	StageAwaitingReview CommitmentStage = "Awaiting review"
	StagePost           CommitmentStage = "Post-implementation"
	StageNotReviewed    CommitmentStage = "Not to be reviewed"
	StageNotStated      CommitmentStage = NotStated
)

// CommitmentStage is where a commitment stands at a report's date.
type CommitmentStage string

// RatingStage is how the stage of a rating is written, or the word of its
// absence.
func RatingStage(s record.Stage) string { return OrNotStated(string(s)) }

// Stages that the name of an IRM report gives.
const (
	reportStageMidterm   = "Midterm"
	reportStageEndOfTerm = "End of term"
	reportStageDesign    = "Design"
	// A review of the design, which local members get since 2020: the IRM
	// looks at the plan and leaves its completion to the member.
	reportStageReview = "Review of the design"
	// The member's own report: an End of Commitment Report, a self-assessment.
	reportStageOwn = "Member's own report"
)

// Evidence is what a report is evidence of.
type Evidence int

// EvidenceNone: the name says nothing. EvidenceDesign: the IRM reviews the
// plan, and its completion later. EvidenceReview: the IRM reviewed the design
// alone. EvidenceMember: the member's own word. EvidenceIRM: the IRM assessed
// completion.
const (
	EvidenceNone Evidence = iota
	EvidenceDesign
	EvidenceReview
	EvidenceMember
	EvidenceIRM
)

// Evidence says whose word on completion a report of this name is.
func (v *Translator) Evidence(name string) Evidence {
	switch v.ReportStage(name) {
	case reportStageMidterm, reportStageEndOfTerm:
		return EvidenceIRM
	case reportStageOwn:
		return EvidenceMember
	case reportStageReview:
		return EvidenceReview
	case reportStageDesign:
		return EvidenceDesign
	}
	return EvidenceNone
}

// StageOfReports says which stage the single completion of a page belongs to,
// from the names of the IRM reports it lists: a final report makes it the end
// of term, a progress or mid-term report alone the midterm. A Design Report or
// an Action Plan Review never gives completion; "" where none does.
func (v *Translator) StageOfReports(reports []string) record.Stage {
	midterm := false
	for _, name := range reports {
		switch v.ReportStage(name) {
		case reportStageEndOfTerm:
			return record.StageEndOfTerm
		case reportStageMidterm:
			midterm = true
		}
	}
	if midterm {
		return record.StageMidterm
	}
	return ""
}

// ReportStage finds the stage in a report's name: the words of the vocabulary
// that stand in it, a final stage before a midterm one ("Design and
// Implementation Report" is final).
func (v *Translator) ReportStage(name string) string {
	at := metKey{fieldReportStage, name}
	if w, ok := v.met[at]; ok {
		return w.value
	}
	words, best := wordsAlone(name), ""
	for key, e := range v.crosswalk.Entries {
		if key.Field != fieldReportStage || !strings.Contains(words, wordsAlone(key.Folded)) {
			continue
		}
		v.used[key] = true
		if rank := slices.Index(reportStages, e.Normalized); rank > slices.Index(reportStages, best) {
			best = e.Normalized
		}
	}
	v.met[at] = &metWord{value: best, known: best != ""}
	return best
}

// reportStages in order of precedence, the last one first.
var reportStages = []string{"", reportStageReview, reportStageDesign, reportStageMidterm, reportStageEndOfTerm, reportStageOwn}

// wordsAlone is a text in lower case with a space around each word and nothing
// else, so that words of one can be looked for in another.
func wordsAlone(text string) string {
	apart := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }
	return " " + strings.Join(strings.FieldsFunc(strings.ToLower(text), apart), " ") + " "
}
