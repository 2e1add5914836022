package record

import "testing"

func TestMailAddressesAreReplacedAndPicturesAreNot(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Write to jaan.tamm+ogp@valitsus.gov.ee.":  "Write to [left out].",
		"maría_peña@méxico.gob.mx, x@a-b.org":      "[left out], [left out]",
		"images/bar@2x.png":                        "images/bar@2x.png",
		"meet @ noon, no@address":                  "meet @ noon, no@address",
		"no address at all":                        "no address at all",
		"a@2x.png and staff@ministry.example here": "a@2x.png and [left out] here",
	} {
		if got := ReplaceMail(text, "[left out]"); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
