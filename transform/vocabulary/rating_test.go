package vocabulary

import (
	"slices"
	"testing"
)

// Every word a completion can have is a rating, a finding without a rating or
// an absence.
func TestRatingsFindingsAndAbsencesAreToldApart(t *testing.T) {
	t.Parallel()
	levels := map[string]Level{Completed: LevelCompleted, Substantial: LevelSubstantial, Limited: LevelLimited, NotStarted: LevelNotStarted}
	findings := []string{Completed, Substantial, Limited, NotStarted, Unclear, Withdrawn, NoEvidence}
	for _, word := range append(slices.Clone(findings), append(absences, "", "Nonsense")...) {
		found := slices.Contains(findings, word)
		if CompletionLevel(word) != levels[word] || IsCompletionFinding(word) != found {
			t.Errorf("%q: level %d, finding %v", word, CompletionLevel(word), IsCompletionFinding(word))
		}
		absent := slices.Contains(absences, word)
		if IsAbsence(word) != absent || IsFinding(word) != (!absent && word != "") {
			t.Errorf("%q: absent %v, finding of a field %v", word, IsAbsence(word), IsFinding(word))
		}
		shown := word
		if absent {
			shown = ""
		}
		if PresentOrEmpty(word) != shown {
			t.Errorf("%q: present as %q", word, PresentOrEmpty(word))
		}
	}
	if OrNotStated("") != NotStated || OrNotStated("Yes") != "Yes" {
		t.Error("a text stands as it is, or is not stated")
	}
}

func TestARateCountsItsLevelsAndSaysThem(t *testing.T) {
	t.Parallel()
	counts := [LevelCount]int{LevelNone: 100, LevelNotStarted: 1, LevelLimited: 2, LevelSubstantial: 4, LevelCompleted: 8}
	for _, c := range []struct {
		rate                         CompletionRate
		numerator                    int
		definition, counted, subject string
	}{
		{HighCompletionRate, 12, "High completion rate = (Completed + Substantial) / assessed, OGP's own measure", "completed or substantial", "High completion"},
		{FullCompletionRate, 8, "Full completion rate = Completed / assessed", "completed", "Full completion"},
		{ShareOfAllRate, 12, "Share of all = (Completed + Substantial) / the commitments of those plans that have an IRM finding at the stage, the denominator of the tables that IRM reports print", "completed or substantial", "Share of all"},
	} {
		if got := c.rate.Numerator(counts); got != c.numerator {
			t.Errorf("%s counts %d, not %d", c.rate.Name, got, c.numerator)
		}
		if c.rate.Definition() != c.definition || c.rate.Counted() != c.counted || c.rate.Subject() != c.subject {
			t.Errorf("%q, %q, %q", c.rate.Definition(), c.rate.Counted(), c.rate.Subject())
		}
		for _, finding := range []string{Completed, Substantial, Limited, NotStarted, Unclear, NotStated} {
			if c.rate.Counts(finding) != slices.Contains(c.rate.Findings(), finding) {
				t.Errorf("%s and %s: counted %v", c.rate.Name, finding, c.rate.Counts(finding))
			}
		}
	}
	if len(CompletionRates()) != 3 || AssessedInWords() != "Completed, Substantial, Limited or Not Started" {
		t.Errorf("%d rates; assessed is %s", len(CompletionRates()), AssessedInWords())
	}
}
