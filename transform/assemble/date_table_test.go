package assemble

import "testing"

func TestAnImpossibleDayIsToldFromAnAmbiguousOne(t *testing.T) {
	for text, want := range map[string]bool{
		"2/30/2020": true, "31/31/2014": true, "31 February 2020": true, "2021-02-30": true,
		"2021-03-30": false, "2021-30-03": false, "12/31/2014": false, "1/2": false,
		"3/4/2015": false, "31/12/2014": false, "Ongoing": false, "43525": false, "June 2016": false, "NA": false, "Permanent activity": false,
	} {
		if impossibleDate(text) != want {
			t.Errorf("impossibleDate(%q) = %v", text, !want)
		}
	}
}
