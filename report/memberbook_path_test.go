package report

import (
	"strings"
	"testing"
)

func TestAMembersWorkbookHasANameThatEveryDiskTakes(t *testing.T) {
	t.Parallel()
	for member, want := range map[string]string{
		"estonia": "members/estonia.xlsx", "con": "members/con-member.xlsx", "com1": "members/com1-member.xlsx", "lpt9": "members/lpt9-member.xlsx",
		"congo": "members/congo.xlsx", "com": "members/com.xlsx", "com12": "members/com12.xlsx",
		"changes": "members/changes-member.xlsx", "due-dates": "members/due-dates-member.xlsx", "all": "members/all-member.xlsx",
	} {
		if got := bookPath(member); got != want {
			t.Errorf("%s: %s, want %s", member, got, want)
		}
	}
	a, b := bookPath(strings.Repeat("a", 300)), bookPath(strings.Repeat("a", 301))
	if a == b || len(a) > 120 {
		t.Errorf("%s and %s", a, b)
	}
}
