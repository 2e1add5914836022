package vocabulary

import (
	"testing"

	"ogptracker/scrape/record"
)

func TestTheNameOfAReportSaysItsStageAndWhoseWordItIs(t *testing.T) {
	t.Parallel()
	v := NewTranslator(BuiltInCrosswalk())
	for name, want := range map[string]struct {
		stage    string
		evidence Evidence
	}{
		"Estonia End-of-Term Report 2016–2018":              {reportStageEndOfTerm, EvidenceIRM},
		"Estonia End of Term Report":                        {reportStageEndOfTerm, EvidenceIRM},
		"Kenya Results Report 2020-2022":                    {reportStageEndOfTerm, EvidenceIRM},
		"Kenya Progress Report 2012-2013":                   {reportStageMidterm, EvidenceIRM},
		"Mid-Term Report — Progress on Commitments":         {reportStageMidterm, EvidenceIRM},
		"Canada Design Report 2018-2020":                    {reportStageDesign, EvidenceDesign},
		"Canada Design and Implementation Report 2018-2020": {reportStageEndOfTerm, EvidenceIRM},
		"Action Plan Review: Ukraine":                       {reportStageReview, EvidenceReview},
		"Co-Creation Brief":                                 {reportStageReview, EvidenceReview},
		"End of Commitment Report":                          {reportStageOwn, EvidenceMember},
		"Midterm Self-Assessment Report":                    {reportStageOwn, EvidenceMember},
		"IRM (Results Report)":                              {reportStageEndOfTerm, EvidenceIRM},
		"Redesign reports":                                  {"", EvidenceNone},
		"Letter":                                            {"", EvidenceNone},
		"":                                                  {"", EvidenceNone},
	} {
		for range 2 { // the second answer is remembered
			if stage, evidence := v.ReportStage(name), v.Evidence(name); stage != want.stage || evidence != want.evidence {
				t.Errorf("%q: %q, %d; not %q, %d", name, stage, evidence, want.stage, want.evidence)
			}
		}
	}
	if uses := v.Uses(); len(uses) != 0 {
		t.Errorf("names of reports are no values of the site: %+v", uses)
	}
}

func TestReportsTogetherSayTheStageOfACompletion(t *testing.T) {
	t.Parallel()
	v := NewTranslator(BuiltInCrosswalk())
	for _, c := range []struct {
		reports []string
		want    record.Stage
	}{
		{nil, ""},
		{[]string{"Design Report", "Action Plan Review", "Self-Assessment"}, ""},
		{[]string{"Design Report", "Progress Report"}, record.StageMidterm},
		{[]string{"Progress Report", "Letter"}, record.StageMidterm},
		{[]string{"End-of-Term Report", "Progress Report"}, record.StageEndOfTerm},
		{[]string{"Progress Report", "Implementation Report"}, record.StageEndOfTerm},
	} {
		if got := v.StageOfReports(c.reports); got != c.want {
			t.Errorf("%q: %q, not %q", c.reports, got, c.want)
		}
	}
	if RatingStage("") != NotStated || RatingStage(record.StageMidterm) != string(record.StageMidterm) {
		t.Error("the stage of a rating is its name, or not stated")
	}
}

// An entry of the staff's own that a report's name met has been of use.
func TestAnEntryForReportsIsUsedByTheNameThatHoldsIt(t *testing.T) {
	t.Parallel()
	x, err := ParseCrosswalk([]byte("field,raw,normalized\nirm_report_stage,informe final,End of term\nirm_report_stage,informe medio,Midterm\nmember_status,on leave,Suspended\n"))
	if err != nil {
		t.Fatal(err)
	}
	v := NewTranslator(x)
	if got := v.ReportStage("Chile: Informe Final 2018"); got != reportStageEndOfTerm {
		t.Errorf("stage %q", got)
	}
	if got := v.StatusIn("The country is on leave."); got != StatusSuspended {
		t.Errorf("status %q", got)
	}
	if unused := v.Unused(); len(unused) != 1 || unused[0].Value != "informe medio" {
		t.Errorf("unused: %+v", unused)
	}
}

func TestTheGravestStatusOfASentenceCounts(t *testing.T) {
	t.Parallel()
	v := NewTranslator(BuiltInCrosswalk())
	for sentence, want := range map[string]string{
		"": "", "A member since 2011": "", "Active": StatusActive, "This member is inactive": StatusInactive, "Under Review": StatusUnderReview,
		"Active, now under review": StatusUnderReview, "Suspended, formerly inactive": StatusSuspended,
		"Withdrawn after it was suspended": StatusWithdrawn, "An active member that became inactive": StatusInactive,
	} {
		if got := v.StatusIn(sentence); got != want {
			t.Errorf("%q: %q, not %q", sentence, got, want)
		}
	}
	v.StatusIn("Active")
	for _, u := range v.Uses() {
		if want := map[bool]int{true: 2, false: 1}[u.Raw == "Active"]; u.Count != want || u.Field != string(record.FieldMemberStatus) || u.Era == NotRecognised {
			t.Errorf("%+v", u)
		}
	}
	if n := len(v.Uses()); n != 7 {
		t.Errorf("%d sentences met, not 7", n)
	}
}
