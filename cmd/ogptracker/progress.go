package main

import (
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"sync"
	"time"

	"golang.org/x/term"

	"ogptracker/internal/plural"
	"ogptracker/scrape"
)

// progress shows how a crawl goes on: a bar on a terminal, a plain line now
// and then elsewhere, which is one of the log where that is for machines.
type progress struct {
	mu       sync.Mutex
	w        io.Writer
	log      *slog.Logger // nil: plain lines
	terminal bool
	columns  int
	now      func() time.Time
	last     time.Time
	phase    string
	drawn    bool
}

// every is how often a plain line is written.
const every = 30 * time.Second

const barWidth = 28

func (a *app) progress() *progress {
	p := &progress{w: a.stderr, now: a.now, columns: 100}
	if f, ok := a.stderr.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		p.terminal = true
		if w, _, err := term.GetSize(int(f.Fd())); err == nil && w > 20 {
			p.columns = w
		}
	} else if a.logFormat == "json" {
		p.log, _ = a.log() // json is a form that there is
	}
	return p
}

// show is called for every page.
func (p *progress) show(s scrape.Progress) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.terminal {
		p.draw(s)
		return
	}
	now := p.now()
	if s.Phase == p.phase && now.Sub(p.last) < every {
		return
	}
	p.phase, p.last = s.Phase, now
	if p.log != nil {
		p.log.Info("reading", "phase", s.Phase, "done", s.Done, "total", s.Total, "requests", s.Requests)
		return
	}
	fmt.Fprintf(p.w, "reading %s: %d of %d, %s\n", s.Phase, s.Done, s.Total, plural.Count(s.Requests, "request"))
}

func (p *progress) draw(s scrape.Progress) {
	full := 0
	if s.Total > 0 {
		full = min(barWidth, barWidth*s.Done/s.Total)
	}
	line := fmt.Sprintf("%-9s [%s%s] %d/%d  %s", s.Phase, strings.Repeat("#", full), strings.Repeat(".", barWidth-full), s.Done, s.Total, s.Address)
	if r := []rune(line); len(r) >= p.columns {
		line = string(r[:p.columns-2]) + "…"
	}
	fmt.Fprintf(p.w, "\r\x1b[K%s", line)
	p.drawn = true
}

// done clears the bar.
func (p *progress) done() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.drawn {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.drawn = false
	}
}
