package main

import (
	"flag"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var updateScripts = flag.Bool("update", false, "rewrite what the scripts expect")

// Each script in testdata/script is a session with the program: commands, what
// they print, and what they leave behind. SITE is the address of a sample site
// on this machine.
func TestScripts(t *testing.T) {
	site := newLocalSite(t)
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *updateScripts,
		Setup: func(env *testscript.Env) error {
			env.Setenv("SITE", site.URL)
			return nil
		},
	})
}
