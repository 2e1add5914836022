// Package serve stays up: it starts runs by the schedule, answers for its
// health, and tells people when something is news.
//
// In: a configuration and the run function. Out: nothing but its effects. It
// must never know what a run does inside.
package serve
