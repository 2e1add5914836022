package monitor

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"ogptracker/internal/status"
)

// Gather looks at how the program is doing.
type Gather func(context.Context) (*status.Status, error)

// Handler answers
//
//	/healthz  200 "healthy", or 503 "stale", "failing", "no report yet", "damaged"
//	/status   the whole status as JSON
//	/metrics  the same for Prometheus
func Handler(gather Gather, log *slog.Logger) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, r *http.Request) {
		s, err := gather(r.Context())
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		switch {
		case err != nil:
			log.Error("the status cannot be gathered", "error", err)
			w.WriteHeader(http.StatusInternalServerError)
			fmt.Fprintln(w, "unknown: the status cannot be gathered; see the log")
		case s.State == status.Healthy:
			fmt.Fprintln(w, s.State)
		default:
			w.WriteHeader(http.StatusServiceUnavailable)
			fmt.Fprintf(w, "%s: %s\n", s.State, s.Meaning)
		}
	})
	mux.HandleFunc("GET /status", func(w http.ResponseWriter, r *http.Request) {
		s, err := gather(r.Context())
		if err != nil {
			log.Error("the status cannot be gathered", "error", err)
			http.Error(w, "the status cannot be gathered; see the log", http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		enc := json.NewEncoder(w)
		enc.SetIndent("", "  ")
		_ = enc.Encode(s) // the client has gone
	})
	registry := prometheus.NewRegistry()
	registry.MustRegister(&collector{gather: gather, log: log})
	mux.Handle("GET /metrics", promhttp.HandlerFor(registry, promhttp.HandlerOpts{}))
	return mux
}
