package scrape

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/encoding/unicode"

	"ogptracker/scrape/archive"
	"ogptracker/scrape/record"
)

// maxSavedBytes is the largest saved page that is read.
const maxSavedBytes = 64 << 20

// savedPages takes the pages of the folder into the archive, as part of the
// run: a rebuild needs the folder no more. A file that cannot be used is kept
// as a failure with its reason.
func (s *session) savedPages(ctx context.Context) error {
	if s.SavedPages == "" {
		return nil
	}
	names, err := savedNames(s.SavedPages)
	if err != nil {
		return err
	}
	for _, name := range names {
		if err := ended(ctx); err != nil {
			return err
		}
		a, ok := s.answeredBefore(archive.ClassSaved, savedAddress(name))
		if !ok {
			if a, err = s.takeSaved(name); err != nil {
				return err
			}
			if err := s.save(ctx, &a); err != nil {
				return err
			}
		}
		if !a.had() {
			continue
		}
		r, err := s.readers.read(ctx, a.Fetch, a.Detail, a.body)
		if err != nil {
			return err
		}
		if !r.NoRecord {
			s.learn(named(&r.Page))
		}
	}
	return nil
}

func savedAddress(name string) string { return "saved:" + name }

// savedNames lists the files of the folder and of those in it, in order,
// sidecars and hidden files left out: what is no page that can be read is
// named as such.
func savedNames(dir string) ([]string, error) {
	var names []string
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		hidden := path != dir && strings.HasPrefix(e.Name(), ".")
		if e.IsDir() {
			// What a browser saves beside a page: its pictures and styles.
			if hidden || strings.HasSuffix(e.Name(), "_files") {
				return fs.SkipDir
			}
			return nil
		}
		ext := strings.ToLower(filepath.Ext(e.Name()))
		if hidden || slices.Contains(sidecars, ext) {
			return nil
		}
		name, err := filepath.Rel(dir, path)
		names = append(names, filepath.ToSlash(name))
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("folder of saved pages (sources.saved_pages): %w", err)
	}
	slices.Sort(names)
	return names, nil
}

// sidecars are the endings of files that speak of another file.
var sidecars = []string{".txt", ".yaml", ".yml"}

// isSaved says whether a file's ending is that of a page that can be read.
func isSaved(name string) bool {
	name = strings.TrimSuffix(strings.ToLower(name), ".gz")
	return slices.Contains([]string{".html", ".htm", ".xhtml"}, filepath.Ext(name))
}

// plainPage undoes what stands around a saved page: it is unpacked, and what
// is in UTF-16 by its mark becomes UTF-8.
func plainPage(body []byte) ([]byte, error) {
	if bytes.HasPrefix(body, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(bytes.NewReader(body))
		if err != nil {
			return nil, fmt.Errorf("it is packed and cannot be unpacked: %w", err)
		}
		if body, err = io.ReadAll(io.LimitReader(z, maxSavedBytes+1)); err != nil || len(body) > maxSavedBytes {
			return nil, fmt.Errorf("it is packed and cannot be unpacked to at most %d MB: %v", maxSavedBytes>>20, err)
		}
	}
	if bytes.HasPrefix(body, []byte{0xff, 0xfe}) || bytes.HasPrefix(body, []byte{0xfe, 0xff}) {
		return unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(body)
	}
	return body, nil
}

// takeSaved reads a file and finds of which page it is a copy, and of when.
// Detail of the answer is that page's address; of a file that cannot be used
// it says why.
func (s *session) takeSaved(name string) (answer, error) {
	a := answer{Fetch: archive.Fetch{Run: s.run.ID, Class: archive.ClassSaved, Address: savedAddress(name),
		Outcome: archive.OutcomeRead, At: s.run.Started, ContentType: "text/html"}}
	if !isSaved(name) {
		return unusable(a, "it is of no form that is read: save the page as HTML, packed or not"), nil
	}
	path := filepath.Join(s.SavedPages, filepath.FromSlash(name))
	body, modified, err := readFile(path)
	if err != nil {
		return unusable(a, err.Error()), nil
	}
	if body, err = plainPage(body); err != nil {
		return unusable(a, err.Error()), nil
	}
	about, err := readSidecar(path)
	if err != nil {
		return unusable(a, err.Error()), nil
	}
	about.fill(copyOf(body))
	address, err := s.savedOf(about)
	if err != nil {
		return unusable(a, err.Error()), nil
	}
	date := about.date
	switch {
	case date.IsZero():
		// The file's own time may be later than the run's, on a machine whose
		// clock is not the run's.
		if date = modified; date.After(s.run.Started) {
			date = s.run.Started
		}
	case date.After(s.run.Started.Add(24 * time.Hour)):
		return unusable(a, fmt.Sprintf("its date %s lies after the run", date.Format(time.DateOnly))), nil
	}
	a.body, a.BodyHash, a.Detail, a.Obtained = body, sum(body), address, date
	return a, nil
}

func unusable(a answer, why string) answer {
	a.Outcome, a.Reason, a.Detail = archive.OutcomeFailed, string(record.CodeSavedPage), why
	return a
}

// savedOf checks the address a copy names. It keeps the path it was saved
// from, since its layout may be another one than that of today's page.
func (s *session) savedOf(about copied) (string, error) {
	if about.address == "" {
		return "", errors.New("it does not say of which page it is a copy: no canonical link, og:url, \"saved from\" comment or sidecar with an address")
	}
	if a, ok := s.site.Parse(about.address); !ok || !isPage(a) && a.Kind != record.KindMembersList {
		return "", fmt.Errorf("%q is not the address of a page of the site that is read", about.address)
	}
	address, ok := s.site.OnSite(about.address, "")
	if !ok {
		return "", fmt.Errorf("%q is not an address of the site", about.address)
	}
	return address, nil
}

func readFile(path string) (body []byte, modified time.Time, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, modified, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, modified, err
	}
	body, err = io.ReadAll(io.LimitReader(f, maxSavedBytes+1))
	switch {
	case err != nil:
	case len(body) > maxSavedBytes:
		err = fmt.Errorf("it is larger than %d MB", maxSavedBytes>>20)
	case len(body) == 0:
		err = errors.New("it is empty")
	}
	return body, info.ModTime().UTC().Truncate(time.Second), err
}
