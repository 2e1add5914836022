package page

import (
	"bytes"
	"strings"
)

// reportPage is a report's page of about 100 KB: a table, and running text
// with a menu and scripts around it, as the real ones are.
func reportPage() []byte {
	var b bytes.Buffer
	b.WriteString("<!DOCTYPE html><html><head><title>Georgia Results Report 2018-2019</title><script>" + strings.Repeat("window.x=1;", 1000) + "</script></head><body><nav>")
	for range 120 {
		b.WriteString(`<li class="menu-item"><a href="/about/">About</a></li>`)
	}
	b.WriteString("</nav><main><h1>Georgia Results Report 2018-2019</h1><p>Table 1: At a Glance</p><table><tr><td></td><td>Mid-term</td><td>End of term</td></tr>")
	for _, r := range []string{"Number of Commitments|24", "Completed|6|10", "Substantial|7|6", "Limited|11|8", "Not Started|0|0", "Clear Relevance to OGP Values|17|17",
		"Transformative Potential Impact|4|4", "All Three (✪)|3|3", "Major|4", "Outstanding|0", "Number of Commitments Carried Over to Next Action Plan|6"} {
		b.WriteString("<tr><td>" + strings.ReplaceAll(r, "|", "</td><td>") + "</td></tr>")
	}
	b.WriteString("</table>")
	for b.Len() < 100_000 {
		b.WriteString("<p>The Ministry of Justice published what it had promised in the plan, and one of the two portals was opened; the <a href=\"/glossary/commitment/\">commitment</a> was discussed with the forum.</p>\n<ul><li>A point of the text that stands in a list.</li></ul>")
	}
	b.WriteString("</main></body></html>")
	return b.Bytes()
}
