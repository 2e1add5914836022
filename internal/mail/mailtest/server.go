package mailtest

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"math/big"
	"net"
	"strings"
	"sync"
	"testing"
	"time"
)

// What it takes as a login.
const (
	User     = "me"
	Password = "correct horse battery"
)

// How a connection is encrypted.
type Encryption int

const (
	// TLS from the first byte, as under smtps://.
	TLS Encryption = iota
	// STARTTLS on request; nothing is taken before it.
	STARTTLS
	// Plain is not encrypted.
	Plain
)

// Server speaks SMTP and asks for a login.
type Server struct {
	// Refuses says no to every recipient.
	Refuses bool
	// Hangs says nothing, from the first word on or after the message; Reached
	// then tells that somebody waits.
	Hangs, HangsAfterData bool
	Reached               chan struct{}
	// Client trusts the server.
	Client *tls.Config

	listener   net.Listener
	encryption Encryption
	config     *tls.Config

	mu        sync.Mutex
	mails     []string
	logins    int
	encrypted bool
}

// New serves until the test ends.
func New(t *testing.T, encryption Encryption) *Server {
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
	roots := x509.NewCertPool()
	roots.AddCert(cert)
	s := &Server{encryption: encryption, Reached: make(chan struct{}, 16), Client: &tls.Config{RootCAs: roots, ServerName: "127.0.0.1"},
		config: &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}}
	if s.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
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

// Address is the server's for the configuration.
func (s *Server) Address() string {
	address := s.listener.Addr().String()
	switch s.encryption {
	case TLS:
		return "smtps://" + User + "@" + address
	case STARTTLS:
		return "smtp://" + User + "@" + address
	}
	return "smtp://" + address // nobody sends a password in the clear
}

// Mails are the messages that were taken, Logins how often somebody tried to
// log in, Encrypted whether a message came over TLS.
func (s *Server) Mails() []string { s.mu.Lock(); defer s.mu.Unlock(); return s.mails }
func (s *Server) Logins() int     { s.mu.Lock(); defer s.mu.Unlock(); return s.logins }
func (s *Server) Encrypted() bool { s.mu.Lock(); defer s.mu.Unlock(); return s.encrypted }

// hang says nothing until the other side gives up.
func (s *Server) hang(in *bufio.Reader) {
	s.Reached <- struct{}{}
	for {
		if _, err := in.ReadString('\n'); err != nil {
			return
		}
	}
}

func (s *Server) serve(conn net.Conn) {
	defer func() { _ = conn.Close() }()
	secure := s.encryption == TLS
	if secure {
		conn = tls.Server(conn, s.config)
	}
	in := bufio.NewReader(conn)
	say := func(words string) { fmt.Fprintf(conn, "%s\r\n", words) }
	if s.Hangs {
		s.hang(in)
		return
	}
	say("220 test")
	for {
		l, err := in.ReadString('\n')
		if err != nil {
			return
		}
		verb := strings.ToUpper(strings.Fields(l + " x")[0])
		if s.encryption == STARTTLS && !secure && verb != "EHLO" && verb != "STARTTLS" && verb != "QUIT" {
			say("530 5.7.0 STARTTLS first")
			continue
		}
		switch verb {
		case "EHLO":
			if s.encryption == STARTTLS && !secure {
				say("250-test\r\n250 STARTTLS")
				continue
			}
			say("250-test\r\n250-8BITMIME\r\n250 AUTH PLAIN")
		case "STARTTLS":
			say("220 go on")
			conn, secure = tls.Server(conn, s.config), true
			in = bufio.NewReader(conn)
		case "AUTH":
			s.login(l, say)
		case "RCPT":
			if s.Refuses {
				say("550 5.1.1 no such mailbox")
				continue
			}
			say("250 ok")
		case "DATA":
			say("354 go on")
			if s.HangsAfterData {
				s.hang(in)
				return
			}
			s.take(in, secure)
			say("250 taken")
		case "QUIT":
			say("221 bye")
			return
		default:
			say("250 ok")
		}
	}
}

func (s *Server) login(l string, say func(string)) {
	fields := strings.Fields(l)
	said, _ := base64.StdEncoding.DecodeString(fields[len(fields)-1])
	s.mu.Lock()
	s.logins++
	s.mu.Unlock()
	if string(said) != "\x00"+User+"\x00"+Password {
		say("535 5.7.8 wrong password")
		return
	}
	say("235 welcome")
}

func (s *Server) take(in *bufio.Reader, secure bool) {
	var b strings.Builder
	for {
		l, err := in.ReadString('\n')
		if err != nil || l == ".\r\n" {
			break
		}
		b.WriteString(l)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.mails, s.encrypted = append(s.mails, b.String()), secure
}
