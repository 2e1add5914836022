package fetch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"syscall"
	"time"
)

// errPrivate is what the dialer refuses with.
var errPrivate = errors.New("address of a private network")

// newTransport makes the Client's own transport: certificates verified (the
// default, never switched off), proxies as the environment says, and no
// connection to a private address unless that is the configured site.
func newTransport(site *url.URL, proxy func(*http.Request) (*url.URL, error), resolver *net.Resolver) *http.Transport {
	checked := &net.Dialer{
		Timeout:   30 * time.Second,
		KeepAlive: 30 * time.Second,
		Resolver:  resolver,
		// Control sees the address after the name server has spoken, just
		// before the connection is made.
		Control: func(_, addr string, _ syscall.RawConn) error {
			if !mayConnect(site.Hostname(), addr) {
				return fmt.Errorf("%w: %s", errPrivate, addr)
			}
			return nil
		},
	}
	// A proxy is the operator's own and usually on a private address.
	unchecked := &net.Dialer{Timeout: 30 * time.Second, KeepAlive: 30 * time.Second, Resolver: resolver}
	proxies := proxyAddresses(site, proxy)
	// HTTP/1.1: one request at a time gains nothing from HTTP/2, where the empty
	// body of request.go would be sent as a frame of its own.
	return &http.Transport{
		Proxy: proxy,
		DialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
			if proxies[addr] {
				return unchecked.DialContext(ctx, network, addr)
			}
			return checked.DialContext(ctx, network, addr)
		},
		DisableCompression:     true, // unpacked by body.go, within a limit
		MaxIdleConns:           2,
		MaxConnsPerHost:        1,
		IdleConnTimeout:        90 * time.Second,
		TLSHandshakeTimeout:    20 * time.Second,
		MaxResponseHeaderBytes: 256 << 10,
	}
}

// proxyAddresses are the addresses the transport connects to when the site is
// reached through proxies.
func proxyAddresses(site *url.URL, proxy func(*http.Request) (*url.URL, error)) map[string]bool {
	all := map[string]bool{}
	for _, scheme := range []string{"http", "https"} {
		u := *site
		u.Scheme = scheme
		p, err := proxy(&http.Request{URL: &u})
		if err != nil || p == nil {
			continue // the transport reports the error with the first request
		}
		port := p.Port()
		if port == "" {
			port = map[string]string{"http": "80", "https": "443", "socks5": "1080", "socks5h": "1080"}[p.Scheme]
		}
		all[net.JoinHostPort(p.Hostname(), port)] = true
	}
	return all
}
