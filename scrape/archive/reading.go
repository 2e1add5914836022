package archive

import (
	"context"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"sync"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/klauspost/compress/zstd"

	"ogptracker/scrape/record"
)

// Key names a reading: of which body, at which address. The same bytes at two
// addresses are two readings, since readers take kind and member from there.
type Key struct {
	BodyHash, Address string
}

// Reading is what one version of the readers made of a body.
type Reading struct {
	Key
	Page record.Page
	// NoRecord: the readers found nothing that its kind of page must have.
	NoRecord bool

	packed []byte // the page, once PackReading has packed it
}

// PackReading packs the page of a reading, which then may be forgotten.
func (a *Archive) PackReading(r *Reading) error {
	if r.packed != nil {
		return nil
	}
	text, err := json.Marshal(&r.Page)
	if err != nil {
		return a.wrap("keeping the reading of "+r.Address, err)
	}
	r.packed = a.quick.EncodeAll(text, make([]byte, 0, len(text)/2))
	return nil
}

// WithoutPage is a packed reading without the page itself.
func (r *Reading) WithoutPage() *Reading {
	return &Reading{Key: r.Key, NoRecord: r.NoRecord, packed: r.packed}
}

// PutReadings keeps readings of a reader version, all of them or none.
func (a *Archive) PutReadings(ctx context.Context, version string, readings []Reading) error {
	if len(readings) == 0 {
		return nil
	}
	for i := range readings {
		if err := a.PackReading(&readings[i]); err != nil {
			return err
		}
	}
	return a.write(ctx, "keeping readings", func(t *tx) error {
		v, err := t.version(version)
		if err != nil {
			return err
		}
		for i := range readings {
			sum, err := hex.DecodeString(readings[i].BodyHash)
			if err != nil {
				return err
			}
			address, err := t.address(readings[i].Address)
			if err != nil {
				return err
			}
			r, err := t.Exec(`INSERT OR REPLACE INTO readings (body, address, version, no_record, zstd)
				SELECT id, ?, ?, ?, ? FROM bodies WHERE hash = ?`, address, v, readings[i].NoRecord, readings[i].packed, sum)
			if err != nil {
				return err
			}
			if n, err := r.RowsAffected(); err == nil && n == 0 {
				return fmt.Errorf("%w: %s", ErrNoBody, readings[i].BodyHash)
			}
		}
		return nil
	})
}

const readingQuery = `SELECT no_record, zstd FROM readings
	WHERE body = (SELECT id FROM bodies WHERE hash = ?) AND address = (SELECT id FROM addresses WHERE address = ?)
	AND version = (SELECT id FROM versions WHERE name = ?)`

// Reading returns the reading of one body at one address by a reader version;
// ok is false where there is none.
func (a *Archive) Reading(ctx context.Context, version string, key Key) (r Reading, ok bool, err error) {
	sum, err := hex.DecodeString(key.BodyHash)
	if err != nil {
		return Reading{}, false, a.wrap("reading "+key.Address, err)
	}
	text := texts.Get().(*unpacked)
	defer texts.Put(text)
	text.decoder, r.Key = a.decoder, key
	// To watch over a context takes the driver as long as a look-up, and two
	// goroutines.
	err = a.findReading.QueryRowContext(context.WithoutCancel(ctx), sum, key.Address, version).Scan(&r.NoRecord, text)
	if errors.Is(err, sql.ErrNoRows) {
		return Reading{}, false, nil
	}
	if err != nil {
		return Reading{}, false, a.wrap("reading "+key.Address, err)
	}
	if text.fault == nil {
		text.fault = jsonv2.Unmarshal(text.bytes, &r.Page)
	}
	if text.fault != nil {
		// Readings are made from bodies and can be made again.
		return Reading{}, false, nil
	}
	return r, true, nil
}

// unpacked is a column that is unpacked as it is scanned, into room that is
// used again for the next.
type unpacked struct {
	decoder *zstd.Decoder
	bytes   []byte
	fault   error
}

var texts = sync.Pool{New: func() any { return new(unpacked) }}

// Scan implements sql.Scanner; what cannot be unpacked is no fault of the query.
func (u *unpacked) Scan(packed any) error {
	data, _ := packed.([]byte)
	u.bytes, u.fault = u.decoder.DecodeAll(data, u.bytes[:0])
	return nil
}
