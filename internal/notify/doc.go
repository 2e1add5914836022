// Package notify tells people what a run came to, when that is news.
//
// In: a run's record and what came before it. Out: a message by webhook and
// by command. It can be slow or fail; it never fails the run. It must never
// know how a run works.
package notify
