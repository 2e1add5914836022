package digest

import (
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"testing"

	"ogptracker/internal/config"
	"ogptracker/internal/mail/mailtest"
)

func mailOffice(t *testing.T, s *mailtest.Server, password string) *office {
	t.Helper()
	o := newOffice(t, config.Watch{Name: "nordic", Changes: "nightly", Email: []string{"Staff <staff@example.org>"}})
	o.deliverer.Mail.Server, o.deliverer.Mail.From = s.Address(), "OGP Tracker <ogp@example.org>"
	o.deliverer.Mail.Password, o.deliverer.Mail.TLS = password, s.Client
	o.publish("2025-01-15")
	return o
}

func TestADigestIsMailedAsTextAndHTML(t *testing.T) {
	for name, encryption := range map[string]mailtest.Encryption{"TLS": mailtest.TLS, "STARTTLS": mailtest.STARTTLS, "in the clear on this machine": mailtest.Plain} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := mailtest.New(t, encryption)
			checkDelivery(t, s)
			safe := encryption != mailtest.Plain
			if s.Encrypted() != safe || (s.Logins() == 1) != safe {
				t.Errorf("encrypted %v, %d logins", s.Encrypted(), s.Logins())
			}
		})
	}
}

func checkDelivery(t *testing.T, s *mailtest.Server) {
	t.Helper()
	o := mailOffice(t, s, mailtest.Password)
	o.deliverer.Deliver(t.Context())
	if e := o.events(); len(e) != 1 || e[0] != "nordic told by mail through 20250115T020000Z" {
		t.Fatalf("events %q", e)
	}
	m, err := mail.ReadMessage(strings.NewReader(s.Mails()[0]))
	if err != nil {
		t.Fatal(err)
	}
	subject, _ := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if subject != "What changed for nordic since 15 January 2025" || m.Header.Get("To") != `"Staff" <staff@example.org>` {
		t.Errorf("subject %q, to %q", subject, m.Header.Get("To"))
	}
	_, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	parts, kinds := multipart.NewReader(m.Body, params["boundary"]), ""
	for {
		p, err := parts.NextRawPart()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(quotedprintable.NewReader(p))
		if err != nil || !strings.Contains(string(text), "no longer listed") {
			t.Errorf("%s: %s (%v)", p.Header.Get("Content-Type"), text, err)
		}
		kinds += p.Header.Get("Content-Type") + "|"
	}
	if kinds != "text/plain; charset=UTF-8|text/html; charset=UTF-8|" {
		t.Errorf("parts %s", kinds)
	}
}

func TestMailThatIsNotTakenHarmsNothingAndShowsNoSecret(t *testing.T) {
	for name, c := range map[string]struct {
		change   func(*mailtest.Server, *office)
		password string
		says     string
		logins   int
	}{
		"a wrong password":    {func(*mailtest.Server, *office) {}, "hunter2hunter2", "535", 1},
		"a refused recipient": {func(s *mailtest.Server, _ *office) { s.Refuses = true }, mailtest.Password, "550", 1},
		"no server":           {func(s *mailtest.Server, o *office) { o.deliverer.Mail.Server = "smtps://me@127.0.0.1:1" }, mailtest.Password, "", 0},
		"no trust":            {func(_ *mailtest.Server, o *office) { o.deliverer.Mail.TLS = nil }, mailtest.Password, "certificate", 0},
		"no sender":           {func(_ *mailtest.Server, o *office) { o.deliverer.Mail.From = "" }, mailtest.Password, "mail.from", 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := mailtest.New(t, mailtest.TLS)
			o := mailOffice(t, s, c.password)
			c.change(s, o)
			o.deliverer.Deliver(t.Context())
			e := o.events()
			if len(e) != 1 || !strings.HasPrefix(e[0], "nordic could not be told by mail: ") || !strings.Contains(e[0], c.says) {
				t.Fatalf("events %q, want %q", e, c.says)
			}
			if s.Logins() != c.logins || len(s.Mails()) != 0 {
				t.Errorf("%d logins, want %d; %d mails", s.Logins(), c.logins, len(s.Mails()))
			}
			shown := strings.Join(e, " ") + o.log.String()
			for _, secret := range []string{c.password, base64.StdEncoding.EncodeToString([]byte("\x00me\x00" + c.password))} {
				if strings.Contains(shown, secret) {
					t.Errorf("shown: %s", shown)
				}
			}
		})
	}
}

// A server that says nothing, at first or at last, is left when the run ends.
func TestAServerThatHangsIsGivenUp(t *testing.T) {
	for name, hang := range map[string]func(*mailtest.Server){
		"at first": func(s *mailtest.Server) { s.Hangs = true },
		"at last":  func(s *mailtest.Server) { s.HangsAfterData = true },
	} {
		for _, encryption := range []mailtest.Encryption{mailtest.TLS, mailtest.STARTTLS} {
			t.Run(fmt.Sprint(name, encryption), func(t *testing.T) {
				t.Parallel()
				s := mailtest.New(t, encryption)
				hang(s)
				o := mailOffice(t, s, mailtest.Password)
				ctx, end := context.WithCancel(t.Context())
				go func() {
					<-s.Reached
					end()
				}()
				o.deliverer.Deliver(ctx)
				if e := o.events(); len(e) != 1 || !strings.HasPrefix(e[0], "nordic could not be told by mail: ") {
					t.Errorf("events %q", e)
				}
			})
		}
	}
}
