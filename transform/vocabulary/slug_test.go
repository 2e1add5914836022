package vocabulary

import "testing"

func TestASlugHasNoHyphenAtItsEnds(t *testing.T) {
	for name, want := range map[string]string{
		" (Côte d’Ivoire) ": "cote-divoire", "Łódź – budżet": "lodz-budzet", "12. Open data": "12-open-data", "…": "", "São Paulo": "sao-paulo",
		"Øst og ØST, ıl, đð ßæœþ": "ost-og-ost-il-dd-ssaeoeth", "O'`ʻNeill's": "oneills", "a&b": "a-b", "AZ az 09": "az-az-09", "Ąžuolas": "azuolas", "ŁUKÓW": "lukow",
	} {
		if got := Slug(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
	for most, want := range map[int]string{20: "open-data-of-all", 16: "open-data-of-all", 15: "open-data-of", 12: "open-data-of", 10: "open-data", 9: "open-data", 5: "open", 4: "open", 3: "ope"} {
		if got := ShortSlug("Open data of all", most); got != want {
			t.Errorf("at most %d: %q, want %q", most, got, want)
		}
	}
}
