package page

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"ogptracker/scrape/record"
)

// largeCommitment makes a commitment's page of about size bytes, with the
// menus, scripts and styles that a site of this kind carries.
func largeCommitment(size int) []byte {
	var b strings.Builder
	chrome(&b, size/4)
	b.WriteString(`<main><h2><a href="/members/kenya/">Kenya</a></h2><h1>Open Government Resiliency (KE0023)</h1><h2>Overview</h2><h3>At-a-Glance</h3>
<p><strong>Action Plan:</strong> <a href="/documents/kenya-action-plan-2018-2020/">Kenya Action Plan 2018-2020</a></p><p><strong>Action Plan Cycle:</strong> 2018</p><p><strong>Status:</strong> <span></span></p>
<h3>Institutions</h3><p><strong>Lead Institution:</strong> Office of the Deputy President</p><p><strong>Support Institution(s):</strong> Senate, National Assembly</p>
<h3>Policy Areas</h3><p><a href="/p/1">Capacity Building</a>, <a href="/p/2">Public Participation</a></p><h3>IRM Review</h3><p><strong>IRM Report:</strong> <a href="/documents/kenya-design-report-2018-2020/">Kenya Design Report 2018-2020</a></p>
<p><strong>Early Results:</strong> Marginal</p><h4>Design <i>i</i></h4><p><strong>Verifiable:</strong> Yes</p><p><strong>Relevant to OGP Values:</strong> Yes</p><p><strong>Ambition (see <a href="/glossary/ambition/">definition</a>):</strong> Low</p>
<h4>Implementation <i>i</i></h4><p><strong>Completion:</strong> <img src="/i/x.png" alt=""></p><h2>Description</h2>`)
	for i := 0; b.Len() < size-2000; i++ {
		fmt.Fprintf(&b, "<p class=\"p%d\">The ministry will <strong>publish</strong> the %dth register by the end of the year, so that <a href=\"/stories/s-%d/\">citizens</a> can see it: what it costs &amp; who gains.</p>\n<ul><li>Step %d begins</li><li>Step %d ends</li></ul>\n", i, i, i, i, i)
	}
	b.WriteString(`</main><footer><p>Footer</p></footer></body></html>`)
	return []byte(b.String())
}

// chrome writes a page's head, scripts and menus of about size bytes.
func chrome(b *strings.Builder, size int) {
	b.WriteString(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Page</title>`)
	for i := 0; b.Len() < size/2; i++ {
		fmt.Fprintf(b, "<script>window.q%d=window.q%d||[];function f%d(a){return a<b?a:%d}</script><style>.c%d{color:#%06x;margin:0 auto}</style>\n", i, i, i, i, i, i)
	}
	b.WriteString(`</head><body class="page"><header><nav><ul>`)
	for i := 0; b.Len() < size; i++ {
		fmt.Fprintf(b, "<li class=\"menu-item menu-item-%d\"><a href=\"/menu/%d/\">Menu entry %d</a></li>\n", i, i, i)
	}
	b.WriteString(`</ul></nav></header>`)
}

// largeCountry makes a country's page of about size bytes with its lists
// filled.
func largeCountry(size int) []byte {
	var b strings.Builder
	chrome(&b, size/4)
	b.WriteString(`<main><h1>Kenya</h1><ul><li>Member Since 2011</li><li>Action Plan 4</li></ul><p>ON THE PAGE</p><h2>Current Action Plan</h2><p>2018-2020</p><p>Action Plan 4</p>
<ul><li>Number of Commitments: 6</li><li>Policy Area Focus: Not specified</li></ul><p>Kenya is currently implementing six commitments from their 2018-2020 action plan.</p><h2>Commitments</h2><ol>`)
	for i := 0; b.Len() < size*6/10; i++ {
		fmt.Fprintf(&b, "<li class=\"item\"><h4><a href=\"/members/kenya/commitments/KE%04d/\">Commitment number %d on open data</a></h4><p class=\"meta\">KE%04d, 2018, Open Data</p></li>\n", i, i, i)
	}
	b.WriteString(`</ol><h2>Resources</h2><ul>`)
	for i := 0; b.Len() < size-500; i++ {
		fmt.Fprintf(&b, "<li class=\"item\"><h4><a href=\"/documents/kenya-document-%d-2018/\">Kenya document %d of 2018</a></h4><p class=\"meta\">2018, IRM Report, Web page</p></li>\n", i, i)
	}
	b.WriteString(`</ul></main><footer><p>Footer</p></footer></body></html>`)
	return []byte(b.String())
}

// BenchmarkRead reads pages, parse included, beside the parse of the same
// bytes alone. "ratio" does both in turn, so that a busy machine weighs on
// both alike, and reports the median of reading as a multiple of parsing: the
// bound is 1.75.
func BenchmarkRead(b *testing.B) {
	for _, c := range []struct {
		name, address string
		body          []byte
	}{
		{"commitment-100KB", "https://www.opengovpartnership.org/members/kenya/commitments/KE0023/", largeCommitment(100 << 10)},
		{"country-300KB", "https://www.opengovpartnership.org/members/kenya/", largeCountry(300 << 10)},
		{"report-100KB", "https://www.opengovpartnership.org/documents/georgia-results-report-2018-2019/", reportPage()},
	} {
		r := newReader(b)
		parse := func() error {
			_, err := html.Parse(bytes.NewReader(c.body))
			return err
		}
		read := func() error {
			_, err := r.Read(c.body, "text/html; charset=utf-8", record.Source{Address: c.address})
			return err
		}
		b.Run(c.name+"/parse", func(b *testing.B) { repeat(b, len(c.body), parse) })
		b.Run(c.name+"/read", func(b *testing.B) { repeat(b, len(c.body), read) })
		b.Run(c.name+"/ratio", func(b *testing.B) { ratio(b, read, parse) })
	}
}

func repeat(b *testing.B, size int, do func() error) {
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		if err := do(); err != nil {
			b.Fatal(err)
		}
	}
}

func ratio(b *testing.B, read, parse func() error) {
	var all []float64
	for b.Loop() {
		start := time.Now()
		err := parse()
		mid := time.Now()
		if err = errors.Join(err, read()); err != nil {
			b.Fatal(err)
		}
		all = append(all, float64(time.Since(mid))/float64(mid.Sub(start)))
	}
	slices.Sort(all)
	b.ReportMetric(all[len(all)/2], "read/parse")
}
