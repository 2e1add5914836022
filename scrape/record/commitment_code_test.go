package record

import (
	"regexp"
	"testing"
)

func TestOneRuleSaysWhatACodeIs(t *testing.T) {
	t.Parallel()
	pattern := regexp.MustCompile(`^` + CodePattern + `$`)
	for text, want := range map[string]string{
		"EE0059": "EE0059", "png0013": "PNG0013", "Kad9001": "KAD9001",
		"": "", "E0059": "", "EESK0059": "", "EE059": "", "EE00590": "", "EE005": "", "0059": "", "EE 0059": "", "EE0059 ": "", "ÉE0059": "", "EE٠٠٥٩": "", "ſE0059": "",
	} {
		code, ok := CommitmentCode(text)
		if code != want || ok != (want != "") {
			t.Errorf("%q: %q, %t", text, code, ok)
		}
		if pattern.MatchString(text) != ok {
			t.Errorf("%q: the pattern and the reader are two rules", text)
		}
	}
	for text, want := range map[string]int{"12. Open dataUK0090": 6, "EE0059": 6, "see PNG0013": 7, "ABCD0001": 7, "ee0059": 0, "plan of 2018": 0, "0090": 0} {
		if got := CodeAtEnd(text); got != want {
			t.Errorf("%q ends with a code of %d, want %d", text, got, want)
		}
	}
}
