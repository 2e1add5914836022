// Package monitor answers /healthz, /status and /metrics.
//
// In: a function that gathers the status. Out: an http.Handler. It must never
// know how a run works.
package monitor
