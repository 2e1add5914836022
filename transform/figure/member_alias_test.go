package figure

import (
	"testing"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/transformtest"
)

func TestACardOfTheMembersListIsReadUnderAnyOfAMembersNames(t *testing.T) {
	list := record.Page{Source: record.Source{Address: "https://www.opengovpartnership.org/our-members/"}, Kind: record.KindMembersList, Members: []record.ListedMember{
		{Name: "Republic of Moldova", Member: "republic-of-moldova", Joined: record.Say("2012"), Commitments: record.Say("6")},
	}}
	got := StatedFigures([]dataset.PageRef{{Read: transformtest.ReadPage(list)}}, []dataset.Member{{ID: "moldova"}}, nil)
	if len(got) != 2 || got[0].MemberID != "moldova" || got[0].Raw != "6" || got[1].Raw != "2012" {
		t.Errorf("got %+v", got)
	}
}
