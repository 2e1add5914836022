package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"ogptracker/internal/run"
	"ogptracker/scrape/page"
	"ogptracker/scrape/record"
)

// inspectCommand prints what the readers see in one page.
func (a *app) inspectCommand() *cobra.Command {
	var asJSON bool
	var address string
	cmd := &cobra.Command{
		Use:   "inspect <url|file>",
		Short: "Print what the readers see in one page: structure, labels, fields found, missing, unknown",
		Example: `  ogptracker inspect https://www.opengovpartnership.org/members/estonia/
  ogptracker inspect saved.html --address https://www.opengovpartnership.org/countries/estonia
  ogptracker inspect saved.html --json`,
		Args: args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, what []string) error {
			deps, err := a.deps("inspect")
			if err != nil {
				return err
			}
			reader, err := page.New(deps.Config.Labels.Add, deps.Config.Labels.Ignore)
			if err != nil {
				return &usageError{err}
			}
			body, contentType, src, err := a.pageToInspect(cmd.Context(), deps, what[0], address)
			if err != nil {
				return err
			}
			if asJSON {
				return reader.InspectJSON(a.stdout, body, contentType, src)
			}
			return reader.Inspect(a.stdout, body, contentType, src)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the record as JSON")
	cmd.Flags().StringVar(&address, "address", "", "the `address` a file was saved from")
	return cmd
}

func (a *app) pageToInspect(ctx context.Context, deps run.Deps, what, address string) ([]byte, string, record.Source, error) {
	if strings.HasPrefix(what, "http://") || strings.HasPrefix(what, "https://") {
		if u, err := url.Parse(what); err != nil || deps.Config.Host() != "" && !strings.EqualFold(u.Hostname(), deps.Config.Host()) {
			return nil, "", record.Source{}, &usageError{fmt.Errorf("%s lies on another host than the configured site %s (%s); "+
				"save the page from a browser and name the file, or set site.base_url", what, deps.Config.Site.BaseURL, deps.Config.Where("site.base_url"))}
		}
		return run.FetchOne(ctx, deps, what)
	}
	body, err := os.ReadFile(what)
	if errors.Is(err, os.ErrNotExist) {
		return nil, "", record.Source{}, &usageError{fmt.Errorf("%s: no such file; an address begins with http:// or https://", what)}
	}
	if err != nil {
		return nil, "", record.Source{}, err
	}
	return body, "", record.Source{Address: address, Saved: true}, nil
}
