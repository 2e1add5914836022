package assemble

import (
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ogptracker/transform/dataset"
	"ogptracker/transform/transformtest"
	"ogptracker/transform/vocabulary"
)

func TestTheWorkedExampleOfTheLatestFinding(t *testing.T) {
	for _, want := range transformtest.Example(t, "latest") {
		r := commitmentRatings{midterm: rating{value: want[1]}, endOfTerm: rating{value: want[2]}}
		latest, stage := r.latestCompletion()
		if diff := cmp.Diff(want[3:], []string{latest.value, dataset.CompletionStageInWords(stage)}); diff != "" {
			t.Errorf("%s: %s", want[0], diff)
		}
	}
}

func TestTheWorkedExamplesOfVerifiableAndRelevant(t *testing.T) {
	for _, want := range transformtest.Example(t, "relevance") {
		if got := relevant(strings.Split(want[0], ", ")); got != want[1] {
			t.Errorf("%s: %s", want[0], got)
		}
	}
	for _, want := range transformtest.Example(t, "verifiable") {
		if got := map[bool]string{true: vocabulary.Yes, false: vocabulary.No}[vocabulary.Specific(want[0])]; got != want[1] {
			t.Errorf("%s: %s", want[0], got)
		}
	}
}

func TestTheWorkedExampleOfStages(t *testing.T) {
	for _, want := range transformtest.Example(t, "stage at 2025-01-14") {
		start, end, _ := strings.Cut(want[0], " to ")
		year, _ := strconv.Atoi(start)
		c := transformtest.Rated("c", "p", want[1], want[2])
		if got := stageOf(&c, []*dataset.Plan{{ID: "p", StartYear: vocabulary.Year(year), EndDate: end}}, &dataset.Member{}, transformtest.Day("2025-01-14")); string(got) != want[3] {
			t.Errorf("%v: %s", want, got)
		}
	}
}
