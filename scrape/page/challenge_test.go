package page

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ogptracker/scrape/record"
)

func readChallenge(t *testing.T, path, title, body string) record.Page {
	t.Helper()
	p, err := newReader(t).Read([]byte("<html><head><title>"+title+" | Open Government Partnership</title></head><body><nav><table><tr><th>Commitment</th><th>Level of Government</th><th>Lead Institution</th></tr></table></nav><main>"+body+"</main></body></html>"), "text/html",
		record.Source{Address: "https://www.opengovpartnership.org" + path})
	if err != nil || p.Kind != record.KindChallenge {
		t.Fatalf("%v, kind %q", err, p.Kind)
	}
	return p
}

func TestTheTrackerOfTheOpenGovChallengeIsRead(t *testing.T) {
	const site = "https://www.opengovpartnership.org/the-open-gov-challenge/"
	for name, c := range map[string]struct {
		path, body string
		want       []record.ListedChallenge
	}{
		"as it is today": {"/the-open-gov-challenge/challenge-tracker/", `<h1>Challenge Tracker</h1><div><b></b> commitments</div><table><thead><tr><th>Commitment</th><th>Level of Government</th><th>Lead Institution</th><th>Primary Challenge Area</th></tr></thead><tbody>
<tr><td><a href="/the-open-gov-challenge/open-courts/">Kenya – Open courts</a></td><td>National</td><td>Judiciary</td><td>Justice</td></tr><tr><td><a href="/the-open-gov-challenge/hear-girls/">Hear girls</a></td><td>Local (non-member)</td><td>City of Ostrava</td><td>Gender and Inclusion</td></tr><tr><td></td><td></td><td></td><td></td></tr></tbody></table>`,
			[]record.ListedChallenge{{Title: "Open courts", Place: "Kenya", Level: "National", Lead: "Judiciary", Area: "Justice", URL: site + "open-courts/"},
				{Title: "Hear girls", Level: "Local (non-member)", Lead: "City of Ostrava", Area: "Gender and Inclusion", URL: site + "hear-girls/"}}},
		"as it was before": {"/challenge-submissions/", `<h1>Submissions</h1><table><tr><td>Country/Local</td><td>Level of Government</td><td>Lead Institution</td><td>Title of Reform</td><td>Challenge Area</td></tr><tr><td>Scotland</td><td>Local</td><td>Scottish Government</td><td><a href="/the-open-gov-challenge/open-law/">Open law</a></td><td>Access to Information</td></tr></table>`,
			[]record.ListedChallenge{{Title: "Open law", Place: "Scotland", Level: "Local", Lead: "Scottish Government", Area: "Access to Information", URL: site + "open-law/"}}},
		"another order of columns": {"/the-open-gov-challenge/challenge-tracker/", `<h1>Tracker</h1><table><tr><th>Primary Challenge Area</th><th>Title</th><th>Level of Government</th></tr><tr><td>Civic Space</td><td>Free protest</td><td>National</td></tr></table>`,
			[]record.ListedChallenge{{Title: "Free protest", Level: "National", Area: "Civic Space"}}},
		"a table of something else": {"/the-open-gov-challenge/challenge-tracker/", `<h1>Tracker</h1><table><tr><th>Title</th><th>Pages</th></tr><tr><td>Guide</td><td>12</td></tr></table>`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			p := readChallenge(t, c.path, "Challenge Tracker", c.body)
			if diff := cmp.Diff(c.want, p.Challenge); diff != "" {
				t.Error(diff)
			}
			if empty := p.CommitmentList == record.ListEmpty; empty != (c.want == nil) || empty != (len(p.Issues) == 1 && p.Issues[0].Code == record.CodeListPart) {
				t.Errorf("list %q, issues %+v", p.CommitmentList, p.Issues)
			}
		})
	}
}

func TestAPageOfTheOpenGovChallengeIsRead(t *testing.T) {
	const path = "/the-open-gov-challenge/open-courts/"
	for name, c := range map[string]struct {
		body string
		want record.ListedChallenge
	}{
		"in lines":             {`<h1>Open courts</h1><p><b>Level of Government:</b> National</p><p><b>Lead Institution:</b> Judiciary</p><p><b>Primary Challenge Area:</b> Justice</p><p>The judiciary will publish rulings.</p>`, record.ListedChallenge{Title: "Open courts", Place: "Kenya", Level: "National", Lead: "Judiciary", Area: "Justice"}},
		"in a definition list": {`<h1>Kenya – Open courts</h1><dl><dt>Country/Local</dt><dd>Republic of Kenya</dd><dt>Level of Government</dt><dd>National</dd><dt>Challenge Area</dt><dd>Justice</dd></dl><h2>Description</h2><p>Words.</p>`, record.ListedChallenge{Title: "Open courts", Place: "Republic of Kenya", Level: "National", Area: "Justice"}},
	} {
		t.Run(name, func(t *testing.T) {
			p := readChallenge(t, path, "Kenya – Open courts", c.body)
			c.want.URL = "https://www.opengovpartnership.org" + path
			if diff := cmp.Diff([]record.ListedChallenge{c.want}, p.Challenge); diff != "" {
				t.Error(diff)
			}
		})
	}
	if p := readChallenge(t, "/the-open-gov-challenge/how-to-join/", "How to join", "<h1>How to join</h1><p>Write to us.</p>"); len(p.Challenge) > 0 || len(p.Issues) > 0 {
		t.Errorf("a page about the challenge is a commitment: %+v %+v", p.Challenge, p.Issues)
	}
}
