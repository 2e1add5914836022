package datapackage

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"ogptracker/output/csvfile"
	"ogptracker/output/publish"
	"ogptracker/report"
	"ogptracker/report/schema"
)

var meta = report.Meta{
	Run: "20250114T020000Z", Outcome: report.Complete, Sample: true, BaseURL: "http://ogp-sample.example",
	Date: time.Date(2025, 1, 14, 0, 0, 0, 0, time.UTC), Started: time.Date(2025, 1, 14, 2, 0, 0, 99, time.UTC),
}

// handmade is a small report with every type of column, a key of two columns,
// foreign keys and hostile cells.
func handmade() []*schema.Table {
	day := time.Date(2025, 1, 14, 0, 0, 0, 0, time.UTC)
	col := func(name string, typ schema.Type) schema.Column {
		return schema.Column{Name: name, Header: strings.ToUpper(name[:1]) + name[1:], Description: "What " + name + " says.", Type: typ}
	}
	id, parent, kind := col("member_id", schema.Text), col("parent_id", schema.Text), col("kind", schema.Text)
	id.Required = true
	kind.Values = []string{"National", "-", "Not stated"}
	areas := col("areas", schema.List)
	areas.Values = []string{"Health", "Water"}
	rate := col("rate", schema.Share)
	rate.Unit = "fraction of 1"
	members := &schema.Table{
		Name: "members", Title: "Members", Description: "One row for each member.", Key: []string{"member_id"},
		ForeignKeys: []schema.ForeignKey{{Column: "parent_id", Table: "members", Reference: "member_id"}},
		Columns: []schema.Column{id, parent, kind, areas, col("statement", schema.LongText), col("since", schema.YearT), col("starred", schema.Integer),
			rate, col("difference", schema.Number), col("ended", schema.Date), col("read", schema.Time), col("local", schema.Boolean), col("url", schema.URL)},
		Rows: [][]any{
			{"estonia", "", "National", "Health | Water", "=1+1", 2012, 3, 8.0 / 9.0, -0.5, day, day.Add(2 * time.Hour), false, "http://ogp-sample.example/members/estonia/"},
			{"kaduna", "estonia", "-", "Health", "tab\tand\r\nbreaks, \"quoted\" \x00 مرحبا 👩‍⚖️", nil, nil, nil, nil, nil, nil, true, ""},
			{"'t-Sticht", "kaduna", "Not stated", "Not stated", "  spaces and ;=1+1", 1998, 0, 0.0, 1e-7, day, day, true, "https://www.opengovpartnership.org/a?b=1,2#c"},
		},
	}
	code, area := col("member_id", schema.Text), col("area", schema.Text)
	code.Required, area.Required = true, true
	return []*schema.Table{members, {
		Name: "policy_areas", Title: "Policy areas", Description: "One row for each member and policy area.", Key: []string{"member_id", "area"},
		ForeignKeys: []schema.ForeignKey{{Column: "member_id", Table: "members", Reference: "member_id"}},
		Columns:     []schema.Column{code, area},
		Rows:        [][]any{{"estonia", "Health"}, {"estonia", "Water"}, {"'t-Sticht", "+Health"}},
	}, {
		Name: "changes", Title: "Changes", Description: "One row for each change.", Columns: []schema.Column{col("old", schema.Text)},
	}}
}

// write writes a package into a folder, as publishing does.
func write(t *testing.T, dir string, tables []*schema.Table) {
	t.Helper()
	for _, f := range Files(meta, tables, Options{BOM: true, Sources: []Source{{Title: "OGP's table of commitments", Version: "2024"}}}) {
		path := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		var content bytes.Buffer
		if err := f.Write(&content); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, content.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

func TestTheDescriptorSaysWhatTheDeclarationsSay(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, handmade())
	got := readDescriptor(t, dir)
	if got.Name != "ogp-tracker" || got.Run != meta.Run || !got.Sample || !strings.HasPrefix(got.Title, report.SampleMark) ||
		got.Created.Format(time.RFC3339) != "2025-01-14T02:00:00Z" || got.Escaping.Rule != schema.CSVEscapeRule ||
		got.Licenses[0].Name != "CC-BY-4.0" || got.Sources[2].Version != "2024" {
		t.Errorf("package: %+v", got)
	}
	members := got.Resources[0]
	wantFields := []Field{
		{Name: "member_id", Title: "Member_id", Type: "string", Format: "default", Constraints: &Constraints{Required: true, Unique: true}},
		{Name: "parent_id", Title: "Parent_id", Type: "string", Format: "default"},
		{Name: "kind", Title: "Kind", Type: "string", Format: "default", Constraints: &Constraints{Enum: []string{"National", "'-", "Not stated"}}},
		{Name: "areas", Title: "Areas", Type: "string", Format: "default", ListSeparator: " | ", ListValues: []string{"Health", "Water"}},
		{Name: "statement", Title: "Statement", Type: "string", Format: "default"},
		{Name: "since", Title: "Since", Type: "year", Format: "default"},
		{Name: "starred", Title: "Starred", Type: "integer", Format: "default"},
		{Name: "rate", Title: "Rate", Type: "number", Format: "default", Unit: "fraction of 1"},
		{Name: "difference", Title: "Difference", Type: "number", Format: "default"},
		{Name: "ended", Title: "Ended", Type: "date", Format: "default"},
		{Name: "read", Title: "Read", Type: "datetime", Format: "default"},
		{Name: "local", Title: "Local", Type: "boolean", Format: "default", TrueValues: []string{"true"}, FalseValues: []string{"false"}},
		{Name: "url", Title: "Url", Type: "string", Format: "default"},
	}
	for i := range wantFields {
		wantFields[i].Description = "What " + wantFields[i].Name + " says."
	}
	wantSchema := Schema{
		Fields: wantFields, PrimaryKey: []string{"member_id"}, MissingValues: []string{""},
		ForeignKeys: []ForeignKey{{Fields: []string{"parent_id"}, Reference: Reference{Resource: "", Fields: []string{"member_id"}}}},
	}
	if diff := cmp.Diff(wantSchema, members.Schema); diff != "" {
		t.Error(diff)
	}
	data, err := os.ReadFile(filepath.Join(dir, "csv", "members.csv"))
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(data)
	if members.Bytes != int64(len(data)) || members.Hash != "sha256:"+hex.EncodeToString(sum[:]) || members.Rows != 3 || !members.ByteOrderMark {
		t.Errorf("members.csv: %+v", members)
	}
	areas := got.Resources[1].Schema
	if diff := cmp.Diff([]string{"member_id", "area"}, areas.PrimaryKey); diff != "" || areas.ForeignKeys[0].Reference.Resource != "members" {
		t.Errorf("policy_areas: %+v", areas)
	}
	if got.Resources[2].Schema.PrimaryKey != nil {
		t.Error("a log has no key")
	}
}

func readDescriptor(t *testing.T, dir string) Descriptor {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(Name)))
	if err != nil {
		t.Fatal(err)
	}
	var d Descriptor
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&d); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestTheSameReportGivesTheSameBytes(t *testing.T) {
	var first string
	for range 5 {
		dir := t.TempDir()
		write(t, dir, handmade())
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(Name)))
		if err != nil {
			t.Fatal(err)
		}
		if first == "" {
			first = string(data)
		}
		if diff := cmp.Diff(first, string(data)); diff != "" {
			t.Fatal(diff)
		}
	}
}

func TestTheDescriptorWaitsForEveryFile(t *testing.T) {
	files := Files(meta, handmade(), Options{})
	for _, f := range files[1:] {
		err := f.Write(io.Discard)
		if f.Last {
			if err == nil || !strings.Contains(err.Error(), "csv/members.csv was not written") {
				t.Errorf("error %v", err)
			}
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

// The declared tables of the product, without rows, go through the whole way:
// published, described, and read back against their own schema.
func TestTheProductsOwnTablesCanBePublished(t *testing.T) {
	dir := t.TempDir()
	tables := schema.Declarations()
	_, err := publish.Publish(t.Context(), publish.Options{Dir: dir, Run: meta.Run, Complete: true, Workers: 2,
		Record: func(files []publish.Written, _ []publish.LeftOut) ([]byte, error) {
			return json.Marshal(map[string]any{"files": files})
		},
	}, Files(meta, tables, Options{BOM: true}))
	if err != nil {
		t.Fatal(err)
	}
	if err := publish.Verify(dir); err != nil {
		t.Error(err)
	}
	latest := filepath.Join(dir, "latest")
	d := readDescriptor(t, latest)
	if len(d.Resources) != len(tables) {
		t.Fatalf("%d resources of %d tables", len(d.Resources), len(tables))
	}
	checkStructure(t, d)
	for i, table := range tables {
		file, err := os.Open(filepath.Join(latest, "csv", d.Resources[i].Path))
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csvfile.Read(file, table)
		if err != nil {
			t.Error(err)
		}
		if err := file.Close(); err != nil {
			t.Error(err)
		}
		if len(rows) != d.Resources[i].Rows {
			t.Errorf("%s: %d rows, the package says %d", table.Name, len(rows), d.Resources[i].Rows)
		}
	}
}

// checkStructure holds what the JSON Schema of the specification cannot say.
func checkStructure(t *testing.T, d Descriptor) {
	t.Helper()
	fields := make(map[string]bool)
	for _, r := range d.Resources {
		for _, f := range r.Schema.Fields {
			if fields[r.Name+"."+f.Name] {
				t.Errorf("%s.%s is declared twice", r.Name, f.Name)
			}
			fields[r.Name+"."+f.Name] = true
			if f.Description == "" || f.Title == "" {
				t.Errorf("%s.%s has no title or description", r.Name, f.Name)
			}
		}
	}
	for _, r := range d.Resources {
		for _, key := range r.Schema.PrimaryKey {
			if !fields[r.Name+"."+key] {
				t.Errorf("%s: the key %s is no column", r.Name, key)
			}
		}
		for _, fk := range r.Schema.ForeignKeys {
			to := r.Name
			if fk.Reference.Resource != "" {
				to = fk.Reference.Resource
			}
			if !fields[r.Name+"."+fk.Fields[0]] || !fields[to+"."+fk.Reference.Fields[0]] {
				t.Errorf("%s: the foreign key %+v leads nowhere", r.Name, fk)
			}
		}
	}
}

// The specification's own JSON Schema comes with an npm package; CI installs
// it and names the file.
func TestTheDescriptorFitsTheOfficialSchema(t *testing.T) {
	path := os.Getenv("OGPTRACKER_DATAPACKAGE_SCHEMA")
	if path == "" {
		t.Skip("OGPTRACKER_DATAPACKAGE_SCHEMA names no JSON Schema of tabular data packages")
	}
	profile, err := jsonschema.NewCompiler().Compile(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, tables := range map[string][]*schema.Table{"by hand": handmade(), "the product's": schema.Declarations()} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			write(t, dir, tables)
			data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(Name)))
			if err != nil {
				t.Fatal(err)
			}
			descriptor, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			if err := profile.Validate(descriptor); err != nil {
				t.Errorf("%v", err)
			}
			// The check can fail.
			descriptor.(map[string]any)["resources"] = []any{map[string]any{"name": "No Name!"}}
			if err := profile.Validate(descriptor); err == nil {
				t.Error("a broken package passes")
			}
		})
	}
}

// TestKeepForReaders writes the package by hand where CI's independent
// readers look for it.
func TestKeepForReaders(t *testing.T) {
	dir := os.Getenv("OGPTRACKER_KEEP_PACKAGE")
	if dir == "" {
		t.Skip("OGPTRACKER_KEEP_PACKAGE names no folder")
	}
	write(t, dir, handmade())
	fmt.Fprintln(os.Stderr, "kept in", dir)
}
