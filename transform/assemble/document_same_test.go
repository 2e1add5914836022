package assemble

import (
	"testing"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
)

func TestADocumentUnderTwoAddressesIsOneRow(t *testing.T) {
	document := func(path, title, hash string) record.Read {
		return pageOf(record.KindDocument, record.Layout2022, path, func(p *record.Page) {
			p.Title, p.BodyHash = title, hash
		})
	}
	listing := pageOf(record.KindCountry, record.Layout2022, "/members/peru/", func(p *record.Page) {
		p.Title, p.Member = "Peru", "peru"
		p.Documents = []record.ListedDocument{{Title: "Peru Action Plan 2022-2024", Type: "Action Plan", Year: "2022", URL: siteBase + "/?p=5120"}}
	})
	for name, c := range map[string]struct {
		reads []record.Read
		want  int
	}{
		"the same bytes":                            {[]record.Read{document("/?p=5120", "Peru Action Plan 2022-2024", "h"), document("/documents/peru-action-plan-2022-2024/", "Peru Action Plan 2022-2024", "h")}, 1},
		"bytes that differ by a token":              {[]record.Read{document("/?p=5120", "Peru Action Plan 2022-2024", "h1"), document("/documents/peru-action-plan-2022-2024/", "Peru Action Plan 2022–2024", "h2")}, 1},
		"two addresses with words, the same bytes":  {[]record.Read{document("/documents/peru-action-plan-2022-2024-2/", "Peru Action Plan 2022-2024", "h"), document("/documents/peru-action-plan-2022-2024/", "Peru Action Plan 2022-2024", "h")}, 1},
		"two addresses with words, other bytes":     {[]record.Read{document("/documents/peru-letters-of-the-year-2/", "Peru Letters of the Year", "h1"), document("/documents/peru-letters-of-the-year/", "Peru Letters of the Year", "h2")}, 2},
		"a number between two addresses with words": {[]record.Read{document("/documents/peru-letters-of-the-year-2/", "Peru Letters of the Year", "h1"), document("/documents/peru-letters-of-the-year/", "Peru Letters of the Year", "h2"), document("/?p=7", "Peru Letters of the Year", "h3")}, 3},
		"the same bytes under other titles":         {[]record.Read{document("/?p=1", "Peru Letter of 2014", "h"), document("/documents/peru-other/", "Peru Letter of 2015", "h")}, 2},
		"a title that many have":                    {[]record.Read{document("/?p=1", "Action Plan", "h1"), document("/documents/peru-plan/", "Action Plan", "h2")}, 2},
	} {
		t.Run(name, func(t *testing.T) {
			out, _ := assembleReads(t, nil, c.reads...)
			if len(out.Documents) != c.want {
				t.Errorf("%d documents: %+v", len(out.Documents), out.Documents)
			}
		})
	}
	t.Run("and what the list says of the number is said of the words", func(t *testing.T) {
		reads := []record.Read{listing, document("/?p=5120", "Peru Action Plan 2022-2024", "h"), document("/documents/peru-action-plan-2022-2024/", "Peru Action Plan 2022-2024", "h")}
		out, _ := assembleReads(t, nil, reads...)
		want := siteBase + "/documents/peru-action-plan-2022-2024/"
		if len(out.Documents) != 1 || out.Documents[0].Type != "Action Plan" || out.Documents[0].Year != 2022 || out.Documents[0].URL != want || out.Documents[0].MemberID != "peru" {
			t.Fatalf("%+v", out.Documents)
		}
		before, _ := assembleReads(t, nil, listing, reads[1]) // a night before the words were known
		again, _ := assembleReads(t, func(in *dataset.Input) { in.Before = snapshotOf(before) }, reads...)
		if len(again.Documents) != 1 {
			t.Errorf("the number comes back: %+v", again.Documents)
		}
	})
}
