package figure

import (
	"math"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// pointTolerance is how far a printed percentage may lie from the computed
// share: the IRM rounds some percentages and cuts others (64.7 became 64).
const pointTolerance = 0.01

// Reconcile puts each computed figure beside the figure that an IRM report
// prints, for every measure the data can give. A verdict of agrees is given
// only where the computed side rests on what is known: with ratings missing
// it is not comparable, unless the printed figure lies outside of what the
// missing ones could still add.
func Reconcile(figures []Printed, members []dataset.Member, commitments []dataset.Commitment, ratings []dataset.Rating) []dataset.Reconciliation {
	byPlan, totals := commitmentsByPlan(commitments), printedTotals(figures)
	carried := carriedForward(ratings)
	joined := map[string]vocabulary.Year{}
	for i := range members {
		joined[members[i].ID] = members[i].MemberSince
	}
	var rows []dataset.Reconciliation
	for start := 0; start < len(figures); {
		end := start + 1
		for end < len(figures) && figures[end].ReportURL == figures[start].ReportURL && figures[end].PlanID == figures[start].PlanID {
			end++
		}
		report := newPrintedReport(figures[start:end])
		report.plan = figures[start].PlanID
		report.commitments = byPlan[report.plan]
		report.carried = carried
		report.planTotal = totals[report.plan]
		report.memberSince = joined[figures[start].MemberID]
		for i := start; i < end; i++ {
			if row, ok := report.reconcile(&figures[i]); ok {
				rows = append(rows, row)
			}
		}
		start = end
	}
	return rows
}

// planned is a commitment of a plan with the number of the assessment it
// shares.
type planned struct {
	*dataset.Commitment
	cluster int
}

// commitmentsByPlan lists the commitments of every plan that are not gone.
func commitmentsByPlan(commitments []dataset.Commitment) map[string][]planned {
	clusters := clusterNumbers(commitments)
	byPlan := map[string][]planned{}
	for i := range commitments {
		c := &commitments[i]
		if c.Gone {
			continue
		}
		for n, plan := range c.PlanIDs {
			if !containsBefore(c.PlanIDs, n) {
				byPlan[plan] = append(byPlan[plan], planned{c, clusters[i]})
			}
		}
	}
	return byPlan
}

// containsBefore reports whether the n-th entry stands earlier in the list.
func containsBefore(list []string, n int) bool {
	for _, entry := range list[:n] {
		if entry == list[n] {
			return true
		}
	}
	return false
}

// carriedForward is what OGP's table says of commitments that went on into
// the next plan: its column of that name.
func carriedForward(ratings []dataset.Rating) map[string]answer {
	carried := map[string]answer{}
	for i := range ratings {
		if r := &ratings[i]; r.Indicator == string(record.FieldCarriedForward) {
			carried[r.CommitmentID] = is(r.Value, vocabulary.Yes)
		}
	}
	return carried
}

// printedReport is one report's figures with the commitments of its plan.
type printedReport struct {
	plan        string
	commitments []planned
	carried     map[string]answer
	memberSince vocabulary.Year
	// total is the printed number of commitments, levels the sum of the
	// printed levels at each stage; NaN where the report does not print them.
	total  float64
	levels map[record.Stage]float64
	// planTotal is the largest number of commitments that any report prints
	// for the plan, 0 where none does.
	planTotal float64
}

// printedTotals is, for each plan, the largest number of commitments that a
// final report prints for it.
func printedTotals(figures []Printed) map[string]float64 {
	totals := map[string]float64{}
	for i := range figures {
		if f := &figures[i]; f.Measure == record.MeasureCommitments && f.count != nil && !f.Draft {
			totals[f.PlanID] = max(totals[f.PlanID], *f.count)
		}
	}
	return totals
}

func newPrintedReport(figures []Printed) *printedReport {
	r := &printedReport{total: math.NaN(), levels: map[record.Stage]float64{}}
	type level struct {
		measure record.Measure
		stage   record.Stage
	}
	counted := map[level]bool{} // a report may print a level in two tables
	for i := range figures {
		f := &figures[i]
		if f.count == nil {
			continue
		}
		switch m := f.Measure; {
		case m == record.MeasureCommitments:
			r.total = *f.count
		case levelFinding[m] != "" && m != record.MeasureCompletedCommitments && !counted[level{m, f.Stage}]:
			counted[level{m, f.Stage}] = true
			r.levels[f.Stage] += *f.count
		}
	}
	return r
}

// reconcile makes the row of one figure; ok is false for a measure that the
// data cannot give.
func (r *printedReport) reconcile(f *Printed) (row dataset.Reconciliation, ok bool) {
	computed, known := r.compute(f.Measure, f.Stage)
	if !known {
		return dataset.Reconciliation{}, false
	}
	row = dataset.Reconciliation{
		MemberID: f.MemberID, PlanID: f.PlanID, Measure: f.Measure, Stage: f.Stage,
		Published: f.Value, ReportURL: f.ReportURL,
	}
	if computed.basis {
		count := float64(computed.count)
		row.Computed = &count
	}
	r.addMissing(&computed, f.Stage)
	row.Verdict, row.Reason = r.judge(f, computed)
	if row.Verdict != dataset.NotComparable {
		r.setDifference(&row, f, computed)
	}
	return row, true
}

// addMissing tells how many commitments of the plan are not known here: the
// report prints their number, or levels for more of them than are known.
func (r *printedReport) addMissing(computed *figure, stage record.Stage) {
	if computed.ofMember {
		return
	}
	computed.total = r.planTotal > 0
	computed.missing = max(0, int(max(r.planTotal, r.levels[stage]))-computed.of)
}

// setDifference fills computed less printed: in counts where a count is
// printed, else in fractions of 1, computed then being the share.
func (r *printedReport) setDifference(row *dataset.Reconciliation, f *Printed, computed figure) {
	if f.count == nil && f.percent != nil {
		share := computed.share()
		row.Computed = &share
	}
	difference := *row.Computed - *row.Published
	row.Difference = &difference
}
