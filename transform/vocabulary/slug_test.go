package vocabulary

import "testing"

func TestASlugHasNoHyphenAtItsEnds(t *testing.T) {
	for name, want := range map[string]string{
		" (Côte d’Ivoire) ": "cote-divoire", "Łódź – budżet": "lodz-budzet", "12. Open data": "12-open-data", "…": "", "São Paulo": "sao-paulo",
	} {
		if got := Slug(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
	for most, want := range map[int]string{20: "open-data-of-all", 12: "open-data-of", 10: "open-data", 3: "ope"} {
		if got := ShortSlug("Open data of all", most); got != want {
			t.Errorf("at most %d: %q, want %q", most, got, want)
		}
	}
}
