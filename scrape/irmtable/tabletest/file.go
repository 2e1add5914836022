package tabletest

import (
	"os"
	"path/filepath"
	"testing"
)

// File reads one of OGP's own files; where none are at hand the test is
// skipped.
func File(t testing.TB, name string) []byte {
	t.Helper()
	dir := os.Getenv("OGPTRACKER_TESTDATA")
	if dir == "" {
		t.Skip("OGPTRACKER_TESTDATA names no folder with OGP's own tables")
	}
	data, err := os.ReadFile(filepath.Join(dir, "data", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}
