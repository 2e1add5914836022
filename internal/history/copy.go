package history

import "time"

// Copy is what became of the copy of a complete report for staff.
type Copy struct {
	To   string `json:"to"`
	Made bool   `json:"made"`
	// Why it could not be made, in words.
	Why string `json:"why,omitempty"`
}

// CopyFailures are the newest runs whose copy for staff failed, out of runs
// that are newest first.
func CopyFailures(runs []Record) (list []Record) {
	for _, r := range WithCopy(runs) {
		if r.Copy.Made {
			return list
		}
		list = append(list, r)
	}
	return list
}

// WithCopy are the complete runs of which a copy for staff was due.
func WithCopy(runs []Record) (list []Record) {
	for _, r := range runs {
		if r.Outcome == Complete && r.Copy != nil {
			list = append(list, r)
		}
	}
	return list
}

// CopyState is how the copy for staff is doing.
type CopyState struct {
	To string `json:"to"`
	// FailingSince is the end of the first run whose copy failed, nil while
	// copies are made; Times counts them.
	FailingSince *time.Time `json:"failing_since,omitempty"`
	Times        int        `json:"times,omitempty"`
	Why          string     `json:"why,omitempty"`
}

// CopyStateOf says how the copy for staff is doing, out of runs that are newest
// first; nil where none was due.
func CopyStateOf(runs []Record) *CopyState {
	all := WithCopy(runs)
	if len(all) == 0 {
		return nil
	}
	s := &CopyState{To: all[0].Copy.To}
	if bad := CopyFailures(runs); len(bad) > 0 {
		s.FailingSince, s.Times, s.Why = &bad[len(bad)-1].Finished, len(bad), bad[0].Copy.Why
	}
	return s
}
