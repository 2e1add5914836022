// Package archive keeps every page that was fetched, in the file of package
// store, so that a kept night can be rebuilt without a request and an
// interrupted run resumes where it stopped.
//
// In: runs, what each request came to, bodies, readings. Out: the same again,
// as of any kept run. A body is stored once, whatever number of nights served
// it; a night in which nothing changed costs a few dozen bytes a page. It must
// never know how a page is asked for, what it says, or which page is due.
//
// The map: archive.go the archive in its file, run.go runs, fetch.go what is
// kept of a request and how it is saved, state.go what was known as of a run,
// reading.go readings by body and reader version, known.go addresses known,
// check.go integrity, prune.go what may be forgotten.
package archive
