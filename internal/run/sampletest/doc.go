// Package sampletest runs the sample site's two nights for tests that hold
// what is published: of the report's tables, of its pages, feeds and calendars.
//
// In: the sample site. Out: each night's dataset and published files. It must
// never be part of the program.
package sampletest
