package assemble

import (
	"testing"

	"ogptracker/scrape/record"
	"ogptracker/transform/vocabulary"
)

func TestALongerNameHidesAShorterOneWhereverItStands(t *testing.T) {
	list := pageOf(record.KindMembersList, record.Layout2022, "/our-members/", func(p *record.Page) {
		p.Members = []record.ListedMember{{Name: "Mexico", Member: "mexico"}, {Name: "Ireland", Member: "ireland"}, {Name: "Gran Chile, Argentina", Member: "gran-chile-argentina", Group: "Local Members"}, {Name: "Chile", Member: "chile"}}
	})
	for title, want := range map[string]string{
		"End of Commitment Report - Budget school in Estado de México": "estado-de-mexico-mexico",
		"Open courts in Estado de México: notes":                       "estado-de-mexico-mexico",
		"Open courts in the Estado de México":                          "estado-de-mexico-mexico",
		"Lessons of open contracting in Northern Ireland":              "northern-ireland-united-kingdom",
		"A toolkit for courts in Gran Chile":                           "gran-chile-argentina",
		"Open contracting in Mexico":                                   "mexico",
		"Open contracting in Chile":                                    "chile",
		"Open courts in Ireland: notes":                                "ireland",
		"The Paris Declaration":                                        vocabulary.NotStated,
		"Notes of the meeting in Paris":                                vocabulary.NotStated,
	} {
		document := pageOf(record.KindDocument, record.Layout2022, "/documents/x/", func(p *record.Page) { p.Title, p.Member = title, "" })
		out, _ := assembleReads(t, nil, list, document)
		if len(out.Documents) != 1 || out.Documents[0].MemberID != want {
			t.Errorf("%q: %+v, want %s", title, out.Documents, want)
		}
	}
}
