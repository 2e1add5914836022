// Package database opens the program's SQLite files: migrated to the newest
// schema, safe for several processes, and with errors that say what to do.
//
// In: a path and migrations. Out: a *sql.DB. It must never know what is kept.
package database
