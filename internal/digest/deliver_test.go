package digest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ogptracker/internal/config"
	"ogptracker/internal/history"
	"ogptracker/internal/mail"
	"ogptracker/output/csvfile"
	"ogptracker/report/schema"
	"ogptracker/transform/dataset"
)

// office is a place with a published report, a history, and people to tell.
type office struct {
	t         *testing.T
	config    *config.Config
	deliverer *Deliverer
	log       *bytes.Buffer
}

func newOffice(t *testing.T, watch config.Watch) *office {
	t.Helper()
	o := &office{t: t, config: config.Default(), log: &bytes.Buffer{}}
	o.config.Output.Dir, o.config.State.Dir = t.TempDir(), t.TempDir()
	o.config.Watch = []config.Watch{watch}
	o.deliverer = &Deliverer{Config: o.config, Mail: &mail.Sender{Now: func() time.Time { return today }}, Now: func() time.Time { return today }, Log: slog.New(slog.NewTextHandler(o.log, nil)),
		Open: func(ctx context.Context) (*history.History, error) { return history.Open(ctx, o.config.State.Dir) }}
	return o
}

// publish makes the report of a day the latest.
func (o *office) publish(day string) { o.publishOf(day, twoMembers()) }

// publishOf publishes a dataset as the report of a day.
func (o *office) publishOf(day string, ds *dataset.Dataset) {
	o.t.Helper()
	id := strings.ReplaceAll(day, "-", "") + "T020000Z"
	for _, folder := range []string{filepath.Join(o.config.Output.Dir, "runs", id), filepath.Join(o.config.Output.Dir, "latest")} {
		if err := os.MkdirAll(filepath.Join(folder, "csv"), 0o700); err != nil {
			o.t.Fatal(err)
		}
		for _, table := range schema.Tables(ds) {
			var b bytes.Buffer
			if err := csvfile.Write(&b, table, csvfile.Options{}); err != nil {
				o.t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(folder, "csv", table.Name+".csv"), b.Bytes(), 0o600); err != nil {
				o.t.Fatal(err)
			}
		}
		run := fmt.Sprintf(`{"run": %q, "date": %q, "outcome": "complete"}`, id, day)
		if err := os.WriteFile(filepath.Join(folder, "run.json"), []byte(run), 0o600); err != nil {
			o.t.Fatal(err)
		}
	}
}

func (o *office) events() (texts []string) {
	h, err := o.deliverer.Open(o.t.Context())
	if err != nil {
		o.t.Fatal(err)
	}
	defer h.Close()
	events, err := h.Events(o.t.Context(), 100)
	if err != nil {
		o.t.Fatal(err)
	}
	for _, e := range events {
		texts = append(texts, e.Text)
	}
	return texts
}

// hook takes webhooks.
type hook struct {
	mu     sync.Mutex
	status int
	got    []string
}

func (h *hook) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h.mu.Lock()
	defer h.mu.Unlock()
	body, _ := io.ReadAll(r.Body)
	if h.status != 0 {
		w.WriteHeader(h.status)
		return
	}
	h.got = append(h.got, string(body))
}

func (h *hook) take(status int) []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	got := h.got
	h.got, h.status = nil, status
	return got
}

func TestADigestThatCouldNotBeSentGoesWithTheNext(t *testing.T) {
	h := &hook{}
	server := httptest.NewServer(h)
	defer server.Close()
	o := newOffice(t, config.Watch{Name: "nordic", Changes: "weekly", Tell: []string{"ratings", "wording"}, Webhook: server.URL + "/secret-path"})
	words := func() (all []string) {
		for _, body := range h.take(h.status) {
			var d Digest
			if err := json.Unmarshal([]byte(body), &d); err != nil {
				t.Fatal(err)
			}
			all = append(all, kinds(&d)...)
		}
		return all
	}
	steps := []struct {
		day    string
		status int
		want   []string
	}{
		{"2025-01-03", 0, []string{"wording 2025-01-02"}}, // the fixture's later days are told too: they are in the table
		{"2025-01-04", 0, nil},                            // not a week yet
	}
	o.publish(steps[0].day)
	o.deliverer.Deliver(t.Context())
	if got := words(); len(got) == 0 || got[len(got)-1] != "wording 2025-01-02" {
		t.Errorf("first digest %v", got)
	}
	o.publish(steps[1].day)
	o.deliverer.Deliver(t.Context())
	if got := words(); got != nil {
		t.Errorf("told again after a day: %v", got)
	}
	h.take(http.StatusForbidden)
	o.publish("2025-01-10")
	o.deliverer.Deliver(t.Context())
	if e := o.events()[0]; !strings.HasPrefix(e, "nordic could not be told by webhook: ") || !strings.Contains(e, "403") || strings.Contains(e, "secret-path") {
		t.Errorf("event %q", e)
	}
	h.take(0)
	o.publish("2025-01-15")
	o.deliverer.Deliver(t.Context())
	if diff := cmp.Diff([]string{"ratings 2025-01-10", "wording 2025-01-15"}, words()); diff != "" {
		t.Error(diff)
	}
	o.deliverer.Deliver(t.Context()) // the same report again
	if got := words(); got != nil {
		t.Errorf("told twice: %v", got)
	}
	if strings.Contains(o.log.String(), "secret-path") {
		t.Errorf("the log shows the secret: %s", o.log)
	}
}

func TestNothingChangedIsNotSent(t *testing.T) {
	h := &hook{}
	server := httptest.NewServer(h)
	defer server.Close()
	ds := twoMembers()
	o := newOffice(t, config.Watch{Name: "quiet", Changes: "nightly", Members: []string{ds.Members[1].ID}, Tell: []string{"ratings"}, Webhook: server.URL})
	o.publish("2025-01-15")
	o.deliverer.Deliver(t.Context())
	if got := h.take(0); got != nil {
		t.Errorf("sent %v", got)
	}
	if e := o.events(); len(e) != 1 || e[0] != "quiet told by webhook through 20250115T020000Z" {
		t.Errorf("events %q", e)
	}
}

func TestSlackAndTeamsGetTheirOwnForm(t *testing.T) {
	d, err := Make(published(t, twoMembers()), today, Options{Since: today.AddDate(0, 0, -7)})
	if err != nil {
		t.Fatal(err)
	}
	var slack struct{ Text string }
	body, err := d.message("slack")
	if err != nil || json.Unmarshal(body, &slack) != nil || !strings.Contains(slack.Text, "title is now &lt;b&gt;New&lt;/b&gt; [1]") {
		t.Errorf("slack: %s (%v)", body, err)
	}
	var teams struct {
		Type        string
		Attachments []struct {
			ContentType string
			Content     struct {
				Type string
				Body []struct{ Text string }
			}
		}
	}
	body, err = d.message("teams")
	if err != nil || json.Unmarshal(body, &teams) != nil || len(teams.Attachments) != 1 || teams.Attachments[0].Content.Type != "AdaptiveCard" || len(teams.Attachments[0].Content.Body) < 7 {
		t.Errorf("teams: %s (%v)", body, err)
	}
	for address, form := range map[string]string{
		"https://hooks.slack.com/services/x": "slack", "https://x.webhook.office.com/y": "teams",
		"https://prod-1.westeurope.logic.azure.com/y": "teams", "https://example.org/": "json",
	} {
		if got := formOf(&config.Watch{Webhook: address}); got != form {
			t.Errorf("%s: %s, want %s", address, got, form)
		}
	}
	if got := formOf(&config.Watch{Webhook: "https://example.org/", Form: "slack"}); got != "slack" {
		t.Errorf("a form that is named: %s", got)
	}
}
