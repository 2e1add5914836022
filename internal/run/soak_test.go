package run

import (
	"flag"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ogptracker/internal/config"
	"ogptracker/internal/history"
	"ogptracker/scrape/store"
	"ogptracker/transform/dataset"
)

// nights is how many nights the soak lives through; CI asks for sixty.
var nights = flag.Int("nights", 12, "nights of the soak")

// livingSite is a small site whose commitments change between nights.
type livingSite struct {
	members     []string
	commitments map[string]*living // by code
	today       time.Time
}

type living struct {
	member, code            string
	title, lead, completion string
	changed                 time.Time
}

func newLivingSite(members, each int) *livingSite {
	s := &livingSite{commitments: map[string]*living{}, today: soakStart}
	for m := range members {
		slug := fmt.Sprintf("member-%c", 'a'+m)
		s.members = append(s.members, slug)
		for i := range each {
			code := fmt.Sprintf("Q%c%04d", 'A'+m, i+1)
			s.commitments[code] = &living{member: slug, code: code, title: "Commitment " + code, lead: "Ministry " + string(rune('A'+i%7)), completion: "Limited", changed: soakStart}
		}
	}
	return s
}

var soakStart = time.Date(2025, 3, 1, 2, 0, 0, 0, time.UTC)

func (s *livingSite) codes() []string {
	var codes []string
	for code := range s.commitments {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	return codes
}

// change changes a few commitments and returns what the log shall say.
func (s *livingSite) change(random *rand.Rand) []string {
	var said []string
	codes := s.codes()
	for range random.IntN(4) {
		c := s.commitments[codes[random.IntN(len(codes))]]
		if c.changed.Equal(s.today) {
			continue // one change a night each, so that the log is plain
		}
		c.changed = s.today
		var field, old, now string
		switch random.IntN(3) {
		case 0:
			field, old, now = "title", c.title, fmt.Sprintf("%s as of %s", c.code, s.today.Format("2 January"))
			c.title = now
		case 1:
			field, old, now = "lead_institution", c.lead, fmt.Sprintf("Office %d", s.today.Unix()) // never the one before
			c.lead = now
		default:
			levels := slices.DeleteFunc([]string{"Completed", "Substantial", "Limited", "Not Started"}, func(l string) bool { return l == c.completion })
			field, old, now = "completion", c.completion, levels[random.IntN(len(levels))]
			c.completion = now
		}
		said = append(said, fmt.Sprintf("%s %s: %s -> %s", c.code, field, old, now))
	}
	slices.Sort(said)
	return said
}

func (s *livingSite) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	path := strings.ToLower(r.URL.Path)
	html := func(title, body string, changed time.Time) {
		page := "<!DOCTYPE html><html><head><title>" + title + "</title></head><body><main><h1>" + title + "</h1>" + body + "</main></body></html>"
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("ETag", fmt.Sprintf("%q", changed.Format("20060102")))
		http.ServeContent(w, r, "", changed, strings.NewReader(page))
	}
	switch {
	case path == "/robots.txt":
		fmt.Fprintf(w, "User-agent: *\nSitemap: http://%s/sitemap.xml\n", r.Host)
	case path == "/sitemap.xml":
		w.Header().Set("Content-Type", "application/xml")
		fmt.Fprint(w, `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`)
		for _, code := range s.codes() {
			c := s.commitments[code]
			fmt.Fprintf(w, "<url><loc>http://%s/members/%s/commitments/%s/</loc><lastmod>%s</lastmod></url>", r.Host, c.member, c.code, c.changed.Format(time.RFC3339))
		}
		fmt.Fprint(w, "</urlset>")
	case path == "/our-members/":
		var b strings.Builder
		for _, m := range s.members {
			fmt.Fprintf(&b, `<div><a href="/members/%s/"><h3>%s</h3></a><p>Joined in 2012 and is implementing 3 commitments.</p></div>`, m, strings.ReplaceAll(m, "-", " "))
		}
		html("Members", b.String(), soakStart)
	case strings.Contains(path, "/commitments/"):
		c := s.commitments[strings.ToUpper(filepath.Base(path))]
		if c == nil {
			http.NotFound(w, r)
			return
		}
		plan := strings.ReplaceAll(c.member, "-", " ") + " Action Plan 2020-2022"
		html(c.title+" ("+c.code+")", "<h2>At-a-Glance</h2><p>Action Plan: "+plan+"</p><p>Action Plan Cycle: 2020</p><h3>Institutions</h3><p>Lead Institution: "+c.lead+
			"</p><h3>Policy Areas</h3><p>Open Data</p><h3>IRM Review</h3><p>IRM Report: "+strings.ReplaceAll(c.member, "-", " ")+" Results Report 2020-2022</p><p>Early Results: No IRM Data</p><h3>Design</h3><p>Verifiable: Yes</p><h3>Implementation</h3><p>Completion: "+
			c.completion+"</p><h2>Description</h2><p>"+strings.Repeat("Words of the commitment "+c.code+". ", 40)+"</p>", c.changed)
	case strings.HasPrefix(path, "/members/"):
		slug := strings.Trim(strings.TrimPrefix(path, "/members/"), "/")
		if !slices.Contains(s.members, slug) {
			http.NotFound(w, r)
			return
		}
		name := strings.ReplaceAll(slug, "-", " ")
		html(name, "<ul><li>Member Since 2012</li><li>Action Plan 5</li></ul><h2>Current Action Plan</h2><p>2020-2022</p><p>Number of Commitments: 3</p><h2>Commitments</h2><h2>Resources</h2>", soakStart)
	default:
		http.NotFound(w, r)
	}
}

// RoundTrip answers without a network.
func (s *livingSite) RoundTrip(r *http.Request) (*http.Response, error) {
	rec := httptest.NewRecorder()
	s.ServeHTTP(rec, r)
	resp := rec.Result()
	resp.Request = r
	return resp, nil
}

// usage is what a process must not gain night by night.
type usageNow struct {
	heap       uint64
	files      int
	goroutines int
	archive    int64
}

func measure(t *testing.T, state string) usageNow {
	t.Helper()
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	files, _ := os.ReadDir("/proc/self/fd") // none elsewhere than on Linux
	info, err := os.Stat(filepath.Join(state, store.FileName))
	if err != nil {
		t.Fatal(err)
	}
	return usageNow{m.HeapAlloc, len(files), runtime.NumGoroutine(), info.Size()}
}

// Sixty nights against a site that changes at random: each night's changes
// equal what was changed, and the process gains nothing.
func TestSoak(t *testing.T) {
	site := newLivingSite(3, 40)
	dir := t.TempDir()
	cfg := config.Default()
	cfg.Site.BaseURL, cfg.Site.Contact = "http://living.example", "soak@living.example"
	cfg.Fetch.MinDelay = 0
	cfg.State.Dir, cfg.Output.Dir, cfg.Output.KeepRuns = filepath.Join(dir, "state"), filepath.Join(dir, "published"), 5
	now := soakStart
	deps := Deps{Config: cfg, Now: func() time.Time { now = now.Add(time.Millisecond); return now }, Transport: site, Log: slog.New(slog.DiscardHandler), What: "soak"}
	seed := uint64(time.Now().UnixNano())
	random := rand.New(rand.NewPCG(seed, 0))
	t.Logf("seed %d", seed)
	var early usageNow
	changedPages := 0
	for night := 1; night <= *nights; night++ {
		now = soakStart.AddDate(0, 0, night-1)
		site.today = now
		var want []string
		if night > 1 {
			want = site.change(random)
		}
		result, err := Run(t.Context(), deps, Options{})
		if err != nil {
			t.Fatalf("night %d: %v", night, err)
		}
		if result.Record.Outcome != history.Complete {
			t.Fatalf("night %d is %s: %v", night, result.Record.Outcome, result.Record.Why)
		}
		if diff := cmp.Diff(want, changesOf(result)); diff != "" {
			t.Fatalf("night %d: what changed (-want +got):\n%s", night, diff)
		}
		// A page that is again as it once was has been read before.
		if night > 1 && result.Record.Politeness.Parsed > len(want) {
			t.Errorf("night %d parsed %d pages, %d changed", night, result.Record.Politeness.Parsed, len(want))
		}
		if night == 10 {
			early = measure(t, cfg.State.Dir)
		} else if night > 10 {
			changedPages += len(want)
		}
	}
	if *nights < 20 {
		return
	}
	late := measure(t, cfg.State.Dir)
	t.Logf("after night 10: %+v; after night %d: %+v; %d pages changed between", early, *nights, late, changedPages)
	within := func(what string, a, b uint64) {
		if float64(b) > 1.1*float64(a) {
			t.Errorf("%s grew from %d to %d", what, a, b)
		}
	}
	within("heap", early.heap, late.heap)
	within("open files", uint64(early.files), uint64(late.files))
	within("goroutines", uint64(early.goroutines), uint64(late.goroutines))
	// The archive grows by what changed (a page here packs to about 1 KB, its
	// reading to as much) and by a night's own rows, not by what is there.
	if grown, most := late.archive-early.archive, int64(changedPages*8+(*nights-10)*4)<<10; grown > most {
		t.Errorf("the archive grew by %d bytes over %d changed pages, want at most %d", grown, changedPages, most)
	}
}

// changesOf are a run's changes of what the site says.
func changesOf(r *Result) (said []string) {
	for _, c := range r.Dataset.Changes {
		if c.Run != r.Record.Run || c.Table != dataset.TableCommitments {
			continue
		}
		switch c.Field {
		case "title", "lead_institution", "completion":
			said = append(said, fmt.Sprintf("%s %s: %s -> %s", c.Key, c.Field, c.Old, c.New))
		case "completion_end_of_term", "last_changed":
			// follow from completion
		default:
			said = append(said, fmt.Sprintf("%s %s: %s -> %s (not expected)", c.Key, c.Field, c.Old, c.New))
		}
	}
	slices.Sort(said)
	return said
}
