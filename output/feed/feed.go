package feed

import (
	"encoding/xml"
	"fmt"
	"html"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"ogptracker/output/plaintext"
	"ogptracker/report"
	"ogptracker/report/schema"
	"ogptracker/report/words"
)

// Feed is one file: its path below the run's folder, and what it tells.
type Feed struct {
	Path  string
	title string
	name  string // in ids: "all", or a member's file
	link  string // of the site's own page
	news  []report.News
}

// Limits of a feed: readers fetch it whole, and a run can change thousands of
// rows.
const (
	mostEntries   = 50
	mostSentences = 200
)

// Of returns the feed of all changes and that of each member.
func Of(meta report.Meta, tables []*schema.Table) []Feed {
	mark := ""
	if meta.Sample {
		mark = " (sample data)"
	}
	news := report.NewsOf(tables)
	byMember := map[string][]report.News{}
	for _, n := range news {
		byMember[n.MemberID] = append(byMember[n.MemberID], n)
	}
	feeds := []Feed{{Path: "feeds/changes.atom", title: "OGP Tracker: what changed" + mark, name: "all", link: meta.BaseURL, news: news}}
	for _, t := range tables {
		if t.Name != "members" {
			continue
		}
		id, member, url := t.Column("member_id"), t.Column("member"), t.Column("url")
		for _, row := range t.Rows {
			key, name := row[id].(string), row[member].(string)
			link, _ := row[url].(string)
			if !strings.HasPrefix(link, "http") {
				link = meta.BaseURL
			}
			file := report.MemberFile(key)
			feeds = append(feeds, Feed{Path: "feeds/" + file + ".atom", title: "OGP Tracker: what changed for " + name + mark, name: file, link: link, news: byMember[key]})
		}
	}
	return feeds
}

// Write writes the feed.
func (f Feed) Write(w io.Writer) error {
	out := atomFeed{
		Space: "http://www.w3.org/2005/Atom", Lang: "en", ID: identity(f.name), Title: clean(f.title), Updated: began.Format(time.RFC3339),
		Author: atomAuthor{"OGP Tracker"}, Link: atomLink{f.link, "alternate"},
		Rights: "Sources: Open Government Partnership and its Independent Reporting Mechanism (IRM reports: CC BY 4.0). This is not a product of OGP.",
	}
	out.Entries = f.entries()
	if len(out.Entries) > 0 {
		out.Updated = out.Entries[0].Updated
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(out); err != nil {
		return fmt.Errorf("%s: %w", f.Path, err)
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// began is when OGP began: what a feed without entries was updated at.
var began = time.Date(2011, time.September, 20, 0, 0, 0, 0, time.UTC)

// entries are one for each run, and one for the changes of wording it saw.
func (f Feed) entries() (all []atomEntry) {
	for len(f.news) > 0 && len(all) < mostEntries {
		run := f.news[0].Run
		end := slices.IndexFunc(f.news, func(n report.News) bool { return n.Run != run })
		if end < 0 {
			end = len(f.news)
		}
		tonight := f.news[:end]
		f.news = f.news[end:]
		wording := slices.IndexFunc(tonight, func(n report.News) bool { return n.Kind == report.NewsWording })
		if wording < 0 {
			wording = len(tonight)
		}
		all = f.entry(all, "news", tonight[:wording])
		all = f.entry(all, "wording", tonight[wording:])
	}
	return all
}

func (f Feed) entry(all []atomEntry, kind string, news []report.News) []atomEntry {
	if len(news) == 0 {
		return all
	}
	first := news[0]
	e := atomEntry{
		ID: identity(f.name + "/" + first.Run + "/" + kind), Updated: updated(first).Format(time.RFC3339),
		Title: clean(title(kind, news)), Link: atomLink{f.link, "alternate"}, Category: &atomCategory{kind}, Content: atomContent{"html", content(news)},
	}
	if len(news) == 1 && first.URL != "" {
		e.Link.Href = first.URL
	}
	return append(all, e)
}

// title is the one sentence, or how many there are.
func title(kind string, news []report.News) string {
	if len(news) == 1 {
		return news[0].Words
	}
	day := words.Day(news[0].Date)
	if kind == "wording" {
		return fmt.Sprintf("%s: %d changes of wording", day, len(news))
	}
	counts := map[report.NewsKind]int{}
	for _, n := range news {
		counts[n.Kind]++
	}
	var parts []string
	for _, k := range []struct {
		kind      report.NewsKind
		one, more string
	}{{report.NewsRatings, "rating", "ratings"}, {report.NewsNew, "new row", "new rows"}, {report.NewsGone, "row gone", "rows gone"}, {report.NewsDocuments, "change of plans and documents", "changes of plans and documents"}} {
		switch n := counts[k.kind]; {
		case n == 1:
			parts = append(parts, "1 "+k.one)
		case n > 1:
			parts = append(parts, fmt.Sprintf("%d %s", n, k.more))
		}
	}
	return day + ": " + strings.Join(parts, ", ")
}

func content(news []report.News) string {
	var b strings.Builder
	b.WriteString("<ul>\n")
	for _, n := range news[:min(len(news), mostSentences)] {
		words := html.EscapeString(clean(n.Words))
		if n.URL != "" {
			words = fmt.Sprintf(`<a href="%s">%s</a>`, html.EscapeString(n.URL), words)
		}
		b.WriteString("<li>" + words + "</li>\n")
	}
	b.WriteString("</ul>\n")
	if more := len(news) - mostSentences; more > 0 {
		fmt.Fprintf(&b, "<p>And %d more in the sheet What changed and in csv/changes.csv.</p>\n", more)
	}
	return b.String()
}

// updated is when the run began, else the day of the change.
func updated(n report.News) time.Time {
	if t, err := time.Parse("20060102T150405Z", n.Run); err == nil {
		return t
	}
	return n.Date
}

// identity is the stable id of a feed or entry.
func identity(name string) string {
	return "urn:uuid:" + uuid.NewSHA1(uuid.NameSpaceURL, []byte("https://ogptracker/feeds/"+name)).String()
}

func clean(s string) string { return strings.Join(strings.Fields(plaintext.Clean(s)), " ") }

type atomFeed struct {
	XMLName xml.Name    `xml:"feed"`
	Space   string      `xml:"xmlns,attr"`
	Lang    string      `xml:"xml:lang,attr"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  atomAuthor  `xml:"author"`
	Link    atomLink    `xml:"link"`
	Rights  string      `xml:"rights"`
	Entries []atomEntry `xml:"entry"`
}

type atomAuthor struct {
	Name string `xml:"name"`
}

type atomLink struct {
	Href string `xml:"href,attr"`
	Rel  string `xml:"rel,attr"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

type atomEntry struct {
	ID       string        `xml:"id"`
	Title    string        `xml:"title"`
	Updated  string        `xml:"updated"`
	Link     atomLink      `xml:"link"`
	Category *atomCategory `xml:"category"`
	Content  atomContent   `xml:"content"`
}

type atomContent struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}
