package notify

import (
	"fmt"
	"regexp"
	"strings"

	"ogptracker/internal/history"
)

// eventOf keeps for the history what a way was told.
func eventOf(t told, why string) history.Event {
	verb := "told"
	if !t.ok {
		verb = "could not be told"
	}
	text := fmt.Sprintf("%s %s by %s", t.event, verb, t.way)
	if t.run != "" {
		text += ", run " + t.run
	}
	if why != "" {
		text += ": " + why
	}
	return history.Event{Time: t.at, Kind: history.EventNotified, Text: text}
}

// eventText is what eventOf writes; older versions named neither way nor run.
var eventText = regexp.MustCompile(`^(\w+) (told|could not be told)(?: by (\w+)(?:, run (\w+))?)?(?::|$)`)

// toldBefore reads what a way was told out of events, newest first.
func toldBefore(events []history.Event, way string) (list []told) {
	for _, e := range events {
		if e.Kind != history.EventNotified {
			continue
		}
		m := eventText.FindStringSubmatch(e.Text)
		if m == nil || m[3] != "" && m[3] != way {
			continue
		}
		list = append(list, told{event: m[1], ok: m[2] == "told", way: way, run: m[4], at: e.Time})
	}
	return list
}

// Untold counts what could not be told and was not told since, out of events
// that are newest first.
func Untold(events []history.Event) (n int) {
	type subject struct{ event, way string }
	seen := map[subject]bool{}
	for _, e := range events {
		m := eventText.FindStringSubmatch(e.Text)
		if e.Kind != history.EventNotified || m == nil || seen[subject{m[1], m[3]}] {
			continue
		}
		seen[subject{m[1], m[3]}] = true
		if m[2] != "told" {
			n++
		}
	}
	return n
}

// hideSecrets takes out of a text what whoever reads a log must not know: of
// an address all but its host.
func hideSecrets(text string, secrets ...string) string {
	for _, s := range secrets {
		if s != "" {
			text = strings.ReplaceAll(text, s, "(hidden)")
		}
	}
	return webAddress.ReplaceAllStringFunc(text, func(address string) string {
		m := webAddress.FindStringSubmatch(address)
		if m[2] == "" && m[4] == "" {
			return address
		}
		return m[1] + m[3] + "/(hidden)"
	})
}

// webAddress: scheme, user and password, host, path.
var webAddress = regexp.MustCompile(`(https?://)([^/\s"'@]*@)?([^/\s"'?#]+)([/?#][^\s"']*)?`)
