package digest

import (
	"bufio"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"io"
	"math/big"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"ogptracker/internal/config"
)

// mailServer speaks SMTP over TLS and asks for a login.
type mailServer struct {
	listener net.Listener
	roots    *x509.CertPool
	refuses  bool // the recipient
	hangs    bool

	mu     sync.Mutex
	mails  []string
	logins int
}

const secretWord = "correct horse battery"

func newMailServer(t *testing.T) *mailServer {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	s := &mailServer{roots: x509.NewCertPool()}
	s.roots.AddCert(cert)
	s.listener, err = tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.listener.Close() })
	go func() {
		for {
			conn, err := s.listener.Accept()
			if err != nil {
				return
			}
			go s.serve(conn)
		}
	}()
	return s
}

func (s *mailServer) serve(conn net.Conn) {
	defer conn.Close()
	in := bufio.NewReader(conn)
	say := func(words string) { fmt.Fprintf(conn, "%s\r\n", words) }
	if s.hangs {
		_, _ = in.ReadString('\n') // until the other side gives up
		return
	}
	say("220 test")
	for {
		l, err := in.ReadString('\n')
		if err != nil {
			return
		}
		switch verb := strings.ToUpper(strings.Fields(l + " x")[0]); verb {
		case "EHLO":
			say("250-test\r\n250-8BITMIME\r\n250 AUTH PLAIN")
		case "AUTH":
			fields := strings.Fields(l)
			said, _ := base64.StdEncoding.DecodeString(fields[len(fields)-1])
			s.mu.Lock()
			s.logins++
			s.mu.Unlock()
			if string(said) != "\x00me\x00"+secretWord {
				say("535 5.7.8 wrong password")
				continue
			}
			say("235 welcome")
		case "RCPT":
			if s.refuses {
				say("550 5.1.1 no such mailbox")
				continue
			}
			say("250 ok")
		case "DATA":
			say("354 go on")
			var b strings.Builder
			for {
				l, err := in.ReadString('\n')
				if err != nil || l == ".\r\n" {
					break
				}
				b.WriteString(l)
			}
			s.mu.Lock()
			s.mails = append(s.mails, b.String())
			s.mu.Unlock()
			say("250 taken")
		case "QUIT":
			say("221 bye")
			return
		default:
			say("250 ok")
		}
	}
}

func mailOffice(t *testing.T, s *mailServer, password string) *office {
	t.Helper()
	o := newOffice(t, config.Watch{Name: "nordic", Changes: "nightly", Email: []string{"Staff <staff@example.org>"}})
	o.config.Mail = config.Mail{Server: "smtps://me@" + s.listener.Addr().String(), From: "OGP Tracker <ogp@example.org>"}
	o.deliverer.Password, o.deliverer.TLS = password, &tls.Config{RootCAs: s.roots, ServerName: "127.0.0.1"}
	o.publish("2025-01-15")
	return o
}

func TestADigestIsMailedAsTextAndHTML(t *testing.T) {
	s := newMailServer(t)
	o := mailOffice(t, s, secretWord)
	o.deliverer.Deliver(t.Context())
	if e := o.events(); len(e) != 1 || e[0] != "nordic told by mail through 20250115T020000Z" {
		t.Fatalf("events %q", e)
	}
	m, err := mail.ReadMessage(strings.NewReader(s.mails[0]))
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
		change   func(*mailServer, *office)
		password string
		says     string
		logins   int
	}{
		"a wrong password":    {func(*mailServer, *office) {}, "hunter2hunter2", "535", 1},
		"a refused recipient": {func(s *mailServer, _ *office) { s.refuses = true }, secretWord, "550", 1},
		"no server":           {func(s *mailServer, o *office) { o.config.Mail.Server = "smtps://me@127.0.0.1:1" }, secretWord, "", 0},
		"no trust":            {func(_ *mailServer, o *office) { o.deliverer.TLS = nil }, secretWord, "certificate", 0},
		"no sender":           {func(_ *mailServer, o *office) { o.config.Mail.From = "" }, secretWord, "mail.from", 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newMailServer(t)
			o := mailOffice(t, s, c.password)
			c.change(s, o)
			o.deliverer.Deliver(t.Context())
			e := o.events()
			if len(e) != 1 || !strings.HasPrefix(e[0], "nordic could not be told by mail: ") || !strings.Contains(e[0], c.says) {
				t.Fatalf("events %q, want %q", e, c.says)
			}
			if s.logins != c.logins || len(s.mails) != 0 {
				t.Errorf("%d logins, want %d; %d mails", s.logins, c.logins, len(s.mails))
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

func TestAServerThatHangsIsGivenUp(t *testing.T) {
	s := newMailServer(t)
	s.hangs = true
	o := mailOffice(t, s, secretWord)
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	o.deliverer.Deliver(ctx)
	if e := o.events(); len(e) != 1 || !strings.HasPrefix(e[0], "nordic could not be told by mail: ") {
		t.Errorf("events %q", e)
	}
}
