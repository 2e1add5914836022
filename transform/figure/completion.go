package figure

import (
	"cmp"
	"slices"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// completionStages are the stages of a figure, in the order of the table.
var completionStages = [...]record.Stage{record.StageMidterm, record.StageEndOfTerm, record.StageLatest}

// verdict is what one commitment adds to one group at one stage: a level, or
// the reason why it is left out.
type verdict struct {
	level  vocabulary.Level
	reason string
}

// tally adds up one group over all stages.
type tally struct {
	key         groupKey
	commitments int
	midtermOnly int
	starred     [len(completionStages)]int
	levels      [len(completionStages)][vocabulary.LevelCount]int
	reasons     [len(completionStages)]map[string]int
	// clusters are the shared assessments met among the assessed; alone are
	// the assessed that share theirs with nobody.
	clusters [len(completionStages)]map[int]struct{}
	alone    [len(completionStages)]int
	// reviewed counts the commitments of plans with a finding, and high those
	// of them that are completed or substantial.
	reviewed, high [len(completionStages)]int
}

// Completions makes the completion table: every group at every stage, groups
// without a commitment left out. Gone commitments are not counted; one in two
// plans counts once in every group above the plan.
func Completions(members []dataset.Member, plans []dataset.Plan, commitments []dataset.Commitment) []dataset.Completion {
	labels := newGroupLabels(members, plans)
	verdicts, clusters := verdictsOf(commitments)
	midtermOnly := midtermOnlyPlans(commitments)
	reviewed := reviewedPlans(commitments)
	tallies := map[groupKey]*tally{}
	for i := range commitments {
		c := &commitments[i]
		if c.Gone {
			continue
		}
		for _, key := range labels.groupsOf(c) {
			t := tallies[key]
			if t == nil {
				t = &tally{key: key}
				tallies[key] = t
			}
			if key.kind == GroupActionPlan && c.RatedUnder != "" && c.RatedUnder != key.id {
				t.addRatedElsewhere(ratedUnder(c.RatedUnder), reviewed[key.id])
				continue
			}
			t.add(c, &verdicts[i], &clusters[i], midtermOnly[c.RatedUnder])
			t.addReviewed(&verdicts[i], reviewed[cmp.Or(c.RatedUnder, planOf(key))])
		}
	}
	return completionRows(tallies, labels)
}

// verdictsOf decides every commitment once for every stage, and which of them
// share an assessment there.
func verdictsOf(commitments []dataset.Commitment) (verdicts [][len(completionStages)]verdict, clusters [][len(completionStages)]int) {
	verdicts = make([][len(completionStages)]verdict, len(commitments))
	clusters = make([][len(completionStages)]int, len(commitments))
	for i := range commitments {
		for stage, name := range completionStages {
			verdicts[i][stage] = verdictAt(&commitments[i], name)
		}
	}
	numbers := clusterNumbers(commitments)
	for stage := range completionStages {
		for i, number := range sharedAt(numbers, verdicts, stage) {
			clusters[i][stage] = number
		}
	}
	return verdicts, clusters
}

func verdictAt(c *dataset.Commitment, stage record.Stage) verdict {
	if !c.CountsInRates() {
		return verdict{reason: notAssessedByIRM}
	}
	value := completionAt(c, stage)
	if l := vocabulary.CompletionLevel(value); l != vocabulary.LevelNone {
		return verdict{level: l}
	}
	if value == "" {
		value = vocabulary.NotStated
	}
	return verdict{reason: value}
}

// completionAt is the finding, or the absence, that a figure of a stage rests
// on.
func completionAt(c *dataset.Commitment, stage record.Stage) string {
	switch stage {
	case record.StageMidterm:
		return c.CompletionMidterm
	case record.StageEndOfTerm, record.StageResults:
		return c.CompletionEndOfTerm
	}
	return c.Completion
}

func starredAt(c *dataset.Commitment, stage record.Stage) string {
	switch stage {
	case record.StageMidterm:
		return c.StarredMidterm
	case record.StageEndOfTerm, record.StageResults:
		return c.StarredEndOfTerm
	}
	return c.Starred
}

func (t *tally) add(c *dataset.Commitment, verdicts *[len(completionStages)]verdict, clusters *[len(completionStages)]int, midtermOnly bool) {
	t.commitments++
	if midtermOnly {
		t.midtermOnly++
	}
	for i, stage := range completionStages {
		if starredAt(c, stage) == vocabulary.Yes {
			t.starred[i]++
		}
		v := verdicts[i]
		if v.level == vocabulary.LevelNone {
			t.leaveOut(i, v.reason)
			continue
		}
		t.levels[i][v.level]++
		cluster := clusters[i]
		if cluster == noCluster {
			t.alone[i]++
			continue
		}
		if t.clusters[i] == nil {
			t.clusters[i] = map[int]struct{}{}
		}
		t.clusters[i][cluster] = struct{}{}
	}
}

// addRatedElsewhere counts a commitment of the plan whose rating, star and
// midterm belong to another plan.
func (t *tally) addRatedElsewhere(reason string, reviewed stagesReviewed) {
	t.commitments++
	t.addReviewed(&[len(completionStages)]verdict{}, reviewed)
	for i := range completionStages {
		t.leaveOut(i, reason)
	}
}

// addReviewed counts a commitment of a plan at each stage that the plan has a
// finding of.
func (t *tally) addReviewed(verdicts *[len(completionStages)]verdict, reviewed stagesReviewed) {
	for i, yes := range reviewed {
		if !yes {
			continue
		}
		t.reviewed[i]++
		if vocabulary.ShareOfAllRate.CountsLevel(verdicts[i].level) {
			t.high[i]++
		}
	}
}

func (t *tally) leaveOut(stage int, reason string) {
	if t.reasons[stage] == nil {
		t.reasons[stage] = map[string]int{}
	}
	t.reasons[stage][reason]++
}

// row is the tally at one stage as the table shows it.
func (t *tally) row(stage int, label string) dataset.Completion {
	levels := t.levels[stage]
	row := dataset.Completion{
		GroupType: t.key.kind, Group: t.key.id, GroupLabel: label, Stage: completionStages[stage],
		Commitments: t.commitments, MidtermOnly: t.midtermOnly, Starred: t.starred[stage],
		Completed: levels[vocabulary.LevelCompleted], Substantial: levels[vocabulary.LevelSubstantial],
		Limited: levels[vocabulary.LevelLimited], NotStarted: levels[vocabulary.LevelNotStarted],
		Assessments: t.alone[stage] + len(t.clusters[stage]),
	}
	for _, level := range vocabulary.AssessedLevels {
		row.Assessed += levels[level]
	}
	for words, count := range t.reasons[stage] {
		row.LeftOutReasons = append(row.LeftOutReasons, dataset.Reason{Words: words, Count: count})
		row.LeftOut += count
	}
	slices.SortFunc(row.LeftOutReasons, compareReasons)
	row.HighCompletion = dataset.Rate{Count: vocabulary.HighCompletionRate.Numerator(levels), Of: row.Assessed}
	row.FullCompletion = dataset.Rate{Count: vocabulary.FullCompletionRate.Numerator(levels), Of: row.Assessed}
	row.InReviewedPlans = t.reviewed[stage]
	row.ShareOfAll = dataset.Rate{Count: t.high[stage], Of: row.InReviewedPlans}
	row.InWords = completionInWords(row)
	return row
}

// stagesReviewed says at which stages a plan has an IRM finding.
type stagesReviewed [len(completionStages)]bool

// reviewedPlans says of each plan at which stages the IRM found anything.
func reviewedPlans(commitments []dataset.Commitment) map[string]stagesReviewed {
	plans := map[string]stagesReviewed{}
	for i := range commitments {
		c := &commitments[i]
		if !c.CountsInRates() || c.RatedUnder == "" {
			continue
		}
		stages := plans[c.RatedUnder]
		for i, stage := range completionStages {
			stages[i] = stages[i] || vocabulary.IsCompletionFinding(completionAt(c, stage))
		}
		plans[c.RatedUnder] = stages
	}
	return plans
}

// planOf is the plan that a group is, "" for other groups.
func planOf(key groupKey) string {
	if key.kind == GroupActionPlan {
		return key.id
	}
	return ""
}

// midtermOnlyPlans are the plans with midterm findings and no later ones:
// their latest figure is a half-way figure, so it is biased low beside final
// ones (OGP's own column "Midterm Only").
func midtermOnlyPlans(commitments []dataset.Commitment) map[string]bool {
	midterm, later := map[string]bool{}, map[string]bool{}
	for i := range commitments {
		c := &commitments[i]
		if !c.CountsInRates() || c.RatedUnder == "" {
			continue
		}
		if vocabulary.IsCompletionFinding(c.CompletionMidterm) {
			midterm[c.RatedUnder] = true
		}
		if vocabulary.IsCompletionFinding(c.CompletionEndOfTerm) || (c.CompletionStage == "" && vocabulary.IsCompletionFinding(c.Completion)) {
			later[c.RatedUnder] = true
		}
	}
	for plan := range later {
		delete(midterm, plan)
	}
	return midterm
}
