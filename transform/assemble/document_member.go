package assemble

import (
	"fmt"
	"slices"

	"ogptracker/scrape/record"
	"ogptracker/transform/vocabulary"
)

// memberOfDocument finds whose a document is: by the country its own page
// names, else by the members its title names, and only where the title names
// nobody by the list it stands in. OGP's lists hold documents of other
// governments: Northern Ireland's stand on Ireland's page.
func (st *documentIndex) memberOfDocument(d *documentBuild) *memberBuild {
	named := st.named.MembersNamed(d.title)
	if d.read != nil {
		if v := d.read.Page.Field(record.FieldCountry); v.State == record.Stated {
			if m := st.membersByName(v.Raw); m != nil && !namesLocalOf(named, m) {
				return m
			}
		}
	}
	if place := st.reg.PlaceNamed(d.title); place != "" {
		if m := st.members[vocabulary.Slug(place)]; m != nil {
			return m
		}
		if !slices.ContainsFunc(named, func(n vocabulary.NamedMember) bool { return n.Member.Kind == vocabulary.MemberTypeLocal }) {
			st.unattributed(d, fmt.Sprintf("its title names %s, which is no member that is known", place))
			return nil
		}
	}
	if len(named) > 0 {
		return st.memberNamed(d, named)
	}
	if d.read != nil {
		if m := st.memberOfLinks(d.read); m != nil {
			return m
		}
	}
	switch len(d.listOf) {
	case 1:
		return d.listOf[0]
	case 0:
		st.unattributed(d, "neither its title nor its page names a member")
	default:
		st.unattributed(d, fmt.Sprintf("its title names no member and it stands in the lists of %d members", len(d.listOf)))
	}
	return nil
}

// membersByName finds a member of tonight, or of the embedded list, by a name
// on a page.
func (st *memberIndex) membersByName(name string) *memberBuild {
	if m := st.members[vocabulary.Slug(name)]; m != nil {
		return m
	}
	if known := st.reg.Find(name); known != nil {
		return st.member(known.ID)
	}
	return nil
}

// namesLocalOf reports whether a title names a local member of the country
// that the page names: "Country: Kenya" stands on pages of Makueni too.
func namesLocalOf(named []vocabulary.NamedMember, m *memberBuild) bool {
	for _, n := range named {
		if n.Member.Kind == vocabulary.MemberTypeLocal && n.Member.ID != m.id && m.known != nil && n.Member.ISO3 == m.known.ISO3 {
			return true
		}
	}
	return false
}

// memberNamed chooses among the members a title names: the local one where it
// names a place, else the only one, else one on whose list it stands, else the
// first ("Georgia and Ukraine: ...").
func (st *documentIndex) memberNamed(d *documentBuild, named []vocabulary.NamedMember) *memberBuild {
	for _, n := range named {
		if n.Member.Kind == vocabulary.MemberTypeLocal {
			return st.member(n.Member.ID)
		}
	}
	for _, n := range named {
		for _, m := range d.listOf {
			if m.id == n.Member.ID {
				return m
			}
		}
	}
	for _, n := range named[1:] {
		if n.Member != named[0].Member {
			st.unattributed(d, "its title names several members")
			return nil
		}
	}
	return st.member(named[0].Member.ID)
}

// memberOfLinks finds the member of the plan that a document's page links.
func (st *documentIndex) memberOfLinks(r *record.Read) *memberBuild {
	for _, l := range r.Page.ActionPlans {
		if named := st.named.MembersNamed(l.Text); len(named) > 0 {
			return st.member(named[0].Member.ID)
		}
	}
	if v := r.Page.Field(record.FieldActionPlan); v.State == record.Stated {
		if named := st.named.MembersNamed(v.Raw); len(named) > 0 {
			return st.member(named[0].Member.ID)
		}
	}
	return nil
}

func (st *documentIndex) unattributed(d *documentBuild, why string) {
	st.issue(record.Issue{Code: record.CodeUnattributed, Key: d.id, Value: d.title, URL: d.url, Message: fmt.Sprintf("%q is nobody's: %s", d.title, why)})
}
