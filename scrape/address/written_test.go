package address_test

import (
	"strings"
	"testing"

	"ogptracker/scrape/address"
)

func TestAnAddressIsWrittenAsItsLinkWritesIt(t *testing.T) {
	t.Parallel()
	site, err := address.NewSite(base)
	if err != nil {
		t.Fatal(err)
	}
	const page = base + "/members/kenya/"
	for raw, want := range map[string]string{
		"/members/kenya/commitments/ke0029/":                            "/members/kenya/commitments/ke0029/",
		"/members/kenya/commitments/KE0029":                             "/members/kenya/commitments/KE0029",
		"commitments/Ke0029/?utm_source=x#top":                          "/members/kenya/commitments/Ke0029/",
		"http://opengovpartnership.org/members/Sri-Lanka":               "/members/Sri-Lanka",
		"/countries/Sri%20Lanka":                                        "/countries/Sri%20Lanka",
		"/Countries/Kenya/Commitments/KE0023":                           "/Countries/Kenya/Commitments/KE0023",
		"/documents/Kenya-Action-Plan-2018-2020":                        "/documents/Kenya-Action-Plan-2018-2020",
		"/report/kenya-mid-term-report-2016-2018-year-1":                "/report/kenya-mid-term-report-2016-2018-year-1",
		"/The-Open-Gov-Challenge/Better-Courts":                         "/The-Open-Gov-Challenge/Better-Courts",
		"/members/Kenya/action-plan":                                    "/members/kenya/", // a tab of the page
		"//www.opengovpartnership.org//members/./Kenya//x/..":           "/members/kenya/",
		"/blackhole/../members/Kenya/":                                  "/members/Kenya/",
		"/?utm_source=x&p=031494":                                       "/?p=31494",
		"/es/members/kenya/":                                            "",
		"https://example.org/members/kenya/":                            "",
		"/?blackhole=0f3a":                                              "",
		"https://www.opengovpartnership.org/members/new-york-city-USA/": "/members/new-york-city-USA/",
	} {
		got := site.Written(raw, page)
		if strings.TrimPrefix(got, base) != want {
			t.Errorf("Written(%q) = %q, want %q", raw, got, want)
		}
		if got == "" {
			continue
		}
		one, _ := site.Resolve(raw, page)
		if again, ok := site.Parse(got); !ok || again != one {
			t.Errorf("Written(%q) = %q is another page: %+v, want %+v", raw, got, again, one)
		}
	}
}

func TestTheRootOfAnOlderSiteIsToldApart(t *testing.T) {
	t.Parallel()
	a, _ := address.Parse("/members/kenya/", base)
	for written, want := range map[string]bool{"/members/Kenya": true, "/Members/kenya/": true, "/countries/Kenya": false, "/country/kenya/": false} {
		if a.SameRoot(base+written) != want {
			t.Errorf("SameRoot(%q) = %v", written, !want)
		}
	}
}
