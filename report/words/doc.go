// Package words says numbers, dates and the fixed names of files as people
// read them, alike on every sheet, web page and in every message.
//
// In: single values. Out: their words. It must never know a table or a sheet.
package words
