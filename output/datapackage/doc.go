// Package datapackage describes the CSV files of a report as a Frictionless
// Data Package (specifications version 1) with a Table Schema for each table.
//
// In: the declared tables, the facts of the run, and what the CSV files came
// to on the disk. Out: csv/datapackage.json, and the CSV files themselves as
// files to publish. It must never know what a particular table says.
package datapackage
