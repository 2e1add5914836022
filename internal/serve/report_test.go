package serve

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ogptracker/output/publish"
)

// published is an output folder with a report, and files beside it that
// belong to nobody's eyes.
func published(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	write := func(s string) func(io.Writer) error {
		return func(w io.Writer) error { _, err := io.WriteString(w, s); return err }
	}
	_, err := publish.Publish(context.Background(), publish.Options{
		Dir: dir, Run: "20250115T020000Z", Complete: true,
		Record: func(files []publish.Written, _ []publish.LeftOut) ([]byte, error) {
			return json.Marshal(map[string]any{"files": files})
		},
	}, []publish.File{
		{Name: "web/index.html", Write: write("<p>the first page</p>")},
		{Name: "csv/members.csv", Write: write("member_id\r\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"secret.txt", "latest/left.txt"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("not for show"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestTheLatestReportIsShownAndNothingElse(t *testing.T) {
	t.Parallel()
	mux := http.NewServeMux()
	mux.Handle("GET "+reportPath, showReport(published(t), slog.New(slog.DiscardHandler)))
	ask := func(method, path string) *httptest.ResponseRecorder {
		answer := httptest.NewRecorder()
		request := httptest.NewRequest(method, "http://localhost/", nil)
		request.URL.Path = path
		mux.ServeHTTP(answer, request)
		return answer
	}
	page := ask("GET", "/report/web/index.html")
	if page.Code != 200 || page.Body.String() != "<p>the first page</p>" || page.Header().Get("Content-Type") != "text/html; charset=utf-8" {
		t.Errorf("%d %q %v", page.Code, page.Body, page.Header())
	}
	if csp := page.Header().Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") || !strings.Contains(csp, "frame-ancestors 'none'") || strings.Contains(csp, "unsafe") {
		t.Errorf("the policy is %s", csp)
	}
	if page.Header().Get("X-Content-Type-Options") != "nosniff" {
		t.Error("browsers may guess the type")
	}
	if start := ask("GET", "/report/"); start.Code != http.StatusFound || start.Header().Get("Location") != "/report/web/index.html" {
		t.Errorf("%d %v", start.Code, start.Header())
	}
	if head := ask("HEAD", "/report/csv/members.csv"); head.Code != 200 || head.Header().Get("Content-Type") != "text/csv; charset=utf-8" {
		t.Errorf("%d %v", head.Code, head.Header())
	}
	if record := ask("GET", "/report/run.json"); record.Code != 200 {
		t.Errorf("run.json: %d", record.Code)
	}
	for _, path := range []string{"/report/web/", "/report/web", "/report/csv/", "/report/left.txt", "/report/nothing.html", "/report//web/index.html", "/report/./run.json"} {
		if answer := ask("GET", path); answer.Code == 200 || strings.Contains(answer.Body.String(), "not for show") {
			t.Errorf("%s: %d %q", path, answer.Code, answer.Body)
		}
	}
	for _, path := range []string{"/report/../secret.txt", "/report/../../secret.txt", "/report/web/../../../secret.txt", `/report/..\secret.txt`, "/secret.txt"} {
		if answer := ask("GET", path); answer.Code == 200 {
			t.Errorf("%s: %d %q", path, answer.Code, answer.Body)
		}
	}
	for _, method := range []string{"POST", "PUT", "DELETE"} {
		if answer := ask(method, "/report/web/index.html"); answer.Code != http.StatusMethodNotAllowed {
			t.Errorf("%s: %d", method, answer.Code)
		}
	}
}

func TestWithoutAReportThereIsNothingToShow(t *testing.T) {
	t.Parallel()
	answer := httptest.NewRecorder()
	showReport(t.TempDir(), slog.New(slog.DiscardHandler)).ServeHTTP(answer, httptest.NewRequest("GET", "/report/web/index.html", nil))
	if answer.Code != http.StatusNotFound {
		t.Errorf("%d %q", answer.Code, answer.Body)
	}
}
