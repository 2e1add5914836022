package scrape

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

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

// savedNames lists the HTML files of the folder, in order.
func savedNames(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("folder of saved pages (sources.saved_pages): %w", err)
	}
	var names []string
	for _, e := range entries {
		ext := strings.ToLower(filepath.Ext(e.Name()))
		if !e.IsDir() && (ext == ".html" || ext == ".htm") {
			names = append(names, e.Name())
		}
	}
	slices.Sort(names)
	return names, nil
}

// takeSaved reads a file and finds of which page it is a copy, and of when.
// Detail of the answer is that page's address; of a file that cannot be used
// it says why.
func (s *session) takeSaved(name string) (answer, error) {
	a := answer{Fetch: archive.Fetch{Run: s.run.ID, Class: archive.ClassSaved, Address: savedAddress(name),
		Outcome: archive.OutcomeRead, At: s.run.Started, ContentType: "text/html"}}
	path := filepath.Join(s.SavedPages, name)
	body, modified, err := readFile(path)
	if err != nil {
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
