package page

import (
	"testing"

	"ogptracker/scrape/record"
)

// TestARatingOfAnotherCommitmentIsNeverTaken: pages show teasers of related
// commitments, with the same labels as the page itself.
func TestARatingOfAnotherCommitmentIsNeverTaken(t *testing.T) {
	const teaser = `<h4><a href="/members/kenya/commitments/KE0009/">Another (KE0009)</a></h4><p>Completion: Completed</p><p>Starred: Yes</p><p>Lead Institution: Agency</p>`
	const plain = `<p><a href="/members/kenya/commitments/KE0009/">Another</a></p><p>Completion: Completed</p>`
	blank, limited := record.Value{State: record.Unreadable}, record.Say("Limited")
	for name, c := range map[string]struct {
		markup     string
		completion record.Value
		lead       string
	}{
		"behind a blank rating, in a box":          {`<p>Lead Institution: Ministry</p><p>Completion:</p><aside><h3>Related commitments</h3>` + teaser + `</aside>`, blank, "Ministry"},
		"behind a blank rating, in cards":          {`<p>Lead Institution: Ministry</p><p>Completion:</p><h3>Related commitments</h3><div>` + teaser + `</div><div>` + teaser + `</div>`, blank, "Ministry"},
		"behind a blank rating, without a box":     {`<p>Lead Institution: Ministry</p><p>Completion:</p>` + teaser, blank, "Ministry"},
		"behind a label with text":                 {`<p>Completion:</p><p>Lead Institution: Ministry</p><div>` + plain + `</div>`, blank, "Ministry"},
		"of a link alone, without a box":           {`<p>Completion:</p>` + plain, blank, ""},
		"before the page's own rating":             {`<aside><h3>Related</h3>` + plain + `</aside><p>Completion: Limited</p>`, limited, ""},
		"before the page's own part of the page":   {`<div class="x">` + teaser + `</div><h3>IRM Review</h3><p>Lead Institution: Ministry</p><p>Completion: Limited</p>`, limited, "Ministry"},
		"where the page has no such label itself":  {`<p>Completion: Limited</p><section>` + teaser + `</section>`, limited, ""},
		"but a label behind a link is its own":     {`<dl><dt>Continues</dt><dd><a href="/members/kenya/commitments/KE0002/">Before (KE0002)</a></dd><dt>Completion</dt><dd>Limited</dd></dl>`, limited, ""},
		"and so is one behind a link to the next":  {`<div><a href="/members/kenya/commitments/KE0002/">Next</a></div><p>Completion: Limited</p><p>Lead Institution: Ministry</p>`, limited, "Ministry"},
		"and one behind a heading without a label": {`<h5>Continues</h5><p><a href="/members/kenya/commitments/KE0002/">Before</a></p><h5>Completion</h5><p>Limited</p>`, limited, ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := readCommitment(t, c.markup)
			if got := unmarked(p.Field(record.FieldCompletion)); got != c.completion {
				t.Errorf("completion %+v, want %+v", got, c.completion)
			}
			if got := unmarked(p.Field(record.FieldLeadInstitution)); got.Raw != c.lead {
				t.Errorf("lead institution %q, want %q", got.Raw, c.lead)
			}
			if got := unmarked(p.Field(record.FieldStarred)); got.State == record.Stated {
				t.Errorf("starred %+v", got)
			}
		})
	}
}

// TestAWholeScaleAtTheEndOfThePageIsReadWhole: without a heading "Description"
// the last label's value ends where its scale ends.
func TestAWholeScaleAtTheEndOfThePageIsReadWhole(t *testing.T) {
	for name, c := range map[string]struct {
		markup string
		want   record.Value
	}{
		"with one item marked": {scale(` class="is-active"`), record.Value{Raw: "Substantial", State: record.Stated, Drawn: "active item"}},
		"with none marked":     {scale(""), record.Value{State: record.Unreadable}},
	} {
		t.Run(name, func(t *testing.T) {
			body := `<!doctype html><html><body><main><p>Kenya</p><h1>A title (KE0001)</h1><p>Action Plan Cycle: 2020</p>` + c.markup + `<h3>More stories</h3><p>Completed</p></main></body></html>`
			p, err := newReader(t).Read([]byte(body), "text/html; charset=utf-8", record.Source{Address: "https://www.opengovpartnership.org/members/kenya/commitments/KE0001/"})
			if err != nil {
				t.Fatal(err)
			}
			if got := unmarked(p.Field(record.FieldCompletion)); got != c.want {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
		})
	}
}

func TestADescriptionEndsWhereTeasersBegin(t *testing.T) {
	for name, c := range map[string]struct{ markup, want string }{
		"under a heading of their own": {`<p>Words.</p><h3>Related commitments</h3><div><h4><a href="/members/kenya/commitments/KE0009/">Another (KE0009)</a></h4><p>Completion: Completed</p></div>`, "Words."},
		"as links":                     {`<p>Words.</p><h3>Related commitments</h3><p><a href="/members/kenya/commitments/KE0009/">Another</a></p>`, "Words."},
		"but not at a link in the text": {`<p>It goes on from</p><ul><li><a href="/members/kenya/commitments/KE0002/">Before</a></li></ul><p>and does more.</p>`,
			"It goes on from\n\nBefore\n\nand does more."},
	} {
		t.Run(name, func(t *testing.T) {
			body := `<!doctype html><html><body><main><p>Kenya</p><h1>A title (KE0001)</h1><p>Action Plan Cycle: 2020</p><p>Completion: Limited</p><h2>Description</h2>` + c.markup + `</main></body></html>`
			p, err := newReader(t).Read([]byte(body), "text/html; charset=utf-8", record.Source{Address: "https://www.opengovpartnership.org/members/kenya/commitments/KE0001/"})
			if err != nil {
				t.Fatal(err)
			}
			if got := unmarked(p.Field(record.FieldDescription)); got.Raw != c.want {
				t.Errorf("got %q, want %q", got.Raw, c.want)
			}
		})
	}
}
