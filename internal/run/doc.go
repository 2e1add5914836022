// Package run is one night from end to end: scrape, transform, report,
// output, in that order, and the judgement of what it came to.
//
// In: a configuration, a clock, a context. Out: a published report and the
// run's record. The command, the daemon and the demo all call the same
// function. It must never know what a page says or how a file is written.
package run
