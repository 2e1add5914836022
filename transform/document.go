package transform

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"ogptracker/scrape/record"
)

// documentBuild gathers what is known of one document.
type documentBuild struct {
	id     string
	member *memberBuild // nil: nobody's
	title  string
	kind   string // type in the site's own words
	year   Year
	draft  bool
	url    string
	files  []string
	read   *record.Read // its own page, nil without one
	lists  []*record.Read
	// listOf are the members on whose pages it is listed.
	listOf []*memberBuild
	plan   *planBuild
	was    *SnapshotRow // set where only the last run knew it
}

// gatherDocuments collects the pages of documents and the entries of lists of
// resources, each document once, and finds whose each is.
func (a *assembly) gatherDocuments() {
	for _, r := range a.reads {
		switch {
		case r.Page.Kind == record.KindDocument && hasContent(r):
			d := a.document(r.Page.Address, r.Page.Title, "")
			if d == nil || d.read != nil && newestLayoutFirst(d.read, r) <= 0 {
				continue
			}
			d.read = r
		case r.Page.Kind == record.KindCountry && hasContent(r):
			m := a.member(cmp.Or(r.Page.Member, r.Page.Title))
			for i := range r.Page.Documents {
				if m != nil {
					a.listDocument(m, r, &r.Page.Documents[i])
				}
			}
		}
	}
	for _, d := range a.documents {
		a.describeDocument(d)
		d.member = a.memberOfDocument(d)
	}
}

// document finds or makes the build for an address, or for a title where a
// list gives no address.
func (a *assembly) document(address, title, member string) *documentBuild {
	id := documentID(address, title, member)
	if id == "" {
		return nil
	}
	d := a.documentsByID[id]
	if d == nil {
		d = &documentBuild{id: id, url: address}
		a.documentsByID[id] = d
		a.documents = append(a.documents, d)
	}
	return d
}

// documentID is the last part of the address; a numeric address (/?p=31494)
// gives p-31494, an entry without an address its member and title.
func documentID(address, title, member string) string {
	if address != "" {
		u, err := url.Parse(address)
		if err == nil {
			if p := u.Query().Get("p"); p != "" && strings.Trim(u.Path, "/") == "" {
				return "p-" + slug(p)
			}
			path := strings.Trim(u.Path, "/")
			last := path[strings.LastIndexByte(path, '/')+1:]
			if ext := strings.LastIndexByte(last, '.'); ext > 0 {
				return slug(last)
			}
			if s := slug(last); s != "" {
				return s
			}
		}
	}
	if title == "" {
		return ""
	}
	return strings.Trim(member+"-"+shortSlug(title, 80), "-")
}

// listDocument notes an entry of a list; the newest list that has it counts.
func (a *assembly) listDocument(m *memberBuild, r *record.Read, entry *record.ListedDocument) {
	d := a.document(entry.URL, entry.Title, m.id)
	if d == nil {
		return
	}
	if len(d.lists) == 0 || newestLayoutFirst(r, d.lists[0]) < 0 {
		d.title = cmp.Or(entry.Title, d.title)
		d.kind = cmp.Or(entry.Type, d.kind)
		if y := firstYear(entry.Year); y > 0 {
			d.year = y
		}
	}
	d.title, d.kind, d.year = cmp.Or(d.title, entry.Title), cmp.Or(d.kind, entry.Type), cmp.Or(d.year, firstYear(entry.Year))
	d.lists = append(d.lists, r)
	if !slices.Contains(d.listOf, m) {
		d.listOf = append(d.listOf, m)
	}
}

// describeDocument lets the document's own page stand over lists.
func (a *assembly) describeDocument(d *documentBuild) {
	slices.SortFunc(d.listOf, func(x, y *memberBuild) int { return cmp.Compare(x.id, y.id) })
	if d.read != nil {
		page := &d.read.Page
		d.url = page.Address
		d.title = cmp.Or(page.Title, d.title)
		if v := page.Field(record.FieldDocumentType); v.State == record.Stated {
			d.kind = v.Raw
		}
		if y := firstYear(page.Field(record.FieldPublicationYear).Raw); y > 0 {
			d.year = y
		}
		for _, f := range page.Files {
			if f.URL != "" && !slices.Contains(d.files, f.URL) {
				d.files = append(d.files, f.URL)
			}
		}
		d.draft = page.Draft
	}
	d.draft = d.draft || strings.Contains(slug(d.title), "for-public-comment")
}

// memberOfDocument finds whose a document is: by the country its own page
// names, else by the members its title names, and only where the title names
// nobody by the list it stands in. OGP's lists hold documents of other
// governments: Northern Ireland's stand on Ireland's page.
func (a *assembly) memberOfDocument(d *documentBuild) *memberBuild {
	named := a.reg.membersNamed(d.title)
	if d.read != nil {
		if v := d.read.Page.Field(record.FieldCountry); v.State == record.Stated {
			if m := a.membersByName(v.Raw); m != nil && !namesLocalOf(named, m) {
				return m
			}
		}
	}
	if place := a.reg.namesPlaceOf(d.title); place != "" {
		if m := a.members[slug(place)]; m != nil {
			return m
		}
		if !slices.ContainsFunc(named, func(n namedMember) bool { return n.member.kind == memberTypeLocal }) {
			a.unattributed(d, fmt.Sprintf("its title names %s, which is no member that is known", place))
			return nil
		}
	}
	if len(named) > 0 {
		return a.memberNamed(d, named)
	}
	// Places that are members only by tonight's list.
	for _, m := range a.localByPlace(d.title) {
		return m
	}
	if d.read != nil {
		if m := a.memberOfLinks(d.read); m != nil {
			return m
		}
	}
	switch len(d.listOf) {
	case 1:
		return d.listOf[0]
	case 0:
		a.unattributed(d, "neither its title nor its page names a member")
	default:
		a.unattributed(d, fmt.Sprintf("its title names no member and it stands in the lists of %d members", len(d.listOf)))
	}
	return nil
}

// membersByName finds a member of tonight, or of the embedded list, by a name
// on a page.
func (a *assembly) membersByName(name string) *memberBuild {
	if m := a.members[slug(name)]; m != nil {
		return m
	}
	if known := a.reg.find(name); known != nil {
		return a.member(known.id)
	}
	return nil
}

// namesLocalOf reports whether a title names a local member of the country
// that the page names: "Country: Kenya" stands on pages of Makueni too.
func namesLocalOf(named []namedMember, m *memberBuild) bool {
	for _, n := range named {
		if n.member.kind == memberTypeLocal && n.member.id != m.id && m.known != nil && n.member.iso3 == m.known.iso3 {
			return true
		}
	}
	return false
}

// memberNamed chooses among the members a title names: the local one where it
// names a place, else the only one, else one on whose list it stands, else the
// first ("Georgia and Ukraine: ...").
func (a *assembly) memberNamed(d *documentBuild, named []namedMember) *memberBuild {
	for _, n := range named {
		if n.member.kind == memberTypeLocal {
			return a.member(n.member.id)
		}
	}
	for _, n := range named {
		for _, m := range d.listOf {
			if m.id == n.member.id {
				return m
			}
		}
	}
	for _, n := range named[1:] {
		if n.member != named[0].member {
			a.unattributed(d, "its title names several members")
			return nil
		}
	}
	return a.member(named[0].member.id)
}

// localByPlace finds local members of tonight whose place begins the title or
// a part of it.
func (a *assembly) localByPlace(title string) []*memberBuild {
	var out []*memberBuild
	for _, part := range titleParts(title) {
		words := strings.Split(slug(part), "-")
		for n := min(6, len(words)); n > 0; n-- {
			if m := a.places[strings.Join(words[:n], "-")]; m != nil {
				out = append(out, m)
				break
			}
		}
	}
	return out
}

// memberOfLinks finds the member of the plan that a document's page links.
func (a *assembly) memberOfLinks(r *record.Read) *memberBuild {
	for _, l := range r.Page.ActionPlans {
		if named := a.reg.membersNamed(l.Text); len(named) > 0 {
			return a.member(named[0].member.id)
		}
	}
	if v := r.Page.Field(record.FieldActionPlan); v.State == record.Stated {
		if named := a.reg.membersNamed(v.Raw); len(named) > 0 {
			return a.member(named[0].member.id)
		}
	}
	return nil
}

func (a *assembly) unattributed(d *documentBuild, why string) {
	a.issue(record.Issue{Code: record.CodeUnattributed, Key: d.id, Value: d.title, URL: d.url, Message: fmt.Sprintf("%q is nobody's: %s", d.title, why)})
}

// plansOfDocuments lets the pages of action plans say what they are called,
// when they end and where their files are, and joins each document to the plan
// its title gives the years of.
func (a *assembly) plansOfDocuments() {
	for _, d := range a.documents {
		if d.member == nil {
			continue
		}
		first, end := yearsIn(d.title)
		if isPlanTitle(d.title) || a.kindIsPlan(d) {
			a.planOfDocument(d, first, end)
			continue
		}
		if first == 0 {
			continue
		}
		book := &d.member.plans
		if d.plan = book.find(planClue{first: first}); d.plan == nil {
			d.plan = book.holding(first, end)
		}
		if d.plan == nil && end > 0 {
			d.plan = book.find(planClue{first: first, end: end, near: true})
		}
	}
}

func (a *assembly) kindIsPlan(d *documentBuild) bool {
	if d.read == nil {
		return false
	}
	return d.read.Page.Field(record.FieldPlanEnd).State == record.Stated || d.read.Page.Field(record.FieldPlanSubmission).State == record.Stated
}

func (a *assembly) planOfDocument(d *documentBuild, first, end Year) {
	if first == 0 && d.read != nil {
		first = firstYear(d.read.Page.Field(record.FieldPlanSubmission).Raw)
	}
	p := d.member.plans.claim(planClue{first: first, end: end, number: planNumberIn(d.title), near: true})
	if p == nil {
		return
	}
	d.plan = p
	if d.draft {
		return
	}
	for _, l := range d.lists {
		p.see(l)
	}
	if p.url == "" || d.read != nil && p.url == d.url || len(p.files) == 0 && len(d.files) > 0 {
		p.title, p.url = cmp.Or(d.title, p.title), cmp.Or(d.url, p.url)
	}
	for _, f := range d.files {
		if !slices.Contains(p.files, f) {
			p.files = append(p.files, f)
		}
	}
	if d.read == nil {
		return
	}
	p.see(d.read)
	if v := d.read.Page.Field(record.FieldPlanEnd); v.State == record.Stated {
		switch date := ParseDate(v.Raw); {
		case date.Precision == PrecisionNone:
			a.issue(record.Issue{
				Code: record.CodeDateUnreadable, Member: d.member.id, Key: p.id, Field: record.FieldPlanEnd, Value: v.Raw, URL: d.url,
				Message: fmt.Sprintf("the end of the plan, %q, is no date that reads one way only", v.Raw),
			})
		case p.stated.Precision < date.Precision:
			p.stated, p.statedRaw = date, v.Raw
		}
	}
}

// documentRow makes the row of a document.
func (a *assembly) documentRow(d *documentBuild) Document {
	row := Document{
		ID: d.id, MemberID: NotStated, Title: cmp.Or(d.title, NotStated), Type: NotStated, Year: d.year, Draft: d.draft,
		PlanID: NotStated, URL: d.url, FileURLs: d.files,
	}
	if d.member != nil {
		row.MemberID = d.member.id
	}
	if d.plan != nil {
		row.PlanID = d.plan.id
	}
	if d.was != nil {
		row.Type = cmp.Or(d.was.Values["type"].Value, NotStated)
	}
	if d.kind != "" {
		value, known := a.vocab.normalize(record.FieldDocumentType, d.kind)
		row.Type = value
		if !known {
			a.notRecognised(row.MemberID, d.id, record.FieldDocumentType, d.kind, d.url)
		}
	}
	return row
}

// documentValues are the columns of a document that the log of changes
// follows.
func documentValues(d *Document) map[string]SnapshotValue {
	return map[string]SnapshotValue{
		"title":     {Value: d.Title},
		"member_id": {Value: d.MemberID},
		"type":      {Value: d.Type},
		"year":      {Value: yearWords(d.Year)},
		"draft":     {Value: strconv.FormatBool(d.Draft)},
		"plan_id":   {Value: d.PlanID},
		"url":       {Value: d.URL},
		"file_urls": {Value: strings.Join(d.FileURLs, listSeparator)},
	}
}

func yearWords(y Year) string {
	if y == 0 {
		return NotStated
	}
	return strconv.Itoa(int(y))
}
