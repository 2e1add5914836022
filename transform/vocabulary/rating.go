package vocabulary

// Level is one of the four ratings of completion; levelNone is everything
// that leaves a commitment out.
type Level int

const (
	LevelNone Level = iota
	LevelNotStarted
	LevelLimited
	LevelSubstantial
	LevelCompleted
	LevelCount
)

// CompletionLevel tells a rating from every other finding and from absences.
// OGP counts a commitment as assessed only on these four words (its own flag
// "Comp Assessed").
func CompletionLevel(finding string) Level {
	switch finding {
	case Completed:
		return LevelCompleted
	case Substantial:
		return LevelSubstantial
	case Limited:
		return LevelLimited
	case NotStarted:
		return LevelNotStarted
	}
	return LevelNone
}

// IsCompletionFinding reports whether the IRM said something: one of the four
// ratings, or Unclear, Withdrawn, No Evidence Available.
func IsCompletionFinding(value string) bool {
	return CompletionLevel(value) != LevelNone || value == Unclear || value == Withdrawn || value == NoEvidence
}
