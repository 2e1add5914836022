package serve

import (
	"errors"
	"log/slog"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"ogptracker/output/publish"
	"ogptracker/output/webpage"
)

// reportPath is where the latest report is shown.
const reportPath = "/report/"

// showReport answers with the files of the latest report in an output folder,
// and with nothing else: no listing, no file that run.json does not name, no
// way out of the folder. It only reads.
func showReport(dir string, log *slog.Logger) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(r.URL.Path, reportPath)
		if name == "" {
			http.Redirect(w, r, reportPath+"web/index.html", http.StatusFound)
			return
		}
		file, err := openListed(dir, name)
		if err != nil {
			if !errors.Is(err, os.ErrNotExist) && !errors.Is(err, publish.ErrNoReport) {
				log.Error("a file of the report cannot be shown", "file", name, "error", err)
			}
			http.Error(w, "no such file in the latest report", http.StatusNotFound)
			return
		}
		defer file.Close()
		info, err := file.Stat()
		if err != nil {
			log.Error("a file of the report cannot be shown", "file", name, "error", err)
			http.Error(w, "the file cannot be read", http.StatusInternalServerError)
			return
		}
		h := w.Header()
		h.Set("Content-Type", contentType(name))
		h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox")
		if path.Ext(name) == ".html" {
			h.Set("Content-Security-Policy", webpage.Policy()+"; frame-ancestors 'none'")
		}
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cache-Control", "no-cache")
		http.ServeContent(w, r, "", info.ModTime(), file)
	})
}

// openListed opens a file of the latest report that its run.json names.
func openListed(dir, name string) (*os.File, error) {
	folder, err := publish.Latest(dir)
	if err != nil {
		return nil, err
	}
	listed, err := publish.Listed(folder)
	if err != nil {
		return nil, err
	}
	if name != publish.RecordName && !slices.ContainsFunc(listed, func(f publish.Written) bool { return f.Name == name }) {
		return nil, os.ErrNotExist
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, err
	}
	file, err := root.Open(filepath.FromSlash(name))
	return file, errors.Join(err, root.Close())
}

// contentType is the type of a report's file, the same on every machine.
func contentType(name string) string {
	types := map[string]string{
		".html": "text/html; charset=utf-8", ".csv": "text/csv; charset=utf-8", ".json": "application/json",
		".atom": "application/atom+xml; charset=utf-8", ".ics": "text/calendar; charset=utf-8",
		".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	}
	if t, ok := types[path.Ext(name)]; ok {
		return t
	}
	return "application/octet-stream"
}
