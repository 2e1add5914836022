// Package scrape reads the website: it finds every page, asks for those that
// are due, keeps them, and hands over one record.Night.
//
// In: a site, an archive, saved pages, OGP's table. Out: every page known
// with the reading that stands for it, and what tonight's requests came to.
// It must never know the vocabulary, a figure, or the report.
//
// A night has two halves. The crawl only fills the archive: it walks from the
// sources to the pages due, class by class, and takes what the run has asked
// for before from the archive, so that a run that was interrupted anywhere
// makes the decisions it would have made. The night itself is then built from
// the archive alone, as it is for any kept run: live and offline cannot
// differ.
//
// The map: crawler.go what callers use; the crawl in crawl.go (the way of a
// night), candidate.go (what is due, in which order), ask.go (one request,
// the budget), discover.go (what readings name), fill.go (pages that a
// browser fills), robots.go, sitemap.go,
// table.go, probe.go, saved.go and copied.go (the sources), settings.go;
// readers.go bodies into readings, each once; the night in rebuild.go and
// issues.go; stats.go the figures of a run.
package scrape
