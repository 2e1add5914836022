package assemble

import (
	"cmp"
	"strings"

	"ogptracker/scrape/record"
	"ogptracker/transform/vocabulary"
)

// newestLayoutFirst orders the readings of one thing by how much they count:
// the newest layout first, then the newest reading, then the address.
func newestLayoutFirst(x, y *record.Read) int {
	return cmp.Or(
		cmp.Compare(y.Page.Layout, x.Page.Layout),
		y.Page.Fetched.Compare(x.Page.Fetched),
		cmp.Compare(x.Page.Address, y.Page.Address))
}

// pick returns a field of the newest layout that states it. An older layout
// fills what a newer one lacks, but its absences do not hide that the newer
// one has a value nobody could read.
func pick(pages []*record.Read, field record.Field) (record.Value, *record.Read) {
	return pickBy(pages, field, func(string) bool { return true })
}

// pickBy is pick with a test of what may stand for a value that a newer
// layout shows and nobody could read.
func pickBy(pages []*record.Read, field record.Field, mayStand func(raw string) bool) (record.Value, *record.Read) {
	var unreadable *record.Read
	for _, p := range pages {
		switch v := p.Page.Fields[field]; v.State {
		case record.Stated:
			if unreadable == nil || mayStand(v.Raw) {
				return v, p
			}
		case record.Unreadable:
			if unreadable == nil {
				unreadable = p
			}
		}
	}
	if unreadable != nil {
		return record.Value{State: record.Unreadable}, unreadable
	}
	return record.Value{}, nil
}

// textOf gives a text field's words, or the word of its absence.
func textOf(v record.Value, unread bool) string {
	switch {
	case v.State == record.Stated && strings.TrimSpace(v.Raw) != "":
		return v.Raw
	case v.State == record.Unreadable:
		return vocabulary.Unreadable
	case unread:
		return vocabulary.NotReadYet
	}
	return vocabulary.NotStated
}

// hasContent reports whether a page was read at some time.
func hasContent(r *record.Read) bool {
	switch r.Freshness {
	case record.FreshNotRead:
		return false
	case record.FreshFailed:
		return !r.LastRead.IsZero() || r.Page.BodyHash != ""
	}
	return true
}

// askedTonight reports whether the site itself confirmed the reading tonight.
func askedTonight(r *record.Read) bool {
	return (r.Freshness == record.FreshRead || r.Freshness == record.FreshUnchanged) && !r.Gone && !r.NoRecord
}

// memberStatus reads the status from the banners of the newest page that has
// one, else from the words beside the name on the members list, or in OGP's
// table ("Hungary (withdrawn)"). A member that
// the list shows without such words is active; one on no list has no stated
// status.
func (src *sources) memberStatus(m *memberBuild) string {
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
	if m.standing != "" {
		words = append(words, m.standing)
	}
	for _, w := range words {
		if s := src.vocab.StatusIn(w); s != "" {
			return s
		}
	}
	if len(m.listed) > 0 {
		return vocabulary.StatusActive
	}
	return vocabulary.NotStated
}
