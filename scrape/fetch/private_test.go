package fetch

import (
	"context"
	"encoding/binary"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"
)

func TestPrivateAddressesAreKnown(t *testing.T) {
	t.Parallel()
	for _, a := range []string{
		"127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "0.1.2.3",
		"255.255.255.255", "224.0.0.1", "240.0.0.1", "192.0.2.1", "198.51.100.7", "203.0.113.9", "198.18.0.1", "192.0.0.1",
		"::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fdff::1", "ff02::1", "2001:db8::1", "fec0::1", "100::1",
		"::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "2002:c0a8:101::1", "2001::1",
	} {
		if !isPrivate(netip.MustParseAddr(a)) {
			t.Errorf("%s passes for public", a)
		}
	}
	for _, a := range []string{"93.184.216.34", "8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1", "2a00:1450::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"} {
		if isPrivate(netip.MustParseAddr(a)) {
			t.Errorf("%s passes for private", a)
		}
	}
}

func TestAPrivateAddressIsConnectedToOnlyWhereItIsTheConfiguredSite(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		site, addr string
		may        bool
	}{
		{"www.opengovpartnership.org", "93.184.216.34:443", true},
		{"www.opengovpartnership.org", "127.0.0.1:443", false},
		{"www.opengovpartnership.org", "[::1]:443", false},
		{"www.opengovpartnership.org", "10.1.2.3:80", false},
		{"127.0.0.1", "127.0.0.1:8080", true},
		{"127.0.0.1", "127.0.0.2:8080", false},
		{"127.0.0.1", "169.254.169.254:80", false},
		{"10.0.0.5", "10.0.0.5:80", true},
		{"10.0.0.5", "10.0.0.6:80", false},
		{"localhost", "127.0.0.1:8080", true},
		{"localhost", "[::1]:8080", true},
		{"localhost", "10.0.0.1:8080", false},
		{"::1", "[::1]:80", true},
		{"127.0.0.1", "[::ffff:127.0.0.1]:80", true},
		{"93.184.216.34", "not an address", false},
	} {
		if got := mayConnect(tt.site, tt.addr); got != tt.may {
			t.Errorf("mayConnect(%q, %q) = %v, want %v", tt.site, tt.addr, got, tt.may)
		}
	}
}

func TestPrivateNamesAreKnownWithoutANameServer(t *testing.T) {
	t.Parallel()
	for host, want := range map[string]bool{
		"localhost": true, "LOCALHOST.": true, "a.localhost": true, "10.0.0.1": true, "::1": true, "2130706433": true, "0x7f000001": true, "127.1": true, "0177.0.0.1": true,
		"example.org": false, "93.184.216.34": false, "localhost.example": false, "10.example.org": false,
	} {
		if got := privateLiteral(host); got != want {
			t.Errorf("privateLiteral(%q) = %v, want %v", host, got, want)
		}
	}
}

// nameServer answers every question with one address.
func nameServer(t *testing.T, ip string) *net.Resolver {
	a := netip.MustParseAddr(ip).As4()
	return &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
		ours, theirs := net.Pipe()
		go func() {
			defer theirs.Close()
			for {
				var length uint16
				if binary.Read(theirs, binary.BigEndian, &length) != nil {
					return
				}
				question := make([]byte, length)
				if _, err := io.ReadFull(theirs, question); err != nil {
					return
				}
				var m dnsmessage.Message
				if err := m.Unpack(question); err != nil {
					t.Error(err)
					return
				}
				m.Response, m.Authoritative, m.Additionals = true, true, nil
				for _, q := range m.Questions {
					if q.Type == dnsmessage.TypeA {
						m.Answers = append(m.Answers, dnsmessage.Resource{Header: dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class, TTL: 1}, Body: &dnsmessage.AResource{A: a}})
					}
				}
				packed, err := m.Pack()
				if err != nil {
					t.Error(err)
					return
				}
				if _, err := theirs.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(packed))), packed...)); err != nil {
					return
				}
			}
		}()
		return ours, nil
	}}
}

func noProxy(*http.Request) (*url.URL, error) { return nil, nil }

// client asks a real server on loopback, under a name of our choice.
func client(t *testing.T, base string, proxy func(*http.Request) (*url.URL, error), resolver *net.Resolver) *Client {
	t.Helper()
	c, err := New(Options{Base: base, Contact: "ops@ogp.example", Version: "1", Timeout: 10 * time.Second, MaxBody: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	c.own = newTransport(c.base, proxy, resolver)
	c.http = c.own
	t.Cleanup(c.Close)
	return c
}

func site(t *testing.T, start func(http.Handler) *httptest.Server) (*httptest.Server, *atomic.Int64) {
	t.Helper()
	var requests atomic.Int64
	server := start(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		requests.Add(1)
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html")
		io.WriteString(w, "<html><h1>Kenya</h1></html>")
	}))
	t.Cleanup(server.Close)
	return server, &requests
}

func TestANameServerDoesNotLeadToAPrivateAddress(t *testing.T) {
	t.Parallel()
	server, requests := site(t, httptest.NewServer)
	_, port, _ := net.SplitHostPort(strings.TrimPrefix(server.URL, "http://"))
	c := client(t, "http://site.test:"+port, noProxy, nameServer(t, "127.0.0.1"))
	_, err := c.Get(context.Background(), Request{URL: "/members/kenya/"})
	if !errors.Is(err, ErrSiteDown) || !errors.Is(err, errPrivate) || !strings.Contains(err.Error(), string(ReasonPrivateAddress)) {
		t.Errorf("error %v, want it to name the private address", err)
	}
	if requests.Load() != 0 {
		t.Error("the private server was asked")
	}
}

func TestTheConfiguredSiteMayBePrivate(t *testing.T) {
	t.Parallel()
	server, _ := site(t, httptest.NewServer)
	_, port, _ := net.SplitHostPort(strings.TrimPrefix(server.URL, "http://"))
	for _, base := range []string{server.URL, "http://localhost:" + port} {
		c := client(t, base, noProxy, nil)
		if _, err := c.Get(context.Background(), Request{URL: "/members/kenya/"}); err != nil {
			t.Errorf("%s: %v", base, err)
		}
	}
}

func TestAProxyOfTheEnvironmentMayBePrivate(t *testing.T) {
	t.Parallel()
	server, requests := site(t, httptest.NewServer) // answers for any host, as a proxy does
	proxy, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	c := client(t, "http://site.test", http.ProxyURL(proxy), nil)
	if _, err := c.Get(context.Background(), Request{URL: "/members/kenya/"}); err != nil {
		t.Fatal(err)
	}
	if requests.Load() != 2 {
		t.Errorf("%d requests by the proxy, want 2", requests.Load())
	}
}

func TestACertificateThatCannotBeVerifiedIsRefused(t *testing.T) {
	t.Parallel()
	server, requests := site(t, func(h http.Handler) *httptest.Server {
		s := httptest.NewUnstartedServer(h)
		s.Config.ErrorLog = log.New(io.Discard, "", 0) // it would tell of the refusal
		s.StartTLS()
		return s
	})
	c := client(t, server.URL, noProxy, nil)
	_, err := c.Get(context.Background(), Request{URL: "/members/kenya/"})
	if !errors.Is(err, ErrSiteDown) || !strings.Contains(err.Error(), string(ReasonTLS)) {
		t.Errorf("error %v, want it to name the certificate", err)
	}
	if requests.Load() != 0 {
		t.Error("something was asked without verification")
	}
}

func TestASiteThatRefusesConnectionsIsDown(t *testing.T) {
	t.Parallel()
	server, _ := site(t, httptest.NewServer)
	server.Close()
	c := client(t, server.URL, noProxy, nil)
	_, err := c.Get(context.Background(), Request{URL: "/members/kenya/"})
	var e *Error
	if !errors.Is(err, ErrSiteDown) || !errors.As(err, &e) || e.Reason != ReasonSiteDown || e.Requests != 1 || !strings.Contains(err.Error(), string(ReasonConnection)) {
		t.Errorf("error %v", err)
	}
}
