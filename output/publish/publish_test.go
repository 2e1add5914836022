package publish

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	night1 = "20250114T020000Z"
	night2 = "20250115T020000Z"
)

// reportOf is a small report whose every file says version.
func reportOf(version string) []File {
	say := func(text string) func(io.Writer) error {
		return func(w io.Writer) error { _, err := io.WriteString(w, text); return err }
	}
	return []File{
		{Name: "csv/datapackage.json", Write: say("package of " + version), Last: true},
		{Name: "ogp-report.xlsx", Write: say("workbook of " + version)},
		{Name: "csv/members.csv", Write: say("members of " + version)},
		{Name: "members/estonia.xlsx", Write: say("Estonia of " + version)},
		{Name: "members/same.xlsx", Write: say("always the same")},
	}
}

func recordOf(version string) func([]Written, []LeftOut) ([]byte, error) {
	return func(files []Written, _ []LeftOut) ([]byte, error) {
		return json.Marshal(map[string]any{"version": version, "files": files})
	}
}

// publishAs publishes a report and fails the test if that fails.
func publishAs(t *testing.T, dir, run, version string, change ...func(*publisher)) Result {
	t.Helper()
	result, err := tryPublish(dir, run, version, change...)
	if err != nil {
		t.Fatal(err)
	}
	if result.CopyFault != "" {
		t.Fatal(result.CopyFault)
	}
	return result
}

func tryPublish(dir, run, version string, change ...func(*publisher)) (Result, error) {
	p := newPublisher(Options{Dir: dir, Run: run, Complete: true, Record: recordOf(version)})
	p.volatile = true // but for the few that use Publish
	for _, c := range change {
		c(p)
	}
	return p.publish(context.Background(), reportOf(version))
}

func incomplete(p *publisher) { p.Complete = false }

// latestSays returns the version that latest holds, "" for none, and fails
// the test if latest is not one whole report.
func latestSays(t *testing.T, dir string) string {
	t.Helper()
	err := Verify(dir)
	if errors.Is(err, ErrNoReport) {
		return ""
	}
	if err != nil {
		t.Fatalf("latest is not whole: %v", err)
	}
	return folderSays(t, filepath.Join(dir, latestName))
}

func folderSays(t *testing.T, folder string) string {
	t.Helper()
	var record struct{ Version string }
	if err := json.Unmarshal(readFile(t, filepath.Join(folder, RecordName)), &record); err != nil {
		t.Fatal(err)
	}
	for _, f := range reportOf(record.Version) {
		var want strings.Builder
		if err := f.Write(&want); err != nil {
			t.Fatal(err)
		}
		if got := string(readFile(t, filepath.Join(folder, f.Name))); got != want.String() {
			t.Fatalf("%s holds %q beside a record of %s", f.Name, got, record.Version)
		}
	}
	return record.Version
}

func readFile(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// tree lists all paths below folder, so that leftovers are seen.
func tree(t *testing.T, folder string) []string {
	t.Helper()
	var paths []string
	err := filepath.WalkDir(folder, func(path string, _ os.DirEntry, err error) error {
		if path != folder {
			paths = append(paths, strings.TrimPrefix(filepath.ToSlash(path), filepath.ToSlash(folder)+"/"))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

func TestACompleteRunBecomesLatest(t *testing.T) {
	dir := t.TempDir()
	result := publishAs(t, dir, night1, "one")
	if !result.Latest || result.Unchanged {
		t.Errorf("result %+v", result)
	}
	if got := latestSays(t, dir); got != "one" {
		t.Errorf("latest says %q", got)
	}
	want := []string{"latest", "runs"}
	for _, name := range []string{"", "/csv", "/csv/datapackage.json", "/csv/members.csv", "/members", "/members/estonia.xlsx", "/members/same.xlsx", "/ogp-report.xlsx", "/run.json"} {
		want = append(want, "runs/"+night1+name)
	}
	if diff := cmp.Diff(want, tree(t, dir)); diff != "" {
		t.Error(diff)
	}
	if target, err := os.Readlink(filepath.Join(dir, "latest")); err != nil || target != "runs/"+night1 {
		t.Errorf("latest leads to %q (%v), want a relative link", target, err)
	}
	names := namesOf(result.Files)
	if diff := cmp.Diff([]string{"csv/datapackage.json", "csv/members.csv", "members/estonia.xlsx", "members/same.xlsx", "ogp-report.xlsx"}, names); diff != "" {
		t.Error(diff)
	}
}

func TestAnIncompleteRunLeavesLatest(t *testing.T) {
	dir := t.TempDir()
	publishAs(t, dir, night1, "one")
	result := publishAs(t, dir, night2, "two", incomplete)
	if result.Latest || latestSays(t, dir) != "one" {
		t.Errorf("an incomplete run moved latest: %+v", result)
	}
	if got := folderSays(t, result.Folder); got != "two" {
		t.Errorf("its own folder says %q", got)
	}
}

func TestLastFilesAreWrittenAfterAllOthers(t *testing.T) {
	var order []string
	note := func(name string, last bool) File {
		return File{Name: name, Last: last, Write: func(io.Writer) error { order = append(order, name); return nil }}
	}
	_, err := Publish(t.Context(), Options{Dir: t.TempDir(), Run: night1, Record: recordOf("x")},
		[]File{note("z", true), note("a", false), note("y", true), note("b", false)})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"a", "b", "z", "y"}, order); diff != "" {
		t.Error(diff)
	}
}

func TestARebuildWithTheSameBytesTouchesNothing(t *testing.T) {
	dir := t.TempDir()
	publishAs(t, dir, night1, "one")
	before, err := os.Stat(filepath.Join(dir, "runs", night1, "ogp-report.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	result := publishAs(t, dir, night1, "one")
	after, err := os.Stat(filepath.Join(dir, "latest", "ogp-report.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	if !result.Unchanged || !result.Latest || !os.SameFile(before, after) {
		t.Errorf("the file was written anew: %+v", result)
	}
	// Another run record alone is renewed beside untouched files.
	publishAs(t, dir, night1, "one", func(p *publisher) {
		p.Record = func(files []Written, _ []LeftOut) ([]byte, error) {
			return json.Marshal(map[string]any{"version": "one", "accepted": "yes", "files": files})
		}
	})
	after, err = os.Stat(filepath.Join(dir, "latest", "ogp-report.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	if !os.SameFile(before, after) || !strings.Contains(string(readFile(t, filepath.Join(dir, "latest", RecordName))), "accepted") {
		t.Error("the record was not renewed, or the files were")
	}
	latestSays(t, dir)
}

func TestARebuildOfADamagedRunMendsIt(t *testing.T) {
	dir := t.TempDir()
	publishAs(t, dir, night1, "one")
	if err := os.WriteFile(filepath.Join(dir, "latest", "ogp-report.xlsx"), []byte("workbook of tw"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := Verify(dir); err == nil {
		t.Fatal("a damaged workbook went unseen")
	}
	if result := publishAs(t, dir, night1, "one"); result.Unchanged || latestSays(t, dir) != "one" {
		t.Errorf("not mended: %+v", result)
	}
}

func TestARebuildWithOtherBytesReplacesTheRun(t *testing.T) {
	noExchange := func(p *publisher) { p.exchange = func(_, _ string) error { return errors.ErrUnsupported } }
	for name, way := range map[string]func(*publisher){"by exchange": func(*publisher) {}, "the long way": noExchange} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			publishAs(t, dir, night1, "one")
			publishAs(t, dir, night2, "two")
			publishAs(t, dir, night2, "three", way)
			if got := latestSays(t, dir); got != "three" {
				t.Errorf("latest says %q", got)
			}
			publishAs(t, dir, night1, "four", way, incomplete) // not the latest's own folder
			if got := folderSays(t, filepath.Join(dir, "runs", night1)); got != "four" {
				t.Errorf("the rebuilt earlier run says %q", got)
			}
			if got := latestSays(t, dir); got != "three" {
				t.Errorf("latest says %q", got)
			}
			if runs, err := Runs(dir); err != nil || !cmp.Equal(runs, []string{night1, night2}) {
				t.Errorf("runs %v, %v", runs, err)
			}
			if left := tree(t, dir); len(left) != 2+2*9 {
				t.Errorf("leftovers: %v", left)
			}
		})
	}
}

func TestAReaderWithTheWorkbookOpenReadsOn(t *testing.T) {
	dir := t.TempDir()
	publishAs(t, dir, night1, "one")
	open, err := os.Open(filepath.Join(dir, "latest", "ogp-report.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer open.Close()
	publishAs(t, dir, night1, "changed")
	publishAs(t, dir, night2, "two")
	if _, err := Prune(dir, 1); err != nil {
		t.Fatal(err)
	}
	if data, err := io.ReadAll(open); err != nil || string(data) != "workbook of one" {
		t.Errorf("read %q, %v", data, err)
	}
}

func TestAWriterThatFailsLeavesTheEarlierReport(t *testing.T) {
	for _, file := range []string{"csv/members.csv", "members/estonia.xlsx", "csv/datapackage.json", RecordName} {
		t.Run("disk full in "+filepath.Base(file), func(t *testing.T) {
			dir := t.TempDir()
			publishAs(t, dir, night1, "one")
			before := tree(t, dir)
			_, err := tryPublish(dir, night2, "two", func(p *publisher) {
				p.writer = func(name string, w io.Writer) io.Writer {
					if name == file {
						return &fullDisk{w: w, room: 7}
					}
					return w
				}
			})
			for _, want := range []string{"disk is full", "free some space", "earlier report is untouched", filepath.FromSlash(file)} {
				if err == nil || !strings.Contains(err.Error(), want) {
					t.Errorf("error %v, want one with %q", err, want)
				}
			}
			if !errors.Is(err, syscall.ENOSPC) {
				t.Errorf("error %v does not wrap the disk's", err)
			}
			if diff := cmp.Diff(before, tree(t, dir)); diff != "" {
				t.Errorf("left behind: %s", diff)
			}
			if got := latestSays(t, dir); got != "one" {
				t.Errorf("latest says %q", got)
			}
		})
	}
}

type fullDisk struct {
	w    io.Writer
	room int
}

func (d *fullDisk) Write(p []byte) (int, error) {
	if len(p) <= d.room {
		d.room -= len(p)
		return d.w.Write(p)
	}
	n, _ := d.w.Write(p[:d.room])
	return n, fmt.Errorf("write: %w", syscall.ENOSPC)
}

func TestACancelledPublicationLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	publishAs(t, dir, night1, "one")
	before := tree(t, dir)
	ctx, cancel := context.WithCancel(t.Context())
	p := newPublisher(Options{Dir: dir, Run: night2, Complete: true, Record: recordOf("two")})
	p.step = func(string) error { cancel(); return nil }
	if _, err := p.publish(ctx, reportOf("two")); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want cancellation", err)
	}
	if diff := cmp.Diff(before, tree(t, dir)); diff != "" {
		t.Errorf("left behind: %s", diff)
	}
}

// One member's workbook that cannot be written is left out, with why; what the
// report cannot do without still ends it, and so does a full disk.
func TestAnOptionalFileThatCannotBeWrittenIsLeftOut(t *testing.T) {
	t.Parallel()
	good := File{Name: "ogp-report.xlsx", Write: func(w io.Writer) error { _, err := io.WriteString(w, "good"); return err }}
	bad := func(name string, err error, optional bool) File {
		return File{Name: name, Optional: optional, Write: func(w io.Writer) error { _, _ = io.WriteString(w, "half"); return err }}
	}
	for name, c := range map[string]struct {
		file  File
		fails bool
	}{
		"a workbook that breaks a rule":       {bad("members/x.xlsx", errors.New("rule cell"), true), false},
		"a name too long for the disk":        {File{Name: "members/" + strings.Repeat("a", 300) + ".xlsx", Optional: true, Write: good.Write}, false},
		"a file the report cannot do without": {bad("csv/members.csv", errors.New("rule cell"), false), true},
		"a full disk":                         {bad("members/x.xlsx", syscall.ENOSPC, true), true},
		"a disk that may not be written":      {bad("members/x.xlsx", syscall.EROFS, true), true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			var listed []LeftOut
			p := newPublisher(Options{Dir: dir, Run: night1, Complete: true, Workers: 2, Record: func(files []Written, leftOut []LeftOut) ([]byte, error) {
				listed = leftOut
				return recordOf("one")(files, leftOut)
			}})
			result, err := p.publish(t.Context(), []File{good, c.file})
			if c.fails {
				if err == nil {
					t.Error("published all the same")
				}
				return
			}
			if err != nil || !result.Latest || len(result.LeftOut) != 1 || len(listed) != 1 || result.LeftOut[0].Name != c.file.Name || result.LeftOut[0].Why == "" {
				t.Fatalf("%+v, %v", result, err)
			}
			if err := Verify(dir); err != nil {
				t.Error(err)
			}
			if len(result.Files) != 1 {
				t.Errorf("files %v", result.Files)
			}
		})
	}
}
