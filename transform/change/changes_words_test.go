package change_test

import (
	"strings"
	"testing"

	"ogptracker/transform/change"
	"ogptracker/transform/dataset"
)

func TestALineShowsWhereLongTextsPart(t *testing.T) {
	t.Parallel()
	title := "The government will publish, in a machine-readable and open format, all contracts above the threshold"
	for name, c := range map[string]struct{ was, now, want string }{
		"short texts stand whole":      {"Open budget", "Open budgets", `"Open budget" -> "Open budgets"`},
		"texts that part early":        {title, strings.Replace(title, "will publish", "publishes", 1), `"The government will publish, in a machine-readable and open…" -> "The government publishes, in a machine-readable and open fo…"`},
		"a word put at the end":        {title, title + " set by law", `"… above the threshold" -> "… above the threshold set by law"`},
		"a word taken away":            {title + " set by law", title, `"… above the threshold set by law" -> "… above the threshold"`},
		"a word of many letters":       {strings.Repeat("x", 100), strings.Repeat("x", 100) + "y", `"… ` + strings.Repeat("x", 24) + `" -> "… ` + strings.Repeat("x", 24) + `y"`},
		"letters are never cut in two": {strings.Repeat("ש", 100), strings.Repeat("ש", 100) + "x", `"… ` + strings.Repeat("ש", 24) + `" -> "… ` + strings.Repeat("ש", 24) + `x"`},
		"a text in place of nothing":   {"", title, `nothing -> "The government will publish, in a machine-readable and open…"`},
		"a short text that went on":    {title[:50], title, `"… in a machine-readable" -> "… in a machine-readable and open format, all contracts abov…"`},
	} {
		t.Run(name, func(t *testing.T) {
			f := change.FoldedChange{Count: 1, Change: dataset.Change{Table: "commitments", Key: "EE0059", Field: "title", Old: c.was, New: c.now, Cause: dataset.CauseSource}}
			if got, want := f.Line(), "commitments EE0059: title: "+c.want+" (source)"; got != want {
				t.Errorf("says %s\nwant %s", got, want)
			}
		})
	}
}
