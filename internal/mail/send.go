package mail

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/cenkalti/backoff/v5"
	gomail "github.com/wneessen/go-mail"

	"ogptracker/internal/config"
)

// tryTimeout bounds one try.
const tryTimeout = 10 * time.Second

// Sender sends mail by one server.
type Sender struct {
	config.Mail
	// Password of the mail server, "" for none.
	Password string
	Now      func() time.Time
	// TLS is nil for the system's own trust.
	TLS *tls.Config
}

// Message is one mail, as a text and, unless HTML is "", as a page too.
type Message struct {
	To                  []string
	Subject, Text, HTML string
}

// Send sends a message once. What trying again would not mend is a
// *backoff.PermanentError.
func (s *Sender) Send(ctx context.Context, message Message) error {
	if s.Server == "" || s.From == "" {
		return backoff.Permanent(errors.New("mail.server and mail.from are not set; set both in the configuration"))
	}
	m := gomail.NewMsg()
	if err := errors.Join(m.From(s.From), m.To(message.To...)); err != nil {
		return backoff.Permanent(err)
	}
	m.Subject(message.Subject)
	m.SetDateWithValue(s.Now())
	m.SetMessageID()
	m.SetBodyString(gomail.TypeTextPlain, message.Text)
	if message.HTML != "" {
		m.AddAlternativeString(gomail.TypeTextHTML, message.HTML)
	}
	client, err := s.client(ctx)
	if err != nil {
		return backoff.Permanent(err)
	}
	// The library listens to the context while it dials, and then to its own
	// timeout alone.
	sent := make(chan error, 1)
	go func() { sent <- client.DialAndSendWithContext(ctx, m) }()
	select {
	case err = <-sent:
	case <-ctx.Done():
		return fmt.Errorf("%s does not answer: %w", client.ServerAddr(), context.Cause(ctx))
	}
	if refused(err) {
		return backoff.Permanent(err)
	}
	return err
}

// refused: the server said no for good (a reply of the 500s), so that trying
// again would only lock the account.
func refused(err error) bool {
	var sent *gomail.SendError
	if errors.As(err, &sent) {
		return !sent.IsTemp()
	}
	return err != nil && (strings.Contains(err.Error(), "AUTH") || strings.Contains(err.Error(), "535"))
}

// client bounds each wait for a word of the server by the context's deadline
// too.
func (s *Sender) client(ctx context.Context) (*gomail.Client, error) {
	u, err := url.Parse(s.Server)
	if err != nil {
		return nil, err
	}
	timeout := tryTimeout
	if end, ok := ctx.Deadline(); ok {
		timeout = max(min(timeout, time.Until(end)), time.Millisecond)
	}
	opts := []gomail.Option{gomail.WithTimeout(timeout)}
	switch {
	case u.Scheme == "smtps":
		opts = append(opts, gomail.WithSSL(), gomail.WithPort(465))
	case thisMachine(u.Hostname()):
		opts = append(opts, gomail.WithTLSPolicy(gomail.TLSOpportunistic), gomail.WithPort(25))
	default: // no password and no message in the clear
		opts = append(opts, gomail.WithTLSPolicy(gomail.TLSMandatory), gomail.WithPort(587))
	}
	if port, err := strconv.Atoi(u.Port()); err == nil {
		opts = append(opts, gomail.WithPort(port))
	}
	if name := u.User.Username(); name != "" {
		opts = append(opts, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(name), gomail.WithPassword(s.Password))
	}
	if s.TLS != nil {
		opts = append(opts, gomail.WithTLSConfig(s.TLS))
	}
	return gomail.NewClient(u.Hostname(), opts...)
}

func thisMachine(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}
