package assemble

import (
	"testing"

	"ogptracker/transform/vocabulary"
)

func TestYearsOfATitleAtTheirBounds(t *testing.T) {
	t.Parallel()
	for title, want := range map[string][2]vocabulary.Year{
		"1990": {1990, 0}, "2099": {2099, 0}, "1989": {0, 0}, "2100": {0, 0}, "20120": {0, 0}, "plan 12, 2014": {2014, 0}, "": {0, 0}, "2014-": {2014, 0}, "2014 - x": {2014, 0},
		"2014-2014": {2014, 2014}, "2014-2013": {2014, 0}, "2014-2024": {2014, 2024}, "2014-2025": {2014, 0}, "2014-14": {2014, 2014}, "2014-24": {2014, 2024}, "2014-25": {2014, 0},
		"2014-13": {2014, 0}, "2014/15": {2014, 2015}, "2014 to 16": {2014, 2016}, "2014—2016": {2014, 2016}, "2014-201": {2014, 0}, "2014 2016": {2014, 0}, "1234567890123 2014": {2014, 0}, "2014 total 2016": {2014, 0},
	} {
		if first, end := yearsIn(title); first != want[0] || end != want[1] {
			t.Errorf("%q: %d-%d, not %v", title, first, end, want)
		}
	}
}

func TestTheNumberOfAPlanIsReadFromItsTitle(t *testing.T) {
	t.Parallel()
	for title, want := range map[string]int{
		"First Action Plan": 1, "Tenth Open Government Action Plan": 10, "4th National Action Plan": 4, "22nd NAP": 22, "3rd Open Government National Action Plan": 3,
		"1st of many long words before a plan": 0, "Second Letter": 0, "Action Plan 4": 4, "Action Plan (12)": 12, "NAP 3: Kenya": 3, "Action Plan 2014-2016": 0, "Action Plan 123": 0, "Action Plan 4b": 0,
		"Action Plan": 0, "4 Action Plan": 0, "123rd Action Plan": 0, "Fourth National Open Government Action Plan": 4, "Plan, 5": 5, "": 0, "th Action Plan": 0, "Fourth": 0,
	} {
		if got := planNumberIn(title); got != want {
			t.Errorf("%q: %d, not %d", title, got, want)
		}
	}
	for title, want := range map[string]bool{
		"Kenya Action Plan 2018": true, "Plan de Acción 2018": true, "Plan d’action 2018": false, "Plan d action": true, "Action Planning": false, "Action Plan Review": false,
		"Letter on the late Action Plan": false, "Action Plan - Comments": false, "Open Action": false, "Commentary: Action Plan": true,
	} {
		if isPlanTitle(title) != want {
			t.Errorf("%q is a plan's title: %v", title, !want)
		}
	}
}

// The plans of one member: 1 of 2012-2014, 2 of 2014-2016, 3 of 2016 without an
// end, and one of 2020-2022 without a number.
func bookOfPlans() *planBook {
	b := &planBook{member: "estonia"}
	for _, c := range []planClue{{first: 2014, end: 2016, number: 2, ogp: "AP2"}, {first: 2012, end: 2014, number: 1}, {first: 2016, number: 3}, {first: 2020, end: 2022}} {
		b.claim(c)
	}
	return b
}

func TestAPlanIsFoundByWhatIsKnownOfIt(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		clue planClue
		want string
	}{
		{planClue{first: 2014}, "estonia-2014"},
		{planClue{ogp: "AP2"}, "estonia-2014"},
		{planClue{number: 2}, "estonia-2014"},
		{planClue{first: 2016, number: 2}, "estonia-2016"},
		{planClue{first: 2017, number: 3}, "estonia-2016"},
		{planClue{first: 2018, number: 3}, "estonia-2016"},
		{planClue{first: 2019, number: 3}, ""},
		{planClue{first: 2015, near: true}, "estonia-2014"},
		{planClue{first: 2015}, ""},
		{planClue{first: 2021, end: 2022, near: true}, "estonia-2020"},
		{planClue{first: 2021, end: 2023, near: true}, ""},
		{planClue{first: 2017, number: 4, near: true}, ""},
		{planClue{first: 2018, near: true}, ""},
		{planClue{near: true}, ""},
		{planClue{}, ""},
		{planClue{number: 9}, ""},
	} {
		got := ""
		if p := bookOfPlans().find(c.clue); p != nil {
			got = p.id
		}
		if got != c.want {
			t.Errorf("%+v finds %q, not %q", c.clue, got, c.want)
		}
	}
	two := bookOfPlans()
	two.claim(planClue{first: 2024, number: 2})
	if p := two.find(planClue{number: 2}); p != nil {
		t.Errorf("a number of two plans finds %s", p.id)
	}
	if two.claim(planClue{end: 2030, number: 7}) != nil || len(two.plans) != 5 {
		t.Error("a plan was made without a first year")
	}
	p := two.claim(planClue{first: 2016, end: 2018, number: 8, ogp: "AP3"})
	if p.id != "estonia-2016" || p.number != 3 || p.end != 2018 || p.ogp != "AP3" || !p.claimed {
		t.Errorf("%+v", p)
	}
	if p = two.claim(planClue{first: 2020, end: 2019}); p.end != 2022 {
		t.Errorf("%+v", p)
	}
	for i := 1; i < len(two.plans); i++ {
		if two.plans[i-1].first > two.plans[i].first {
			t.Error("plans are out of order")
		}
	}
}

func TestTheYearsOfAReportLieInOnePlan(t *testing.T) {
	t.Parallel()
	for years, want := range map[[2]vocabulary.Year]string{
		{2014, 2015}: "estonia-2014", {2012, 0}: "estonia-2012", {2013, 2014}: "estonia-2012", {2014, 2016}: "estonia-2014", {2015, 2017}: "", {2016, 2017}: "", {2011, 2012}: "",
		{2022, 2022}: "", {2021, 0}: "estonia-2020",
	} {
		got := ""
		if p := bookOfPlans().holding(years[0], years[1]); p != nil {
			got = p.id
		}
		if got != want {
			t.Errorf("%v lie in %q, not %q", years, got, want)
		}
	}
	overlapping := bookOfPlans()
	overlapping.claim(planClue{first: 2019, end: 2022})
	if p := overlapping.holding(2021, 2021); p != nil {
		t.Errorf("the years of two plans lie in %s", p.id)
	}
	for _, c := range []struct {
		plan planBuild
		want string
	}{{planBuild{first: 2014, end: 2016}, "2014-2016"}, {planBuild{first: 2014, end: 2014}, "2014"}, {planBuild{first: 2014}, "2014-"}, {planBuild{first: 2014, end: 2016, cycle: "2014-16"}, "2014-16"}} {
		if got := c.plan.cycleWords(); got != c.want {
			t.Errorf("%q, not %q", got, c.want)
		}
	}
}
