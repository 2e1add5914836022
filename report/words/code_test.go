package words

import "testing"

func TestTextsOfFilesAreSaidAsPeopleWrite(t *testing.T) {
	for text, want := range map[string]string{
		"no number for this stage (end_of_term)":        "no number for this stage (end of term)",
		"see `ogptracker inspect --learn <address>` up": "see “ogptracker inspect --learn <address>” up",
		"a lone ` stays": "a lone ` stays",
		"Nothing":        "Nothing",
	} {
		if got := WithoutCode(text); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}
