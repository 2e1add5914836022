// Package feed writes Atom feeds of what changed: one for everything, one for
// each member.
//
// In: the report's tables. Out: one entry for each run that saw a change, and
// changes of wording in an entry of their own, so that a reader can pass over
// them. Ids are stable, and no entry depends on the night that writes it: two
// nights in which nothing changed give the same bytes.
package feed
