package assemble

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// documentBuild gathers what is known of one document.
type documentBuild struct {
	id     string
	member *memberBuild // nil: nobody's
	title  string
	kind   string // type in the site's own words
	year   vocabulary.Year
	draft  bool
	url    string
	files  []string
	read   *record.Read // its own page, nil without one
	lists  []*record.Read
	// listOf are the members on whose pages it is listed.
	listOf []*memberBuild
	plan   *planBuild
	was    *dataset.SnapshotRow // set where only the last run knew it
}

// documentIndex finds the documents of tonight.
type documentIndex struct {
	*memberIndex
	list []*documentBuild
	byID map[string]*documentBuild
	same map[string]string // address to the one its document stands under
}

// gatherDocuments collects the pages of documents and the entries of lists of
// resources, each document once, and finds whose each is.
func gatherDocuments(members *memberIndex) *documentIndex {
	st := &documentIndex{memberIndex: members, byID: map[string]*documentBuild{}, same: sameDocuments(members.reads)}
	for _, r := range st.reads {
		switch {
		case st.same[r.Page.Address] != "":
			continue // it is read under its other address
		case r.Page.Kind == record.KindDocument && hasContent(r):
			d := st.document(r.Page.Address, r.Page.Title, "")
			if d == nil || d.read != nil && newestLayoutFirst(d.read, r) <= 0 {
				continue
			}
			d.read = r
		case r.Page.Kind == record.KindCountry && hasContent(r):
			m := st.member(cmp.Or(r.Page.Member, r.Page.Title))
			for i := range r.Page.Documents {
				if m != nil {
					st.listDocument(m, r, &r.Page.Documents[i])
				}
			}
		}
	}
	for _, d := range st.list {
		d.describe()
		d.member = st.memberOfDocument(d)
		if m := d.member; m != nil && d.url != "" && strings.Contains(vocabulary.Slug(d.title), "letter-of-intent") && (m.letter == "" || d.url < m.letter) {
			m.letter = d.url
		}
	}
	return st
}

// document finds or makes the build for an address, or for a title where a
// list gives no address.
func (st *documentIndex) document(address, title, member string) *documentBuild {
	address = cmp.Or(st.same[address], address)
	id := documentID(address, title, member)
	if id == "" {
		return nil
	}
	d := st.byID[id]
	if d == nil {
		d = &documentBuild{id: id, url: address}
		st.byID[id] = d
		st.list = append(st.list, d)
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
				return "p-" + vocabulary.Slug(p)
			}
			path := strings.Trim(u.Path, "/")
			last := path[strings.LastIndexByte(path, '/')+1:]
			if ext := strings.LastIndexByte(last, '.'); ext > 0 {
				return vocabulary.Slug(last)
			}
			if s := vocabulary.Slug(last); s != "" {
				return s
			}
		}
	}
	if title == "" {
		return ""
	}
	return strings.Trim(member+"-"+vocabulary.ShortSlug(title, 80), "-")
}

// listDocument notes an entry of a list; the newest list that has it counts.
func (st *documentIndex) listDocument(m *memberBuild, r *record.Read, entry *record.ListedDocument) {
	d := st.document(entry.URL, entry.Title, m.id)
	if d == nil {
		return
	}
	if len(d.lists) == 0 || newestLayoutFirst(r, d.lists[0]) < 0 {
		d.title = cmp.Or(entry.Title, d.title)
		d.kind = cmp.Or(entry.Type, d.kind)
		if y := vocabulary.FirstYear(entry.Year); y > 0 {
			d.year = y
		}
	}
	d.title, d.kind, d.year = cmp.Or(d.title, entry.Title), cmp.Or(d.kind, entry.Type), cmp.Or(d.year, vocabulary.FirstYear(entry.Year))
	d.lists = append(d.lists, r)
	if !slices.Contains(d.listOf, m) {
		d.listOf = append(d.listOf, m)
	}
}

// describeDocument lets the document's own page stand over lists.
func (d *documentBuild) describe() {
	slices.SortFunc(d.listOf, func(x, y *memberBuild) int { return cmp.Compare(x.id, y.id) })
	if d.read != nil {
		page := &d.read.Page
		d.url = page.Address
		d.title = cmp.Or(page.Title, d.title)
		if v := page.Field(record.FieldDocumentType); v.State == record.Stated {
			d.kind = v.Raw
		}
		if y := vocabulary.FirstYear(page.Field(record.FieldPublicationYear).Raw); y > 0 {
			d.year = y
		}
		for _, f := range page.Files {
			if f.URL != "" && !slices.Contains(d.files, f.URL) {
				d.files = append(d.files, f.URL)
			}
		}
		d.draft = page.Draft
	}
	d.draft = d.draft || strings.Contains(vocabulary.Slug(d.title), "for-public-comment")
}

// documentRow makes the row of a document.
func (st *rowStep) documentRow(d *documentBuild) dataset.Document {
	row := dataset.Document{
		ID: d.id, MemberID: vocabulary.NotStated, Title: cmp.Or(d.title, vocabulary.NotStated), Type: vocabulary.NotStated, Year: d.year, Draft: d.draft,
		PlanID: vocabulary.NotStated, URL: d.url, FileURLs: d.files,
	}
	if d.member != nil {
		row.MemberID = d.member.id
	}
	if d.plan != nil {
		row.PlanID = d.plan.id
	}
	if d.was != nil {
		row.Type = cmp.Or(d.was.Values.Get("type").Value, vocabulary.NotStated)
	}
	if d.kind != "" {
		value, known := st.vocab.Normalize(record.FieldDocumentType, d.kind)
		row.Type = value
		if !known {
			st.notRecognised(row.MemberID, d.id, record.FieldDocumentType, d.kind, d.url)
		}
	}
	return row
}

// documentValues are the columns of a document that the log of changes
// follows.
func documentValues(d *dataset.Document) dataset.Values {
	return dataset.ValuesOf(
		said("title", d.Title),
		said("member_id", d.MemberID),
		said("type", d.Type),
		said("year", yearWords(d.Year)),
		said("draft", strconv.FormatBool(d.Draft)),
		said("plan_id", d.PlanID),
		said("url", d.URL),
		said("file_urls", strings.Join(d.FileURLs, vocabulary.ListSeparator)),
	)
}

func yearWords(y vocabulary.Year) string {
	if y == 0 {
		return vocabulary.NotStated
	}
	return strconv.Itoa(int(y))
}
