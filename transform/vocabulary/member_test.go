package vocabulary

import (
	"strings"
	"testing"
)

func idOf(m *KnownMember) string {
	if m == nil {
		return ""
	}
	return m.ID
}

func TestAMemberIsFoundByAnyOfItsNames(t *testing.T) {
	t.Parallel()
	reg := KnownMembers()
	for name, want := range map[string]string{
		"estonia": "estonia", "Republic of Moldova": "moldova", "republic-of-moldova": "moldova", "UK": "united-kingdom",
		"The United Kingdom": "united-kingdom", "Côte d’Ivoire": "cote-divoire", "Ivory Coast": "cote-divoire",
		"Makueni, Kenya": "makueni-kenya", "City of Austin": "austin-united-states", "austin-usa": "austin-united-states",
		"Moldova, Republic of": "moldova", "Korea (Republic of)": "republic-of-korea", "Korea, Rep.": "republic-of-korea", "Gambia, The": "gambia",
		"Netherlands (the)": "netherlands", "Dominican Republic (the)": "dominican-republic", "Republic of the Philippines": "philippines",
		"Republic of Albania": "albania", "republic-of-serbia": "serbia", "Macedonia, FYR": "north-macedonia", "Germany, Federal Republic of": "germany",
		"Tanzania, United Republic of": "tanzania", "United Kingdom of Great Britain and Northern Ireland": "united-kingdom", "U.S.A.": "united-states",
		"Hungary (withdrawn)": "hungary", "Georgia (suspended 2024)": "georgia", "Estonia (EST)": "estonia", "Türkiye (formerly Turkey)": "turkey",
		"Scotland (inactive), United Kingdom": "", "Kenya (Makueni)": "", "Georgia (Estonia)": "", "Mexico State": "", "State of Mexico": "", "The Republic of": "",
		"Georgia, United States": "", "Korea, Democratic People's Republic of": "", "Northern Ireland": "", "Republic of Makueni, Kenya": "",
		"Scotland, Great Britain": "scotland-united-kingdom", "makueni": "", "Atlantis": "", "": "", "Atlantis, Kenya": "",
	} {
		if got := idOf(reg.Find(name)); got != want {
			t.Errorf("%q is %q, not %q", name, got, want)
		}
		id := want
		if id == "" {
			id = Slug(name)
		}
		if got := MemberID(name); got != id {
			t.Errorf("the id of %q is %q, not %q", name, got, id)
		}
	}
	for name, want := range map[string]string{
		"Makueni, Kenya": "kenya", "nowhere-united-states-of-america": "united-states", "Somewhere, Former Yugoslav Republic of Macedonia": "north-macedonia",
		"Northern Ireland": "united-kingdom", "Jalisco": "mexico", "New Jersey, United States": "united-states",
		"Kenya": "", "Kenya, Makueni": "", "Atlantis": "",
		"Town, Akhaltsikhe, Georgia": "georgia", // a local member is no country
	} {
		if got := idOf(reg.Country(name)); got != want {
			t.Errorf("the country of %q is %q, not %q", name, got, want)
		}
	}
	for code, want := range map[string]string{"EE0059": "estonia", "SCO0001": "scotland-united-kingdom", "ZZ0001": "", "0001": ""} {
		if got := idOf(reg.FitsPrefix(code)); got != want {
			t.Errorf("%s is of %q, not %q", code, got, want)
		}
	}
	all := reg.All()
	for i, m := range all {
		if i > 0 && all[i-1].ID >= m.ID || !reg.IsMember(m.ID) {
			t.Errorf("%s: out of order or unknown", m.ID)
		}
	}
	if reg.IsMember("atlantis") {
		t.Error("a name that is nobody's is a member")
	}
}

func TestATitleNamesItsMembers(t *testing.T) {
	t.Parallel()
	for title, want := range map[string]string{
		"Estonia Action Plan 2018-2020":                "estonia/1",
		"Action Plan – Estonia":                        "estonia/1",
		"Northern Ireland, United Kingdom Action Plan": "northern-ireland-united-kingdom/4",
		"Ireland and United Kingdom":                   "ireland/1 united-kingdom/2",
		"Makueni Action Plan":                          "makueni-kenya/1",
		"Action plan - Makueni":                        "makueni-kenya/1",
		"Action plan: Makueni":                         "makueni-kenya/1",
		"Notes of a meeting in Paris":                  "",
		"Paris Declaration":                            "",
		"Paris":                                        "paris-france/1",
		"Paris Action Plan":                            "paris-france/1",
		"Plan de Estado de México 2021":                "estado-de-mexico-mexico/3",
		"Plan of Mexico":                               "mexico/1",
		"Action plan – Tangier – Tetouan – Al-Hoceima, Morocco, 2021 – 2023": "tangier-tetouan-al-hoceima-morocco/5",
		"Tbilisi, Georgia": "tbilisi-georgia/2",
		"Inception Report": "",
		"":                 "",
	} {
		var got []string
		for _, n := range KnownMembers().MembersNamed(title) {
			got = append(got, n.Member.ID+"/"+string(rune('0'+n.Words)))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q names %q, not %q", title, got, want)
		}
	}
}

func TestATitleNamesAPlaceThatIsNotInTheList(t *testing.T) {
	t.Parallel()
	for title, want := range map[string]string{
		"Springfield, United States Action Plan":             "",
		"Springfield, United States":                         "Springfield, United States",
		"Action plan – Springfield, United States":           "Springfield, United States",
		"Action plan: Springfield, United States, 2021-2023": "Springfield, United States",
		"Makueni County, Kenya":                              "Makueni County, Kenya",
		"Ghana, Kenya":                                       "", // a country is no place of another
		"Action Plan, Kenya":                                 "",
		"Letter, Kenya":                                      "",
		"Report of 2021, Kenya":                              "",
		"Open Government, Kenya":                             "",
		", Kenya":                                            "",
		"Springfield, Tbilisi, Georgia":                      "Tbilisi, Georgia",
		"Springfield, Atlantis":                              "",
		"Springfield, Tbilisi Georgia":                       "", // a local member is no country
		"Kenya":                                              "",
	} {
		if got := KnownMembers().PlaceNamed(title); got != want {
			t.Errorf("%q names %q, not %q", title, got, want)
		}
	}
}

// A place that is a member by tonight's sources alone is found in titles, and
// takes no name from a member of the list.
func TestFurtherPlacesAreFoundInTitles(t *testing.T) {
	t.Parallel()
	name := "Seven Small Towns On The Long Blue River, Kenya"
	towns, paris := &KnownMember{ID: Slug(name), Name: name, Kind: MemberTypeLocal}, &KnownMember{ID: "paris-usa", Name: "Estonia, United States", Kind: MemberTypeLocal}
	reg := KnownMembers().With([]*KnownMember{towns, paris})
	for title, want := range map[string]*KnownMember{
		"Seven Small Towns On The Long Blue River Action Plan": towns, "Seven Small Towns On The Long Blue River, Kenya": towns,
		"Estonia": KnownMembers().Find("estonia"), "Estonia, United States": paris,
	} {
		named := reg.MembersNamed(title)
		if len(named) == 0 || named[0].Member != want {
			t.Errorf("%q names %+v", title, named)
		}
	}
	if len(reg.All()) != len(KnownMembers().All())+2 || len(KnownMembers().MembersNamed("Seven Small Towns On The Long Blue River")) > 0 {
		t.Error("the list itself has changed, or the places are not in it")
	}
}
