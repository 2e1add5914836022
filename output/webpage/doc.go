// Package webpage writes the report as web pages: one for everything, and one
// for each member.
//
// In: a report, whose sheets and tables say what stands on the pages. Out:
// pages that need neither a script nor another file. It must never know what
// a figure means: a page says what the workbook says.
package webpage
