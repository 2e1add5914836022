package page

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ogptracker/scrape/page/label"
	"ogptracker/scrape/record"
)

// byMarkup are the hints that live in names of classes: when those change the
// value must turn Unreadable.
func byMarkup(v record.Value) bool {
	return v.Drawn == "class" || v.Drawn == "active item" || v.Drawn == "image"
}

func TestAPageReadsTheSameWhateverItsMarkup(t *testing.T) {
	r := newReader(t)
	for _, f := range fixtures(t) {
		t.Run(f.name, func(t *testing.T) {
			want, wantErr := f.read(r)
			for seed := range uint64(12) {
				changed := f
				changed.body = newMutant(seed).change(t, f.body, r.setFor(want.Kind))
				got, err := changed.read(r)
				if (err == nil) != (wantErr == nil) {
					t.Fatalf("seed %d: error %v, want %v\n%s", seed, err, wantErr, clip(changed.body))
				}
				allowDrawn(&want, &got)
				if diff := cmp.Diff(withoutMarkup(want), withoutMarkup(got)); diff != "" {
					t.Errorf("seed %d: record differs (-want +got):\n%s\n%s", seed, diff, clip(changed.body))
					return
				}
			}
		})
	}
}

// withoutMarkup is a page without the markup of what could not be read, which
// follows the page's own.
func withoutMarkup(p record.Page) record.Page {
	p.Fields, p.Issues = maps.Clone(p.Fields), slices.Clone(p.Issues)
	for f, v := range p.Fields {
		p.Fields[f] = unmarked(v)
	}
	for i := range p.Issues {
		if p.Issues[i].Code == record.CodeUnreadableValue {
			p.Issues[i].Value, p.Issues[i].Message = "", ""
		}
	}
	return p
}

// allowDrawn takes over a value that was read from a class word and is now
// Unreadable, and never one that is wrong.
func allowDrawn(want, got *record.Page) {
	for f, w := range want.Fields {
		if g := got.Fields[f]; byMarkup(w) && g.State == record.Unreadable {
			got.Fields[f] = w
			got.Issues = without(got.Issues, func(i record.Issue) bool { return i.Field == f })
		}
	}
}

func (r *Reader) setFor(k record.Kind) *label.Set {
	if s := r.sets[k]; s != nil {
		return s
	}
	return r.sets[record.KindCommitment]
}
