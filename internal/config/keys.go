package config

import (
	"ogptracker/internal/schedule"
	"ogptracker/scrape/record"
)

// key declares one key of the file.
type key struct {
	path    string
	doc     string
	initial string            // the default, as YAML
	target  func(*Config) any // pointer to the value it sets
	rule    *rule             // what its value must be, nil for no more than its type
	values  []string          // allowed words, for the schema
}

// keys declares every key, in the order of the file. It is a function, not a
// variable, so that nothing can change it.
func keys() []key {
	return []key{
		{"site.base_url", "address of the site; empty: no crawling, the report is made from sources alone", "https://www.opengovpartnership.org", func(c *Config) any { return &c.Site.BaseURL }, baseURL, nil},
		{"site.contact", "an address the site's owner can write to; needed to crawl any host but this machine", `""`, func(c *Config) any { return &c.Site.Contact }, contact, nil},
		{"site.members", "member ids to read (estonia, kaduna-state-nigeria); empty: all", "[]", func(c *Config) any { return &c.Site.Members }, memberIDs, nil},
		{"site.local_members", "read local members too", "true", func(c *Config) any { return &c.Site.LocalMembers }, nil, nil},

		{"fetch.render", "kinds of page whose lists scripts fill, for fetch.browser to fill: country, challenge, commitment, members_list, document", "[]", func(c *Config) any { return &c.Fetch.Render }, words(renderWords()), renderWords()},
		{"fetch.browser", "the browser that fills them, a Chromium such as /usr/bin/chromium; empty: none", `''`, func(c *Config) any { return &c.Fetch.Browser }, path, nil},
		{"fetch.browser_no_sandbox", "start the browser without its sandbox, where the system allows none (as root, in most containers)", "false", func(c *Config) any { return &c.Fetch.BrowserNoSandbox }, nil, nil},
		{"fetch.min_delay", "least time between two requests; robots.txt may ask for more", "2s", func(c *Config) any { return &c.Fetch.MinDelay }, notNegative, nil},
		{"fetch.timeout", "longest time for one request", "30s", func(c *Config) any { return &c.Fetch.Timeout }, positive, nil},
		{"fetch.max_body", "largest page", "10MB", func(c *Config) any { return (*size)(&c.Fetch.MaxBody) }, someBytes, nil},
		{"fetch.retries", "how often a failed request is tried again", "4", func(c *Config) any { return &c.Fetch.Retries }, between(0, 20), nil},
		{"fetch.max_wait", "longest wait that the site may ask for", "10m", func(c *Config) any { return &c.Fetch.MaxWait }, notNegative, nil},
		{"fetch.max_requests", "most requests in one night", "2000", func(c *Config) any { return &c.Fetch.MaxRequests }, between(1, 1_000_000), nil},
		{"fetch.max_duration", "longest time a night may read", "5h", func(c *Config) any { return &c.Fetch.MaxDuration }, positive, nil},
		{"fetch.sequence_probe", "try the next numbers after a member's highest commitment code", "false", func(c *Config) any { return &c.Fetch.SequenceProbe }, nil, nil},

		{"labels.add", "field: [label, ...] that the readers shall know too", "{}", func(c *Config) any { return &c.Labels.Add }, nil, nil},
		{"labels.ignore", "labels to leave alone", "[]", func(c *Config) any { return &c.Labels.Ignore }, nil, nil},
		{"labels.drawn", "field: {sign: word, ...}: what a drawing means, by a class, an attribute with its value, a style or a file name", "{}", func(c *Config) any { return &c.Labels.Drawn }, nil, nil},

		{"sources.irm_table", "OGP's own commitments table, a CSV or XLSX file or the address of one, such as the site's own https://www.opengovpartnership.org/explorer/data/latest_data/ogpirm_live_data.csv", `''`, func(c *Config) any { return &c.Sources.IRMTable }, path, nil},
		{"sources.hosts", "hosts besides the site's own that may be asked for OGP's table", "[]", func(c *Config) any { return &c.Sources.Hosts }, hostNames, nil},
		{"sources.saved_pages", "a folder of pages saved from a browser or a web archive", `''`, func(c *Config) any { return &c.Sources.SavedPages }, path, nil},
		{"sources.crosswalk", "a file that adds words to the vocabulary", `''`, func(c *Config) any { return &c.Sources.Crosswalk }, path, nil},

		{"state.dir", "what the program keeps between nights", "state", func(c *Config) any { return &c.State.Dir }, folder, nil},

		{"output.dir", "where the report is published", "published", func(c *Config) any { return &c.Output.Dir }, folder, nil},
		{"output.keep_runs", "reports kept", "30", func(c *Config) any { return &c.Output.KeepRuns }, between(1, 100_000), nil},
		{"output.csv_bom", "begin CSV files with a byte order mark, for who opens them in Excel", "false", func(c *Config) any { return &c.Output.CSVBOM }, nil, nil},
		{"output.copy_to", "a share that gets a copy of each complete report", `''`, func(c *Config) any { return &c.Output.CopyTo }, path, nil},

		{"publish.min_members", "least share of the members of the last complete run", "0.95", func(c *Config) any { return &c.Publish.MinMembers }, share, nil},
		{"publish.min_commitments", "least share of the commitments of the last complete run", "0.95", func(c *Config) any { return &c.Publish.MinCommitments }, share, nil},
		{"publish.max_growth", "most members and commitments, as a multiple of those of the last complete run", "1.5", func(c *Config) any { return &c.Publish.MaxGrowth }, multiple, nil},
		{"publish.min_rated", "least share of the commitments read that keep their rating, title, plan and lead institution", "0.98", func(c *Config) any { return &c.Publish.MinRated }, share, nil},
		{"publish.max_failed_pages", "largest share of failed pages", "0.05", func(c *Config) any { return &c.Publish.MaxFailedPages }, share, nil},
		{"publish.sample", "least number of commitments that are asked for anew each night, so that a site that errs quietly is noticed", "20", func(c *Config) any { return &c.Publish.Sample }, between(1, 60), nil},

		{"schedule.cron", "when serve runs: minute hour day month weekday", `"0 2 * * *"`, func(c *Config) any { return &c.Schedule.Cron }, cronLine, nil},
		{"schedule.time_zone", "zone of the schedule", "UTC", func(c *Config) any { return &c.Schedule.TimeZone }, zone, nil},
		{"schedule.catch_up", "run once at the start when a night was missed", "true", func(c *Config) any { return &c.Schedule.CatchUp }, nil, nil},
		{"schedule.deadline", "longest time of one run", "6h", func(c *Config) any { return &c.Schedule.Deadline }, positive, nil},

		{"notify.on", "what to tell: failure, recovery, changes", "[failure, recovery]", func(c *Config) any { return &c.Notify.On }, words(notifyWords()), notifyWords()},
		{"notify.after", "failures in a row before the first word", "2", func(c *Config) any { return &c.Notify.After }, between(1, 1000), nil},
		{"notify.repeat", "how often a failure that lasts is told again; 0s: never", "7d", func(c *Config) any { return &c.Notify.Repeat }, notNegative, nil},
		{"notify.command", "a program that gets the message on its standard input", `""`, func(c *Config) any { return &c.Notify.Command }, command, nil},
		{"notify.webhook", "an address that gets the message as JSON", `""`, func(c *Config) any { return &c.Notify.Webhook }, webhook, nil},
		{"notify.email", "addresses that get the message by mail", "[]", func(c *Config) any { return &c.Notify.Email }, addresses, nil},

		{"mail.server", "smtps://user@host:465 or smtp://user@host:587; the password comes from OGPTRACKER_MAIL_PASSWORD", `""`, func(c *Config) any { return &c.Mail.Server }, mailServer, nil},
		{"mail.from", "who mail comes from", `""`, func(c *Config) any { return &c.Mail.From }, mailFrom, nil},

		{"watch", "sets of members with a digest of their own: - " + watchExample, "[]", func(c *Config) any { return &c.Watch }, &rule{secret: true}, nil},

		{"serve.listen", "where /healthz, /metrics and /status answer", "127.0.0.1:9464", func(c *Config) any { return &c.Serve.Listen }, hostPort, nil},
	}
}

// Words of notify.on.
const (
	OnFailure  = "failure"
	OnRecovery = "recovery"
	OnChanges  = "changes"
)

// renderWords are the kinds of page that a browser may fill.
func renderWords() []string {
	var all []string
	for _, k := range []record.Kind{record.KindCountry, record.KindChallenge, record.KindCommitment, record.KindMembersList, record.KindDocument} {
		all = append(all, string(k))
	}
	return all
}

func notifyWords() []string { return []string{OnFailure, OnRecovery, OnChanges} }

// checkSchedule judges cron line and zone together, once both are known.
func checkSchedule(c *Config) (string, string) {
	if _, err := schedule.Parse(c.Schedule.Cron, c.Schedule.TimeZone); err != nil {
		return c.Schedule.Cron, err.Error()
	}
	return "", ""
}
