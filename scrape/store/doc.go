// Package store opens the one SQLite file in which the program keeps its
// state: what was fetched, what each run came to, the log of changes.
//
// In: a path. Out: a File whose schema is up to date, with one writer and
// several readers, safe for several processes; and for whatever is wrong with
// it an error that says what to do. It must never know what the rows mean.
//
// The map: open.go the file and its connections, view.go the same for those
// who only look, schema.go its schema, carry.go the two files that earlier
// versions kept, tx.go transactions, check.go integrity, errors.go what can be
// wrong, folder.go the folder around it.
package store
