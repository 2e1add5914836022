package page

import (
	"errors"
	"strings"
	"testing"

	"ogptracker/scrape/record"
)

func TestEachKindOfUnusablePageHasItsNamedError(t *testing.T) {
	const commitment = "https://www.opengovpartnership.org/members/kenya/commitments/KE0001/"
	const country = "https://www.opengovpartnership.org/members/kenya/"
	for name, c := range map[string]struct {
		body, contentType, address string
		want                       error
	}{
		"nothing":                         {"", "text/html", country, errEmpty},
		"white space":                     {" \n\t ", "text/html", country, errEmpty},
		"a page without text":             {"<html><body><div></div></body></html>", "text/html", country, errEmpty},
		"a page of script alone":          {"<html><body><script>go()</script></body></html>", "text/html", country, errEmpty},
		"a PDF by its type":               {"%PDF-1.4", "application/pdf", country, errNotHTML},
		"a PDF by its bytes":              {"%PDF-1.4 <html>", "text/html", country, errNotHTML},
		"an image":                        {"\x89PNG\r\n\x1a\n....", "", country, errNotHTML},
		"JSON":                            {`{"data": [], "count": 0}`, "text/html", country, errNotHTML},
		"JSON by its type":                {`{"data": "<html>"}`, "application/json", country, errNotHTML},
		"a page cut in the middle":        {"<!doctype html><html><body><h1>A title (KE0001)</h1><p>Status: Active</p><p>Completion: Lim", "text/html", commitment, errCut},
		"a page in capitals, cut":         {"<HTML><BODY><h1>A title (KE0001)</h1><p>Status: Active</p>", "text/html", commitment, errCut},
		"a page whose program stopped":    {"<html><body><h1>A title (KE0001)</h1><p>Status: Active</p><br />\n<b>Fatal error</b>:  Allowed memory size exhausted in <b>/srv/x.php</b> on line <b>7</b><br /></body></html>", "text/html", commitment, errCut},
		"a page that says 404":            {"<title>404 Not Found</title><h1>Not Found</h1><p>Sorry</p>", "text/html", commitment, errSoft404},
		"a site's page for none":          {"<title>OGP</title><body><h1>Page not found</h1><p>Sorry</p>", "text/html", country, errSoft404},
		"a challenge":                     {"<title>Attention Required! | Cloudflare</title><p>Please complete the security check</p>", "text/html", country, errChallenge},
		"a challenge without a title":     {"<p>Checking your browser before accessing the site.</p>", "text/html", country, errChallenge},
		"a login":                         {"<title>Log in</title><form><input type=password></form><p>Log in</p>", "text/html", country, errLogin},
		"a commitment without labels":     {"<h1>A title (KE0001)</h1><p>Prose.</p>", "text/html", commitment, errNoRecord},
		"a commitment without a title":    {"<p>Status: Active</p><p>Completion: Limited</p>", "text/html", commitment, errNoRecord},
		"a country without a name":        {"<p>Some prose that is not a name at all, in a sentence.</p>", "text/html", country, errNoRecord},
		"a country without any label":     {"<h1>Kenya</h1><p>Prose.</p>", "text/html", country, errNoRecord},
		"a members list without a member": {"<h1>Members</h1><p>Prose.</p>", "text/html", "https://www.opengovpartnership.org/our-members/", errNoRecord},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := newReader(t).Read([]byte(c.body), c.contentType, record.Source{Address: c.address})
			if !errors.Is(err, c.want) {
				t.Fatalf("got %v, want %v", err, c.want)
			}
			if p.Kind != "" || len(p.Fields) > 0 {
				t.Errorf("a record comes with the error: %+v", p)
			}
		})
	}
}

func TestACommitmentAboutLoginsOrChallengesIsNoLoginPage(t *testing.T) {
	p, err := newReader(t).Read([]byte(`<title>Just a moment of openness</title><h1>Access denied: a registry of refusals (KE0001)</h1><p>Action Plan Cycle: 2020</p><p>Status: Active</p><h2>Description</h2><p>Verify you are human.</p>`),
		"text/html", record.Source{Address: "https://www.opengovpartnership.org/members/kenya/commitments/KE0001/"})
	if err != nil || p.Title != "Access denied: a registry of refusals" {
		t.Errorf("%v %q", err, p.Title)
	}
}

func TestPagesWithoutAnAddressAreToldByTheirContent(t *testing.T) {
	r := newReader(t)
	for name, c := range map[string]struct {
		body string
		want record.Kind
	}{
		"a commitment":                        {`<h1>A title (KE0001)</h1><p>Lead Institution: X</p><p>Status: Active</p>`, record.KindCommitment},
		"a country":                           {`<h1>Kenya</h1><p>Member Since 2011</p><p>Number of Commitments: 4</p>`, record.KindCountry},
		"a report that counts commitments":    {`<h1>Freedonia Results Report 2021-2023</h1><p>Country: Freedonia</p><table><tr><td>Number of Commitments</td><td>4</td></tr></table>`, record.KindDocument},
		"a report without its years":          {`<h1>Freedonia Hybrid Report</h1><p>Number of Commitments: 4</p>`, record.KindDocument},
		"a report that only its window names": {`<title>Freedonia Design Report 2018-2020 | Open Government Partnership</title><p>Number of Commitments: 4</p>`, record.KindDocument},
		"a plan that counts commitments":      {`<h1>Freedonia Action Plan 2022-2024</h1><p>Number of Commitments: 4</p>`, record.KindDocument},
		"a commitment of 2017":                {`<p>Starred Commitments</p><h1>A title</h1><p>Kenya</p><p>Specificity: Low</p><p>Completion at midterm: Limited</p>`, record.KindCommitment},
		"the members":                         {`<h1>Members</h1><p>Kenya</p><p>Joined in 2011 and is implementing 4 commitments.</p><p>Ghana</p><p>Joined in 2011 and is implementing 4 commitments.</p>`, record.KindMembersList},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := r.Read([]byte(c.body), "text/html", record.Source{})
			if err != nil || p.Kind != c.want {
				t.Errorf("%v: got %q, want %q", err, p.Kind, c.want)
			}
		})
	}
}

func TestASavedPageKeepsItsOwnPathOnTheSite(t *testing.T) {
	p, err := newReader(t).Read([]byte(`<link rel="canonical" href="http://opengovpartnership.org/countries/Estonia"><h1>Estonia</h1><p>Joined 2011</p><p>The following text was contributed by the Government of Estonia.</p><p>Words.</p>`),
		"text/html", record.Source{Saved: true})
	if err != nil || p.Member != "estonia" || p.Address != "http://opengovpartnership.org/countries/Estonia" {
		t.Errorf("%v %q %q", err, p.Member, p.Address)
	}
}

func TestNoPersonIsEverExtracted(t *testing.T) {
	r := newReader(t)
	for _, f := range fixtures(t) {
		p, err := f.read(r)
		if err != nil {
			continue
		}
		text := goldenText(t, p)
		for _, person := range []string{"Jane Roe", "John Doe", "Mary Major", "A. Person", "photographer", "@example"} {
			if strings.Contains(text, person) {
				t.Errorf("%s: %q is in the record", f.name, person)
			}
		}
	}
	p := readCommitment(t, `<p>Contact Person: Jane Roe</p><p>E-mail: <a href="mailto:jane@example.org">jane@example.org</a></p><p>Researcher: John Doe</p><p>Lead Institution: Ministry (jane@example.org)</p>`)
	if text := goldenText(t, p); strings.Contains(text, "Jane") || strings.Contains(text, "jane@") || strings.Contains(text, "John Doe") {
		t.Errorf("a person is in the record: %s", text)
	}
}
