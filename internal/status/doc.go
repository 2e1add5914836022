// Package status says how the program is doing: one truth for the status
// command, /healthz, /status and /metrics.
//
// In: the configuration, the history, the lock, the published report, the
// time. Out: a Status. It must never change anything.
package status
