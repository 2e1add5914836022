package publish

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

func TestACompleteReportIsCopiedToTheShare(t *testing.T) {
	dir, share := t.TempDir(), filepath.Join(t.TempDir(), "staff", "ogp")
	to := func(p *publisher) { p.CopyTo = share }
	if result := publishAs(t, dir, night1, "one", to); !result.Copied {
		t.Errorf("result %+v", result)
	}
	writeFile(t, filepath.Join(share, "my notes.txt"))
	untouched, err := os.Stat(filepath.Join(share, "members", "same.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	publishAs(t, dir, night2, "two", to)
	if got := folderSays(t, share); got != "two" {
		t.Errorf("the share says %q", got)
	}
	if err := VerifyFolder(share); err != nil {
		t.Error(err)
	}
	if !exists(filepath.Join(share, "my notes.txt")) {
		t.Error("a file of the staff's own is gone")
	}
	if now, err := os.Stat(filepath.Join(share, "members", "same.xlsx")); err != nil || !os.SameFile(untouched, now) {
		t.Errorf("a file that is the same was copied again (%v)", err)
	}
	if left := tree(t, share); len(left) != 10 {
		t.Errorf("the share holds %v", left)
	}
}

func TestAnIncompleteReportIsNotCopied(t *testing.T) {
	dir, share := t.TempDir(), t.TempDir()
	publishAs(t, dir, night1, "one", incomplete, func(p *publisher) { p.CopyTo = share })
	if left := tree(t, share); len(left) != 0 {
		t.Errorf("the share holds %v", left)
	}
}

func TestFilesTheReportNoLongerHasLeaveTheShare(t *testing.T) {
	dir, share := t.TempDir(), t.TempDir()
	publishAs(t, dir, night1, "one", func(p *publisher) { p.CopyTo = share })
	p := newPublisher(Options{Dir: dir, Run: night2, Complete: true, CopyTo: share, Record: recordOf("two")})
	if result, err := p.publish(t.Context(), reportOf("two")[:3]); err != nil || !result.Copied {
		t.Fatal(err, result)
	}
	if exists(filepath.Join(share, "members", "estonia.xlsx")) {
		t.Error("a workbook that the report no longer has is still on the share")
	}
}

// A folder with something in it stands where the file belongs: no rename
// replaces it, as none replaces a file that is held open on a share.
func TestAFileThatCannotBeReplacedIsAnIssue(t *testing.T) {
	dir, share := t.TempDir(), t.TempDir()
	to := func(p *publisher) { p.CopyTo = share }
	publishAs(t, dir, night1, "one", to)
	held := filepath.Join(share, "ogp-report.xlsx")
	if err := os.Remove(held); err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(held, "held"))
	result, err := tryPublish(dir, night2, "two", to)
	if err != nil || !result.Latest || result.Copied || latestSays(t, dir) != "two" {
		t.Fatalf("the run is spoilt: %+v, %v", result, err)
	}
	if !strings.Contains(result.CopyFault, "ogp-report.xlsx cannot be replaced; close it where somebody has it open") || !strings.Contains(result.CopyFault, share) {
		t.Errorf("it says %q", result.CopyFault)
	}
	if data := string(readFile(t, filepath.Join(share, RecordName))); !strings.Contains(data, `"one"`) {
		t.Errorf("the share's run.json vouches for files that are not there: %s", data)
	}
	if err := os.RemoveAll(held); err != nil {
		t.Fatal(err)
	}
	publishAs(t, dir, night2, "two", to)
	if got := folderSays(t, share); got != "two" {
		t.Errorf("after the file was closed the share says %q", got)
	}
}

func TestAShareThatCannotBeUsedIsAnIssue(t *testing.T) {
	for _, c := range []struct {
		name string
		make func(t *testing.T, dir, share string) string
		want string
	}{
		{"the share is a file", func(t *testing.T, _, share string) string {
			writeFile(t, filepath.Join(share, "x"))
			return filepath.Join(share, "x")
		}, "is a file, not a folder"},
		{"the share is latest", func(_ *testing.T, dir, _ string) string { return filepath.Join(dir, "latest") }, "inside the output folder"},
		{"the share is the output folder", func(_ *testing.T, dir, _ string) string { return dir }, "inside the output folder"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			share := c.make(t, dir, t.TempDir())
			result, err := tryPublish(dir, night1, "one", func(p *publisher) { p.CopyTo = share })
			if err != nil || !result.Latest || !strings.Contains(result.CopyFault, c.want) {
				t.Errorf("%+v, %+v, %v", result, result.CopyFault, err)
			}
			if got := latestSays(t, dir); got != "one" {
				t.Errorf("latest says %q", got)
			}
		})
	}
}

func TestAFullShareKeepsItsEarlierReport(t *testing.T) {
	dir, share := t.TempDir(), t.TempDir()
	to := func(p *publisher) { p.CopyTo = share }
	publishAs(t, dir, night1, "one", to)
	result, err := tryPublish(dir, night2, "two", to, func(p *publisher) {
		p.step = func(name string) error {
			if name == "staged members/estonia.xlsx" {
				return errors.New("no space on the share")
			}
			return nil
		}
	})
	if err != nil || result.CopyFault == "" {
		t.Fatal(err, result)
	}
	if err := VerifyFolder(share); err != nil || folderSays(t, share) != "one" {
		t.Errorf("the share lost its report: %v", err)
	}
	if left := tree(t, share); len(left) != 9 {
		t.Errorf("left on the share: %v", left)
	}
}

func TestAShareThatHangsIsGivenUp(t *testing.T) {
	dir, share := t.TempDir(), t.TempDir()
	result, err := tryPublish(dir, night1, "one", func(p *publisher) {
		p.CopyTo, p.CopyLimit = share, time.Millisecond
		p.step = func(name string) error {
			if strings.HasPrefix(name, "staged") {
				select {}
			}
			return nil
		}
	})
	if err != nil || !strings.Contains(result.CopyFault, "given up") {
		t.Errorf("%+v, %v", result.CopyFault, err)
	}
}

// The share belongs to staff. A link they put there, by mistake or not, leads
// nothing of the program's astray.
func TestALinkOnTheShareIsNeverFollowed(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("makes symbolic links")
	}
	for _, c := range []struct{ name, link, points string }{
		{"a file in place of the workbook", "ogp-report.xlsx", "precious.db"},
		{"a file under the temporary name", freshPrefix + "ogp-report.xlsx", "precious.db"},
		{"a file under the temporary name of run.json", freshPrefix + RecordName, "precious.db"},
		{"run.json itself", RecordName, "precious.db"},
		{"the marker", markerName, "precious.db"},
		{"a folder", "csv", "."},
		{"the folder of members' workbooks", "members", "."},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir, share, ours := t.TempDir(), t.TempDir(), t.TempDir()
			precious := filepath.Join(ours, "precious.db")
			writeFile(t, precious)
			before := string(readFile(t, precious))
			if err := os.Symlink(filepath.Join(ours, c.points), filepath.Join(share, c.link)); err != nil {
				t.Fatal(err)
			}
			result, err := tryPublish(dir, night1, "one", func(p *publisher) { p.CopyTo = share })
			if err != nil || !result.Latest {
				t.Fatalf("the run is spoilt: %+v, %v", result, err)
			}
			if string(readFile(t, precious)) != before || len(tree(t, ours)) != 1 {
				t.Errorf("what the link leads to was touched: %v", tree(t, ours))
			}
			// A link in place of a file is replaced; one in place of a folder is said.
			if c.points == "." {
				if !strings.Contains(result.CopyFault, "is a link") {
					t.Errorf("result.CopyFault %+v", result.CopyFault)
				}
				return
			}
			if !result.Copied || VerifyFolder(share) != nil {
				t.Errorf("%+v, %v", result.CopyFault, VerifyFolder(share))
			}
		})
	}
}

func TestAnUnmountedShareIsToldFromAnEmptyOne(t *testing.T) {
	dir, share := t.TempDir(), filepath.Join(t.TempDir(), "share")
	to := func(p *publisher) { p.CopyTo = share }
	again := func(p *publisher) { p.CopyTo, p.CopiedBefore = share, true }
	if result := publishAs(t, dir, night1, "one", to); !result.Copied {
		t.Fatal(result)
	}
	publishAs(t, dir, night2, "two", again)
	// The mount point is left, the share is not.
	if err := os.Rename(share, share+".elsewhere"); err != nil {
		t.Fatal(err)
	}
	for _, mountPoint := range []bool{false, true} {
		if mountPoint {
			if err := os.Mkdir(share, 0o755); err != nil {
				t.Fatal(err)
			}
		}
		result, err := tryPublish(dir, night1, "three", again)
		if err != nil || !result.Latest || result.Copied || !strings.Contains(result.CopyFault, "is the share mounted?") {
			t.Errorf("mount point %v: %+v, %+v, %v", mountPoint, result, result.CopyFault, err)
		}
	}
	if left := tree(t, share); len(left) != 0 {
		t.Errorf("the folder under the mount point was filled: %v", left)
	}
	// A new share: the operator says so by the marker.
	writeFile(t, filepath.Join(share, markerName))
	if result := publishAs(t, dir, night2, "four", again); !result.Copied {
		t.Error(result)
	}
}

func TestStaffMayReadTheCopyWhateverTheRightsOfTheReport(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("knows no such rights")
	}
	dir, share := t.TempDir(), filepath.Join(t.TempDir(), "share")
	publishAs(t, dir, night1, "one", func(p *publisher) { p.CopyTo = share })
	for name, want := range map[string]os.FileMode{"members": 0o755, "members/estonia.xlsx": 0o644, RecordName: 0o644} {
		if info, err := os.Stat(filepath.Join(share, name)); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}
}
