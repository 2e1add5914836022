package rendertest

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"
)

// Processes are those of the browser whose folder is profile, its own first.
func Processes(profile string) []int {
	var all []int
	lines, _ := filepath.Glob("/proc/[0-9]*/cmdline")
	for _, path := range lines {
		line, err := os.ReadFile(path)
		if err != nil || !bytes.Contains(line, []byte("--user-data-dir="+profile)) {
			continue
		}
		pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(path)))
		if bytes.Contains(line, []byte("--type=")) {
			all = append(all, pid)
		} else {
			all = slices.Insert(all, 0, pid)
		}
	}
	return all
}

// Kill kills the browser whose folder is profile, as a system without memory
// does.
func Kill(profile string) error {
	all := Processes(profile)
	if len(all) == 0 {
		return fmt.Errorf("no browser runs in %s", profile)
	}
	return kill(all[0])
}

// KillPages kills the processes of the browser's pages, and not the browser.
func KillPages(profile string) error {
	killed := 0
	for _, pid := range Processes(profile) {
		line, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
		if err == nil && bytes.Contains(line, []byte("--type=renderer")) && kill(pid) == nil {
			killed++
		}
	}
	if killed == 0 {
		return fmt.Errorf("no page of a browser in %s", profile)
	}
	return nil
}

// WaitForEnd waits until no process of a browser is left, and fails the test
// where one stays.
func WaitForEnd(t testing.TB, profile string) {
	t.Helper()
	for end := time.Now().Add(time.Minute); ; time.Sleep(20 * time.Millisecond) {
		left := Processes(profile)
		if len(left) == 0 {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("processes %v of the browser are still there", left)
		}
	}
}

func kill(pid int) error {
	p, err := os.FindProcess(pid)
	if err != nil {
		return err
	}
	return p.Kill()
}
