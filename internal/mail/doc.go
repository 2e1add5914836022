// Package mail sends mail by the configured server, encrypted unless the
// server is this machine.
//
// In: recipients, a subject, a text and a page. Out: whether the server took
// them. It must never know what a message is about, nor show the password.
package mail
