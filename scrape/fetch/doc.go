// Package fetch asks a web site for pages the way its owner would welcome:
// one request at a time, no faster than robots.txt and the configuration
// allow, and every refusal a named error with the address.
//
// In: an address and the validators of an earlier reading. Out: a Response
// with a whole, checked body, or an *Error. It must never know what a page
// says or where it is kept.
package fetch
