package vocabulary

import (
	"slices"
	"strings"

	"ogptracker/scrape/record"
)

// Standings of a membership, and types of members.
const (
	StatusInactive    = "Inactive"
	StatusWithdrawn   = "Withdrawn"
	StatusSuspended   = "Suspended"
	StatusUnderReview = "Under review"

	MemberTypeLocal = "Local"
)

// StatusIn finds the words of a status inside a sentence. Where several stand
// in it the gravest counts: a member "suspended under a Response Policy case"
// is suspended.
func (v *Translator) StatusIn(sentence string) string {
	folded := strings.ToLower(sentence)
	if folded == "" {
		return ""
	}
	best, found := crosswalkKey{}, ""
	for key, e := range v.crosswalk.Entries {
		if key.Field != record.FieldMemberStatus || !strings.Contains(folded, key.Folded) || key.Folded == "active" && strings.Contains(folded, "inactive") {
			continue
		}
		grave, graver := slices.Index(gravity, found), slices.Index(gravity, e.Normalized)
		if graver > grave || graver == grave && key.Folded < best.Folded {
			best, found = key, e.Normalized
		}
	}
	if found != "" {
		v.used[best] = true
		if w, ok := v.met[metKey{record.FieldMemberStatus, sentence}]; ok {
			w.count++
		} else {
			v.met[metKey{record.FieldMemberStatus, sentence}] = &metWord{value: found, era: v.crosswalk.Entries[best].era, known: true, count: 1}
		}
	}
	return found
}

// gravity orders what the words of one sentence may say of a member.
var gravity = []string{"", StatusActive, StatusUnderReview, StatusInactive, StatusSuspended, StatusWithdrawn}
