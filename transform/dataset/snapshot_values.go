package dataset

import (
	"cmp"
	"errors"
	"slices"
	"sync"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Values are a row's tracked fields, each once and in order of their names,
// kept as one JSON object. A slice takes a third of the memory of a map, and a
// night holds the values of all rows twice.
type Values []FieldValue

// FieldValue is one tracked field, by the name of its column.
type FieldValue struct {
	Field string
	SnapshotValue
}

// ValuesOf puts fields in order, in the slice they come in.
func ValuesOf(fields ...FieldValue) Values {
	slices.SortFunc(fields, func(a, b FieldValue) int { return cmp.Compare(a.Field, b.Field) })
	return fields
}

// Lookup is what a field said and came to.
func (v Values) Lookup(field string) (value SnapshotValue, tracked bool) {
	if i, ok := v.find(field); ok {
		return v[i].SnapshotValue, true
	}
	return SnapshotValue{}, false
}

// Get is Lookup where a field that is not tracked is as good as an empty one.
func (v Values) Get(field string) SnapshotValue {
	value, _ := v.Lookup(field)
	return value
}

// Set changes a field in place; one that is not tracked it leaves alone.
func (v Values) Set(field string, to SnapshotValue) {
	if i, ok := v.find(field); ok {
		v[i].SnapshotValue = to
	}
}

func (v Values) find(field string) (int, bool) {
	return slices.BinarySearchFunc(v, field, func(f FieldValue, field string) int { return cmp.Compare(f.Field, field) })
}

// MarshalJSONTo writes the fields as members of an object.
func (v Values) MarshalJSONTo(e *jsontext.Encoder) error {
	if err := e.WriteToken(jsontext.BeginObject); err != nil {
		return err
	}
	for i := range v {
		if err := e.WriteToken(jsontext.String(v[i].Field)); err != nil {
			return err
		}
		if err := json.MarshalEncode(e, &v[i].SnapshotValue); err != nil {
			return err
		}
	}
	return e.WriteToken(jsontext.EndObject)
}

// rooms are where fields are read until it is known how many there are.
var rooms = sync.Pool{New: func() any { return new([]FieldValue) }}

// UnmarshalJSONFrom reads what MarshalJSONTo writes, in any order.
func (v *Values) UnmarshalJSONFrom(d *jsontext.Decoder) error {
	switch t, err := d.ReadToken(); {
	case err != nil:
		return err
	case t.Kind() == 'n':
		*v = nil
		return nil
	case t.Kind() != '{':
		return errors.New("a row's values are no object")
	}
	room := rooms.Get().(*[]FieldValue)
	defer rooms.Put(room)
	fields := (*room)[:0]
	for d.PeekKind() != '}' {
		fields = append(fields, FieldValue{})
		f := &fields[len(fields)-1]
		if err := json.UnmarshalDecode(d, &f.Field); err != nil {
			return err
		}
		if err := json.UnmarshalDecode(d, &f.SnapshotValue); err != nil {
			return err
		}
	}
	*room = fields
	*v = ValuesOf(slices.Clone(fields)...)
	_, err := d.ReadToken()
	return err
}
