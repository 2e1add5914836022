// Package rendertest gives tests a real browser: the machine's Chromium.
//
// In: a test. Out: the options of a browser, and what kills it. It must never
// be part of the program.
package rendertest
