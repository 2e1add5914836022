package publish

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFoldersThatCannotBeUsedAreNamed(t *testing.T) {
	for _, c := range []struct {
		name string
		make func(t *testing.T, dir string) string // returns the output folder
		want []string
	}{
		{"the output folder is a file", func(t *testing.T, dir string) string {
			writeFile(t, filepath.Join(dir, "out"))
			return filepath.Join(dir, "out")
		}, []string{"out is a file, not a folder", "name another folder"}},
		{"the output folder lies below a file", func(t *testing.T, dir string) string {
			writeFile(t, filepath.Join(dir, "out"))
			return filepath.Join(dir, "out", "published")
		}, []string{"lies below a file"}},
		{"runs is a file", func(t *testing.T, dir string) string {
			writeFile(t, filepath.Join(dir, "runs"))
			return dir
		}, []string{"runs is a file, not a folder"}},
		{"the run is a file", func(t *testing.T, dir string) string {
			writeFile(t, filepath.Join(dir, "runs", night2))
			return dir
		}, []string{night2 + " is a file where the run's folder belongs"}},
		{"latest is a file", func(t *testing.T, dir string) string {
			writeFile(t, filepath.Join(dir, "latest"))
			return dir
		}, []string{"latest is a file that OGP Tracker did not make", "move it away"}},
		{"latest is somebody's folder", func(t *testing.T, dir string) string {
			writeFile(t, filepath.Join(dir, "latest", "thesis.docx"))
			return dir
		}, []string{"latest is a folder that OGP Tracker did not make", "move it away"}},
		{"latest is somebody's folder with a run.json of its own", func(t *testing.T, dir string) string {
			writeFile(t, filepath.Join(dir, "latest", "run.json"))
			return dir
		}, []string{"latest is a folder that OGP Tracker did not make"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			root := t.TempDir()
			dir := c.make(t, root)
			before := tree(t, root)
			_, err := tryPublish(dir, night2, "two")
			for _, want := range c.want {
				if err == nil || !strings.Contains(err.Error(), want) {
					t.Errorf("error %v, want one with %q", err, want)
				}
			}
			after := tree(t, root)
			for _, path := range before {
				if !strings.Contains(strings.Join(after, "\n"), path) {
					t.Errorf("%s is gone", path)
				}
			}
			if strings.Contains(strings.Join(after, "\n"), night2+"/") {
				t.Errorf("files were written all the same: %v", after)
			}
		})
	}
}

func TestAFolderWithoutPermissionIsNamed(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may write everywhere")
	}
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	_, err := tryPublish(dir, night1, "one")
	if err == nil || !strings.Contains(err.Error(), "permission denied; let the user") || !strings.Contains(err.Error(), dir) {
		t.Errorf("error %v", err)
	}
}

func writeFile(t *testing.T, path string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("{}"), 0o666); err != nil {
		t.Fatal(err)
	}
}

func TestAReportIsWrittenIntoAFolderOfItsOwn(t *testing.T) {
	root := t.TempDir()
	opts := Options{Run: night1, Record: recordOf("one")}
	empty := filepath.Join(root, "empty")
	if err := os.Mkdir(empty, 0o777); err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{filepath.Join(root, "as", "of"), empty} {
		if _, err := WriteFolder(t.Context(), folder, opts, reportOf("one")); err != nil {
			t.Fatal(err)
		}
		if err := VerifyFolder(folder); err != nil || folderSays(t, folder) != "one" {
			t.Errorf("%s: %v", folder, err)
		}
	}
	writeFile(t, filepath.Join(root, "full", "thesis.docx"))
	writeFile(t, filepath.Join(root, "file"))
	before := tree(t, root)
	for folder, want := range map[string]string{"full": "is not empty", "file": "cannot be the folder of a report"} {
		_, err := WriteFolder(t.Context(), filepath.Join(root, folder), opts, reportOf("one"))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want one with %q", folder, err, want)
		}
	}
	if diff := cmp.Diff(before, tree(t, root)); diff != "" {
		t.Errorf("touched: %s", diff)
	}
}

func TestWhatACallerGetsWrongIsRefused(t *testing.T) {
	file := func(name string) []File {
		return []File{{Name: name, Write: func(io.Writer) error { return nil }}}
	}
	ok := Options{Dir: t.TempDir(), Run: night1, Record: recordOf("x")}
	for _, c := range []struct {
		name  string
		opts  func(*Options)
		files []File
		want  string
	}{
		{"no folder", func(o *Options) { o.Dir = "" }, nil, "set output.dir"},
		{"no run", func(o *Options) { o.Run = "../etc" }, nil, "is no run"},
		{"no record", func(o *Options) { o.Record = nil }, nil, "no run record"},
		{"a path that leaves the folder", nil, file("../x"), "cannot be the name"},
		{"an absolute path", nil, file("/x"), "cannot be the name"},
		{"a hidden file", nil, file("csv/.x"), "cannot be the name"},
		{"a backslash", nil, file(`csv\x`), "cannot be the name"},
		{"run.json", nil, file("Run.json"), "taken twice"},
		{"two names that differ in case", nil, append(file("a/B"), file("A/b")...), "taken twice"},
		{"a record without files", func(o *Options) {
			o.Record = func([]Written, []LeftOut) ([]byte, error) { return []byte(`{"version":"1"}`), nil }
		}, file("x"), `no "files"`},
		{"a record with other files", func(o *Options) {
			o.Record = func([]Written, []LeftOut) ([]byte, error) { return []byte(`{"files":[]}`), nil }
		}, file("x"), "does not list the files"},
		{"a record that cannot be made", func(o *Options) {
			o.Record = func([]Written, []LeftOut) ([]byte, error) { return nil, io.ErrUnexpectedEOF }
		}, file("x"), "unexpected EOF"},
	} {
		t.Run(c.name, func(t *testing.T) {
			opts := ok
			if c.opts != nil {
				c.opts(&opts)
			}
			_, err := Publish(t.Context(), opts, c.files)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one with %q", err, c.want)
			}
		})
	}
}
