package run

import (
	"log/slog"
	"net/http"
	"time"

	"ogptracker/internal/config"
	"ogptracker/internal/history"
	"ogptracker/scrape"
	"ogptracker/transform/dataset"
)

// Deps is what a run needs from outside; every field but Transport and
// Progress is required.
type Deps struct {
	Config *config.Config
	Now    func() time.Time
	Log    *slog.Logger
	// Transport carries the requests; nil is the network.
	Transport http.RoundTripper
	// Progress hears how the crawl goes on; nil for nobody.
	Progress func(scrape.Progress)
	// Sample marks the report as sample data.
	Sample bool
	// What names the caller in the lock ("run", "serve").
	What string
}

// Options say which run.
type Options struct {
	// Offline rebuilds the last night from the archive without a request.
	Offline bool
	// AsOf rebuilds an earlier run into the folder Out, and nothing else.
	AsOf, Out string
	// Accept passes missed bounds once, for the reason given.
	Accept string
	// AfterBan: a person says that the site has lifted its ban.
	AfterBan bool
}

// Result is what a run came to.
type Result struct {
	Record history.Record
	// Dataset is what the report was made of, without its snapshot and the
	// ratings.
	Dataset *dataset.Dataset
	// Folder holds the run's files; Latest says that latest leads there.
	Folder string
	Latest bool
	// Previous is the complete run it compares with, nil on the first.
	Previous *history.Record
	// Resumed: an interrupted run went on.
	Resumed bool
}
