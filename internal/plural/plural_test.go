package plural

import "testing"

func TestThingsAreCountedInWords(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{0: "0 members", 1: "1 member", 2: "2 members", 1200: "1200 members"} {
		if got := Count(n, "member"); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}
