package page

import (
	"strings"
	"testing"

	"ogptracker/scrape/record"
)

// FuzzDocument reads anything as a document's page. Whatever it is, reading
// ends, is the same each time, and every figure without a readable value says
// so.
func FuzzDocument(f *testing.F) {
	for _, fx := range fixtures(f) {
		if strings.HasPrefix(fx.name, "documents/") {
			f.Add(fx.body)
		}
	}
	r := newReader(f)
	f.Fuzz(func(t *testing.T, body []byte) {
		src := record.Source{Address: "https://www.opengovpartnership.org/documents/a-results-report/"}
		p, err := r.Read(body, "text/html", src)
		if err != nil {
			return
		}
		again, err := r.Read(body, "text/html", src)
		if err != nil || goldenText(t, p) != goldenText(t, again) {
			t.Fatalf("read twice, two records: %v", err)
		}
		for _, fig := range p.Figures {
			if fig.Measure == "" || fig.Stage == "" || fig.State == record.NotStated || fig.State == record.Stated && fig.Printed == "" {
				t.Fatalf("figure %+v", fig)
			}
		}
	})
}
