package page

import (
	"testing"

	"ogptracker/scrape/record"
)

// TestTheStandingOfARowBelongsToItsMember: a row that names a member again, or
// nobody, gives its standing to no other.
func TestTheStandingOfARowBelongsToItsMember(t *testing.T) {
	body := `<main><h1>Our members</h1><table><tr><th>Country</th><th>Joined</th><th>Status</th></tr>` +
		`<tr><td><a href="/members/fiji/">Fiji</a></td><td>2022</td><td></td></tr><tr><td><a href="/members/oman/">Oman</a></td><td>2023</td><td>Active</td></tr>` +
		`<tr><td><a href="/members/fiji/">Fiji</a></td><td></td><td>Withdrawn</td></tr><tr><td>—</td><td></td><td>Inactive</td></tr></table></main>`
	p, err := newReader(t).Read([]byte(body), "text/html; charset=utf-8", record.Source{Address: "https://www.opengovpartnership.org/our-members/"})
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	for _, m := range p.Members {
		got += m.Member + "=" + m.Note + ";"
	}
	if got != "fiji=Withdrawn;oman=Active;" {
		t.Error(got)
	}
}
