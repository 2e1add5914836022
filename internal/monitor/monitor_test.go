package monitor

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil/promlint"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"

	"ogptracker/internal/history"
	"ogptracker/internal/status"
)

var now = time.Date(2025, 1, 15, 9, 0, 0, 0, time.UTC)

func gathered(state status.State) *status.Status {
	least := 0.95
	last := &history.Record{Run: "20250115T020000Z", Started: now.Add(-7 * time.Hour), Finished: now.Add(-6 * time.Hour), Outcome: history.Incomplete,
		Counts:     history.Counts{Members: 75, Commitments: 6000, Pages: map[string]int{"Read": 12, "Failed": 3}},
		Politeness: history.Politeness{Requests: 400}, Issues: history.IssueLevels{Errors: 1, Warnings: 2},
		Bounds: []history.Bound{{Name: "publish.min_members", Got: 60, Of: 75, Least: &least, Words: "60 of 75"}, {Name: "publish.min_rated", What: "a title", Got: 9, Of: 10, Least: &least}, {Name: "publish.min_rated", What: "a rating", Got: 9, Of: 10, Least: &least}}}
	return &status.Status{Time: now, State: state, Meaning: state.Meaning(), LastSuccess: last, LastRun: last,
		NextRuns: []time.Time{now.Add(17 * time.Hour)}, Outcomes: map[string]int{history.Complete: 4, history.Incomplete: 1}, Skipped: 2}
}

func serve(t *testing.T, g Gather) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(Handler(g, slog.New(slog.DiscardHandler)))
	t.Cleanup(s.Close)
	return s
}

func get(t *testing.T, url string) (int, string) {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}

func TestHealthzSaysEachState(t *testing.T) {
	for state, code := range map[status.State]int{
		status.Healthy: 200, status.Failing: 503, status.Stale: 503, status.NoReport: 503, status.Damaged: 503,
	} {
		s := serve(t, func(context.Context) (*status.Status, error) { return gathered(state), nil })
		got, body := get(t, s.URL+"/healthz")
		if got != code || !strings.HasPrefix(body, string(state)) {
			t.Errorf("%s: %d %q", state, got, body)
		}
	}
	broken := serve(t, func(context.Context) (*status.Status, error) { return nil, errors.New("the disk is gone") })
	if code, body := get(t, broken.URL+"/healthz"); code != 500 || strings.Contains(body, "disk") {
		t.Errorf("a status that cannot be gathered: %d %q", code, body)
	}
}

// The metrics are read by Prometheus' own parser and pass the rules that
// `promtool check metrics` holds them to.
func TestMetricsAreWhatPrometheusExpects(t *testing.T) {
	s := serve(t, func(context.Context) (*status.Status, error) { return gathered(status.Failing), nil })
	code, text := get(t, s.URL+"/metrics")
	if code != 200 {
		t.Fatalf("%d %s", code, text)
	}
	problems, err := promlint.New(strings.NewReader(text)).Lint()
	if err != nil || len(problems) > 0 {
		t.Errorf("promlint: %v, %v", problems, err)
	}
	parser := expfmt.NewTextParser(model.UTF8Validation)
	families, err := parser.TextToMetricFamilies(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]float64{
		"ogptracker_last_success_timestamp_seconds": float64(now.Add(-6 * time.Hour).Unix()),
		"ogptracker_last_run_duration_seconds":      3600,
		"ogptracker_commitments":                    6000,
		"ogptracker_next_run_timestamp_seconds":     float64(now.Add(17 * time.Hour).Unix()),
	} {
		f := families[name]
		if f == nil || f.Metric[0].GetGauge().GetValue() != want {
			t.Errorf("%s = %v, want %v", name, f, want)
		}
	}
	for _, line := range []string{
		`ogptracker_runs_total{outcome="complete"} 4`, `ogptracker_issues{severity="warning"} 2`,
		`ogptracker_last_run_pages{outcome="Failed"} 3`, `ogptracker_state{state="failing"} 1`, `ogptracker_state{state="healthy"} 0`,
		`ogptracker_last_run_bound_ratio{bound="publish.min_members"} 0.8`, `ogptracker_last_run_bound_limit{bound="publish.min_members"} 0.95`,
		`ogptracker_last_run_bound_kept{bound="publish.min_rated (a title)"} 0`, `ogptracker_skipped_starts_total 2`,
	} {
		if !strings.Contains(text, line+"\n") {
			t.Errorf("no line %s", line)
		}
	}
}

func TestStatusIsJSON(t *testing.T) {
	s := serve(t, func(context.Context) (*status.Status, error) { return gathered(status.Healthy), nil })
	if code, body := get(t, s.URL+"/status"); code != 200 || !strings.Contains(body, `"state": "healthy"`) {
		t.Errorf("%d %s", code, body)
	}
}
