package lock

import (
	"bufio"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

var since = time.Date(2025, 1, 14, 2, 0, 0, 0, time.UTC)

func TestASecondHolderIsToldTheFirst(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "state")
	first, err := Acquire(dir, "run", since)
	if err != nil {
		t.Fatal(err)
	}
	_, err = Acquire(dir, "serve", since)
	var held *HeldError
	if !errors.As(err, &held) || held.Holder.Process != os.Getpid() || held.Holder.What != "run" || !held.Holder.Since.Equal(since) {
		t.Fatalf("second holder got %v", err)
	}
	if h, ok := Current(dir); !ok || h.What != "run" {
		t.Errorf("Current = %v, %v", h, ok)
	}
	if err := first.Release(); err != nil {
		t.Fatal(err)
	}
	if _, ok := Current(dir); ok {
		t.Error("a released lock is still held")
	}
	again, err := Acquire(dir, "run", since)
	if err != nil {
		t.Fatal(err)
	}
	_ = again.Release()
}

// A process that is killed frees its lock, and leaves a stale name behind.
func TestAKilledHolderFreesTheLock(t *testing.T) {
	dir := t.TempDir()
	if os.Getenv("LOCK_TEST_HOLD") != "" {
		if _, err := Acquire(os.Getenv("LOCK_TEST_HOLD"), "run", since); err != nil {
			os.Exit(9)
		}
		os.Stdout.WriteString("held\n")
		select {}
	}
	child := exec.Command(os.Args[0], "-test.run=TestAKilledHolderFreesTheLock")
	child.Env = append(os.Environ(), "LOCK_TEST_HOLD="+dir)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := bufio.NewReader(out).ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	_, err = Acquire(dir, "run", since)
	var held *HeldError
	if !errors.As(err, &held) || held.Holder.Process != child.Process.Pid {
		t.Errorf("while it lives: %v", err)
	}
	_ = child.Process.Kill()
	_ = child.Wait()
	l, err := Acquire(dir, "run", since)
	if err != nil {
		t.Fatalf("after the kill: %v", err)
	}
	_ = l.Release()
}

func TestAStateFolderThatIsAFileIsSaidSo(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state")
	if err := os.WriteFile(path, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Acquire(path, "run", since); err == nil {
		t.Error("a file was taken for a folder")
	}
}
