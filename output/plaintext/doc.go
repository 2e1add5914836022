// Package plaintext makes text fit for every file format that is published.
//
// In: any string, as a web page or a table gave it. Out: the same text without
// what no format can hold (control characters, broken UTF-8) and with one kind
// of line break. It must never know which format it is for.
package plaintext
