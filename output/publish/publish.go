package publish

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"sync"
	"time"
)

// File is one file of a report.
type File struct {
	// Name is relative to the run's folder, with slashes: "csv/members.csv".
	Name string
	// Write writes the whole file. Several files are written at once, so it
	// shares nothing with the Write of another, a Last one excepted.
	Write func(io.Writer) error
	// Optional files are left out where they cannot be written, and the report
	// goes on without them; a full disk still ends it.
	Optional bool
	// Last files are written when all others are, in their order: a list of
	// hashes cannot be made sooner.
	Last bool
}

// LeftOut is a file that could not be written, with why.
type LeftOut struct {
	Name string `json:"name"`
	Why  string `json:"why"`
}

// Written is a file as it was written, and as run.json lists it.
type Written struct {
	Name   string `json:"name"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// Options say what to publish where.
type Options struct {
	// Dir is the output folder; it is made where it is missing.
	Dir string
	// Run is the run's identity, YYYYMMDDTHHMMSSZ.
	Run string
	// Complete runs become latest and are copied; others stay under runs/.
	Complete bool
	// CopyTo is the folder of a share that gets a copy; "" for none.
	CopyTo string
	// CopiedBefore: an earlier report was copied there whole, so that the share
	// must hold the marker that the copy left.
	CopiedBefore bool
	// CopyLimit ends a copy to a share that hangs; 0 means ten minutes.
	CopyLimit time.Duration
	// Record makes run.json, a JSON object whose "files" is the list given,
	// which is in order of name; leftOut are the optional files not among them.
	Record func(files []Written, leftOut []LeftOut) ([]byte, error)
	// Workers is the number of files written at once; 0 means one.
	Workers int
}

// Result says what publishing did.
type Result struct {
	// Folder is the folder of the run.
	Folder string
	// Files are all files but run.json, in order of name.
	Files []Written
	// Unchanged: the run was there with the same files, which were not touched.
	Unchanged bool
	// Latest: latest leads to this run now.
	Latest bool
	// Linked: latest is a symbolic link, not a folder of copies.
	Linked bool
	// Copied: the share holds the whole report; else CopyFault says why not,
	// where it should.
	Copied    bool
	CopyFault string
	// LeftOut are the optional files that could not be written, with why.
	LeftOut []LeftOut
	// Cleaned are the leftovers of killed runs that were removed.
	Cleaned []string
}

// RecordName is the run record's file name; it is the last file of a report
// to be written, and says by its list which files belong to the report.
const RecordName = "run.json"

const (
	runsName   = "runs"
	latestName = "latest"
)

var runID = regexp.MustCompile(`^\d{8}T\d{6}Z$`)

// ErrLatest: the run is published whole under runs/, but latest could not be
// made to lead to it.
var errLatest = errors.New("latest still shows the earlier report")

// Publish writes the files of a run and makes a complete one the latest. On
// an error the earlier report stays as it was; the error names the path and
// says what to do. The result tells what went wrong without spoiling the run.
func Publish(ctx context.Context, opts Options, files []File) (Result, error) {
	return newPublisher(opts).publish(ctx, files)
}

// publisher is one publication. Its functions touch the disk; tests replace
// them by others that fail, and stop it after any step.
type publisher struct {
	Options
	runs, folder, latest string

	step    func(string) error
	writer  func(name string, w io.Writer) io.Writer
	symlink func(target, link string) error
	disk
	exchange func(a, b string) error

	leftOutLock sync.Mutex
	leftOut     []LeftOut
}

func newPublisher(opts Options) *publisher {
	if opts.CopyLimit == 0 {
		opts.CopyLimit = 10 * time.Minute
	}
	runs := filepath.Join(opts.Dir, runsName)
	return &publisher{
		Options:  opts,
		runs:     runs,
		folder:   filepath.Join(runs, opts.Run),
		latest:   filepath.Join(opts.Dir, latestName),
		step:     func(string) error { return nil },
		writer:   func(_ string, w io.Writer) io.Writer { return w },
		symlink:  makeLink,
		exchange: exchangeFolders,
	}
}

func (p *publisher) publish(ctx context.Context, files []File) (Result, error) {
	result := Result{Folder: p.folder}
	if err := p.check(files); err != nil {
		return result, err
	}
	if err := p.prepare(); err != nil {
		return result, err
	}
	cleaned, err := p.clean()
	result.Cleaned = cleaned
	if err != nil {
		return result, err
	}
	fresh := filepath.Join(p.runs, freshPrefix+p.Run)
	written, err := p.writeFolder(ctx, fresh, files)
	if err != nil {
		// The disk may be full: whatever was written makes room again.
		return result, errors.Join(untouched(err), os.RemoveAll(fresh))
	}
	result.Files, result.LeftOut = written, p.leftOut
	if result.Unchanged, err = p.place(fresh, written); err != nil {
		return result, untouched(err)
	}
	if !p.Complete {
		return result, nil
	}
	if result.Linked, err = p.moveLatest(ctx, written); err != nil {
		return result, fmt.Errorf("run %s is whole in %s, but %w: %w", p.Run, p.folder, errLatest, explain(err))
	}
	result.Latest = true
	if p.CopyTo == "" {
		return result, nil
	}
	result.CopyFault = p.copyToShare(ctx, written)
	result.Copied = result.CopyFault == ""
	return result, nil
}
