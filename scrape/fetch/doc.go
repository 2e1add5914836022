// Package fetch asks a web site for pages the way its owner would welcome:
// one request at a time, no faster than robots.txt and the configuration
// allow, and every refusal a named error with the address.
//
// In: an address and the validators of an earlier reading. Out: a Response
// with a whole, checked body, or an *Error. It must never know what a page
// says or where it is kept.
//
// The map: client.go the options and the way of one page, request.go what is
// sent, polite.go the pace, transport.go and private.go the connection,
// exchange.go one request, body.go the bytes, check.go, soft.go and
// notices.go what a page must be, redirect.go, retry.go, robots.go and
// rules.go, reason.go every named failure, errors.go what stops a night,
// stats.go the figures of a run.
package fetch
