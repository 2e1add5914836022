package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"ogptracker/internal/run"
	"ogptracker/scrape/page"
)

// checkLive prints what the readers make of a few pages of the site, so that
// a change of its labels is seen before a night is spent on it.
func checkLive(ctx context.Context, out io.Writer, deps run.Deps) error {
	pages, err := run.Live(ctx, deps)
	if err != nil {
		return err
	}
	var b strings.Builder
	reader, err := page.New(page.Taught(deps.Config.Labels))
	if err != nil {
		return &usageError{err}
	}
	survey := reader.NewSurvey()
	b.WriteString("\nPages looked at:\n")
	bad := 0
	for _, l := range pages {
		fmt.Fprintf(&b, "  %s\n", l.Address)
		if l.Error != "" {
			bad++
			survey.Failed()
			fmt.Fprintf(&b, "    %s\n", l.Error)
			continue
		}
		if l.Filled != "" {
			fmt.Fprintf(&b, "    %s\n", l.Filled)
		}
		p := l.Page
		survey.Add(p)
		known, unknown := 0, []string(nil)
		for _, label := range p.Labels {
			if label.Outcome == "unknown" {
				unknown = append(unknown, label.Text)
			} else {
				known++
			}
		}
		fmt.Fprintf(&b, "    %s, layout %s: %q; %d labels known\n", p.Kind, orNone(string(p.Layout)), p.Title, known)
		if len(unknown) > 0 {
			bad++
			fmt.Fprintf(&b, "    unknown labels: %s (look with `ogptracker inspect %s`)\n", strings.Join(unknown, "; "), l.Address)
		}
	}
	if bad == 0 {
		b.WriteString("Every label on them is known.\n")
	}
	b.WriteString("\n" + survey.String())
	if _, err := io.WriteString(out, b.String()); err != nil {
		return err
	}
	if bad > 0 {
		return &codeError{code: exitFailed, text: fmt.Sprintf("%d of %d pages are not as the readers know them", bad, len(pages))}
	}
	return nil
}

func orNone(s string) string {
	if s == "" {
		return "not told apart"
	}
	return s
}
