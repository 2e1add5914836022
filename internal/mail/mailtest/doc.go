// Package mailtest is a mail server for tests, over a socket of this machine,
// with a login, and with TLS from the first byte, on request, or not at all.
//
// In: how it shall behave. Out: what it was sent. It must never be part of the
// program.
package mailtest
