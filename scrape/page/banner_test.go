package page

import (
	"testing"

	"ogptracker/scrape/record"
)

func TestAMembersStandingIsReadInAnyWordsThatTellIt(t *testing.T) {
	for text, status := range map[string]bool{
		"Kenya has been permanently suspended from OGP.":                        true,
		"Kenya was suspended in 2023.":                                          true,
		"Kenya is inactive in OGP.":                                             true,
		"Kenya’s membership has been rescinded.":                                true,
		"Kenya remains under review.":                                           true,
		"Kenya withdrew from the Open Government Partnership in December 2022.": true,
		"Kenya is no longer a member of OGP.":                                   true,
		"Kenya has suspended its portal.":                                       false,
		"Kenya is active in a group whose portal was suspended.":                false,
		"The portal was suspended.":                                             false,
		"Kenya was founded in 1963 and its law is under review.":                false,
	} {
		p := readCountry(t, `<main><h1>Kenya</h1><p>Member Since 2011</p><p>`+text+` <a href="/x/">Learn more here.</a></p><h2>Current Action Plan</h2><p>2023-2027</p></main>`)
		got := p.Field(record.FieldMemberStatus)
		if (got == record.Say(text)) != status || !status && got.State != record.NotStated {
			t.Errorf("%s: status %+v", text, got)
		}
	}
}
