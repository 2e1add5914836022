package scrape

import (
	"reflect"
	"unicode/utf8"
)

// normal makes a value what it is after a way through JSON and back, for a
// fraction of the price: empty lists and maps that JSON leaves out are nil,
// and bytes that are no UTF-8 are replaced. A reading made tonight is then
// the same as one that comes back from the archive.
func normal(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			normal(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				normal(v.Field(i))
			}
		}
	case reflect.Slice:
		if v.Len() == 0 {
			v.SetZero()
		}
		for i := range v.Len() {
			normal(v.Index(i))
		}
	case reflect.Map:
		if v.Len() == 0 {
			v.SetZero()
			return
		}
		for it := v.MapRange(); it.Next(); {
			element := reflect.New(v.Type().Elem()).Elem()
			element.Set(it.Value())
			normal(element)
			v.SetMapIndex(it.Key(), element)
		}
	case reflect.String:
		if s := v.String(); !utf8.ValidString(s) {
			v.SetString(string([]rune(s)))
		}
	}
}
