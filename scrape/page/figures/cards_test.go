package figures_test

import "testing"

// On a card the figure stands above its label, or before it.
func TestAFigureOnACardIsThatOfItsOwnLabel(t *testing.T) {
	const want = "number_of_commitments/end_of_term=8; completed/end_of_term=3!; limited/end_of_term=5!"
	for name, markup := range map[string]string{
		"in one line":           `<div><div><strong>8</strong> <span>Number of commitments</span></div><div><strong>3</strong> <span>Completed</span></div><div><strong>31</strong> <span>Workshops held</span></div><div><strong>5</strong> <span>Limited</span></div></div>`,
		"in lines of their own": `<div><div><p>8</p><p>Number of commitments</p></div><div><p>3</p><p>Completed</p></div><div><p>31</p><p>Workshops held</p></div><div><p>5</p><p>Limited</p></div></div>`,
		"in figures":            `<figure><div>8</div><figcaption>Number of commitments</figcaption></figure><figure><div>3</div><figcaption>Completed</figcaption></figure><figure><div>5</div><figcaption>Limited</figcaption></figure>`,
	} {
		p := readDocument(t, "<h1>Ghana Results Report 2015-2017</h1><h2>At a Glance</h2>"+markup+"<h2>Process</h2><p>It went well.</p>")
		if year := readDocument(t, "<h1>Ghana Results Report 2015-2017</h1><h2>At a Glance</h2><div><p>2016</p><p>Number of commitments</p></div><div>8</div><p>Completed 3</p>"); printedOf(&year)[:34] != "number_of_commitments/end_of_term=" || printedOf(&year)[34] != '8' {
			t.Errorf("a year above a label is its figure: %s", printedOf(&year))
		}
		if got := printedOf(&p); got != want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, want)
		}
	}
}
