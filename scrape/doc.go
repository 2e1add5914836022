// Package scrape reads the website: it finds every page, asks for those that
// are due, keeps them, and hands over one record.Night.
//
// In: a site, an archive, saved pages, OGP's table. Out: every page known
// with the reading that stands for it, and what tonight's requests came to.
// It must never know the vocabulary, a figure, or the report.
package scrape
