// Package tabletest finds OGP's own files for the tests that read them.
//
// In: a file's name. Out: its bytes, or a skipped test. It is for tests alone.
package tabletest
