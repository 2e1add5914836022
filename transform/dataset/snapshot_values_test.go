package dataset_test

import (
	"encoding/json"
	"testing"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"

	"ogptracker/transform/dataset"
)

func field(name string, v dataset.SnapshotValue) dataset.FieldValue {
	return dataset.FieldValue{Field: name, SnapshotValue: v}
}

// What earlier versions kept was a map, written by encoding/json.
func TestValuesAreKeptAsAMapWas(t *testing.T) {
	title, starred := dataset.SnapshotValue{Value: `A "<b>" & ` + "\u2028"}, dataset.SnapshotValue{Value: "Yes", Raw: "yes", Carried: true, Source: "Page", Hash: "h"}
	values := dataset.ValuesOf(field("title", title), field("starred", starred), field("continues", dataset.SnapshotValue{}))
	old, err := json.Marshal(map[string]dataset.SnapshotValue{"title": title, "starred": starred, "continues": {}})
	if err != nil {
		t.Fatal(err)
	}
	kept, err := jsonv2.Marshal(values)
	if err != nil {
		t.Fatal(err)
	}
	for _, data := range [][]byte{old, kept, []byte(`{"title":` + "null" + `}`)} {
		var read dataset.Values
		if err := jsonv2.Unmarshal(data, &read); err != nil {
			t.Fatalf("%s: %v", data, err)
		}
		want := values
		if len(data) < 20 {
			want = dataset.Values{{Field: "title"}}
		}
		if diff := cmp.Diff(want, read); diff != "" {
			t.Errorf("%s:\n%s", data, diff)
		}
	}
	for _, wrong := range []string{`[]`, `"x"`, `{"title"`, `{"title":{"v":1}}`} {
		if err := jsonv2.Unmarshal([]byte(wrong), new(dataset.Values)); err == nil {
			t.Errorf("%s is taken for values", wrong)
		}
	}
	read := values
	if err := jsonv2.Unmarshal([]byte("null"), &read); err != nil || read != nil {
		t.Errorf("null: %v, %v", read, err)
	}
}

func TestValuesAreFoundByName(t *testing.T) {
	values := dataset.ValuesOf(field("url", dataset.SnapshotValue{Value: "u"}), field("title", dataset.SnapshotValue{Value: "t"}))
	values.Set("title", dataset.SnapshotValue{Value: "new"})
	values.Set("draft", dataset.SnapshotValue{Value: "true"})
	if values.Get("title").Value != "new" || values.Get("url").Value != "u" || len(values) != 2 {
		t.Errorf("%v", values)
	}
	if _, tracked := values.Lookup("draft"); tracked {
		t.Error("a field that is not tracked was found")
	}
}
