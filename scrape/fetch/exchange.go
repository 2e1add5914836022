package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net/http"
	"time"
)

// answer is what one request came to.
type answer struct {
	status int
	header http.Header
	body   []byte
	// whole is false where the connection's end alone says that the body is
	// at its end: a broken connection looks the same.
	whole bool
}

// errTimeout is the cause of a request's own deadline, told apart from the
// end of the night.
var errTimeout = errors.New("no whole answer in time")

// exchange sends one request and reads its answer, in its turn and within
// timeout. The error is an *Error, or the cause of ctx's end.
func (c *Client) exchange(ctx context.Context, j *job, timeout time.Duration) (*answer, error) {
	if err := c.next(ctx); err != nil {
		return nil, err
	}
	j.requests++
	begun := c.opts.Now()
	limited, cancel := context.WithTimeoutCause(ctx, timeout, errTimeout)
	defer cancel()
	req, err := c.request(limited, j)
	if err != nil {
		return nil, failed(ReasonNotAllowed, 0, "%w", err)
	}
	resp, err := c.http.RoundTrip(req)
	c.pace.answered = c.opts.Now()
	if err != nil {
		return nil, broken(ctx, limited, 0, err)
	}
	defer resp.Body.Close()
	a, err := c.read(j, resp)
	c.opts.Log.Debug("asked", "url", req.URL.String(), "status", resp.StatusCode, "took", c.opts.Now().Sub(begun))
	if err != nil {
		return nil, broken(ctx, limited, resp.StatusCode, err)
	}
	return a, nil
}

// broken names what went wrong with a connection or a body.
func broken(ctx, limited context.Context, status int, err error) error {
	if cause := context.Cause(ctx); cause != nil {
		return cause
	}
	var (
		named   *Error
		timeout interface{ Timeout() bool }
		cert    *tls.CertificateVerificationError
		unknown x509.UnknownAuthorityError
		record  tls.RecordHeaderError
		alert   tls.AlertError
	)
	switch {
	case errors.As(err, &named):
		return err
	case errors.Is(context.Cause(limited), errTimeout):
		return failed(ReasonTimeout, status, "%w", errTimeout)
	case errors.Is(err, errPrivate):
		return failed(ReasonPrivateAddress, status, "%w", err)
	case errors.As(err, &cert), errors.As(err, &unknown), errors.As(err, &record), errors.As(err, &alert):
		return failed(ReasonTLS, status, "%w", err)
	case errors.As(err, &timeout) && timeout.Timeout():
		return failed(ReasonTimeout, status, "%w", err)
	case status != 0:
		return failed(ReasonCutBody, status, "%w", err)
	}
	return failed(ReasonConnection, 0, "%w", err)
}
