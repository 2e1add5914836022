package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"ogptracker/internal/run"
	"ogptracker/scrape/address"
	"ogptracker/scrape/page"
	"ogptracker/scrape/record"
	"ogptracker/scrape/saved"
)

// inspectCommand prints what the readers see in one page.
func (a *app) inspectCommand() *cobra.Command {
	var asJSON, learn, filled bool
	var address string
	cmd := &cobra.Command{
		Use:   "inspect <url|file>...",
		Short: "Print what the readers see in one page: structure, labels, fields found, missing, unknown",
		Example: `  ogptracker inspect https://www.opengovpartnership.org/members/estonia/
  ogptracker inspect saved.html --address https://www.opengovpartnership.org/countries/estonia
  ogptracker inspect saved.html --json
  ogptracker inspect --learn https://www.opengovpartnership.org/members/estonia/commitments/EE0059/`,
		Long: `Prints what the readers see in a page. Of several pages it also counts, for
each field, how often it was read, absent, unreadable or not recognised, and
says what to do next. --learn prints the lines of labels.drawn that explain
drawings the readers do not know. --render has the configured browser fill the
page first, and says how many requests that took.`,
		Args: args(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, what []string) error {
			deps, err := a.deps("inspect")
			if err != nil {
				return err
			}
			reader, err := page.New(page.Taught(deps.Config.Labels))
			if err != nil {
				return &usageError{err}
			}
			survey := reader.NewSurvey()
			for _, w := range what {
				body, contentType, src, err := a.pageToInspect(cmd.Context(), deps, w, address, filled)
				if err != nil {
					return err
				}
				in, err := reader.Look(body, contentType, src)
				switch {
				case err != nil:
					return err
				case in.Error != "":
					survey.Failed()
				default:
					survey.Add(&in.Page)
				}
				if err := printInspection(a.stdout, in, asJSON, learn); err != nil {
					return err
				}
			}
			return printSurvey(a.stdout, survey, asJSON, learn)
		},
	}
	cmd.Flags().BoolVar(&filled, "render", false, "have the browser of fetch.browser fill the page first")
	cmd.Flags().BoolVar(&learn, "learn", false, "print the lines of labels.drawn that explain what cannot be read")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the record as JSON")
	cmd.Flags().StringVar(&address, "address", "", "the `address` a file was saved from")
	return cmd
}

func printInspection(out io.Writer, in *page.Inspection, asJSON, learn bool) error {
	switch {
	case learn:
		return nil
	case asJSON:
		return in.WriteJSON(out)
	}
	_, err := io.WriteString(out, in.String()+"\n")
	return err
}

func printSurvey(out io.Writer, s *page.Survey, asJSON, learn bool) error {
	text := s.String()
	switch {
	case learn:
		text = s.Lessons()
	case asJSON:
		return nil
	}
	_, err := io.WriteString(out, text)
	return err
}

func (a *app) pageToInspect(ctx context.Context, deps run.Deps, what, address string, filled bool) ([]byte, string, record.Source, error) {
	if strings.HasPrefix(what, "http://") || strings.HasPrefix(what, "https://") {
		if u, err := url.Parse(what); err != nil || deps.Config.Host() != "" && !strings.EqualFold(u.Hostname(), deps.Config.Host()) {
			return nil, "", record.Source{}, &usageError{fmt.Errorf("%s lies on another host than the configured site %s (%s); "+
				"save the page from a browser and name the file, or set site.base_url", what, deps.Config.Site.BaseURL, deps.Config.Where("site.base_url"))}
		}
		return a.fetchToInspect(ctx, deps, what, filled)
	}
	if filled {
		return nil, "", record.Source{}, &usageError{fmt.Errorf("%s is a file, which holds what a browser has saved; --render needs the page's address on the site", what)}
	}
	return a.savedToInspect(what, address)
}

func (a *app) fetchToInspect(ctx context.Context, deps run.Deps, address string, filled bool) ([]byte, string, record.Source, error) {
	one, err := run.FetchOne(ctx, deps, address, filled)
	if err != nil {
		return nil, "", record.Source{}, err
	}
	if one.Filled != nil {
		fmt.Fprintf(a.stderr, "%s was %s\n", one.Source.Address, run.FilledInWords(*one.Filled))
	}
	return one.Body, one.ContentType, one.Source, nil
}

// savedToInspect takes the page out of a file of any form; of an archive of
// many pages the first.
func (a *app) savedToInspect(path, from string) ([]byte, string, record.Source, error) {
	var first *saved.Page
	var passed error
	pages := 0
	for p, err := range saved.Pages(path, isPageOfTheSite) {
		switch {
		case errors.Is(err, os.ErrNotExist):
			return nil, "", record.Source{}, &usageError{fmt.Errorf("%s: no such file; an address begins with http:// or https://", path)}
		case err != nil:
			passed = cmp.Or(passed, err)
			continue
		}
		if pages++; first == nil {
			first = &p
		}
	}
	if first == nil {
		return nil, "", record.Source{}, fmt.Errorf("%s: %w", path, passed)
	}
	if pages > 1 {
		fmt.Fprintf(a.stderr, "%s holds %d pages; this is the first, %s\n", path, pages, first.Address)
	}
	return first.Body, first.ContentType, record.Source{Address: cmp.Or(from, first.Address), Saved: true}, nil
}

func isPageOfTheSite(raw string) bool {
	a, ok := address.Parse(raw, "https://"+address.PublicHosts()[0])
	return ok && a.Kind != record.KindUnknown
}
