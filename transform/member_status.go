package transform

import (
	"slices"
	"strings"

	"ogptracker/scrape/record"
)

// memberStatus reads the status from the banners of the newest page that has
// one, else from the words beside the name on the members list. A member that
// the list shows without such words is active; one on no list has no stated
// status.
func (a *assembly) memberStatus(m *memberBuild) string {
	var words []string
	if len(m.pages) > 0 {
		// The newest page alone: an older one's banner may have been taken down.
		words = append(words, m.pages[0].Page.Banners...)
		if v := m.pages[0].Page.Field(record.FieldMemberStatus); v.State == record.Stated {
			words = append(words, v.Raw)
		}
	}
	for _, l := range m.listed {
		words = append(words, l.card.Note)
	}
	for _, w := range words {
		if s := a.vocab.statusIn(w); s != "" {
			return s
		}
	}
	if len(m.listed) > 0 {
		return statusActive
	}
	return NotStated
}

// statusIn finds the words of a status inside a sentence. Where several stand
// in it the gravest counts: a member "suspended under a Response Policy case"
// is suspended.
func (v *vocabulary) statusIn(sentence string) string {
	folded := strings.ToLower(sentence)
	if folded == "" {
		return ""
	}
	best, found := crosswalkKey{}, ""
	for key, e := range v.crosswalk.entries {
		if key.field != record.FieldMemberStatus || !strings.Contains(folded, key.folded) || key.folded == "active" && strings.Contains(folded, "inactive") {
			continue
		}
		grave, graver := slices.Index(gravity, found), slices.Index(gravity, e.normalized)
		if graver > grave || graver == grave && key.folded < best.folded {
			best, found = key, e.normalized
		}
	}
	if found != "" {
		v.used[best] = true
		if w, ok := v.met[metKey{record.FieldMemberStatus, sentence}]; ok {
			w.count++
		} else {
			v.met[metKey{record.FieldMemberStatus, sentence}] = &metWord{value: found, era: v.crosswalk.entries[best].era, known: true, count: 1}
		}
	}
	return found
}

// gravity orders what the words of one sentence may say of a member.
var gravity = []string{"", statusActive, statusUnderReview, statusInactive, statusSuspended, statusWithdrawn}
