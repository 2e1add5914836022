package page

import (
	"slices"
	"testing"

	"ogptracker/scrape/record"
)

func scripted2017(t *testing.T, body string) record.Page {
	t.Helper()
	p, err := newReader(t).Read([]byte("<html><body><h1>Uruguay</h1><p>Joined 2011</p>"+body+"<h2>Activity Stream</h2></body></html>"), "text/html; charset=utf-8",
		record.Source{Address: "https://www.opengovpartnership.org/countries/uruguay"})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// The lists of 2017-18 come ten at a time: what leads to the rest is no
// commitment, and a list that is not whole says so.
func TestThePagerOfAListIsNoCommitment(t *testing.T) {
	const two = "<li><h4>Open the budget</h4><p>It will be opened.</p></li><li><h4>Hear the public</h4><p>Hearings are held.</p></li>"
	for name, c := range map[string]struct {
		list  string
		whole bool
	}{
		"numbers in the list":            {"<h2>IRM Reviewed Commitments (4)</h2><ul>" + two + "<li>1</li><li>2</li><li>next</li></ul>", false},
		"numbers that are links":         {"<h2>IRM Reviewed Commitments (4)</h2><ul>" + two + `<li><a href="#">1</a></li><li><a href="#">2</a></li><li><a href="#">Next ›</a></li></ul>`, false},
		"a list of its own":              {"<h2>IRM Reviewed Commitments (4)</h2><ul>" + two + "</ul><ul><li>«</li><li>1</li><li>2</li><li>»</li></ul>", false},
		"a sentence of pages":            {"<h2>IRM Reviewed Commitments (4)</h2><ul>" + two + "<li>Page 1 of 2</li></ul>", false},
		"first, previous, next and last": {"<h2>IRM Reviewed Commitments (3)</h2><ul>" + two + "<li>« first</li><li>‹ previous</li><li>next ›</li><li>last »</li></ul>", false},
		"a list that is whole":           {"<h2>IRM Reviewed Commitments (2)</h2><ul>" + two + "</ul>", true},
	} {
		t.Run(name, func(t *testing.T) {
			p := scripted2017(t, c.list)
			var titles []string
			for _, l := range p.Commitments {
				titles = append(titles, l.Title)
			}
			if !slices.Equal(titles, []string{"Open the budget", "Hear the public"}) {
				t.Errorf("commitments %q", titles)
			}
			part := slices.ContainsFunc(p.Issues, func(i record.Issue) bool { return i.Code == record.CodeListPart })
			if part == c.whole {
				t.Errorf("said to be a part: %v", part)
			}
		})
	}
}

// The template holds a banner with sample words until a script fills it.
func TestABannerThatNobodySeesIsNoEvent(t *testing.T) {
	for name, c := range map[string]struct {
		banner string
		events int
	}{
		"a class that hides":     {`<section id="eventsBanner" class="c-events-banner -hidden"><h2>Upcoming event</h2><h3>Sample meeting</h3><p>1 January 2017</p><a>View event</a></section>`, 0},
		"the attribute":          {`<section hidden><h2>Upcoming event</h2><h3>Sample meeting</h3><p>1 January 2017</p><a>View event</a></section>`, 0},
		"a style":                {`<div style="display: none"><h2>Upcoming event</h2><h3>Sample meeting</h3><p>1 January 2017</p><a>View event</a></div>`, 0},
		"a link to nowhere":      {`<div class="is-hidden"><h2>Upcoming event</h2><h3>Sample meeting</h3><p>1 January 2017</p><a href="">View event</a></div>`, 0},
		"an event that is past":  {`<section class="c-events-banner"><div hidden><h2>Upcoming event</h2><h3>Open Day</h3><p>1 January 2017</p><a href="/events/open-day">View event</a></div></section>`, 0},
		"a past one, by style":   {`<section style="DISPLAY : none"><h2>Upcoming event</h2><h3>Open Day</h3><p>1 January 2017</p><a href="/events/open-day">View event</a></section>`, 0},
		"a past one, by class":   {`<section class="banner is-hidden" aria-hidden="true"><h2>Upcoming event</h2><h3>Open Day</h3><p>1 January 2017</p><a href="/events/open-day">View event</a></section>`, 0},
		"an event in a tab":      {`<section role="tabpanel" hidden><h2>Upcoming event</h2><h3>Open Day</h3><p>1 January 2017</p><a href="/events/open-day">View event</a></section>`, 1},
		"a banner that is shown": {`<section id="eventsBanner" class="c-events-banner"><h2>Upcoming event</h2><h3>Open Day</h3><p>1 January 2017</p><a href="/events/open-day">View event</a></section>`, 1},
	} {
		t.Run(name, func(t *testing.T) {
			p := scripted2017(t, "<h2>Current Commitments (1)</h2><ul><li><h4>Open the budget</h4></li></ul>"+c.banner)
			events := 0
			for _, a := range p.Activity {
				if a.Kind == activityEvent {
					events++
				}
			}
			if events != c.events {
				t.Errorf("%d events, want %d: %+v", events, c.events, p.Activity)
			}
		})
	}
}

// The groups of the page say where its commitments stand.
func TestTheGroupsOfAPageOf2017AreKept(t *testing.T) {
	for name, c := range map[string]struct {
		body string
		want []string
	}{
		"current and reviewed": {"<h2>Current Commitments (1)</h2><ul><li><h4>A</h4></li></ul><h2>IRM Reviewed Commitments (1)</h2><ul><li><h4>B</h4></li></ul>",
			[]string{record.GroupCurrent, record.GroupPostImplementation}},
		"the words of 2018": {"<h2>Current Commitments (1)</h2><ul><li><h4>A</h4></li></ul><h2>Commitments Post-Implementation (2)</h2><ul><li><h4>B</h4></li><li><h4>C</h4></li></ul>",
			[]string{record.GroupCurrent, record.GroupPostImplementation, record.GroupPostImplementation}},
		"reviewed alone": {"<h2>Current Commitments ()</h2><p>No current commitments</p><h2>IRM Reviewed Commitments (1)</h2><ul><li><h4>B</h4></li></ul>",
			[]string{record.GroupPostImplementation}},
	} {
		t.Run(name, func(t *testing.T) {
			p := scripted2017(t, c.body)
			var got []string
			for _, l := range p.Commitments {
				got = append(got, l.Group)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%q, want %q: %+v", got, c.want, p.Commitments)
			}
		})
	}
}
