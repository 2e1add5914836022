// Command ogptracker reads the Open Government Partnership's website every
// night and publishes an Excel workbook and CSV files.
//
// Each subcommand has a file of its own. They only parse, call and print;
// exit.go maps what comes back to exit codes.
package main
