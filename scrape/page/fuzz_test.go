package page

import (
	"testing"

	"ogptracker/scrape/record"
)

// FuzzView makes views of anything: offsets must fit and text must be whole.
func FuzzView(f *testing.F) {
	for _, fx := range fixtures(f) {
		f.Add(fx.body)
	}
	r := newReader(f)
	f.Fuzz(func(t *testing.T, body []byte) {
		p, err := r.open(body, "", record.Source{})
		if err != nil {
			return
		}
		checkView(t, p.v)
	})
}

func checkView(t *testing.T, v *view) {
	t.Helper()
	for i := range v.blocks {
		b := &v.blocks[i]
		if b.text == "" || b.from >= b.to || int(b.to) > len(v.pieces) || b.node == nil {
			t.Fatalf("block %d is unsound: %+v", i, b)
		}
		last := int32(0)
		for _, p := range v.pieces[b.from:b.to] {
			if p.start < last || p.end < p.start || b.text[p.start:p.end] != p.text || int(p.link) >= len(v.links) {
				t.Fatalf("block %d: piece is unsound: %+v in %q", i, p, b.text)
			}
			last = p.end
		}
	}
	for i := range v.tables {
		for _, row := range v.tables[i].rows {
			for _, c := range row {
				if c.from > c.to || int(c.to) > len(v.blocks) {
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
	f.Add(labelsYAML)
	f.Fuzz(func(t *testing.T, data []byte) {
		l, err := ParseLabels(data)
		if err != nil {
			return
		}
		if _, err := NewWith(l); err != nil {
			t.Skip(err)
		}
	})
}
