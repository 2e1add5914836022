package figures_test

import "testing"

func TestCountsInProse(t *testing.T) {
	for _, c := range []struct {
		name, title, text, want string
	}{
		{"a share with its percentage", "Freedonia Results Report 2020-2022", "Eight of 14 commitments (57%) achieved substantial or full implementation.", "substantial_or_full_implementation/results=Eight of 14 (57%)"},
		{"half of a total", "Freedonia Transitional Results Report 2018-2020", "Half of the 28 commitments were substantially or fully completed.", "substantial_or_full_implementation/results=Half of the 28"},
		{"two plans in one sentence", "Freedonia Results Report 2020-2022", "Six of nine commitments (67%) were fully or substantially implemented, against 11 of 17 commitments (64%) in the 2018-2020 plan.",
			"substantial_or_full_implementation/results=Six of nine (67%); substantial_or_full_implementation/results=11 of 17 (64%) [2018-2020]"},
		{"commitments by their numbers", "Freedonia Results Report 2020-2022", "Commitments 2, 4, and 5 saw moderate early results.", "early_results_moderate/results=Commitments 2, 4, and 5"},
		{"a plan as written", "Freedonia Action Plan Review 2021-2023", "The plan is made up of five commitments, which the IRM has put into six groups.", "commitments_in_the_action_plan_as_written/design=five"},
		{"what was completed, with a total in digits", "Freedonia Results Report 2020-2022", "Six of 10 commitments were fully implemented by the end of the plan.", "completed/results=Six of 10"},
		{"a count with its share and no total", "Freedonia Results Report 2020-2022", "By August 2022, eight commitments (57 %) were substantially completed.", "substantial/results=eight (57 %)"},
		{"completed or nearly", "Freedonia Results Report 2020-2022", "Seven of 12 commitments were completed or substantially completed.", "substantial_or_full_implementation/results=Seven of 12"},
		{"what was not begun", "Freedonia Results Report 2020-2022", "Two of 9 commitments (22%) had not started when the plan ended.", "not_started/results=Two of 9 (22%)"},
		{"what saw little", "Freedonia Results Report 2020-2022", "Three of nine commitments saw limited implementation.", "limited/results=Three of nine"},
		{"a lens", "Freedonia Action Plan Review 2021-2023", "Nine of 10 commitments have a clear open government lens.", "commitments_with_open_gov_lens/design=Nine of 10"},
		{"two measures in one sentence", "Freedonia Results Report 2020-2022", "Six of 10 commitments were fully completed, others withdrawn or substantially implemented.", ""},
		{"a share of no commitments", "Freedonia Results Report 2020-2022", "Six of 10 portals (60%) were fully completed under this commitment.", ""},
		{"no measure", "Freedonia Results Report 2020-2022", "Six of 10 commitments were led by ministries.", ""},
		{"what was not done", "Freedonia Results Report 2020-2022", "Eight of 14 commitments were not substantially or fully completed.", ""},
		{"what may come", "Freedonia Results Report 2020-2022", "Eight of 14 commitments could see major early results in later years.", ""},
		{"milestones", "Freedonia Results Report 2020-2022", "In this commitment, three of the five milestones were substantially or fully completed.", ""},
		{"a plan's name", "Freedonia Results Report 2020-2022", "One of the most promising commitments had major early results.", ""},
		{"another kind of document", "Freedonia Case Study 2020-2022", "Eight of 14 commitments (57%) achieved substantial or full implementation.", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := readDocument(t, "<h1>"+c.title+"</h1><p>"+c.text+"</p>")
			got := ""
			for _, f := range p.Figures {
				if got != "" {
					got += "; "
				}
				got += string(f.Measure) + "/" + string(f.Stage) + "=" + f.Printed
				if f.Plan != "" {
					got += " [" + f.Plan + "]"
				}
			}
			if got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}
