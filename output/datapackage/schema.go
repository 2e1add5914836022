package datapackage

import (
	"ogptracker/output/csvfile"
	"ogptracker/report/schema"
)

// Schema is a Table Schema.
type Schema struct {
	Fields        []Field      `json:"fields"`
	PrimaryKey    []string     `json:"primaryKey,omitempty"`
	ForeignKeys   []ForeignKey `json:"foreignKeys,omitempty"`
	MissingValues []string     `json:"missingValues"`
}

// Field is one column.
type Field struct {
	Name        string `json:"name"`
	Title       string `json:"title"`
	Description string `json:"description"`
	Type        string `json:"type"`
	Format      string `json:"format"`
	// Unit of a number; Values of the entries of a list, which version 1 of
	// the specification has no constraint for.
	Unit          string       `json:"unit,omitempty"`
	ListSeparator string       `json:"listSeparator,omitempty"`
	ListValues    []string     `json:"listValues,omitempty"`
	TrueValues    []string     `json:"trueValues,omitempty"`
	FalseValues   []string     `json:"falseValues,omitempty"`
	Constraints   *Constraints `json:"constraints,omitempty"`
}

// Constraints of one column.
type Constraints struct {
	Required bool     `json:"required,omitempty"`
	Unique   bool     `json:"unique,omitempty"`
	Enum     []string `json:"enum,omitempty"`
}

// ForeignKey says that fields hold keys of another resource.
type ForeignKey struct {
	Fields    []string  `json:"fields"`
	Reference Reference `json:"reference"`
}

// Reference names a resource ("" for the same one) and its fields.
type Reference struct {
	Resource string   `json:"resource"`
	Fields   []string `json:"fields"`
}

func schemaOf(t *schema.Table) Schema {
	s := Schema{PrimaryKey: t.Key, MissingValues: []string{""}}
	for _, c := range t.Columns {
		field := fieldOf(c)
		if len(t.Key) == 1 && t.Key[0] == c.Name {
			if field.Constraints == nil {
				field.Constraints = &Constraints{}
			}
			field.Constraints.Unique = true
		}
		s.Fields = append(s.Fields, field)
	}
	for _, key := range t.ForeignKeys {
		resource := key.Table
		if resource == t.Name {
			resource = ""
		}
		s.ForeignKeys = append(s.ForeignKeys, ForeignKey{
			Fields:    []string{key.Column},
			Reference: Reference{Resource: resource, Fields: []string{key.Reference}},
		})
	}
	return s
}

func fieldOf(c schema.Column) Field {
	f := Field{Name: c.Name, Title: c.Header, Description: c.Description, Format: "default", Unit: c.Unit}
	constraints := Constraints{Required: c.Required}
	switch c.Type {
	case schema.Integer:
		f.Type = "integer"
	case schema.Number, schema.Share:
		f.Type = "number"
	case schema.YearT:
		f.Type = "year"
	case schema.Date:
		f.Type = "date"
	case schema.Time:
		f.Type = "datetime"
	case schema.Boolean:
		f.Type, f.TrueValues, f.FalseValues = "boolean", []string{"true"}, []string{"false"}
	case schema.URL:
		// Without the format uri, which words of absence would break.
		f.Type = "string"
	case schema.List:
		f.Type, f.ListSeparator, f.ListValues = "string", schema.ListSeparator, c.Values
	default:
		f.Type = "string"
		for _, value := range c.Values {
			// A validator compares the cell as it stands in the file.
			constraints.Enum = append(constraints.Enum, csvfile.Escape(value))
		}
	}
	if constraints.Required || constraints.Enum != nil {
		f.Constraints = &constraints
	}
	return f
}
