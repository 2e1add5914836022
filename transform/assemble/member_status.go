package assemble

import (
	"ogptracker/scrape/record"
	"ogptracker/transform/vocabulary"
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
		if s := a.vocab.StatusIn(w); s != "" {
			return s
		}
	}
	if len(m.listed) > 0 {
		return vocabulary.StatusActive
	}
	return vocabulary.NotStated
}
