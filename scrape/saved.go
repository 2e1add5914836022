package scrape

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"ogptracker/scrape/archive"
	"ogptracker/scrape/record"
	"ogptracker/scrape/saved"
)

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
		if err := s.savedFile(ctx, name); err != nil {
			return err
		}
	}
	return nil
}

// savedFile takes the pages of one file, and names what of it cannot be used.
func (s *session) savedFile(ctx context.Context, name string) error {
	path := filepath.Join(s.SavedPages, filepath.FromSlash(name))
	var passed []string
	for page, err := range saved.Pages(path, s.isSavedPage) {
		if err := ended(ctx); err != nil {
			return err
		}
		record := name
		if page.Record != "" {
			record += " " + page.Record
		}
		var a answer
		if err == nil {
			a, err = s.takeSaved(record, path, page)
		}
		if err != nil {
			passed = append(passed, err.Error())
			continue
		}
		if err := s.keepSaved(ctx, a); err != nil {
			return err
		}
	}
	if len(passed) == 0 {
		return nil
	}
	return s.keepSaved(ctx, unusable(s.savedAnswer(name), someOf(passed)))
}

// mostNamed is how many parts of one file are named.
const mostNamed = 5

func someOf(passed []string) string {
	if more := len(passed) - mostNamed; more > 0 {
		passed = append(passed[:mostNamed:mostNamed], fmt.Sprintf("and %d more", more))
	}
	return strings.Join(passed, "; ")
}

// keepSaved keeps what came of a file, unless an earlier part of the run did,
// and takes from a page what it names.
func (s *session) keepSaved(ctx context.Context, a answer) error {
	if earlier, ok := s.answeredBefore(archive.ClassSaved, a.Address); ok {
		a = earlier
	} else if err := s.save(ctx, &a); err != nil {
		return err
	} else {
		s.answered[key{archive.ClassSaved, a.Address}] = a.Fetch
	}
	if !a.had() {
		return nil
	}
	r, err := s.readers.read(ctx, a.Fetch, a.Detail, a.body)
	if err == nil && !r.NoRecord {
		s.discoverLinks(named(&r.Page))
	}
	return err
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

func (s *session) savedAnswer(name string) answer {
	return answer{Fetch: archive.Fetch{Run: s.run.ID, Class: archive.ClassSaved, Address: savedAddress(name),
		Outcome: archive.OutcomeRead, At: s.run.Started}}
}

// takeSaved makes of a page out of a file what is kept of it: Detail is the
// address of the page that it is a copy of.
func (s *session) takeSaved(name, path string, page saved.Page) (answer, error) {
	a := s.savedAnswer(name)
	address, err := s.savedOf(page.Address)
	if err != nil {
		return a, err
	}
	date := page.Date
	switch {
	case date.IsZero():
		// The file's own time may be later than the run's, on a machine whose
		// clock is not the run's.
		if date, err = saved.Modified(path); err != nil {
			return a, err
		}
		if date.After(s.run.Started) {
			date = s.run.Started
		}
	case date.After(s.run.Started.Add(24 * time.Hour)):
		return a, fmt.Errorf("its date %s lies after the run", date.Format(time.DateOnly))
	}
	a.ContentType, a.body, a.BodyHash, a.Detail, a.Obtained = page.ContentType, page.Body, sum(page.Body), address, date
	return a, nil
}

func unusable(a answer, why string) answer {
	a.Outcome, a.Reason, a.Detail = archive.OutcomeFailed, string(record.CodeSavedPage), why
	return a
}

// isSavedPage says whether an address is that of a page of the site that is
// read.
func (s *session) isSavedPage(raw string) bool {
	a, ok := s.site.Parse(raw)
	return ok && (isPage(a) || a.Kind == record.KindMembersList)
}

// savedOf checks the address a copy names. It keeps the path it was saved
// from, since its layout may be another one than that of today's page.
func (s *session) savedOf(named string) (string, error) {
	if named == "" {
		return "", errors.New("it does not say of which page it is a copy: no canonical link, og:url, \"saved from\" comment or sidecar with an address")
	}
	address, ok := s.site.OnSite(named, "")
	if !ok || !s.isSavedPage(named) {
		return "", fmt.Errorf("%q is not the address of a page of the site that is read", named)
	}
	return address, nil
}

// savedReads are the pages from the folder of saved pages, as the run took
// them.
func (b *builder) savedReads(ctx context.Context) ([]read, error) {
	var all []read
	for _, f := range b.others {
		if f.Class != archive.ClassSaved {
			continue
		}
		name := strings.TrimPrefix(f.Address, savedAddress(""))
		if f.BodyHash == "" {
			all = append(all, read{issues: []record.Issue{{Code: record.CodeSavedPage, Key: name, Message: f.Detail}}})
			continue
		}
		reading, err := b.read(ctx, f, f.Detail, nil)
		if err != nil {
			return nil, err
		}
		if reading.NoRecord {
			why := "nothing was found in it that its kind of page must have"
			for _, i := range reading.Page.Issues {
				if i.Code == record.CodeNoRecord && i.Message != "" {
					why = i.Message
				}
			}
			all = append(all, read{issues: []record.Issue{{Code: record.CodeSavedPage, Key: name, Message: why, URL: f.Detail}}})
			continue
		}
		r := read{Read: record.Read{Page: b.complete(reading.Page), Freshness: record.FreshRead, LastRead: f.Obtained}}
		if b.saved[f.Final].Read.BodyHash == f.BodyHash {
			r.Freshness = record.FreshUnchanged
		}
		all = append(all, r)
	}
	return all, nil
}
