// Package palette gives the series of charts their colours, the same in every
// format.
//
// In: the name of the column a series is drawn from. Out: the colour of its
// bars and of the figures in them. It must never know how a file is written.
package palette
