package run

import (
	"strings"
	"testing"

	"ogptracker/internal/config"
)

func TestMailWithoutAServerIsWarnedOf(t *testing.T) {
	t.Parallel()
	c := config.Default()
	c.Notify.Email = []string{"desk@example.org"}
	c.Watch = []config.Watch{{Name: "nordic", Email: []string{"staff@example.org"}}, {Name: "chat", Webhook: "https://hooks.example/x"}}
	said := strings.Join(mailWarnings(c), "\n")
	if strings.Count(said, "mail.server") != 2 || !strings.Contains(said, "notify.email") || !strings.Contains(said, `"nordic"`) {
		t.Errorf("warnings:\n%s", said)
	}
	c.Mail = config.Mail{Server: "smtps://ogp@mail.example.org", From: "ogp@example.org"}
	if said := mailWarnings(c); said != nil {
		t.Errorf("warned in vain: %v", said)
	}
}
