// Package transformtest holds what the tests of several rooms of transform
// share: rows, pages, printed examples and OGP's own tables. It is for tests
// alone and knows dataset and vocabulary, no other room.
package transformtest
