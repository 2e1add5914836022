package page

import (
	"testing"

	"ogptracker/scrape/page/label"
	"ogptracker/scrape/page/view"
	"ogptracker/scrape/record"
)

// FuzzView makes views of anything: offsets must fit and text must be whole.
func FuzzView(f *testing.F) {
	for _, fx := range fixtures(f) {
		f.Add(fx.body)
	}
	r := newReader(f)
	f.Fuzz(func(t *testing.T, body []byte) {
		p, err := r.open(body, "", record.Source{}, nil)
		if err != nil {
			return
		}
		checkView(t, p.v)
	})
}

func checkView(t *testing.T, v *view.View) {
	t.Helper()
	for i := range v.Blocks {
		b := &v.Blocks[i]
		if b.Text == "" || b.From >= b.To || int(b.To) > len(v.Pieces) || b.Node == nil {
			t.Fatalf("block %d is unsound: %+v", i, b)
		}
		last := int32(0)
		for _, p := range v.Pieces[b.From:b.To] {
			if p.Start < last || p.End < p.Start || b.Text[p.Start:p.End] != p.Text || int(p.Link) >= len(v.Links) {
				t.Fatalf("block %d: piece is unsound: %+v in %q", i, p, b.Text)
			}
			last = p.End
		}
	}
	for i := range v.Tables {
		for _, row := range v.Tables[i].Rows {
			for _, c := range row {
				if c.From > c.To || int(c.To) > len(v.Blocks) {
					t.Fatalf("cell is unsound: %+v", c)
				}
			}
		}
	}
}

// fuzzRead reads anything as a page of one kind: no crash, and what is read
// holds together.
func fuzzRead(f *testing.F, address string) {
	for _, fx := range fixtures(f) {
		f.Add(fx.body)
	}
	r := newReader(f)
	f.Fuzz(func(t *testing.T, body []byte) {
		p, err := r.Read(body, "text/html; charset=utf-8", record.Source{Address: address})
		if err != nil {
			return
		}
		for name, v := range p.Fields {
			if v.State == record.Stated && v.Raw == "" || v.State == record.Unreadable && v.Raw != "" {
				t.Errorf("field %s: %+v", name, v)
			}
		}
		unknown := 0
		for _, l := range p.Labels {
			if l.Outcome == "unknown" {
				unknown++
			}
		}
		for _, i := range p.Issues {
			if i.Code == record.CodeUnknownLabel {
				unknown--
			}
		}
		if p.Kind == record.KindCommitment && unknown != 0 {
			t.Errorf("labels and issues do not agree: %+v %+v", p.Labels, p.Issues)
		}
	})
}

func FuzzCommitment(f *testing.F) {
	fuzzRead(f, "https://www.opengovpartnership.org/members/kenya/commitments/KE0001/")
}

func FuzzCountry(f *testing.F) { fuzzRead(f, "https://www.opengovpartnership.org/members/kenya/") }

func FuzzMembers(f *testing.F) { fuzzRead(f, "https://www.opengovpartnership.org/our-members/") }

func FuzzLabels(f *testing.F) {
	f.Add(label.DefaultYAML)
	f.Fuzz(func(t *testing.T, data []byte) {
		l, err := label.Parse(data)
		if err != nil {
			return
		}
		if _, err := newWith(l); err != nil {
			t.Skip(err)
		}
	})
}
