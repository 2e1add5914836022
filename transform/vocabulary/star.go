package vocabulary

// The IRM has given stars by three formulas. Each takes a
// commitment's design and its completion at one stage. known is false where a
// part of the formula is not known; a star is never given or refused on a
// guess.

// StarParts are the parts of a star, normalized.
type StarParts struct {
	Specificity, Relevance, PotentialImpact, Completion string
}

// StarredPre2014 is the formula of assessments before June 2014: relevant,
// moderate or transformative impact, substantial or complete at midterm.
// Specificity has no part in it.
func StarredPre2014(p StarParts) (starred, known bool) {
	if !IsFinding(p.Relevance) || !IsFinding(p.PotentialImpact) || !IsCompletionFinding(p.Completion) {
		return false, false
	}
	return p.Relevance == Yes && highImpact(p.PotentialImpact) && substantialOrComplete(p.Completion), true
}

// Starred2015 is the formula of 2015: the same with medium or high
// specificity.
func Starred2015(p StarParts) (starred, known bool) {
	starred, known = StarredPre2014(p)
	return starred && Specific(p.Specificity), known && IsFinding(p.Specificity)
}

// StarredCurrent is the formula in use until stars ended with the plans of
// 2018: medium or high specificity, relevant, transformative, substantial or
// complete. Specificity is the criterion: plans from 2018 on are rated
// Verifiable only, and OGP's own columns hold ND for them.
func StarredCurrent(p StarParts) (starred, known bool) {
	starred, known = Starred2015(p)
	return starred && p.PotentialImpact == valueTransformative, known
}

func Specific(value string) bool { return value == valueMedium || value == valueHigh }

func highImpact(value string) bool { return value == valueModerate || value == valueTransformative }

// substantialOrComplete is the stars' own condition: a rule of the formulas,
// whatever the rates count.
func substantialOrComplete(value string) bool { return value == Substantial || value == Completed }

// Recomputed words the current formula for the report.
func Recomputed(p StarParts) string {
	switch starred, known := StarredCurrent(p); {
	case !known:
		return NotStated
	case starred:
		return Yes
	}
	return No
}
