package datapackage

import (
	"fmt"
	"io"
	"sync"

	"ogptracker/output/csvfile"
	"ogptracker/output/publish"
	"ogptracker/report"
	"ogptracker/report/schema"
)

// Options of the package.
type Options struct {
	// BOM puts a byte order mark in front of each CSV file.
	BOM bool
	// Sources are named beside OGP and the IRM: the edition of OGP's table,
	// saved pages.
	Sources []Source
}

// Name of the descriptor below the run's folder.
const Name = folder + "datapackage.json"

const folder = "csv/"

// Files returns the CSV file of each table and the descriptor, ready to
// publish. The descriptor holds the size and hash of every CSV file, so it is
// written last, and fails if one of them was not written.
func Files(meta report.Meta, tables []*schema.Table, opts Options) []publish.File {
	seen := &witness{files: make(map[string]publish.Written)}
	var files []publish.File
	for _, t := range tables {
		files = append(files, publish.File{Name: pathOf(t), Write: func(w io.Writer) error {
			sum := publish.NewSum(w)
			if err := csvfile.Write(sum, t, csvfile.Options{BOM: opts.BOM}); err != nil {
				return err
			}
			seen.note(sum.Written(pathOf(t)))
			return nil
		}})
	}
	return append(files, publish.File{Name: Name, Last: true, Write: func(w io.Writer) error {
		written, err := seen.all(tables)
		if err != nil {
			return err
		}
		return describe(meta, tables, opts, written).write(w)
	}})
}

func pathOf(t *schema.Table) string { return folder + t.Name + ".csv" }

// witness notes what each CSV file came to; several are written at once.
type witness struct {
	mu    sync.Mutex
	files map[string]publish.Written
}

func (s *witness) note(w publish.Written) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.files[w.Name] = w
}

func (s *witness) all(tables []*schema.Table) (map[string]publish.Written, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, t := range tables {
		if _, ok := s.files[pathOf(t)]; !ok {
			return nil, fmt.Errorf("%s was not written before the descriptor", pathOf(t))
		}
	}
	return s.files, nil
}
