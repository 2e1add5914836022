package notify

import (
	"strings"
	"testing"
	"time"

	"ogptracker/internal/config"
	"ogptracker/internal/mail"
	"ogptracker/internal/mail/mailtest"
)

func mailWay(t *testing.T, s *mailtest.Server, password string) Way {
	t.Helper()
	sender := &mail.Sender{Mail: config.Mail{Server: s.Address(), From: "OGP Tracker <ogp@example.org>"}, Password: password, TLS: s.Client, Now: func() time.Time { return epoch }}
	ways := ways(&config.Config{Notify: config.Notify{Email: []string{"staff@example.org", "Night desk <desk@example.org>"}}}, sender)
	if len(ways) != 1 || ways[0].Name != "mail" {
		t.Fatalf("%d ways", len(ways))
	}
	return ways[0]
}

func TestAMessageGoesByMail(t *testing.T) {
	t.Parallel()
	s := mailtest.New(t, mailtest.STARTTLS)
	if err := mailWay(t, s, mailtest.Password).Send(t.Context(), Message{Event: eventFailure, Text: "The run failed.\nThe site does not answer."}); err != nil {
		t.Fatal(err)
	}
	got := strings.Join(s.Mails(), "")
	for _, want := range []string{"Subject: The run failed.\r\n", "staff@example.org", "desk@example.org", "The site does not answer."} {
		if !strings.Contains(got, want) {
			t.Errorf("the mail lacks %q:\n%s", want, got)
		}
	}
	if !s.Encrypted() {
		t.Error("it came in the clear")
	}
}

func TestAWrongPasswordIsTriedOnceAndNotShown(t *testing.T) {
	t.Parallel()
	s := mailtest.New(t, mailtest.STARTTLS)
	const password = "hunter2hunter2"
	err := mailWay(t, s, password).Send(t.Context(), Message{Text: "x"})
	if err == nil || !strings.Contains(err.Error(), "535") || strings.Contains(err.Error(), password) || s.Logins() != 1 {
		t.Errorf("error %v after %d logins", err, s.Logins())
	}
}
