package digest

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"

	"ogptracker/internal/config"
)

// mostLines is how many changes of one kind a chat message names: Slack and
// Teams cut or refuse longer ones.
const mostLines = 25

// formOf is the form in which a webhook wants its digest.
func formOf(w *config.Watch) string {
	if w.Form != "" {
		return w.Form
	}
	u, err := url.Parse(w.Webhook)
	if err != nil {
		return "json"
	}
	switch host := strings.ToLower(u.Hostname()); {
	case host == "hooks.slack.com":
		return "slack"
	case strings.HasSuffix(host, ".webhook.office.com"), strings.HasSuffix(host, ".logic.azure.com"), strings.HasSuffix(host, ".powerplatform.com"):
		return "teams"
	}
	return "json"
}

// message is the body for a webhook.
func (d *Digest) message(form string) ([]byte, error) {
	switch form {
	case "slack":
		return json.Marshal(map[string]string{"text": d.slack()})
	case "teams":
		return json.Marshal(d.teams())
	}
	return json.Marshal(d)
}

// slack is the digest in Slack's own marking.
func (d *Digest) slack() string {
	escape := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	var b strings.Builder
	fmt.Fprintf(&b, "*%s*\n", escape.Replace(line(d.Title)))
	d.chat(func(heading string) { fmt.Fprintf(&b, "\n*%s*\n", heading) }, func(l Line) {
		words := escape.Replace(line(l.Words))
		if l.URL != "" {
			words = "<" + strings.NewReplacer("|", "%7C", ">", "%3E", "<", "%3C").Replace(l.URL) + "|" + words + ">"
		}
		fmt.Fprintf(&b, "• %s\n", words)
	})
	fmt.Fprintf(&b, "\n%s %s\n", d.Note(), source)
	return b.String()
}

// teams is the digest as a message with an adaptive card.
func (d *Digest) teams() any {
	block := func(text, weight string) map[string]any {
		return map[string]any{"type": "TextBlock", "text": text, "weight": weight, "wrap": true}
	}
	body := []any{block(literal(d.Title), "bolder")}
	d.chat(func(heading string) { body = append(body, block(heading, "bolder")) }, func(l Line) {
		words := literal(l.Words)
		if l.URL != "" {
			words = "[" + words + "](" + strings.NewReplacer("(", "%28", ")", "%29").Replace(l.URL) + ")"
		}
		body = append(body, block("- "+words, "default"))
	})
	body = append(body, block(d.Note()+" "+source, "lighter"))
	return map[string]any{"type": "message", "attachments": []any{map[string]any{
		"contentType": "application/vnd.microsoft.card.adaptive",
		"content":     map[string]any{"$schema": "http://adaptivecards.io/schemas/adaptive-card.json", "type": "AdaptiveCard", "version": "1.4", "body": body},
	}}}
}

// chat goes through the digest's headings and lines, as many as a chat shows.
func (d *Digest) chat(heading func(string), each func(Line)) {
	if d.Sample {
		heading(sample)
	}
	for _, p := range d.Parts {
		heading(fmt.Sprintf("%s (%d)", p.Title, len(p.Lines)))
		for _, l := range p.Lines[:min(len(p.Lines), mostLines)] {
			each(l)
		}
		if more := len(p.Lines) - mostLines; more > 0 {
			each(Line{Words: fmt.Sprintf("and %d more in the sheet What changed", more)})
		}
	}
	if len(d.Due) > 0 {
		heading(fmt.Sprintf("Expected within %d days (%d)", ahead, len(d.Due)))
	}
	for _, due := range d.Due[:min(len(d.Due), mostLines)] {
		each(Line{Words: due.Expected + ": " + due.Words})
	}
}
