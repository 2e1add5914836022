// Package figures reads the figures that an IRM report prints: the rows of "At
// a Glance" in whatever carries them, and counts that running text states.
//
// In: a view, a report's title and the labels of figures. Out: figures as
// printed with their counts and shares, the labelled values among them, and
// what is odd. It must never compute a figure.
package figures
