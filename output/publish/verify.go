package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"
)

// ErrNoReport: nothing was published yet.
var ErrNoReport = errors.New("no report is published")

// Verify checks that the report latest leads to is whole: its run.json is
// there and every file it lists has the size and SHA-256 it says. It answers
// ErrNoReport where there is no latest.
func Verify(dir string) error {
	folder, err := Latest(dir)
	if err != nil {
		return err
	}
	err = VerifyFolder(folder)
	if err == nil {
		return nil
	}
	// A report may have been published meanwhile; a fault that stays is one.
	if again, latestErr := Latest(dir); latestErr == nil {
		return VerifyFolder(again)
	}
	return err
}

// VerifyFolder checks one folder that holds a report, such as a run's own or
// a copy on a share.
func VerifyFolder(folder string) error {
	listed, err := readRecord(folder)
	if err != nil {
		return err
	}
	return verifyFiles(folder, listed)
}

// Listed are the files that a folder's run.json says belong to its report.
func Listed(folder string) ([]Written, error) { return readRecord(folder) }

func verifyFiles(folder string, listed []Written) error {
	faults := make([]error, len(listed))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, w := range listed {
		group.Go(func() error {
			faults[i] = checkFile(filepath.Join(folder, filepath.FromSlash(w.Name)), w)
			return nil // every fault is told, not the first alone
		})
	}
	_ = group.Wait() // faults has them
	faults = slices.DeleteFunc(faults, func(err error) bool { return err == nil })
	if len(faults) > 0 {
		return fmt.Errorf("the report in %s is not whole; the next complete run replaces it, or take it from a backup: %s", folder, inWords(faults))
	}
	return nil
}

// checkFile compares a file with what is known of it.
func checkFile(path string, want Written) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	return sumsTo(file, path, want)
}

// sumsTo compares the bytes of an open file with what is known of them.
func sumsTo(file io.Reader, path string, want Written) error {
	sum := sha256.New()
	size, err := io.Copy(sum, file)
	if err != nil {
		return err
	}
	if size != want.Bytes {
		return fmt.Errorf("%s has %d bytes, %s says %d", path, size, RecordName, want.Bytes)
	}
	if got := hex.EncodeToString(sum.Sum(nil)); got != want.SHA256 {
		return fmt.Errorf("%s has another SHA-256 than %s says", path, RecordName)
	}
	return nil
}

// readRecord reads the list of files of a folder's run.json.
func readRecord(folder string) ([]Written, error) {
	path := filepath.Join(folder, RecordName)
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	listed, err := parseRecord(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return listed, nil
}

// parseRecord takes the list of files out of a run record; it knows no other
// key of it. The names are checked: they are joined to paths.
func parseRecord(data []byte) ([]Written, error) {
	var record struct {
		Files *[]Written `json:"files"`
	}
	if err := json.Unmarshal(data, &record); err != nil {
		return nil, err
	}
	if record.Files == nil {
		return nil, errors.New(`no "files"`)
	}
	i := slices.IndexFunc(*record.Files, func(w Written) bool { return !filepath.IsLocal(filepath.FromSlash(w.Name)) })
	if i >= 0 {
		return nil, fmt.Errorf("the file name %q leads out of the report", (*record.Files)[i].Name)
	}
	return *record.Files, nil
}
