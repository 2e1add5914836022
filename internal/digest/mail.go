package digest

import (
	"context"
	"errors"
	"net"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/cenkalti/backoff/v5"
	"github.com/wneessen/go-mail"
)

// mail sends a digest as text and HTML.
func (d *Deliverer) mail(ctx context.Context, to []string, digest *Digest) error {
	if d.Config.Mail.Server == "" || d.Config.Mail.From == "" {
		return backoff.Permanent(errors.New("mail.server and mail.from are not set; set both in the configuration"))
	}
	text, err := digest.written("text")
	if err != nil {
		return err
	}
	page, err := digest.written("html")
	if err != nil {
		return err
	}
	m := mail.NewMsg()
	if err := errors.Join(m.From(d.Config.Mail.From), m.To(to...)); err != nil {
		return backoff.Permanent(err)
	}
	m.Subject(line(digest.Title))
	m.SetDateWithValue(d.Now())
	m.SetMessageID()
	m.SetBodyString(mail.TypeTextPlain, text)
	m.AddAlternativeString(mail.TypeTextHTML, page)
	client, err := d.mailClient(ctx)
	if err != nil {
		return backoff.Permanent(err)
	}
	err = client.DialAndSendWithContext(ctx, m)
	if refused(err) {
		return backoff.Permanent(err)
	}
	return err
}

// refused: the server said no for good (a reply of the 500s), so that trying
// again would only lock the account.
func refused(err error) bool {
	var sent *mail.SendError
	if errors.As(err, &sent) {
		return !sent.IsTemp()
	}
	return err != nil && (strings.Contains(err.Error(), "AUTH") || strings.Contains(err.Error(), "535"))
}

// mailClient takes the context too, since the library waits for the first word
// of a server for as long as its own timeout says.
func (d *Deliverer) mailClient(ctx context.Context) (*mail.Client, error) {
	u, err := url.Parse(d.Config.Mail.Server)
	if err != nil {
		return nil, err
	}
	timeout := mailTimeout
	if end, ok := ctx.Deadline(); ok {
		timeout = max(min(timeout, time.Until(end)), time.Millisecond)
	}
	opts := []mail.Option{mail.WithTimeout(timeout)}
	switch {
	case u.Scheme == "smtps":
		opts = append(opts, mail.WithSSL(), mail.WithPort(465))
	case thisMachine(u.Hostname()):
		opts = append(opts, mail.WithTLSPolicy(mail.TLSOpportunistic), mail.WithPort(25))
	default: // no password and no digest in the clear
		opts = append(opts, mail.WithTLSPolicy(mail.TLSMandatory), mail.WithPort(587))
	}
	if port, err := strconv.Atoi(u.Port()); err == nil {
		opts = append(opts, mail.WithPort(port))
	}
	if name := u.User.Username(); name != "" {
		opts = append(opts, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(name), mail.WithPassword(d.Password))
	}
	if d.TLS != nil {
		opts = append(opts, mail.WithTLSConfig(d.TLS))
	}
	return mail.NewClient(u.Hostname(), opts...)
}

func thisMachine(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}
