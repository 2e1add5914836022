package dataset

// MinAssessed is how many assessed commitments a group needs before its rate
// is shown as a number. Below it the rate says more about chance than about
// the group, so the words ("3 of 4") stand alone.
const MinAssessed = 10

// Rate is a share that may have no value: Of is its denominator; with Of = 0
// there is none, and it is never 0.
type Rate struct{ Count, Of int }

// Has reports whether there is a rate at all: with nothing assessed there is
// none, which is not the same as 0.
func (r Rate) Has() bool { return r.Of > 0 }

// Value is the rate as a fraction of 1; ok is false where there is none.
func (r Rate) Value() (share float64, ok bool) {
	if r.Of == 0 {
		return 0, false
	}
	return float64(r.Count) / float64(r.Of), true
}

// Enough reports whether the rate rests on at least MinAssessed commitments.
func (r Rate) Enough() bool { return r.Of >= MinAssessed }
