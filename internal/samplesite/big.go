package samplesite

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"ogptracker/transform/vocabulary"
)

// Size is the size of a generated site.
type Size struct {
	// Members, commitments of each member and documents of each member.
	Members, Commitments, Documents int
	// PageBytes is about how long each page is; 0 leaves pages as short as
	// they are.
	PageBytes int
}

// FullScale is a site as large as the real one.
var FullScale = Size{Members: 230, Commitments: 26, Documents: 15, PageBytes: 100_000}

// BigSite is a generated site of any size, with the structure of the newest
// layout, for crawls and benchmarks. Pages are made when they are asked for
// and are the same each time. It is safe for use by several goroutines.
type BigSite struct {
	size         Size
	text, chrome []byte // what lengthens a page's content, and what stands around it

	mu      sync.Mutex
	touched map[string]int // how often a page was changed by Touch
}

// Big makes a site of the size given.
func Big(size Size) *BigSite {
	return &BigSite{size: size, text: padding(size.PageBytes), chrome: chrome(size.PageBytes), touched: make(map[string]int)}
}

var bigEpoch = time.Date(2024, time.November, 5, 9, 0, 0, 0, time.UTC)

// Touch changes the page at path, with its ETag, its date and its place in
// the sitemap, as an editor of the site would.
func (b *BigSite) Touch(path string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.touched[path]++
}

func (b *BigSite) version(path string) (int, time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	n := b.touched[path]
	return n, bigEpoch.Add(time.Duration(n) * 24 * time.Hour)
}

// Paths returns the addresses of the site's pages: members list, countries,
// then documents and commitments member by member.
func (b *BigSite) Paths() []string {
	all := []string{"/our-members/"}
	for m := range b.size.Members {
		all = append(all, bigMember(m).path())
	}
	for m := range b.size.Members {
		for d := range b.size.Documents {
			all = append(all, bigMember(m).document(d))
		}
		for c := range b.size.Commitments {
			all = append(all, bigMember(m).commitment(c))
		}
	}
	return all
}

type bigMember int

func (m bigMember) prefix() string    { return string([]byte{'A' + byte(m/26%26), 'A' + byte(m%26)}) }
func (m bigMember) slug() string      { return "big-" + strings.ToLower(m.prefix()) }
func (m bigMember) name() string      { return "Big " + m.prefix() }
func (m bigMember) path() string      { return "/members/" + m.slug() + "/" }
func (m bigMember) code(c int) string { return fmt.Sprintf("%s%04d", m.prefix(), c+1) }
func (m bigMember) title(d int) string {
	return fmt.Sprintf("%s End-of-Term Report %d-%d", m.name(), 2000+2*d, 2002+2*d)
}
func (m bigMember) document(d int) string { return "/documents/" + vocabulary.Slug(m.title(d)) + "/" }
func (m bigMember) commitment(c int) string {
	return "/members/" + m.slug() + "/commitments/" + strings.ToLower(m.code(c)) + "/"
}
func (m bigMember) member(size Size) *member {
	n := strconv.Itoa(size.Commitments)
	return &member{Slug: m.slug(), Name: m.name(), Prefix: m.prefix(), Joined: 2011, Layout: "2022+", Listed: true,
		Implementing: n, Current: current{Cycle: "2024-2026", Number: 7, Commitments: n, Prose: n}}
}

// ServeHTTP answers like Site, without redirects.
func (b *BigSite) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	path := r.URL.Path
	n, modified := b.version(path)
	sum := fnv.New64a()
	fmt.Fprintf(sum, "%s %d %+v", path, n, b.size)
	makePage, kind := b.find(path)
	if makePage == nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("ETag", `"`+strconv.FormatUint(sum.Sum64(), 16)+`"`)
	w.Header().Set("Content-Type", kind)
	if strings.HasSuffix(path, ".xml") {
		modified = time.Time{} // sitemaps change with any page: no validators
		w.Header().Del("ETag")
	}
	if w.Header().Get("ETag") != "" && r.Header.Get("If-None-Match") == w.Header().Get("ETag") {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	http.ServeContent(w, r, "", modified, bytes.NewReader(makePage(n)))
}

// find returns what makes the page at path, nil if there is none.
func (b *BigSite) find(path string) (func(version int) []byte, string) {
	switch path {
	case "/robots.txt":
		return func(int) []byte { return []byte(robots) }, "text/plain; charset=UTF-8"
	case "/sitemap_index.xml":
		return b.sitemap, xmlType
	case "/our-members/":
		return b.list, htmlType
	}
	parts := strings.Split(strings.Trim(path, "/"), "/")
	for m := range b.size.Members {
		switch k := bigMember(m); {
		case len(parts) >= 2 && parts[0] == "members" && parts[1] == k.slug():
			if len(parts) == 2 {
				return func(int) []byte { return b.country(k) }, htmlType
			}
			for c := range b.size.Commitments {
				if path == k.commitment(c) {
					return func(version int) []byte { return b.commitment(k, c, version) }, htmlType
				}
			}
		case len(parts) == 2 && parts[0] == "documents" && strings.HasPrefix(parts[1], k.slug()+"-"):
			for d := range b.size.Documents {
				if path == k.document(d) {
					return func(int) []byte { return b.report(k, d) }, htmlType
				}
			}
		}
	}
	return nil, ""
}

func (b *BigSite) sitemap(int) []byte {
	var set urlSet
	for _, path := range b.Paths() {
		_, modified := b.version(path)
		set.URLs = append(set.URLs, sitemapEntry{Base + path, modified.Format(time.RFC3339)})
	}
	return encodeXML(set)
}

func (b *BigSite) list(int) []byte {
	type group struct {
		Name    string
		Members []card
	}
	var g group
	for m := range b.size.Members {
		g.Members = append(g.Members, card{bigMember(m).member(b.size), "."})
	}
	return render("members.html", "Members", Base+"/our-members/", map[string]any{"Groups": []group{g}})
}

func (b *BigSite) country(m bigMember) []byte {
	f := m.member(b.size)
	for d := range b.size.Documents {
		f.Documents = append(f.Documents, document{Title: m.title(d), Type: "IRM Report", Year: 2003 + 2*d})
	}
	return b.pad(render("country.html", f.Name, Base+m.path(), map[string]any{
		"M": f, "More": true, "Banner": template.HTML(""), "Listed": []listedCommitment(nil),
		"Resources": resources(f, true), "MadeUp": false, "PlanSlug": "",
	}), fewWords)
}

// commitment makes a commitment's page; its rating goes round the scale with
// the version, so that a touched page has another one.
func (b *BigSite) commitment(m bigMember, c, version int) []byte {
	f := m.member(b.size)
	topics := load().titles
	t := topics[c%len(topics)]
	page := &commitmentPage{
		M: f, C: &commitment{Code: m.code(c), Number: strconv.Itoa(c + 1), Title: t.Title, Lead: t.Lead, Support: t.Support, Areas: t.Areas},
		Title: t.Title, Plans: []link{{f.Name + " Action Plan 2020-2022", "/documents/" + vocabulary.Slug(f.Name) + "-action-plan-2020-2022/"}},
		Cycle: "2020", Areas: strings.Join(t.Areas, ", "),
		Reports:    []link{{Title: f.Name + " Results Report 2020-2022"}},
		Verifiable: "Yes", Relevant: "Yes", Ambition: "High", EarlyResults: "Marginal",
		Completion:  drawn("completion", scale[(c+version)%len(scale)], scale, c),
		Description: "Made up: a page of a generated site, sample data throughout.",
	}
	return b.pad(render("commitment.html", t.Title, Base+m.commitment(c), page), fewWords)
}

func (b *BigSite) report(m bigMember, d int) []byte {
	f := m.member(b.size)
	n := strconv.Itoa(b.size.Commitments)
	doc := &document{Title: m.title(d), Kind: "end-of-term", Type: "IRM Report", Year: 2003 + 2*d, Columns: []string{"Mid-term", "End of term"},
		Rows: []tableRow{{L: "Number of Commitments", V: []string{n}}, {L: "Completed", V: []string{"0", n}}}}
	return b.pad(render("document.html", doc.Title, Base+m.document(d), map[string]any{
		"D": doc, "M": f, "TableTitle": "Table 1: At a Glance", "Intro": "", "Files": []link(nil), "PlanURL": "", "PlanTitle": f.Name + " Action Plan",
	}), manyWords)
}

// How much of a page is running text: a report's page carries the report, the
// others mostly menus and scripts around some paragraphs.
const fewWords, manyWords = 0.1, 0.75

// pad lengthens a page to the size asked for: with running text for the share
// given, and with what stands around the content of a site's page for the rest.
func (b *BigSite) pad(page []byte, text float64) []byte {
	missing := b.size.PageBytes - len(page)
	if missing <= 0 {
		return page
	}
	inside := lines(b.text, int(float64(missing)*text))
	around := lines(b.chrome, missing-len(inside))
	nav, end := bytes.Index(page, []byte("</ul></nav>")), bytes.Index(page, []byte("</main>"))
	return slices.Concat(page[:nav], around, page[nav:end], inside, page[end:])
}

// lines are the whole lines of the first n bytes.
func lines(text []byte, n int) []byte {
	text = text[:min(n, len(text))]
	return text[:bytes.LastIndexByte(text, '\n')+1]
}

// chrome is about n bytes of menu entries and scripts.
func chrome(n int) []byte {
	var b bytes.Buffer
	for i := 0; b.Len() < n; i++ {
		fmt.Fprintf(&b, "<li class=\"menu-item menu-item-%d\"><a href=\"/about/part-%d/\"><span>Entry %d of the menu</span></a></li>\n", i, i, i)
		fmt.Fprintf(&b, "<script>window.q%d=window.q%d||[];function f%d(a,b){return a<b?a:%d}window.q%d.push([\"part\",%d,f%d(%d,7)]);</script>\n", i, i, i, i, i, i, i, i)
	}
	return b.Bytes()
}

// padding is about n bytes of paragraphs and scripts, three to one.
func padding(n int) []byte {
	words := strings.Fields("the plan of the office for open data and the council of towns set out how people take part in decisions on budgets schools roads water courts and health with dates milestones reports reviews and results")
	var b bytes.Buffer
	for i, seed := 0, uint32(1); b.Len() < n; i++ {
		if i%4 == 3 {
			b.WriteString("<script>window.dataLayer=window.dataLayer||[];")
		} else {
			b.WriteString("<p>")
		}
		for range 60 {
			seed = seed*1664525 + 1013904223
			b.WriteString(words[int(seed>>16)%len(words)])
			b.WriteByte(' ')
		}
		if i%4 == 3 {
			b.WriteString("</script>\n")
		} else {
			b.WriteString("</p>\n")
		}
	}
	return b.Bytes()
}
