package assemble

import (
	"testing"

	"ogptracker/scrape/record"
	"ogptracker/transform/vocabulary"
)

// A place that no list names, known by the page of one commitment alone, is
// told by its address.
func TestAPlaceNobodyKnowsIsLocalByTheCountryItsAddressEndsWith(t *testing.T) {
	for slug, iso := range map[string]string{"new-york-city-usa": "USA", "boston-united-states": "USA", "cuenca-south-korea": "KOR", "hove-united-kingdom": "GBR"} {
		page := pageOf(record.KindCommitment, record.Layout2022, "/members/"+slug+"/commitments/NYX0001/", func(p *record.Page) { p.Member, p.Code, p.Title = slug, "NYX0001", "Open budget" })
		out, _ := assembleReads(t, nil, page)
		if len(out.Members) != 1 || out.Members[0].ID != slug || out.Members[0].Type != vocabulary.MemberTypeLocal || out.Members[0].ISO3 != iso {
			t.Errorf("%s: %+v", slug, out.Members)
		}
	}
	both := []record.Read{
		pageOf(record.KindCommitment, record.Layout2022, "/members/austin-usa/commitments/AUS0001/", func(p *record.Page) { p.Member, p.Code, p.Title = "austin-usa", "AUS0001", "One" }),
		pageOf(record.KindCommitment, record.Layout2022, "/members/austin-united-states/commitments/AUS0002/", func(p *record.Page) { p.Member, p.Code, p.Title = "austin-united-states", "AUS0002", "Two" }),
	}
	out, _ := assembleReads(t, nil, both...)
	if len(out.Members) != 1 || out.Members[0].ID != "austin-united-states" || len(out.Commitments) != 2 {
		t.Errorf("members %+v with %d commitments, want one with two", out.Members, len(out.Commitments))
	}
}
