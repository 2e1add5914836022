package run

import (
	"strings"
	"testing"

	"ogptracker/internal/config"
	"ogptracker/scrape/record"
)

func TestOnlyNamedPublicHostsAreAskedForTheTable(t *testing.T) {
	for address, says := range map[string]string{
		"https://www.opengovpartnership.org/wp-content/table.csv": "",
		"https://opengovpartnership.org/table.csv":                "",
		"https://data.example.org/table.csv":                      "",
		"https://other.example.org/table.csv":                     "name it in sources.hosts",
		"http://127.0.0.1/table.csv":                              "no public host",
		"http://10.1.2.3/table.csv":                               "no public host",
		"http://localhost:8080/table.csv":                         "no public host",
		"https://user:secret@data.example.org/table.csv":          "no address",
		"https:///table.csv":                                      "no address",
	} {
		c := &config.Config{Site: config.Site{BaseURL: "https://www.opengovpartnership.org"},
			Sources: config.Sources{IRMTable: address, Hosts: []string{"data.example.org", "10.1.2.3"}}}
		n := &night{Deps: Deps{Config: c}}
		err := checkTableAddress(n.Config)
		if (err == nil) != (says == "") || err != nil && !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v, want %q", address, err, says)
		}
	}
}

func TestATableReadInPartMakesNoCompleteRun(t *testing.T) {
	for name, c := range map[string]struct {
		night record.Night
		kept  bool
	}{
		"read whole":            {record.Night{Table: &record.Table{Commitments: 100}}, true},
		"two of a hundred lost": {record.Night{Table: &record.Table{Commitments: 100, LeftOut: 2}}, true},
		"three lost":            {record.Night{Table: &record.Table{Commitments: 100, LeftOut: 3}}, false},
		"one of six lost":       {record.Night{Table: &record.Table{Commitments: 6, LeftOut: 1}}, false},
		"a column not read":     {record.Night{Table: &record.Table{Commitments: 100, Unread: []string{"no column of completion could be read"}}}, false},
		"no table had":          {record.Night{Issues: []record.Issue{{Code: record.CodeTableNotUsed, Message: "not had"}}}, false},
		"the last one stands":   {record.Night{Table: &record.Table{Commitments: 100}, Issues: []record.Issue{{Code: record.CodeTableNotUsed}}}, true},
	} {
		var j judgement
		j.table(c.night.Table)
		j.tableHad(&c.night)
		if missed := j.missed(); (len(missed) == 0) != c.kept {
			t.Errorf("%s: missed %q", name, missed)
		}
	}
}
