package lock

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"ogptracker/scrape/store"
)

// Holder says who holds a lock. It is kept beside the lock file, since some
// systems do not let others read a locked file.
type Holder struct {
	Process int       `json:"process"`
	Host    string    `json:"host"`
	Since   time.Time `json:"since"`
	What    string    `json:"what"`
}

func (h Holder) String() string {
	if h.Process == 0 {
		return "another process"
	}
	return fmt.Sprintf("process %d on %s (%s), since %s", h.Process, h.Host, h.What, h.Since.Format(time.RFC3339))
}

// HeldError says that another process holds the lock.
type HeldError struct {
	Dir    string
	Holder Holder
}

func (e *HeldError) Error() string {
	return fmt.Sprintf("the state folder %s is in use by %s; wait until that is done, or name another folder in state.dir", e.Dir, e.Holder)
}

// Lock is a held lock.
type Lock struct {
	file   *flock.Flock
	holder string
}

// Acquire takes the lock of a state folder, which it makes where it is
// missing. The error is a *HeldError when somebody else has it.
func Acquire(dir, what string, now time.Time) (*Lock, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, store.Explain(dir, "making the state folder", err)
	}
	l := &Lock{file: flock.New(filepath.Join(dir, "lock")), holder: filepath.Join(dir, "lock.json")}
	ok, err := l.take()
	if err != nil {
		return nil, store.Explain(l.file.Path(), "locking the state folder", err)
	}
	if !ok {
		return nil, &HeldError{Dir: dir, Holder: l.read()}
	}
	host, _ := os.Hostname()
	data, err := json.Marshal(Holder{Process: os.Getpid(), Host: host, Since: now.UTC().Truncate(time.Second), What: what})
	if err == nil {
		err = os.WriteFile(l.holder, data, 0o600)
	}
	if err != nil {
		return nil, errors.Join(store.Explain(l.holder, "writing who is at work", err), l.file.Close())
	}
	return l, nil
}

// looks is how often in a row somebody may be met who only looks, each for
// microseconds, before a lock counts as taken.
const looks = 1000

// take tries for the lock. Who asks for the holder (Current) has a part in the
// lock for a moment, which a lock can be shared with and a holder's cannot:
// monitoring must not cost a night.
func (l *Lock) take() (bool, error) {
	for range looks {
		if ok, err := l.file.TryLock(); ok || err != nil {
			return ok, err
		}
		shared, err := l.file.TryRLock()
		if !shared || err != nil {
			return false, err
		}
		if err := l.file.Unlock(); err != nil {
			return false, err
		}
		time.Sleep(time.Millisecond)
	}
	return false, nil
}

// Current says who holds the lock of a folder now; ok is false for nobody.
func Current(dir string) (Holder, bool) {
	path := filepath.Join(dir, "lock")
	if _, err := os.Stat(path); err != nil {
		return Holder{}, false
	}
	f := flock.New(path)
	ok, err := f.TryRLock()
	if err != nil {
		return Holder{}, false
	}
	defer f.Close()
	if ok {
		return Holder{}, false
	}
	return (&Lock{holder: filepath.Join(dir, "lock.json")}).read(), true
}

// Release frees the lock. The operating system does the same when the
// process ends.
func (l *Lock) Release() error {
	if err := os.Remove(l.holder); err != nil && !errors.Is(err, os.ErrNotExist) {
		return errors.Join(err, l.file.Close())
	}
	return l.file.Close()
}

func (l *Lock) read() (h Holder) {
	data, err := os.ReadFile(l.holder)
	if err != nil || json.Unmarshal(data, &h) != nil {
		return Holder{}
	}
	return h
}
