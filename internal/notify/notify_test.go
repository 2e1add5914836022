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
)

// way is the one way of a configuration.
func way(t *testing.T, n config.Notify) Way {
	t.Helper()
	ways := ways(&config.Config{Notify: n}, nil)
	if len(ways) != 1 {
		t.Fatalf("%d ways", len(ways))
	}
	return ways[0]
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
	err := way(t, config.Notify{Webhook: server.URL}).Send(t.Context(), Message{Event: "failure", Text: "x"})
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
	if err := way(t, config.Notify{Webhook: server.URL}).Send(t.Context(), Message{}); err == nil || calls.Load() != 1 {
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
		err := way(t, config.Notify{Webhook: "http://hook.example/"}).Send(context.Background(), Message{})
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
	err := way(t, config.Notify{Command: "{ cat; echo $OGPTRACKER_EVENT; } > '" + out + "'"}).Send(t.Context(), Message{Event: "failure", Text: "a bad night; $(rm -rf /)"})
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(out); string(got) != "a bad night; $(rm -rf /)\nfailure\n" {
		t.Errorf("got %q", got)
	}
	if err := way(t, config.Notify{Command: "echo broken >&2; exit 3"}).Send(t.Context(), Message{}); err == nil || !strings.Contains(err.Error(), "broken") {
		t.Errorf("a failing command: %v", err)
	}
}

// Whoever reads a log or the history must not learn where messages go: the
// address of a webhook is its password.
func TestNoErrorShowsASecret(t *testing.T) {
	t.Parallel()
	refusing := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusForbidden) }))
	defer refusing.Close()
	ways := map[string]config.Notify{
		"a webhook that refuses":          {Webhook: refusing.URL + "/services/T0/B0/s3cret"},
		"a webhook that nobody serves":    {Webhook: "http://127.0.0.1:1/services/s3cret?key=s3cret"},
		"a webhook with a password":       {Webhook: "http://user:s3cret@127.0.0.1:1/"},
		"a webhook that is no address":    {Webhook: "http://127.0.0.1:1/%zz-s3cret"},
		"a command that says its address": {Command: "echo POST https://hooks.example/services/s3cret failed; exit 1"},
	}
	for name, n := range ways {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if strings.HasPrefix(name, "a command") && runtime.GOOS == "windows" {
				t.Skip("uses a POSIX shell")
			}
			err := way(t, n).Send(t.Context(), trial())
			if err == nil || strings.Contains(err.Error(), "s3cret") {
				t.Errorf("got %v", err)
			}
		})
	}
}
