// Package pagetest holds what the tests of page and of its rooms share: the
// fixtures, and pages made around one piece of markup.
//
// In: the folder of fixtures and a reader as a function, so that it imports
// none of the readers. It is for tests alone.
package pagetest
