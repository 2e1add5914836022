// Package view shows a page as a person sees it: its main content as lines
// with their elements, links and tables, in order.
//
// In: a parsed page. Out: a View that all readers walk. Selectors of goquery
// say what is dropped and where the content lies; the comparing of words
// (Key, PrefixEnd) and the folding of white space are here too, since every
// reader reads by them. It must never know what a label is or means.
package view
