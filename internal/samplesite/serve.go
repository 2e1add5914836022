package samplesite

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"time"
)

// Serve serves the site on a free port of 127.0.0.1 until stop is called or
// the context ends. The transport it returns leads the host of Base there and
// refuses every other host, so that the demo cannot touch the network.
func (s *Site) Serve(ctx context.Context) (transport http.RoundTripper, stop func(), err error) {
	return ServeHandler(ctx, s)
}

// ServeHandler is Serve for any handler, such as a site made by Big.
func ServeHandler(ctx context.Context, h http.Handler) (transport http.RoundTripper, stop func(), err error) {
	address, stopServer, err := Listen(ctx, h)
	if err != nil {
		return nil, nil, err
	}
	t := TransportTo(address)
	return t, func() {
		stopServer()
		t.CloseIdleConnections()
	}, nil
}

// Listen serves a handler on a free port of 127.0.0.1, whose address it
// returns, until stop is called or the context ends.
func Listen(ctx context.Context, h http.Handler) (address string, stop func(), err error) {
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, fmt.Errorf("listening on loopback: %w", err)
	}
	server := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second}
	done := make(chan struct{})
	go func() {
		defer close(done)
		server.Serve(listener) // ends with ErrServerClosed once stopped
	}()
	release := context.AfterFunc(ctx, func() { server.Close() })
	return listener.Addr().String(), func() {
		release()
		server.Close()
		<-done
	}, nil
}

// ErrOtherHost is what the transport of Serve answers for any other host.
var ErrOtherHost = errors.New("the sample site has one host only")

// TransportTo leads the host of Base to an address of this machine and refuses
// every other host.
func TransportTo(address string) *http.Transport {
	base, err := url.Parse(Base)
	if err != nil {
		panic("samplesite: Base: " + err.Error())
	}
	want := net.JoinHostPort(base.Hostname(), "80")
	var d net.Dialer
	return &http.Transport{
		Proxy: nil,
		DialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
			if addr != want {
				return nil, fmt.Errorf("%s: %w", addr, ErrOtherHost)
			}
			return d.DialContext(ctx, network, address)
		},
	}
}
