// Package publish puts the files of a run where people find them.
//
// In: the files of a run as writers, the folder, the run's identity and
// whether it is complete. Out: <dir>/runs/<run>/ with run.json, and, for a
// complete run, <dir>/latest leading to it, and the copy on a share. At every
// instant, a killed process and a full disk included, latest leads to one
// whole report. It must never know what is in a file, or why a run is
// complete.
//
// The caller holds the lock that keeps two runs apart; leftovers of killed
// runs are cleaned under that lock.
package publish
