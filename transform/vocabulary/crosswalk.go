package vocabulary

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"ogptracker/scrape/record"
)

//go:embed crosswalk.csv
var embeddedCrosswalk []byte

// errCrosswalk is wrapped by every error of ParseCrosswalk.
var errCrosswalk = errors.New("crosswalk")

// crosswalkColumns are the columns of a crosswalk file; era may be left out.
var crosswalkColumns = []string{"field", "raw", "normalized", "era"}

// Crosswalk maps raw words to the vocabulary, each within its own field: a
// string is never normalized without its field. It is safe for use by several
// goroutines.
type Crosswalk struct {
	Entries  map[crosswalkKey]crosswalkEntry
	identity string
	staff    []staffEntry
}

type crosswalkKey struct {
	Field  record.Field
	Folded string
}

type crosswalkEntry struct{ Normalized, era string }

// staffEntry is an entry of the operator's own file.
type staffEntry struct {
	key  crosswalkKey
	raw  string
	line int
}

// ParseCrosswalk returns the crosswalk that is built in, with the entries of
// an operator's own file (sources.crosswalk) added; nil or empty adds none.
// The file is CSV with the columns field, raw, normalized and, if wanted, era.
// An entry of the operator's stands over a built-in one for the same words.
// Every fault of the file is in the error, each with its line and what was
// expected there.
func ParseCrosswalk(extra []byte) (*Crosswalk, error) {
	x := &Crosswalk{Entries: make(map[crosswalkKey]crosswalkEntry, 512)}
	if _, err := x.add(embeddedCrosswalk); err != nil {
		return nil, fmt.Errorf("%w: built-in: %w", errCrosswalk, err)
	}
	if len(bytes.TrimSpace(extra)) > 0 {
		staff, err := x.add(extra)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", errCrosswalk, err)
		}
		x.staff = staff
	}
	x.identity = x.digest()
	return x, nil
}

// Version identifies the entries: it changes when one of them does, and not
// when their order or the file's layout does.
// A nil crosswalk, which stands for the built-in one, has none.
func (x *Crosswalk) Version() string {
	if x == nil {
		return ""
	}
	return x.identity
}

func (x *Crosswalk) digest() string {
	lines := make([]string, 0, len(x.Entries))
	for k, e := range x.Entries {
		lines = append(lines, string(k.Field)+"\x00"+k.Folded+"\x00"+e.Normalized)
	}
	slices.Sort(lines)
	sum := sha256.Sum256([]byte(strings.Join(lines, "\n")))
	return hex.EncodeToString(sum[:8])
}

// add reads one file into the entries and returns its own.
func (x *Crosswalk) add(data []byte) ([]staffEntry, error) {
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))))
	r.FieldsPerRecord = -1
	r.TrimLeadingSpace = true
	first, _, _ := bytes.Cut(data, []byte("\n"))
	if bytes.Count(first, []byte(";")) > bytes.Count(first, []byte(",")) {
		r.Comma = ';'
	}
	head, err := r.Read()
	if err != nil {
		return nil, fmt.Errorf("line 1: %w; the header %s was expected", err, strings.Join(crosswalkColumns, ","))
	}
	at, err := crosswalkHeader(head)
	if err != nil {
		return nil, err
	}
	var own []staffEntry
	var faults []error
	mine := map[crosswalkKey]int{}
	for {
		rec, err := r.Read()
		if errors.Is(err, io.EOF) {
			return own, errors.Join(faults...)
		}
		if err != nil {
			return nil, errors.Join(append(faults, fmt.Errorf("%w; text with a quotation mark must be in quotes, with the mark doubled", err))...)
		}
		line, _ := r.FieldPos(0)
		entry, e, err := crosswalkLine(rec, at)
		if err != nil {
			faults = append(faults, fmt.Errorf("line %d: %w", line, err))
			continue
		}
		if before, ok := mine[entry.key]; ok && x.Entries[entry.key].Normalized != e.Normalized {
			faults = append(faults, fmt.Errorf("line %d: %q of %s stands in line %d with another value; each needs exactly one", line, entry.raw, entry.key.Field, before))
			continue
		}
		entry.line = line
		mine[entry.key] = line
		x.Entries[entry.key] = e
		own = append(own, entry)
	}
}

// crosswalkHeader finds the columns by name; -1 where era is left out.
func crosswalkHeader(head []string) ([4]int, error) {
	at := [4]int{-1, -1, -1, -1}
	for i, h := range head {
		if n := slices.Index(crosswalkColumns, strings.ToLower(strings.TrimSpace(h))); n >= 0 {
			at[n] = i
		}
	}
	for i, name := range crosswalkColumns[:3] {
		if at[i] < 0 {
			return at, fmt.Errorf("line 1: no column %q; the header %s was expected", name, strings.Join(crosswalkColumns, ","))
		}
	}
	return at, nil
}

// crosswalkLine checks one line against the scale of its field.
func crosswalkLine(rec []string, at [4]int) (staffEntry, crosswalkEntry, error) {
	cell := func(i int) string {
		if at[i] < 0 || at[i] >= len(rec) {
			return ""
		}
		return strings.TrimSpace(rec[at[i]])
	}
	field, raw, normalized, era := ScaleField(record.Field(cell(0))), cell(1), cell(2), cell(3)
	if era == "" {
		era = "any"
	}
	if raw == "" || normalized == "" {
		return staffEntry{}, crosswalkEntry{}, fmt.Errorf("field %q: raw %q, normalized %q: both must be filled", field, raw, normalized)
	}
	if field == record.FieldPolicyAreas || slices.Contains(absences, normalized) {
		if _, ok := scaleOf(field); !ok && field != record.FieldPolicyAreas && field != fieldAnyAbsence && field != FieldInstitutions {
			return staffEntry{}, crosswalkEntry{}, fmt.Errorf("no field %q; one of %s was expected", field, strings.Join(crosswalkFields(), ", "))
		}
	} else if s, ok := scaleOf(field); !ok {
		return staffEntry{}, crosswalkEntry{}, fmt.Errorf("no field %q; one of %s was expected", field, strings.Join(crosswalkFields(), ", "))
	} else if !slices.Contains(s.Findings, normalized) {
		return staffEntry{}, crosswalkEntry{}, fmt.Errorf("%q is no value of %s; one of %s, or a word of absence, was expected", normalized, field, strings.Join(s.Findings, ", "))
	}
	return staffEntry{key: crosswalkKey{field, foldWords(raw)}, raw: raw}, crosswalkEntry{normalized, era}, nil
}

func crosswalkFields() []string {
	var out []string
	for _, s := range AllScales {
		out = append(out, string(s.Field))
	}
	return append(out, string(record.FieldPolicyAreas), string(FieldInstitutions), string(fieldAnyAbsence))
}

// foldWords makes raw words comparable: case, outer spaces, runs of spaces, a
// closing full stop or colon and the mark of a footnote do not matter.
func foldWords(raw string) string {
	return strings.ToLower(strings.TrimRight(strings.Join(strings.Fields(raw), " "), " .:;*†‡"))
}

// find looks words up in their own field, then among the absences that all
// fields share. OGP's older tables put a letter before some words
// ("d. Complete").
func (x *Crosswalk) find(field record.Field, raw string) (crosswalkKey, crosswalkEntry, bool) {
	folded := foldWords(raw)
	for {
		for _, f := range [2]record.Field{field, fieldAnyAbsence} {
			key := crosswalkKey{f, folded}
			if e, ok := x.Entries[key]; ok {
				return key, e, true
			}
		}
		if len(folded) < 3 || folded[0] < 'a' || folded[0] > 'f' || folded[1] != '.' && folded[1] != ')' {
			return crosswalkKey{}, crosswalkEntry{}, false
		}
		folded = strings.TrimSpace(folded[2:])
	}
}

// BuiltInCrosswalk is the crosswalk without an operator's entries. It panics
// on a built-in file that cannot be read: that is a fault of the build.
var BuiltInCrosswalk = sync.OnceValue(func() *Crosswalk {
	x, err := ParseCrosswalk(nil)
	if err != nil {
		panic(err)
	}
	return x
})
