// Package saved takes pages out of files that people and archives save.
//
// In: a file. Out: the pages in it, each with the address and the date it is a
// copy of, and in words what was passed over. A file is one page (HTML, MHTML,
// Safari's web archive) or many (WARC); any of them may be packed. The package
// must never know what a page says beyond its address and date, nor whether it
// is of use.
//
// The map: file.go what a file is, and its limits; html.go, mhtml.go,
// webarchive.go and warc.go one form each; copy.go what a page says of itself.
package saved
