package page

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"ogptracker/scrape/record"
)

func TestInspectShowsWhatIsFoundMissingAndUnknown(t *testing.T) {
	body := []byte(`<main><h1>A title (KE0001)</h1><p>Status: Active</p><p>Budget: 5</p><p>Completion: <img alt="Limited"></p><p>Starred:</p><h2>Description</h2><p>Words by Jane Roe.</p></main>`)
	src := record.Source{Address: "https://www.opengovpartnership.org/members/kenya/commitments/KE0001/"}
	var b bytes.Buffer
	looked, err := newReader(t).Look(body, "text/html", src)
	if err != nil {
		t.Fatal(err)
	}
	text := looked.String()
	for _, want := range []string{"kind       commitment", "title      A title", `label "Status" -> status`, `unknown label "Budget"`, "completion = Limited (drawn: alt)", "starred: Unreadable",
		"Missing (Not stated)\n  action_plan\n", "unknown-label:"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in:\n%s", want, text)
		}
	}
	if err := looked.WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	var in Inspection
	if err := json.Unmarshal(b.Bytes(), &in); err != nil || in.Page.Title != "A title" || len(in.Structure) == 0 || len(in.Missing) == 0 {
		t.Errorf("%v %+v", err, in)
	}
}

func TestInspectShowsAPageWithoutARecordToo(t *testing.T) {
	in, err := newReader(t).Look([]byte(`<h1>Kenya</h1><h2>Something else</h2>`), "text/html", record.Source{Address: "https://www.opengovpartnership.org/members/kenya/"})
	if err != nil || !strings.Contains(in.String(), "NO RECORD") || !strings.Contains(in.String(), `heading "Something else"`) {
		t.Errorf("%v\n%s", err, in)
	}
	if _, err := newReader(t).Look(nil, "text/html", record.Source{}); !errors.Is(err, errEmpty) {
		t.Errorf("got %v", err)
	}
}
