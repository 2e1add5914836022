package config

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net"
	"net/url"
	"path/filepath"
	"strings"
	"time"
)

// Config is the whole configuration. Paths are absolute or relative to the
// process's folder: those of the file have been resolved against its own.
type Config struct {
	Site     Site
	Fetch    Fetch
	Labels   Labels
	Sources  Sources
	State    State
	Output   Output
	Publish  Publish
	Schedule Schedule
	Notify   Notify
	Mail     Mail
	Watch    []Watch
	Serve    Serve

	// File is the file it was read from, "" for defaults alone.
	File string
	// lines are the lines of the file's keys, and variables the environment's
	// names of the keys it set.
	lines     map[string]int
	variables map[string]string
	// hash is that of the values as written.
	hash string
}

// Where says where a key stands, for messages: "config.yaml:12:
// site.contact", the variable that set it, or the key alone where neither the
// file nor the environment names it.
func (c *Config) Where(key string) string {
	switch line := c.lines[key]; {
	case c.variables[key] != "":
		return "environment: " + c.variables[key]
	case line > 0:
		return fmt.Sprintf("%s:%d: %s", c.File, line, key)
	case c.File != "":
		return c.File + ": " + key
	}
	return key
}

// Hash identifies the values of all keys as they were written, so that it is
// the same wherever the file lies.
func (c *Config) Hash() string { return c.hash }

func (c *Config) sum() string {
	h := sha256.New()
	for _, k := range keys() {
		value, err := json.Marshal(k.target(c))
		if err != nil {
			panic(err) // texts, numbers and lists always can be
		}
		fmt.Fprintf(h, "%s=%s\n", k.path, value)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Site says what is read.
type Site struct {
	BaseURL      string
	Contact      string
	Members      []string
	LocalMembers bool
}

// Fetch says how politely, and which pages a browser fills.
type Fetch struct {
	// Render are the kinds of page that Browser fills; none without one.
	Render  []string
	Browser string // a path, or a name to be looked for on the path
	// BrowserNoSandbox starts it without the walls around its pages.
	BrowserNoSandbox bool

	MinDelay      time.Duration
	Timeout       time.Duration
	MaxBody       int64 // bytes
	Retries       int
	MaxWait       time.Duration
	MaxRequests   int
	MaxDuration   time.Duration
	SequenceProbe bool
}

// Labels teaches the readers new labels.
type Labels struct {
	Add    map[string][]string
	Ignore []string
	// Drawn says what drawings mean: by field, a class, attribute, style or
	// file name, and the word.
	Drawn map[string]map[string]string
}

// Sources names what is read beside the site.
type Sources struct {
	IRMTable string // a file, or an address (TableAddress)
	// Hosts may be asked for OGP's table beside the site's own.
	Hosts      []string
	SavedPages string
	Crosswalk  string
}

// State is where the program keeps what it knows.
type State struct{ Dir string }

// Output is where the report goes.
type Output struct {
	Dir      string
	KeepRuns int
	CSVBOM   bool
	CopyTo   string
}

// Publish holds the bounds of a complete night; shares are of 1.
type Publish struct {
	MinMembers     float64
	MinCommitments float64
	// MaxGrowth is the most members and commitments, as a multiple.
	MaxGrowth      float64
	MinRated       float64
	MaxFailedPages float64
	// Sample is the least number of commitments that each night asks for
	// without validators.
	Sample int
}

// Schedule says when serve runs.
type Schedule struct {
	Cron     string
	TimeZone string
	CatchUp  bool
	Deadline time.Duration
}

// Notify says whom to tell, and when.
type Notify struct {
	On    []string
	After int
	// Repeat is how often a failure that lasts is told again; 0 for never.
	Repeat  time.Duration
	Command string
	Webhook string
	// Email are addresses that get the message by mail.
	Email []string
}

// Serve says where serve answers.
type Serve struct{ Listen string }

// Renders reports whether a browser fills pages.
func (c *Config) Renders() bool { return c.Fetch.Browser != "" && len(c.Fetch.Render) > 0 }

// Crawls reports whether a run reads the site: a configuration with OGP's
// table or saved pages and an empty base URL works from those alone.
func (c *Config) Crawls() bool { return c.Site.BaseURL != "" }

// Host is the site's host, without a port.
func (c *Config) Host() string {
	u, err := url.Parse(c.Site.BaseURL)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

// ThisMachine reports whether the site is served by this machine, which may
// be crawled without a contact.
func (c *Config) ThisMachine() bool {
	host := c.Host()
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// resolve makes the file's relative paths relative to its folder.
func (c *Config) resolve(dir string) {
	if !c.TableByAddress() {
		absolute(dir, &c.Sources.IRMTable)
	}
	if strings.ContainsAny(c.Fetch.Browser, `/\`) {
		absolute(dir, &c.Fetch.Browser)
	}
	for _, p := range []*string{&c.Sources.SavedPages, &c.Sources.Crosswalk, &c.State.Dir, &c.Output.Dir, &c.Output.CopyTo} {
		absolute(dir, p)
	}
	for i := range c.Watch {
		absolute(dir, &c.Watch[i].File)
	}
}

func absolute(dir string, p *string) {
	if *p != "" && !filepath.IsAbs(*p) {
		*p = filepath.Join(dir, *p)
	}
}

// TableByAddress reports whether OGP's table is to be asked for, and is no
// file.
func (c *Config) TableByAddress() bool {
	at := strings.ToLower(c.Sources.IRMTable)
	return strings.HasPrefix(at, "https://") || strings.HasPrefix(at, "http://")
}
