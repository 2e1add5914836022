package label

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"ogptracker/scrape/page/view"
	"ogptracker/scrape/record"
)

//go:embed labels.yaml
var DefaultYAML []byte

// Labels are the words by which the readers know a page's parts; labels.yaml
// explains each key.
type Labels struct {
	Fields   []Field   `yaml:"fields"`
	Headings []Heading `yaml:"headings"`
	Ignore   []string  `yaml:"ignore"`
	Private  []string  `yaml:"private"`
	Absences []string  `yaml:"absences"`
	Banners  []Banner  `yaml:"banners"`
	// Asides are lines of a list that are none of its entries, by beginnings.
	Asides []string `yaml:"asides"`
	// Controls are the words of links and buttons behind a value.
	Controls []string `yaml:"controls"`
	// Groups are the headings of a members list, Standings the words beside a
	// member's name.
	Groups    []string `yaml:"groups"`
	Standings []string `yaml:"standings"`
	Noise     Noise    `yaml:"noise"`
	Refusals  refusals `yaml:"refusals"`
	// Drawn says what drawings mean, by field: a sign and its word.
	Drawn map[string]map[string]string `yaml:"drawn"`
	// Figures are the labels of the figures that IRM reports print.
	Figures Figures `yaml:"figures"`
}

// Field declares one field's labels on some kinds of page.
type Field struct {
	Field    record.Field  `yaml:"field"`
	On       []record.Kind `yaml:"on"`
	Type     valueType     `yaml:"type"`
	Labels   []string      `yaml:"labels"`
	Words    []string      `yaml:"words"`
	Bare     BareForm      `yaml:"bare"`
	Scripted bool          `yaml:"scripted"`
}

// Heading declares the headings of one part of a page.
type Heading struct {
	Role     string         `yaml:"role"`
	On       []record.Kind  `yaml:"on"`
	Words    []string       `yaml:"words"`
	Measure  record.Measure `yaml:"measure"`
	Group    string         `yaml:"group"`
	Scripted bool           `yaml:"scripted"`
}

// Banner declares a status banner by its words.
type Banner struct {
	Status bool   `yaml:"status"`
	Words  string `yaml:"words"`
}

// Noise declares lines that are no content of a page.
type Noise struct {
	Skip     []string `yaml:"skip"`
	Begins   []string `yaml:"begins"`
	Comments []string `yaml:"comments"`
}

// refusals declares pages that stand in the place of the site's own.
type refusals struct {
	NotFound  []string `yaml:"not_found"`
	Challenge []string `yaml:"challenge"`
	Login     []string `yaml:"login"`
}

// valueType says how a field's value is read.
type valueType string

const (
	typeText    valueType = "text"
	TypeList    valueType = "list"
	TypePlans   valueType = "plans"
	TypeReports valueType = "reports"
	TypeWord    valueType = "word"
	TypeNumber  valueType = "number"
)

// BareForm is the form a value must have behind a label without a colon.
type BareForm string

const (
	BareNone  BareForm = ""
	bareYear  BareForm = "year"
	bareDigit BareForm = "digit"
	BareText  BareForm = "text"
)

// Kinds are the kinds of page that have labels.
var Kinds = []record.Kind{record.KindCommitment, record.KindCountry, record.KindDocument, record.KindChallenge}

// Parse reads labels from YAML. An unknown key, type or kind of page, a
// field without labels, or one label with two meanings on one kind of page is
// an error.
func Parse(data []byte) (Labels, error) {
	var l Labels
	dec := yaml.NewDecoder(bytes.NewReader(data))
	dec.KnownFields(true)
	if err := dec.Decode(&l); err != nil && !errors.Is(err, io.EOF) {
		return Labels{}, fmt.Errorf("labels: %w", err)
	}
	if err := l.check(); err != nil {
		return Labels{}, fmt.Errorf("labels: %w", err)
	}
	return l, nil
}

func (l *Labels) check() error {
	var errs []error
	for _, f := range l.Fields {
		if f.Field == "" || len(f.Labels) == 0 || len(f.On) == 0 {
			errs = append(errs, fmt.Errorf("field %q: wants field, on and labels", f.Field))
		}
		if !slices.Contains([]valueType{typeText, TypeList, TypePlans, TypeReports, TypeWord, TypeNumber}, f.Type) {
			errs = append(errs, fmt.Errorf("field %s: type %q: want text, list, plans, reports, word or number", f.Field, f.Type))
		}
		if !slices.Contains([]BareForm{BareNone, bareYear, bareDigit, BareText}, f.Bare) {
			errs = append(errs, fmt.Errorf("field %s: bare %q: want year, digit or text", f.Field, f.Bare))
		}
		if f.Type == TypeWord && len(f.Words) == 0 {
			errs = append(errs, fmt.Errorf("field %s: type word wants words", f.Field))
		}
		errs = append(errs, checkKinds("field "+string(f.Field), f.On)...)
	}
	for _, h := range l.Headings {
		errs = append(errs, checkKinds("heading "+strings.Join(h.Words, ", "), h.On)...)
	}
	errs = append(errs, l.Figures.check()...)
	return errors.Join(errs...)
}

func checkKinds(what string, on []record.Kind) []error {
	var errs []error
	for _, k := range on {
		if !slices.Contains(Kinds, k) {
			errs = append(errs, fmt.Errorf("%s: on %q: want one of %v", what, k, Kinds))
		}
	}
	return errs
}

// SettingError is a mistake in the labels that an operator added.
type SettingError struct {
	// Key is labels.add, labels.ignore or labels.drawn, Value the field, label
	// or sign meant.
	Key, Value, What string
	// Known are the names that Value could have been, nil where that is not
	// the mistake.
	Known []string
}

func (e *SettingError) Error() string {
	words := fmt.Sprintf("%s: %q: %s", e.Key, e.Value, e.What)
	if len(e.Known) > 0 {
		words += "; known are " + strings.Join(e.Known, ", ")
	}
	return words
}

// Extend adds an operator's labels. A field id that no label is declared for
// is an error that names those there are.
func (l *Labels) Extend(add map[string][]string, ignore []string) error {
	for _, id := range slices.Sorted(maps.Keys(add)) {
		found := l.Figures.extend(id, add[id])
		for i := range l.Fields {
			if f := &l.Fields[i]; string(f.Field) == id {
				f.Labels = append(slices.Clone(f.Labels), add[id]...)
				found = true
			}
		}
		if !found {
			return &SettingError{Key: "labels.add", Value: id, What: "no field of that name", Known: l.FieldNames()}
		}
		for _, w := range add[id] {
			if view.Key(w) == "" {
				return &SettingError{Key: "labels.add", Value: id, What: "a label of this field is empty"}
			}
		}
	}
	for _, w := range ignore {
		if view.Key(w) == "" {
			return &SettingError{Key: "labels.ignore", Value: w, What: "a label is empty"}
		}
	}
	l.Ignore = append(slices.Clone(l.Ignore), ignore...)
	return nil
}

// FieldNames are the names that labels.add may teach labels for.
func (l *Labels) FieldNames() []string {
	ids := map[string]bool{}
	for _, f := range l.Fields {
		ids[string(f.Field)] = true
	}
	l.Figures.ids(ids)
	return slices.Sorted(maps.Keys(ids))
}
