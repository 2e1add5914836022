package page

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"runtime"
	"strings"
	"testing"
	"time"

	"ogptracker/scrape/record"
)

func TestElementsNestedTooDeeplyAreRefusedByName(t *testing.T) {
	body := "<h1>A title (KE0001)</h1>" + strings.Repeat("<div>", 100_000) + "Status: Active"
	_, err := newReader(t).Read([]byte(body), "text/html", record.Source{Address: "https://www.opengovpartnership.org/members/kenya/commitments/KE0001/"})
	if !errors.Is(err, errTooDeep) {
		t.Errorf("got %v, want ErrTooDeep", err)
	}
}

func TestNestingThatTheParserTakesIsRead(t *testing.T) {
	body := "<h1>A title (KE0001)</h1>" + strings.Repeat("<div>", 480) + "Status: Active" + strings.Repeat("</div>", 480) + "<p>Completion: Limited</p><h2>Description</h2>"
	p, err := newReader(t).Read([]byte(body), "text/html", record.Source{Address: "https://www.opengovpartnership.org/members/kenya/commitments/KE0001/"})
	if err != nil || p.Field(record.FieldStatus).Raw != "Active" || p.Field(record.FieldCompletion).Raw != "Limited" {
		t.Errorf("%v %+v", err, p.Fields)
	}
}

// heavy are shapes of page whose cost could grow faster than their size.
var heavy = []struct {
	name, unit string
}{
	{"paragraphs", "<p>words and words</p>"},
	{"blank elements", "<i class=x></i>"},
	{"spans in one line", "<span>word</span>"},
	{"labels in one line", "<span>Status: Active</span>"},
	{"labels without a colon in one line", "<span>Status</span>"},
	{"labels without values", "<p>Completion:</p>"},
	{"headings in one line", "<span>Design</span>"},
	{"headings run together", "DesignImplementationOverview"},
	{"counted headings", "<p>Starred Commitments</p>"},
	{"unknown labels", "<p>A label: </p>"},
	{"a scale without end", "<li>Limited</li>"},
	{"links", "<a href=/members/kenya/>Kenya</a>"},
	{"links in blocks", "<p><a href=/members/kenya/>Kenya <b>x</b></a></p>"},
	{"cards", "<p><a href=/members/kenya/>Kenya</a></p><p>Joined in 2011 and is implementing 4 commitments.</p>"},
	{"entries", "<li><a href=/members/kenya/commitments/KE0001/>T</a><p>KE0001, 2018, Open Data</p></li>"},
	{"commas", ", 2018"},
	{"colons", ": a"},
	{"dots", "Word. "},
	{"hidden elements", "<span hidden>x</span>"},
	{"cells", "<table><tr><td>a<td>b</table>"},
	{"percentages", "<li>45% Open Data</li>"},
	{"banners", "<p>It has withdrawn. </p>"},
	{"contacts", "<h2>Contact</h2><p><a href=/members/kenya/>Kenya</a></p>"},
	{"brackets", "(KE0001)"},
	{"notes", "[1]"},
}

// heavyPage puts n bytes of one shape where the readers look for values.
func heavyPage(unit string, n int, country bool) []byte {
	var b bytes.Buffer
	b.WriteString("<h1>A title (KE0001)</h1><p>Member Since 2011</p><p>Action Plan Cycle: 2018</p><div>Completion: ")
	if country {
		b.WriteString("</div><h2>Current Action Plan Thematic Focus</h2><h2>Commitments</h2><div>")
	}
	for b.Len() < n {
		b.WriteString(unit)
	}
	b.WriteString("</div><h2>Description</h2><p>Words</p></body></html>")
	return b.Bytes()
}

// TestTimeGrowsWithThePageAndNoFaster reads a page of each shape and one that
// is sixteen times as large. Time in proportion to size makes a ratio of 16,
// time that grows with its square 256; the bound lies between. It is the time
// that this thread was on a processor, and the quickest of several readings
// counts, so that a busy machine does not decide.
func TestTimeGrowsWithThePageAndNoFaster(t *testing.T) {
	if testing.Short() {
		t.Skip("reads many large pages")
	}
	r := newReader(t)
	for _, h := range heavy {
		for _, address := range []string{"https://www.opengovpartnership.org/members/kenya/commitments/KE0001/", "https://www.opengovpartnership.org/members/kenya/"} {
			t.Run(h.name+" at "+strings.TrimPrefix(address, "https://www.opengovpartnership.org"), func(t *testing.T) {
				runtime.LockOSThread()
				defer runtime.UnlockOSThread()
				quickest := func(n, times int) time.Duration {
					body := heavyPage(h.unit, n, !strings.Contains(address, "commitments"))
					best := time.Duration(math.MaxInt64)
					for range times {
						start := spent()
						_, _ = r.Read(body, "text/html; charset=utf-8", record.Source{Address: address})
						best = min(best, spent()-start)
					}
					return best
				}
				small := quickest(16<<10, 5)
				for times := 1; ; times *= 3 {
					large := quickest(16*16<<10, times)
					if large < 128*small {
						return
					}
					if times > 3 {
						t.Fatalf("%v for 16 KB, %v for 256 KB", small, large)
					}
				}
			})
		}
	}
}

func TestAPageOfTenMegabytesIsRead(t *testing.T) {
	if testing.Short() {
		t.Skip("large")
	}
	r := newReader(t)
	for _, unit := range []string{"<p>words and words of a page</p>", "<span>Status: Active</span>"} {
		body := heavyPage(unit, 10<<20, false)
		p, err := r.Read(body, "text/html; charset=utf-8", record.Source{Address: "https://www.opengovpartnership.org/members/kenya/commitments/KE0001/"})
		if err != nil || p.Title != "A title" {
			t.Errorf("%s: %v %q", unit, err, p.Title)
		}
	}
}

func TestAMillionSiblingsAreRead(t *testing.T) {
	if testing.Short() {
		t.Skip("large")
	}
	var b bytes.Buffer
	b.WriteString("<main><h1>Members</h1>")
	for i := range 500_000 {
		fmt.Fprintf(&b, "<p>x</p><i></i>")
		if i%100_000 == 0 {
			fmt.Fprintf(&b, "<p><a href=/members/place-%d/>Place %d</a></p><p>Joined in 2011 and is implementing 3 commitments.</p>", i, i)
		}
	}
	p, err := newReader(t).Read(b.Bytes(), "text/html; charset=utf-8", record.Source{Address: "https://www.opengovpartnership.org/our-members/"})
	if err != nil || len(p.Members) != 5 {
		t.Errorf("%v, %d members", err, len(p.Members))
	}
}
