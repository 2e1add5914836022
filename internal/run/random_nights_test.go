package run

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ogptracker/internal/config"
	"ogptracker/internal/history"
	"ogptracker/internal/notify"
	"ogptracker/output/publish"
)

// seedVariable repeats a life of nights that went wrong.
const seedVariable = "OGPTRACKER_NIGHTS_SEED"

// mostMemory is what a night may take, however hostile.
const mostMemory = 400 << 20

// randomNights is a life of nights with a fault in each.
type randomNights struct {
	t           *testing.T
	random      *rand.Rand
	cfg         *config.Config
	site        *faultySite
	deps        Deps
	teller      *notify.Teller
	now         time.Time
	offset      time.Duration // of the clock tonight
	webhookDown atomic.Bool
	told        []notify.Message
	// published is what each commitment says in the last complete report.
	published map[string]living
	// untold: a bad night of which nobody could be told yet.
	untold bool
	// copyFailing: the last report was not copied for staff.
	copyFailing bool
	// memory is the most that the process had from the system after a night.
	memory uint64
}

func newRandomNights(t *testing.T, seed uint64) *randomNights {
	t.Helper()
	dir := t.TempDir()
	n := &randomNights{t: t, random: rand.New(rand.NewPCG(seed, 0)), site: &faultySite{livingSite: newLivingSite(3, 30), every: 2}, published: map[string]living{}}
	hook := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if n.webhookDown.Load() {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		var m notify.Message
		if err := json.NewDecoder(r.Body).Decode(&m); err != nil {
			t.Error(err)
		}
		n.told = append(n.told, m)
	}))
	t.Cleanup(hook.Close)
	cfg := config.Default()
	cfg.Site.BaseURL, cfg.Site.Contact = "http://living.example", "nights@living.example"
	cfg.Fetch.MinDelay, cfg.Fetch.Retries, cfg.Fetch.MaxRequests = 0, 0, 150
	cfg.State.Dir, cfg.Output.Dir, cfg.Output.KeepRuns = filepath.Join(dir, "state"), filepath.Join(dir, "published"), 3
	cfg.Output.CopyTo, cfg.Sources.IRMTable = filepath.Join(dir, "share"), filepath.Join(dir, "table.csv")
	cfg.Notify.Webhook, cfg.Notify.After, cfg.Notify.Repeat = hook.URL, 1, 12*time.Hour
	n.cfg = cfg
	n.write(cfg.Sources.IRMTable, n.table())
	n.deps = Deps{Config: cfg, Now: n.clockNow, Transport: n.site, Log: slog.New(slog.DiscardHandler), What: "nights"}
	n.teller = notify.New(cfg, nil, n.clockNow, n.deps.Log, func(ctx context.Context) (*history.History, error) { return history.Open(ctx, cfg.State.Dir) })
	return n
}

func (n *randomNights) clockNow() time.Time {
	n.now = n.now.Add(time.Millisecond)
	return n.now.Add(n.offset)
}

func (*randomNights) clock(by time.Duration) func(*randomNights) func() {
	return func(n *randomNights) func() {
		n.offset = by
		return func() { n.offset = 0 }
	}
}

// table is OGP's table of the site as it began: older than every page.
func (n *randomNights) table() []byte {
	var b strings.Builder
	b.WriteString("Commitment ID,Country,Commitment Title,Action Plan Year,Completion,Lead Institution\r\n")
	for _, code := range n.site.codes() {
		c := n.site.commitments[code]
		fmt.Fprintf(&b, "%s,%s,%s,2020,%s,%s\r\n", code, strings.ReplaceAll(c.member, "-", " "), c.title, c.completion, c.lead)
	}
	return []byte(b.String())
}

func (n *randomNights) read(path string) []byte {
	n.t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		n.t.Fatal(err)
	}
	return data
}

func (n *randomNights) write(path string, data []byte) {
	n.t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		n.t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		n.t.Fatal(err)
	}
}

// night lives through one night as the command run does.
func (n *randomNights) night(number int, f fault) {
	t := n.t
	n.now = soakStart.AddDate(0, 0, number)
	n.site.today, n.site.fault = n.now, &f
	if number > 0 {
		n.site.change(n.random)
	}
	n.site.page = n.unchangedPage()
	mend := func() {}
	if f.machine != nil {
		mend = f.machine(n)
	}
	n.told = nil
	began := n.clockNow()
	result, err := Run(t.Context(), n.deps, Options{})
	n.teller.Tell(t.Context(), notify.Night{Began: began, Failed: Words(err)})
	n.checkTold(number, f)
	switch complete := err == nil && result.Record.Outcome == history.Complete; {
	case complete == f.bad:
		t.Errorf("night %d, %s: complete %v, %v: %q", number, f.name, complete, err, whyOf(result))
	case complete:
		n.checkReport(number, f, result)
	}
	if number > 0 {
		if err := publish.Verify(n.cfg.Output.Dir); err != nil && f.name != "a file stands where reports belong" {
			t.Errorf("night %d, %s: %v", number, f.name, err)
		}
	}
	mend()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	n.memory = max(n.memory, m.Sys-m.HeapReleased)
}

func whyOf(r *Result) []string {
	if r == nil {
		return nil
	}
	return r.Record.Why
}

// unchangedPage is a page that says what it says in the last report, so that
// it may fail without a change being missed.
func (n *randomNights) unchangedPage() string {
	codes := slices.DeleteFunc(n.site.codes(), func(code string) bool {
		return n.published[code] != values(n.site.commitments[code])
	})
	if len(codes) == 0 {
		return "none"
	}
	return codes[n.random.IntN(len(codes))]
}

// values are what is followed of a commitment.
func values(c *living) living { return living{title: c.title, lead: c.lead, completion: c.completion} }

// checkTold: a bad night is told that night, or with the next one where the
// webhook was down; a copy that was not made as well.
func (n *randomNights) checkTold(number int, f fault) {
	heard := func(events ...string) bool {
		return slices.ContainsFunc(n.told, func(m notify.Message) bool { return slices.Contains(events, m.Event) })
	}
	down := n.webhookDown.Load()
	switch {
	case down && len(n.told) > 0:
		n.t.Fatalf("night %d: a webhook that is down heard %+v", number, n.told)
	case !down && f.bad && !heard("failure"):
		n.t.Errorf("night %d, %s: nobody was told", number, f.name)
	case !down && f.copyFails && !heard("copy_failure"):
		n.t.Errorf("night %d, %s: nobody was told of the copy", number, f.name)
	case !down && n.untold && !heard("failure", "recovery"):
		n.t.Errorf("night %d, %s: of the night before nobody was told", number, f.name)
	case !f.bad && heard("failure"), !f.bad && !f.copyFails && heard("copy_failure"), !n.copyFailing && f.bad && heard("copy_failure"):
		n.t.Errorf("night %d, %s: a false alarm: %+v", number, f.name, n.told)
	}
	n.untold = down && f.bad
	if !f.bad {
		n.copyFailing = f.copyFails
	}
}

// checkReport: the report says what the site says, and its log of changes what
// changed since the last complete one.
func (n *randomNights) checkReport(number int, f fault, r *Result) {
	var want []string
	said := map[string]living{}
	for _, c := range r.Dataset.Commitments {
		said[c.ID] = living{title: c.Title, lead: c.LeadInstitution, completion: string(c.Completion)}
	}
	for _, code := range n.site.codes() {
		is, was := values(n.site.commitments[code]), n.published[code]
		if said[code] != is {
			n.t.Errorf("night %d, %s: %s says %+v, the site %+v", number, f.name, code, said[code], is)
		}
		for _, v := range []struct{ field, was, is string }{{"title", was.title, is.title}, {"lead_institution", was.lead, is.lead}, {"completion", was.completion, is.completion}} {
			if number > 0 && v.was != v.is {
				want = append(want, fmt.Sprintf("%s %s: %s -> %s", code, v.field, v.was, v.is))
			}
		}
		n.published[code] = is
	}
	if len(said) != len(n.site.commitments) {
		n.t.Errorf("night %d, %s: %d commitments, the site has %d", number, f.name, len(said), len(n.site.commitments))
	}
	slices.Sort(want)
	if number > 0 {
		if diff := cmp.Diff(strings.Join(want, "\n"), strings.Join(n.newsOf(r), "\n")); diff != "" {
			n.t.Errorf("night %d, %s: what changed (-want +got):\n%s", number, f.name, diff)
		}
	}
	if made := r.Record.Copy != nil && r.Record.Copy.Made; made == f.copyFails {
		n.t.Errorf("night %d, %s: the copy was made: %v", number, f.name, made)
	}
}

// newsOf are a run's changes but for what is told of the one page that fails:
// that it failed, and that a value is carried forward as it was.
func (n *randomNights) newsOf(r *Result) []string {
	return slices.DeleteFunc(changesOf(r), func(line string) bool {
		what, values, _ := strings.Cut(line, ": ")
		was, is, _ := strings.Cut(values, " -> ")
		return what == n.site.page+" freshness" || strings.HasPrefix(what, n.site.page+" ") && was == is
	})
}

// Thirty nights, each with a fault of the site, the sitemap, the table, the
// disk, the clock, the share or the webhook: every bad night is incomplete or
// failed, and told within a night; every other one is complete; no value is
// lost, and the log of changes is what the site changed.
func TestThirtyNightsWithAFaultInEach(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	if text := os.Getenv(seedVariable); text != "" {
		given, err := strconv.ParseUint(text, 10, 64)
		if err != nil {
			t.Fatalf("%s: %v", seedVariable, err)
		}
		seed = given
	}
	t.Logf("seed %d; %s=%[1]d repeats it", seed, seedVariable)
	n := newRandomNights(t, seed)
	n.night(0, fault{name: "nothing"})
	drawn := map[bool]int{}
	var lived []string
	nights := 30
	if testing.Short() {
		nights = 8 // for the race detector
	}
	for number := 1; number <= nights && !t.Failed(); number++ {
		f := drawFault(n.random)
		n.site.every = 1 + n.random.IntN(2)
		drawn[f.bad]++
		lived = append(lived, fmt.Sprintf("%d %s", number, f.name))
		n.night(number, f)
	}
	if t.Failed() {
		t.Logf("the nights: %s", strings.Join(lived, "; "))
	}
	t.Logf("%d bad nights, %d good ones, %d MB at most", drawn[true], drawn[false], n.memory>>20)
	if n.memory > mostMemory {
		t.Errorf("%d MB", n.memory>>20)
	}
}
