package address_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ogptracker/scrape/address"
	"ogptracker/scrape/record"
)

const base = "https://www.opengovpartnership.org"

func country(slug string) address.Address {
	return address.Address{Base: base, Path: "/members/" + slug + "/", Kind: record.KindCountry, Member: slug}
}

func commitment(slug, code string) address.Address {
	return address.Address{Base: base, Path: "/members/" + slug + "/commitments/" + code + "/", Kind: record.KindCommitment, Member: slug, Code: code}
}

func document(path, slug string) address.Address {
	return address.Address{Base: base, Path: path, Kind: record.KindDocument, Slug: slug}
}

func TestParseKnowsEveryPatternOfTheSite(t *testing.T) {
	t.Parallel()
	list := func(path string) address.Address {
		return address.Address{Base: base, Path: path, Kind: record.KindMembersList}
	}
	numeric := func(q string) address.Address {
		return address.Address{Base: base, Path: "/", Query: q, Special: address.SpecialNumeric}
	}
	tests := []struct {
		name, raw string
		want      address.Address
	}{
		{"2013 country", "http://www.opengovpartnership.org/country/greece", country("greece")},
		{"2013 country of two words", "http://www.opengovpartnership.org/country/united-states", country("united-states")},
		{"2013 country, action plan tab", "http://www.opengovpartnership.org/country/greece/action-plan", country("greece")},
		{"2013 country with a tab in the query", "http://www.opengovpartnership.org/countries/trinidad-and-tobago?quicktabs_country_tabs=3", country("trinidad-and-tobago")},
		{"2018 country by name", "/countries/Estonia", country("estonia")},
		{"2018 country in lower case", "/countries/germany", country("germany")},
		{"2018 country of two words in capitals", "/countries/Sri-Lanka", country("sri-lanka")},
		{"2018 country with a space", "/countries/Sri%20Lanka", country("sri-lanka")},
		{"country", "/members/estonia/", country("estonia")},
		{"country without final slash", "/members/paraguay", country("paraguay")},
		{"country in capitals", "/members/United-Kingdom/", country("united-kingdom")},
		{"old path on the bare host", "http://opengovpartnership.org/country/ireland", country("ireland")},
		{"host in capitals, with its port", "HTTPS://WWW.OpenGovPartnership.org:443/members/Jordan/", country("jordan")},
		{"address without a scheme", "opengovpartnership.org/members/brazil", country("brazil")},
		{"fragment and tracking", "/members/kenya/?utm_source=x&fbclid=1#commitments", country("kenya")},
		{"dots and doubled slashes", "//www.opengovpartnership.org//members/./kenya//x/..", country("kenya")},
		{"local member", "/members/kaduna-state-nigeria/", country("kaduna-state-nigeria")},
		{"local commitment", "/members/buenos-aires-argentina/commitments/bue0009", commitment("buenos-aires-argentina", "BUE0009")},
		{"local commitment of Scotland", "/members/scotland-united-kingdom/commitments/sco0001", commitment("scotland-united-kingdom", "SCO0001")},
		{"commitment", "/members/canada/commitments/CA0062/", commitment("canada", "CA0062")},
		{"commitment in lower case", "/members/kenya/commitments/ke0029", commitment("kenya", "KE0029")},
		{"commitment, three letters", "/members/papua-new-guinea/commitments/png0013", commitment("papua-new-guinea", "PNG0013")},
		{"commitment at an old root", "/countries/Kenya/Commitments/KE0023", commitment("kenya", "KE0023")},
		{"document", "/documents/estonia-end-of-term-report-2016-2018/", document("/documents/estonia-end-of-term-report-2016-2018/", "estonia-end-of-term-report-2016-2018")},
		{"letter", "/documents/luxembourg-letter-of-withdrawal-from-ogp-december-2022/", document("/documents/luxembourg-letter-of-withdrawal-from-ogp-december-2022/", "luxembourg-letter-of-withdrawal-from-ogp-december-2022")},
		{"document in capitals without slash", "/documents/Latvia-End-of-Term-Report-2015-2017-year-2", document("/documents/latvia-end-of-term-report-2015-2017-year-2/", "latvia-end-of-term-report-2015-2017-year-2")},
		{"2018 report", "/report/sri-lanka-mid-term-report-2016-2018-year-1", document("/report/sri-lanka-mid-term-report-2016-2018-year-1/", "sri-lanka-mid-term-report-2016-2018-year-1")},
		{"2018 report at the root", "/netherlands-mid-term-report-2016-2018-year-1", document("/netherlands-mid-term-report-2016-2018-year-1/", "netherlands-mid-term-report-2016-2018-year-1")},
		{"2018 report at the root, another country", "/new-zealand-mid-term-report-2016-2018-year-1", document("/new-zealand-mid-term-report-2016-2018-year-1/", "new-zealand-mid-term-report-2016-2018-year-1")},
		{"end of term without of, at the root", "/armenia-end-term-report-2016-2018", document("/armenia-end-term-report-2016-2018/", "armenia-end-term-report-2016-2018")},
		{"draft at the root", "/ghana-progress-report-2013-2014-for-public-comment", document("/ghana-progress-report-2013-2014-for-public-comment/", "ghana-progress-report-2013-2014-for-public-comment")},
		{"file keeps its capitals", "/wp-content/uploads/2021/10/Ghana_Action-Plan_2021-2023_Revised.pdf",
			address.Address{Base: base, Path: "/wp-content/uploads/2021/10/Ghana_Action-Plan_2021-2023_Revised.pdf", Special: address.SpecialFile}},
		{"file of the Drupal site", "/sites/default/files/EE_EOTR.pdf", address.Address{Base: base, Path: "/sites/default/files/EE_EOTR.pdf", Special: address.SpecialFile}},
		{"members list", "/our-members/", list("/our-members/")},
		{"members list of local participants", "https://www.opengovpartnership.org/local/participants", list("/local/participants/")},
		{"2017 members list", "/countries", list("/countries/")},
		{"numeric", "https://www.opengovpartnership.org/?p=8934", numeric("p=8934")},
		{"numeric relative, with tracking", "?utm_medium=mail&p=31494", numeric("p=31494")},
		{"robots", "/robots.txt", address.Address{Base: base, Path: "/robots.txt", Special: address.SpecialRobots}},
		{"sitemap index", "/sitemap_index.xml", address.Address{Base: base, Path: "/sitemap_index.xml", Special: address.SpecialSitemap}},
		{"sitemap of one kind", "/members-sitemap2.xml", address.Address{Base: base, Path: "/members-sitemap2.xml", Special: address.SpecialSitemap}},
		{"sitemap in parts", "/sitemap.xml?page=2", address.Address{Base: base, Path: "/sitemap.xml", Query: "page=2", Special: address.SpecialSitemap}},
		{"packed sitemap in a folder", "/sitemaps/members.xml.gz", address.Address{Base: base, Path: "/sitemaps/members.xml.gz", Special: address.SpecialSitemap}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, ok := address.Parse(tt.raw, base)
			if !ok {
				t.Fatalf("Parse(%q) refused", tt.raw)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("Parse(%q) (-want +got):\n%s", tt.raw, diff)
			}
			if again, ok := address.Parse(got.String(), base); !ok || again != got {
				t.Errorf("Parse(%q) = %+v, %v, not the same address again", got.String(), again, ok)
			}
			if want := tt.want.Special != address.SpecialFile; got.Fetchable() != want {
				t.Errorf("Fetchable() = %v, want %v", got.Fetchable(), want)
			}
		})
	}
}

func TestParseRefusesEverythingElse(t *testing.T) {
	t.Parallel()
	for _, raw := range []string{
		"", "#top", "/", "/?p=", "/?p=abc", "/?p=0", "/?s=estonia", "/?page_id=7",
		"/es/members/estonia/commitments/EE0059/", "/es/members/kenya/commitments/KE0023/", "/ES/people/x/", "/fr/members/estonia/",
		"/search/", "/search/members/", "/admin/", "/admin/members/estonia", "/comment/reply/8", "/user/login", "/wp-login.php", "/wp-admin/admin-ajax.php", "/xmlrpc.php",
		"/feed/", "/members/estonia/feed/", "/members/feed/", "/documents/feed/", "/documents/%2e%2e/", "/documents/%2E/", "/members/page/2/", "/documents/", "/documents/page/3/",
		"/tag/turkey", "/document-type/irm-report/page/10", "/source/irm/page/42/", "/region/europe/page/21", "/content-category/irm-reports/page/3",
		"/group/latin-america/page/39", "/level-of-government/national/page/322", "/page/207/?page_number=2&post_type=stories",
		"/stories/ogp-local-new-plans-new-commitments/", "/news/azerbaijan-to-maintain-its-inactive-status-2018/", "/glossary/completion/", "/glossary/action-plan/",
		"/explorer/landing", "/explorer/all-data.html", "/apiJSON/countries?filter[id]=1",
		"/do-not-follow/", "/trap/", "/members/trap/", "/members/do-not-follow-this-link/", "/documents/honeypot-2020/",
		"/annual-report-2019/", "/about-us/", "/action-plan-2018", "/netherlands-mid-term-report",
		"/members/estonia/commitments/", "/members/estonia/commitments/EE59/", "/members/estonia/commitments/EE0059/edit", "/members/estonia/contact/",
		"/wp-content/uploads/2021/10/", "/wp-content/themes/ogp/style.css", "/wp-content/uploads/2021/10/../../../../wp-admin/x.php",
		"/members/..%2fwp-admin/", "/members/a%2fb/", "/members/a%5Cb/", "/members/%00/", "/members/a%ffb/", "/members/%zz/",
		"https://example.org/members/estonia/", "https://www.opengovpartnership.org.evil.example/members/estonia/", "//evil.example/members/estonia/",
		"https://www.opengovpartnership.org@evil.example/members/estonia/", "https://user:pw@www.opengovpartnership.org/members/estonia/",
		"https://www.opengovpartnership.org:8443/members/estonia/", "ftp://www.opengovpartnership.org/members/estonia/",
		"mailto:a@opengovpartnership.org", "javascript:void(0)", "tel:+372", "https:members/estonia", "http://[::1/members/estonia/",
	} {
		if got, ok := address.Parse(raw, base); ok {
			t.Errorf("Parse(%q) = %+v, want it refused", raw, got)
		}
	}
}

func TestSpanishPagesAreRefusedByName(t *testing.T) {
	t.Parallel()
	a, ok := address.Parse("/es/members/kenya/commitments/KE0023/", base)
	if ok || !a.Spanish || a.Fetchable() {
		t.Errorf("Parse = %+v, %v, want a refusal that says Spanish", a, ok)
	}
}

func TestEveryHostOfTheSiteFoldsToTheBase(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ base, raw, want string }{
		{"http://ogp-sample.example", "https://www.opengovpartnership.org/members/Estonia", "http://ogp-sample.example/members/estonia/"},
		{"http://ogp-sample.example/", "https://ogp-sample.example/members/estonia/", "http://ogp-sample.example/members/estonia/"},
		{"http://127.0.0.1:8080", "http://127.0.0.1:8080/members/estonia/", "http://127.0.0.1:8080/members/estonia/"},
		{"http://[::1]:8080", "http://[::1]:8080/members/estonia/", "http://[::1]:8080/members/estonia/"},
		{"http://Localhost:80/ogp/", "http://localhost/ogp/members/estonia/", "http://localhost/ogp/members/estonia/"},
		{"http://localhost/ogp", "members/estonia", "http://localhost/ogp/members/estonia/"},
	} {
		if a, ok := address.Parse(tt.raw, tt.base); !ok || a.String() != tt.want {
			t.Errorf("Parse(%q, %q) = %q, %v, want %q", tt.raw, tt.base, a.String(), ok, tt.want)
		}
	}
	for _, tt := range []struct{ base, raw string }{
		{"http://127.0.0.1:8080", "http://127.0.0.1:9090/members/estonia/"},
		{"http://localhost/ogp", "http://localhost/members/estonia/"},
		{"http://localhost/ogp", "http://localhost/ogpx/members/estonia/"},
		{"ftp://localhost", "/members/estonia/"},
		{"http://localhost/?a=1", "/members/estonia/"},
		{"http://me:secret@localhost", "/members/estonia/"},
		{"localhost", "/members/estonia/"},
	} {
		if a, ok := address.Parse(tt.raw, tt.base); ok {
			t.Errorf("Parse(%q, %q) = %+v, want it refused", tt.raw, tt.base, a)
		}
	}
}

func TestResolveReadsLinksAsABrowserWould(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ raw, page, want string }{
		{"commitments/EE0059/", base + "/members/estonia/", base + "/members/estonia/commitments/EE0059/"},
		{"../latvia/", base + "/members/estonia/", base + "/members/latvia/"},
		{"/members/latvia", base + "/documents/x/", base + "/members/latvia/"},
		{"//opengovpartnership.org/members/latvia", base + "/documents/x/", base + "/members/latvia/"},
		{"?tab=2", base + "/members/estonia/", base + "/members/estonia/"},
		{"\n /members/esto\nnia/ ", base + "/", base + "/members/estonia/"},
		{"commitments/EE0059/", base + "/countries/Estonia/", base + "/members/estonia/commitments/EE0059/"},
		{"members/estonia/", "%zz", ""},
	} {
		a, ok := address.Resolve(tt.raw, tt.page, base)
		if ok != (tt.want != "") || ok && a.String() != tt.want {
			t.Errorf("Resolve(%q, %q) = %q, %v, want %q", tt.raw, tt.page, a.String(), ok, tt.want)
		}
	}
}

func TestOnSiteKeepsThePathOfASavedPage(t *testing.T) {
	t.Parallel()
	site, err := address.NewSite("http://ogp-sample.example")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ raw, want string }{
		{"https://www.opengovpartnership.org/countries/Estonia", "http://ogp-sample.example/countries/Estonia"},
		{"/stories/a-story/?x=1#y", "http://ogp-sample.example/stories/a-story/?x=1"},
		{"https://example.org/countries/Estonia", ""},
		{"http://ogp-sample.example.evil.example/", ""},
	} {
		if got, ok := site.OnSite(tt.raw, ""); ok != (tt.want != "") || got != tt.want {
			t.Errorf("OnSite(%q) = %q, %v, want %q", tt.raw, got, ok, tt.want)
		}
	}
}

func TestOnSiteKnowsTheFolderOfASiteThatIsNotAtTheRoot(t *testing.T) {
	t.Parallel()
	site, err := address.NewSite("http://localhost/ogp/")
	if err != nil {
		t.Fatal(err)
	}
	for raw, want := range map[string]string{"http://localhost/ogp/countries/Estonia": "http://localhost/ogp/countries/Estonia", "http://localhost/ogpx/countries": "", "http://localhost/": ""} {
		if got, ok := site.OnSite(raw, ""); ok != (want != "") || got != want {
			t.Errorf("OnSite(%q) = %q, %v, want %q", raw, got, ok, want)
		}
	}
}

func TestKeyIsOneForEveryAddressOfAThing(t *testing.T) {
	t.Parallel()
	for _, same := range [][]string{
		{"/members/kenya/commitments/KE0023/", "http://opengovpartnership.org/country/kenya/commitments/ke0023"},
		{"/members/cote-divoire/", "/countries/C%C3%B4te-d'Ivoire", "/countries/C%c3%b4te-d%E2%80%99Ivoire/"},
		{"/documents/sri-lanka-mid-term-report-2016-2018-year-1/", "/report/sri-lanka-mid-term-report-2016-2018-year-1", "/Sri-Lanka-mid-term-report-2016-2018-year-1"},
		{"/?p=12", "/?p=012&x=y"},
	} {
		var key string
		for i, raw := range same {
			a, ok := address.Parse(raw, base)
			if !ok {
				t.Fatalf("Parse(%q) refused", raw)
			}
			if i == 0 {
				key = a.Key()
			} else if a.Key() != key {
				t.Errorf("Key of %q = %q, want %q", raw, a.Key(), key)
			}
		}
	}
}

func TestMemberIDIsASCIIWhateverTheName(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"estonia": "estonia", "Sri Lanka": "sri-lanka", "Côte d'Ivoire": "cote-divoire", "Côte d’Ivoire": "cote-divoire", "Türkiye": "turkiye",
		"São Paulo, Brazil": "sao-paulo-brazil", "Łódź": "lodz", "Trinidad & Tobago": "trinidad-tobago", "  Bojonegoro,  Indonesia ": "bojonegoro-indonesia",
		"united--kingdom-": "united-kingdom", "North_Macedonia": "north-macedonia", "საქართველო": "", "Elgeyo–Marakwet": "elgeyo-marakwet", "": "",
	} {
		if got := address.MemberID(in); got != want {
			t.Errorf("MemberID(%q) = %q, want %q", in, got, want)
		}
		if got := address.MemberID(want); got != want {
			t.Errorf("MemberID(%q) = %q, not the same again", want, got)
		}
	}
}

func TestCodeTakesCommitmentCodesAlone(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{"EE0059": "EE0059", "ee0059": "EE0059", "Png0013": "PNG0013", "E0059": "", "EE059": "", "EE00590": "", "ABCD0001": "", "EE005x": "", "E10059": "", "éé0059": "", "": ""} {
		if got, ok := record.CommitmentCode(in); got != want || ok != (want != "") {
			t.Errorf("Code(%q) = %q, %v, want %q", in, got, ok, want)
		}
	}
}

func TestKnownAddressesAreCanonical(t *testing.T) {
	t.Parallel()
	site, err := address.NewSite("http://127.0.0.1:9/")
	if err != nil {
		t.Fatal(err)
	}
	all := append(site.Sitemaps(), site.Robots(), site.MembersList())
	if a, ok := site.Country("Estonia"); ok {
		all = append(all, a)
	}
	if a, ok := site.Commitment("estonia", "ee0059"); ok {
		all = append(all, a)
	}
	if len(all) != 7 {
		t.Fatalf("%d addresses, want 7", len(all))
	}
	for _, a := range all {
		if again, ok := site.Parse(a.String()); !ok || again != a {
			t.Errorf("Parse(%q) = %+v, %v, want %+v", a.String(), again, ok, a)
		}
	}
	if a, ok := site.Sitemap("https://www.opengovpartnership.org/maps/all?part=1"); !ok || a.String() != "http://127.0.0.1:9/maps/all?part=1" {
		t.Errorf("Sitemap = %q, %v", a.String(), ok)
	}
	if a, ok := site.Sitemap("https://example.org/sitemap.xml"); ok {
		t.Errorf("Sitemap = %q of another host, want it refused", a.String())
	}
}

// The short way for plain addresses gives what the long way gives: a space
// before an address sends it the long way.
func TestPlainAddressesReadAsAllOthers(t *testing.T) {
	for _, base := range []string{base, "http://127.0.0.1:8080", "https://archive.example/site"} {
		site, err := address.NewSite(base)
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range []string{"/", "/members/Estonia", "/members/estonia/commitments/ee0059/", "/documents/a.b/", "/members//estonia/", "/documents/./x/", "/documents/..",
			"/documents/.x/", "//other.example/members/estonia/", "/sitemap.xml", "/robots.txt", "/wp-content/uploads/2020/Plan.pdf", "/glossary/word/", "/site/members/estonia/", "/site", "/sites/a/files/b.pdf", "/es/members/estonia/", "ship/members/estonia/"} {
			for _, raw := range []string{path, base + path} {
				short, okShort := site.Resolve(raw, base+"/members/kenya/")
				long, okLong := site.Resolve(" "+raw, base+"/members/kenya/")
				if short != long || okShort != okLong {
					t.Errorf("Resolve(%q) = %+v, %v; with a space before it %+v, %v", raw, short, okShort, long, okLong)
				}
				shortHere, okShort := site.OnSite(raw, base+"/members/kenya/")
				longHere, okLong := site.OnSite(" "+raw, base+"/members/kenya/")
				if shortHere != longHere || okShort != okLong {
					t.Errorf("OnSite(%q) = %q, %v; with a space before it %q, %v", raw, shortHere, okShort, longHere, okLong)
				}
			}
		}
	}
}

func FuzzParseIsAFixedPoint(f *testing.F) {
	for _, s := range []string{"/members/Estonia", "/countries/C%C3%B4te-d'Ivoire", "?p=012", "/documents/a.b/", "//x//y", "/report/ÅB-", "/wp-content/uploads/a%20b.pdf", "/sitemap.xml?page=3", "/netherlands-mid-term-report-2016-2018-year-1", "/documents/ .", "/documents/-../", "/members/-./"} {
		f.Add(s)
	}
	site, err := address.NewSite(base)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		a, ok := site.Parse(raw)
		if !ok {
			return
		}
		again, ok := site.Parse(a.String())
		if !ok || again != a {
			t.Fatalf("Parse(%q) = %+v, its String %q parses to %+v, %v", raw, a, a.String(), again, ok)
		}
		if a.Kind == record.KindCountry && address.MemberID(a.Member) != a.Member {
			t.Fatalf("member id %q of %q is not a fixed point", a.Member, raw)
		}
	})
}

func BenchmarkResolve(b *testing.B) {
	site, err := address.NewSite(base)
	if err != nil {
		b.Fatal(err)
	}
	links := []string{"https://www.opengovpartnership.org/members/estonia/commitments/EE0059/", "/members/estonia/", "/stories/a-story/", "#top", "https://example.org/x", "/documents/estonia-action-plan-2020-2022/"}
	b.ReportAllocs()
	for b.Loop() {
		for _, l := range links {
			site.Resolve(l, base+"/members/estonia/")
		}
	}
}
