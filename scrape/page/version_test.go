package page

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestReaderVersionIsRaisedWithWhatIsRead holds readerVersion against the
// golden records: kept readings of an older version are read anew, so a change
// of what is read that does not raise it would never reach a report.
func TestReaderVersionIsRaisedWithWhatIsRead(t *testing.T) {
	files, err := filepath.Glob("testdata/*/*.golden.json")
	if err != nil || len(files) == 0 {
		t.Fatal("no golden records", err)
	}
	all := sha256.New()
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		all.Write([]byte(filepath.ToSlash(f) + "\n"))
		all.Write(data)
	}
	const kept = "testdata/version.txt"
	now := readerVersion + " " + hex.EncodeToString(all.Sum(nil)) + "\n"
	was, _ := os.ReadFile(kept)
	switch {
	case string(was) == now:
	case strings.HasPrefix(string(was), readerVersion+" "):
		t.Errorf("golden records differ from those of readerVersion %s: raise it in reader.go, then run with -update", readerVersion)
	case *update:
		if err := os.WriteFile(kept, []byte(now), 0o644); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("readerVersion is %s and %s is of another: run with -update", readerVersion, kept)
	}
}
