package figure

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"ogptracker/transform/dataset"
	"ogptracker/transform/transformtest"
	"ogptracker/transform/vocabulary"
)

func TestAPartProvesNothing(t *testing.T) {
	const plan = "estonia-2016"
	known := transformtest.EndOfTerm(plan, vocabulary.Completed, 1, vocabulary.Limited, 1)
	for name, test := range map[string]struct {
		measure string
		printed float64
		total   int // what the report prints as the number of commitments, 0 for nothing
		verdict string
		reason  string
	}{
		"a difference that the missing could make up": {"completed", 5, 12, dataset.NotComparable, "10 of the 12 commitments that the report counts are not known here"},
		"an equality":                                    {"completed", 1, 12, dataset.NotComparable, "what is known comes to the printed figure"},
		"an equality of nothing":                         {"not_started", 0, 12, dataset.NotComparable, "10 of the 12"},
		"a star that nobody has":                         {"withdrawn", 0, 12, dataset.NotComparable, "10 of the 12"},
		"the number of commitments itself":               {"number_of_commitments", 12, 0, dataset.NotComparable, "10 of the 12"},
		"more than the missing could add":                {"completed", 12, 12, dataset.Differs, "differs by -11"},
		"fewer than are known":                           {"completed", 0, 12, dataset.Differs, "differs by +1"},
		"an equality where no report prints the number":  {"completed", 1, 0, dataset.NotComparable, "no report prints how many commitments"},
		"a lack where no report prints the number":       {"completed", 2, 0, dataset.NotComparable, "no report prints how many commitments"},
		"more than printed where none prints the number": {"completed", 0, 0, dataset.Differs, "differs by +1"},
		"an equality of a plan that is known whole":      {"completed", 1, 2, dataset.Agrees, "known for all 2"},
		"a lack in a plan that is known whole":           {"completed", 2, 2, dataset.Differs, "differs by -1"},
	} {
		t.Run(name, func(t *testing.T) {
			figures := []Printed{printedFigure(plan, test.measure, "end_of_term", fmt.Sprint(test.printed), &test.printed, nil)}
			if test.total > 0 {
				figures = append(figures, printedTotal(plan, test.total))
			}
			if r := Reconcile(figures, nil, known, nil)[0]; r.Verdict != test.verdict || !strings.Contains(r.Reason, test.reason) {
				t.Errorf("%s (%s), want %s (%s)", r.Verdict, r.Reason, test.verdict, test.reason)
			}
		})
	}
	t.Run("a percentage", func(t *testing.T) {
		figures := []Printed{printedFigure(plan, "completed", "end_of_term", "50%", nil, transformtest.Number(0.5)), printedTotal(plan, 12)}
		if r := Reconcile(figures, nil, known, nil)[0]; r.Verdict != dataset.NotComparable {
			t.Errorf("%s (%s)", r.Verdict, r.Reason)
		}
	})
	t.Run("a level printed in two tables counts once", func(t *testing.T) {
		three := transformtest.EndOfTerm(plan, vocabulary.Completed, 3)
		figures := append(printedTable(plan, map[string]float64{"completed end_of_term": 3, "limited end_of_term": 0}), printedTotal(plan, 3))
		figures = append(figures, figures[0], figures[1])
		for _, r := range Reconcile(figures, nil, three, nil) {
			if r.Verdict != dataset.Agrees {
				t.Errorf("%s: %s (%s)", r.Measure, r.Verdict, r.Reason)
			}
		}
	})
}

// What is taken away may only make a verdict weaker: what a part cannot prove
// is not comparable, and what it says must be what the whole says.
func TestTakingCommitmentsAwayNeverMakesAVerdict(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	random := rand.New(rand.NewPCG(seed, 1))
	words := []string{vocabulary.Completed, vocabulary.Substantial, vocabulary.Limited, vocabulary.NotStarted, vocabulary.Unclear, vocabulary.NotStated, vocabulary.PendingReview}
	measures := []string{"completed", "substantial", "limited", "not_started", "substantial_or_complete_implementation", "number_of_commitments"}
	for range 300 {
		var counts []any
		for range 1 + random.IntN(6) {
			counts = append(counts, words[random.IntN(len(words))], 1+random.IntN(3))
		}
		whole := transformtest.EndOfTerm("p-2016", counts...)
		var figures []Printed
		for _, m := range measures {
			n := float64(random.IntN(len(whole) + 2))
			if m == "number_of_commitments" {
				n = float64(len(whole))
			}
			figures = append(figures, printedFigure("p-2016", m, "end_of_term", fmt.Sprint(n), &n, nil))
		}
		if random.IntN(3) == 0 {
			figures = figures[:len(figures)-1] // no total is printed
		}
		before := Reconcile(figures, nil, whole, nil)
		part := append([]dataset.Commitment(nil), whole...)
		random.Shuffle(len(part), func(i, j int) { part[i], part[j] = part[j], part[i] })
		part = part[:random.IntN(len(part))]
		for i, r := range Reconcile(figures, nil, part, nil) {
			if r.Verdict != dataset.NotComparable && r.Verdict != before[i].Verdict {
				t.Errorf("seed %d: %s: %s (%s) of %d of %d commitments; the whole says %s (%s)", seed, r.Measure, r.Verdict, r.Reason, len(part), len(whole), before[i].Verdict, before[i].Reason)
			}
		}
	}
}
