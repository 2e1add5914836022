package vocabulary

import "testing"

// Each formula asks for its parts and no other, and gives no star on a guess.
func TestAStarFollowsTheFormulaOfItsTime(t *testing.T) {
	t.Parallel()
	const yes, no, unknown = "Yes", "No", "unknown"
	for _, c := range []struct {
		parts                  StarParts
		pre2014, y2015, latest string
	}{
		{StarParts{"High", Yes, "Transformative", Completed}, yes, yes, yes},
		{StarParts{"Medium", Yes, "Transformative", Substantial}, yes, yes, yes},
		{StarParts{"Low", Yes, "Transformative", Completed}, yes, no, no},
		{StarParts{"None", Yes, "Transformative", Completed}, yes, no, no},
		{StarParts{"High", Yes, "Moderate", Completed}, yes, yes, no},
		{StarParts{"High", Yes, "Minor", Completed}, no, no, no},
		{StarParts{"High", No, "Transformative", Completed}, no, no, no},
		{StarParts{"High", Yes, "Transformative", Limited}, no, no, no},
		{StarParts{"High", Yes, "Transformative", Unclear}, no, no, no},
		{StarParts{NoData, Yes, "Transformative", Completed}, yes, unknown, unknown},
		{StarParts{"", No, "Transformative", Completed}, no, unknown, unknown},
		{StarParts{"High", NotStated, "Transformative", Completed}, unknown, unknown, unknown},
		{StarParts{"High", Yes, "", Completed}, unknown, unknown, unknown},
		{StarParts{"High", Yes, "Transformative", PendingReview}, unknown, unknown, unknown},
		{StarParts{"High", Yes, "Transformative", NotReviewed}, unknown, unknown, unknown},
	} {
		for name, f := range map[string]struct {
			formula func(StarParts) (bool, bool)
			want    string
		}{"before 2014": {StarredPre2014, c.pre2014}, "2015": {Starred2015, c.y2015}, "current": {StarredCurrent, c.latest}} {
			got := unknown
			switch starred, known := f.formula(c.parts); {
			case known && starred:
				got = yes
			case known:
				got = no
			case starred:
				t.Errorf("%+v: starred on a guess (%s)", c.parts, name)
			}
			if got != f.want {
				t.Errorf("%+v: %s by the formula of %s, not %s", c.parts, got, name, f.want)
			}
		}
		want := map[string]string{yes: Yes, no: No, unknown: NotStated}[c.latest]
		if got := Recomputed(c.parts); got != want {
			t.Errorf("%+v: recomputed %s, not %s", c.parts, got, want)
		}
	}
}
