package run

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"ogptracker/internal/config"
	"ogptracker/internal/history"
)

// quietSite spoils the pages of a site's commitments and keeps everything by
// which a change is noticed: dates of the sitemap, validators, status.
type quietSite struct {
	*livingSite
	spoil   func(page string) string
	log     []string
	through func(r *http.Request) bool // nil: every commitment is spoilt
}

func (s *quietSite) RoundTrip(r *http.Request) (*http.Response, error) {
	rec := httptest.NewRecorder()
	s.livingSite.ServeHTTP(rec, r)
	s.log = append(s.log, fmt.Sprint(rec.Code, " ", r.URL.Path))
	body := rec.Body.String()
	if s.spoil != nil && rec.Code == http.StatusOK && strings.Contains(r.URL.Path, "/commitments/") && (s.through == nil || s.through(r)) {
		body = s.spoil(body)
	}
	rec.Body.Reset()
	rec.Body.WriteString(body)
	rec.Header().Del("Content-Length")
	resp := rec.Result()
	resp.ContentLength = int64(len(body))
	resp.Request = r
	return resp, nil
}

var overview = regexp.MustCompile(`(?s)<h2>At-a-Glance</h2>.*</main>`)

// Ways in which a site can err without a word.
var quietFaults = map[string]func(string) string{
	"an empty template":    func(page string) string { return overview.ReplaceAllString(page, "</main>") },
	"labels without words": regexpTo(`(<p>(?:Action Plan|Action Plan Cycle|Lead Institution|Completion):)[^<]*`, `$1`),
	"ratings drawn anew":   regexpTo(`<p>Completion: [^<]*</p>`, `<p>Completion: <canvas data-c="7"></canvas></p>`),
	"no lead institutions": regexpTo(`<p>Lead Institution: [^<]*</p>`, ``),
	"no action plans":      regexpTo(`<p>Action Plan(?: Cycle)?: [^<]*</p>`, ``),
	"ratings as pictures":  regexpTo(`<p>Completion: [^<]*</p>`, `<p>Completion: <img src="/level-3.svg"></p>`),
}

func regexpTo(from, to string) func(string) string {
	re := regexp.MustCompile(from)
	return func(page string) string { return re.ReplaceAllString(page, to) }
}

func quietNights(t *testing.T) (site *quietSite, run func(night int) *Result) {
	t.Helper()
	site = &quietSite{livingSite: newLivingSite(2, 30)}
	dir := t.TempDir()
	cfg := config.Default()
	cfg.Site.BaseURL, cfg.Site.Contact = "http://living.example", "quiet@living.example"
	cfg.Fetch.MinDelay = 0
	cfg.State.Dir, cfg.Output.Dir = filepath.Join(dir, "state"), filepath.Join(dir, "published")
	now := soakStart
	deps := Deps{Config: cfg, Now: func() time.Time { now = now.Add(time.Millisecond); return now }, Transport: site, Log: slog.New(slog.DiscardHandler), What: "quiet"}
	return site, func(night int) *Result {
		t.Helper()
		now = soakStart.AddDate(0, 0, night)
		site.today, site.log = now, nil
		result, err := Run(t.Context(), deps, Options{})
		if err != nil {
			t.Fatalf("night %d: %v", night, err)
		}
		return result
	}
}

func TestQuietBadNightsAreIncompleteAndAGoodOneAfterThemIsWhole(t *testing.T) {
	t.Parallel()
	for name, spoil := range quietFaults {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			site, run := quietNights(t)
			if r := run(0).Record; r.Outcome != history.Complete {
				t.Fatalf("the first night is %s: %q", r.Outcome, r.Why)
			}
			site.spoil = spoil
			for night := 1; night <= 2; night++ {
				if r := run(night).Record; r.Outcome != history.Incomplete {
					t.Errorf("bad night %d is %s", night, r.Outcome)
				}
			}
			site.spoil = nil
			result := run(3)
			if r := result.Record; r.Outcome != history.Complete {
				t.Fatalf("the good night is %s: %q", r.Outcome, r.Why)
			}
			for _, c := range result.Dataset.Commitments {
				if c.Carried || len(c.LeadInstitution) == 0 || c.Completion != "Limited" {
					t.Errorf("%s still shows what was bad: %+v", c.ID, c.LeadInstitution)
				}
			}
		})
	}
}

func TestAQuietNightCostsTheSampleAloneAndParsesNothing(t *testing.T) {
	t.Parallel()
	site, run := quietNights(t)
	run(0)
	asked := map[string]bool{}
	for night := 1; night <= 3; night++ {
		r := run(night).Record
		if r.Outcome != history.Complete || r.Politeness.Parsed != 0 {
			t.Errorf("night %d is %s, parsed %d: %q", night, r.Outcome, r.Politeness.Parsed, r.Why)
		}
		bodies := 0
		for _, line := range site.log {
			if strings.HasPrefix(line, "200 ") && strings.Contains(line, "/commitments/") {
				bodies++
				asked[line] = true
			}
		}
		if bodies != 20 {
			t.Errorf("night %d: %d bodies, want a sample of 20", night, bodies)
		}
	}
	if len(asked) <= 30 {
		t.Errorf("three nights asked for %d different pages: the sample does not rotate", len(asked))
	}
}
