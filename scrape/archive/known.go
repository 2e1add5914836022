package archive

import "context"

// Known is a page that is known to exist, read or not.
type Known struct {
	Address string
	// Written is the address as whoever named it first writes it, empty where
	// that is its canonical form.
	Written string
	// Run is the first run that knew it.
	Run string
	// PlanEnd is the last year of the action plan it belongs to, 0 if that is
	// not known. Low marks pages to be read after everything else.
	PlanEnd int
	Low     bool
}

// AddKnown enters pages that a run came to know; those known before stay as
// they are.
func (a *Archive) AddKnown(ctx context.Context, run string, pages []Known) error {
	return enterKnown(ctx, a, run, pages, `INSERT INTO known (address, run, plan_end, low, written) VALUES (?, ?, ?, ?, ?) ON CONFLICT (address) DO NOTHING`)
}

// SetKnown is AddKnown for pages of which more is known now.
func (a *Archive) SetKnown(ctx context.Context, run string, pages []Known) error {
	return enterKnown(ctx, a, run, pages, `INSERT INTO known (address, run, plan_end, low, written) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (address) DO UPDATE SET plan_end = excluded.plan_end, low = excluded.low`)
}

func enterKnown(ctx context.Context, a *Archive, run string, pages []Known, insert string) error {
	if len(pages) == 0 {
		return nil
	}
	return a.write(ctx, "keeping addresses", func(t *tx) error {
		n, err := t.run(run)
		if err != nil {
			return err
		}
		for _, k := range pages {
			id, err := t.address(k.Address)
			if err != nil {
				return err
			}
			if _, err := t.Exec(insert, id, n, k.PlanEnd, k.Low, unlike(k.Written, k.Address)); err != nil {
				return err
			}
		}
		return nil
	})
}

// Known returns the pages known as of a run, that run included or not, in
// order of address.
func (a *Archive) Known(ctx context.Context, asOf string, included bool) ([]Known, error) {
	n, err := runNumber(ctx, a.file, asOf)
	if err != nil {
		return nil, err
	}
	if !included {
		n--
	}
	rows, err := a.file.Reader().QueryContext(ctx, `SELECT a.address, r.id, k.plan_end, k.low, coalesce(k.written, '') FROM known k
		JOIN addresses a ON a.id = k.address JOIN runs r ON r.n = k.run WHERE k.run <= ? ORDER BY a.address`, n)
	if err != nil {
		return nil, a.wrap("reading known addresses", err)
	}
	defer rows.Close()
	var all []Known
	for rows.Next() {
		var k Known
		if err := rows.Scan(&k.Address, &k.Run, &k.PlanEnd, &k.Low, &k.Written); err != nil {
			return nil, a.wrap("reading known addresses", err)
		}
		all = append(all, k)
	}
	return all, a.wrap("reading known addresses", rows.Err())
}
