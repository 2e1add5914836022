package config

import (
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
)

// Suggest names the known word that is nearest to one that nobody knows, as
// the end of a message: "; did you mean estonia?". It is "" where none is near.
func Suggest(word string, known []string) string {
	best, distance := "", min(4, len(word)/2+1)
	for _, name := range slices.Sorted(slices.Values(known)) {
		if d := levenshtein.ComputeDistance(strings.ToLower(word), strings.ToLower(name)); d < distance {
			best, distance = name, d
		}
	}
	if best == "" {
		return ""
	}
	return "; did you mean " + best + "?"
}
