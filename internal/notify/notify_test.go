package notify

import (
	"context"
	"encoding/json"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"ogptracker/internal/config"
	"ogptracker/internal/history"
)

func runs(outcomes ...string) (list []history.Record) { // newest first
	for i, o := range outcomes {
		list = append(list, history.Record{Run: "2025011" + string(rune('9'-i)) + "T020000Z", Outcome: o, Why: []string{"3 of 6 pages failed"}})
	}
	return list
}

func TestOnlyNewsIsTold(t *testing.T) {
	const c, i, f, x = history.Complete, history.Incomplete, history.Failed, history.Interrupted
	all := config.Notify{On: []string{"failure", "recovery", "changes"}, After: 2}
	cases := []struct {
		name    string
		cfg     config.Notify
		runs    []history.Record
		changes []string
		want    string
	}{
		{"nothing ran", all, nil, nil, ""},
		{"a first failure is not news yet", all, runs(i, c), nil, ""},
		{"the second in a row is", all, runs(f, i, c), nil, "failure"},
		{"the third is not told again", all, runs(f, f, i, c), nil, ""},
		{"an interrupted run is neither", all, runs(f, x, i, c), nil, "failure"},
		{"recovery after a told failure", all, runs(c, f, i, c), nil, "recovery"},
		{"recovery after an untold one is silent", all, runs(c, f, c), nil, ""},
		{"changes", all, runs(c, c), []string{"EE0001: completion"}, "changes"},
		{"changes nobody asked for", config.Notify{On: []string{"failure"}, After: 1}, runs(c, c), []string{"x"}, ""},
		{"every failure where after is one", config.Notify{On: []string{"failure"}, After: 1}, runs(i, c), nil, "failure"},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			m, ok := Decide(tc.cfg, tc.runs, tc.changes)
			if got := m.Event; got != tc.want || ok != (tc.want != "") {
				t.Errorf("event %q (%v), want %q", got, ok, tc.want)
			}
			if ok && tc.want == "failure" && !strings.Contains(m.Text, "3 of 6 pages failed") {
				t.Errorf("text does not say why: %s", m.Text)
			}
		})
	}
}

func TestTheWebhookGetsJSONAndIsTriedAgain(t *testing.T) {
	var calls atomic.Int32
	var got Message
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if calls.Add(1) == 1 {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		_ = json.NewDecoder(r.Body).Decode(&got)
	}))
	defer server.Close()
	err := Send(t.Context(), config.Notify{Webhook: server.URL}, Message{Event: "failure", Text: "x"})
	if err != nil || calls.Load() != 2 || got.Event != "failure" {
		t.Errorf("err %v, %d calls, got %+v", err, calls.Load(), got)
	}
}

func TestARefusalIsNotTriedAgain(t *testing.T) {
	var calls atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		calls.Add(1)
		w.WriteHeader(http.StatusForbidden)
	}))
	defer server.Close()
	if err := Send(t.Context(), config.Notify{Webhook: server.URL}, Message{}); err == nil || calls.Load() != 1 {
		t.Errorf("err %v after %d calls", err, calls.Load())
	}
}

// A server that takes the request and never answers costs a bounded time, on
// the bubble's clock.
func TestAHangingWebhookIsGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		old := http.DefaultClient.Transport
		defer func() { http.DefaultClient.Transport = old }()
		http.DefaultClient.Transport = &http.Transport{DisableKeepAlives: true, DialContext: func(context.Context, string, string) (net.Conn, error) {
			ours, theirs := net.Pipe()
			go func() {
				buf := make([]byte, 1024)
				for {
					if _, err := theirs.Read(buf); err != nil {
						return
					}
				}
			}()
			return ours, nil
		}}
		start := time.Now()
		err := Send(context.Background(), config.Notify{Webhook: "http://hook.example/"}, Message{})
		if took := time.Since(start); err == nil || took > allTimeout {
			t.Errorf("err %v after %s", err, took)
		}
	})
}

func TestTheCommandGetsTheTextAndTheFacts(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("uses a POSIX shell")
	}
	out := filepath.Join(t.TempDir(), "said")
	err := Send(t.Context(), config.Notify{Command: "{ cat; echo $OGPTRACKER_EVENT; } > '" + out + "'"}, Message{Event: "failure", Text: "a bad night; $(rm -rf /)"})
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(out); string(got) != "a bad night; $(rm -rf /)\nfailure\n" {
		t.Errorf("got %q", got)
	}
	if err := Send(t.Context(), config.Notify{Command: "echo broken >&2; exit 3"}, Message{}); err == nil || !strings.Contains(err.Error(), "broken") {
		t.Errorf("a failing command: %v", err)
	}
}
