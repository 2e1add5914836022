package figure

import (
	"fmt"
	"math"
	"strings"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// judge compares a printed figure with the computed one and says why in words.
func (r *printedReport) judge(f *Printed, computed figure) (verdict, reason string) {
	if reason := r.notPrinted(f); reason != "" {
		return dataset.NotComparable, reason
	}
	if reason := r.notComputed(computed); reason != "" {
		return dataset.NotComparable, reason
	}
	if f.count == nil {
		return r.judgePercent(f, computed)
	}
	printedCount := *f.count
	if printedCount == float64(computed.count) {
		return r.judgeEqual(f, computed)
	}
	lacking := printedCount - float64(computed.count)
	switch {
	case lacking > 0 && !computed.ofMember && !computed.total:
		return dataset.NotComparable, sentence(r.basisInWords(computed), noTotal)
	case lacking > 0 && lacking <= float64(computed.open()) && !r.printsAsFew(f, computed):
		return dataset.NotComparable, sentence(r.basisInWords(computed), missingInWords(computed))
	}
	if computed.assessments != computed.count && printedCount == float64(computed.assessments) {
		return dataset.NotComparable, fmt.Sprintf("the report counts assessments, of which there are %d; here %d commitments are counted, since clusters are assessed together", computed.assessments, computed.count)
	}
	return dataset.Differs, sentence(
		fmt.Sprintf("differs by %+g", float64(computed.count)-printedCount),
		r.basisInWords(computed), r.otherTotal(computed), r.printedLevels(f, computed), r.alsoHigh(f))
}

// noTotal is why equality proves nothing where no report prints a total.
const noTotal = "no report prints how many commitments the plan has, so that some may be missing here"

// missingInWords says how many commitments are not known here.
func missingInWords(computed figure) string {
	if computed.missing == 0 {
		return ""
	}
	return fmt.Sprintf("%d of the %d commitments that the report counts are not known here", computed.missing, computed.of+computed.missing)
}

// notPrinted says why the printed side cannot be compared.
func (r *printedReport) notPrinted(f *Printed) string {
	switch {
	case f.Draft:
		return "the report is a draft for public comment"
	case f.PlanID == vocabulary.NotStated && f.Measure != record.MeasureParticipatingSince:
		return "it is not known which plan the report is about"
	case f.state == record.Unreadable || f.Printed == vocabulary.Unreadable || f.Printed == vocabulary.NotStated:
		return "the report leaves the figure blank"
	case f.Value == nil:
		return fmt.Sprintf("the report prints %q, not a number", f.Printed)
	}
	return ""
}

// notComputed says why the computed side cannot be compared.
func (r *printedReport) notComputed(computed figure) string {
	switch {
	case computed.ofMember && !computed.basis:
		return "no source gives the year of joining"
	case computed.of == 0:
		return "no commitment of this plan is known"
	case !computed.basis:
		return r.basisInWords(computed)
	}
	return ""
}

// judgeEqual decides on equal counts. With answers missing, equality may be
// chance: it stands only if the report itself prints levels for just as many
// commitments as ratings are known for.
func (r *printedReport) judgeEqual(f *Printed, computed figure) (verdict, reason string) {
	switch {
	case !computed.ofMember && !computed.total:
		return dataset.NotComparable, sentence(r.basisInWords(computed), noTotal, "what is known comes to the printed figure")
	case computed.open() > 0 && !r.printsAsFew(f, computed):
		return dataset.NotComparable, sentence(r.basisInWords(computed), missingInWords(computed), "what is known comes to the printed figure")
	}
	return dataset.Agrees, sentence(r.basisInWords(computed), r.printedLevels(f, computed), r.mark(f), r.otherTotal(computed), percentNote(f, computed))
}

// judgePercent decides where only a percentage is printed.
func (r *printedReport) judgePercent(f *Printed, computed figure) (verdict, reason string) {
	of := computed.of + computed.missing
	low := computed.share()
	high := float64(computed.count+computed.open()) / float64(of)
	switch {
	case !computed.total:
		return dataset.NotComparable, sentence(r.basisInWords(computed), noTotal)
	case computed.open() > 0 && *f.percent >= low-pointTolerance && *f.percent <= high+pointTolerance:
		return dataset.NotComparable, sentence(r.basisInWords(computed), missingInWords(computed))
	case math.Abs(low-*f.percent) <= pointTolerance+1e-9:
		return dataset.Agrees, sentence(fmt.Sprintf("%d of %d is %s", computed.count, of, percent(low)), "one point is allowed for rounding")
	}
	return dataset.Differs, sentence(fmt.Sprintf("%d of %d is %s", computed.count, of, percent(low)), r.basisInWords(computed))
}

// printsAsFew reports that the report's own levels add up to the number of
// commitments whose rating is known, while sources say of all others that they
// have none: the rest is missing in both. Where ratings or commitments are
// missing here alone, nobody knows that they are the same ones.
func (r *printedReport) printsAsFew(f *Printed, computed figure) bool {
	return computed.total && computed.missing == 0 && computed.unknown == computed.absent && r.levels[f.Stage] > 0 && r.levels[f.Stage] == float64(computed.of-computed.unknown)
}

// basisInWords says what the computed figure rests on.
func (r *printedReport) basisInWords(computed figure) string {
	switch {
	case computed.ofMember:
		return "the year of joining that the member's page states"
	case computed.what == "row":
		return fmt.Sprintf("%d commitments of the plan are known", computed.of)
	case computed.unknown == 0 && computed.notReviewed == 0:
		return fmt.Sprintf("%s known for all %d commitments", computed.what, computed.of)
	case computed.unknown == 0:
		return fmt.Sprintf("%s known for %d of %d commitments, %d not reviewed", computed.what, computed.of-computed.notReviewed, computed.of, computed.notReviewed)
	}
	return fmt.Sprintf("no %s known for %d of %d commitments", computed.what, computed.unknown, computed.of)
}

// printedLevels tells a report whose levels do not add up to its number of
// commitments.
func (r *printedReport) printedLevels(f *Printed, computed figure) string {
	sum, total := r.levels[f.Stage], r.total
	if computed.what != "rating" && computed.unknown == 0 || sum == 0 || math.IsNaN(total) || sum == total {
		return ""
	}
	return fmt.Sprintf("the printed levels add to %.0f of %.0f", sum, total)
}

// otherTotal tells a plan that has another number of commitments here.
func (r *printedReport) otherTotal(computed figure) string {
	if computed.ofMember || math.IsNaN(r.total) || r.total == float64(len(r.commitments)) {
		return ""
	}
	return fmt.Sprintf("the report counts %.0f commitments, here are %d", r.total, len(r.commitments))
}

// alsoHigh tells a printed "completed" that is in truth Completed and
// Substantial together, a way of speaking the IRM has used.
func (r *printedReport) alsoHigh(f *Printed) string {
	if f.Measure != record.MeasureCompletedCommitments {
		return ""
	}
	if high := r.findings(f.Stage, vocabulary.HighCompletionRate.Findings()...); float64(high.count) == *f.count && high.unknown == 0 {
		return fmt.Sprintf("%s together are %d", strings.Join(vocabulary.HighCompletionRate.Findings(), " and "), high.count)
	}
	return ""
}

// mark tells a footnote mark that was left out of the number.
func (r *printedReport) mark(f *Printed) string {
	if strings.ContainsAny(f.Printed, "[]*†‡") {
		return fmt.Sprintf("printed %s, without its footnote mark", f.Printed)
	}
	return ""
}

// percentNote tells a printed percentage that is more than a point from the
// computed share, though the count agrees.
func percentNote(f *Printed, computed figure) string {
	if f.percent == nil || computed.of == 0 || math.Abs(computed.share()-*f.percent) <= pointTolerance+1e-9 {
		return ""
	}
	return fmt.Sprintf("the count agrees, the printed %s does not: %d of %d is %s", percent(*f.percent), computed.count, computed.of, percent(computed.share()))
}

func percent(share float64) string { return fmt.Sprintf("%.1f %%", 100*share) }

// sentence joins the parts that say something.
func sentence(parts ...string) string {
	var said []string
	for _, p := range parts {
		if p != "" {
			said = append(said, p)
		}
	}
	return strings.Join(said, "; ")
}
