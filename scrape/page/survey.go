package page

import (
	"fmt"
	"slices"
	"strings"

	"ogptracker/scrape/page/label"
	"ogptracker/scrape/record"
)

// Survey counts over several pages what could be read of each field, for
// whoever meets the site's markup for the first time.
type Survey struct {
	reader *Reader
	pages  int
	failed int
	fields []*fieldCount // in the order of the label file
}

// fieldCount is what became of one field on the pages tried.
type fieldCount struct {
	field                                   record.Field
	read, absent, unreadable, notRecognised int
	examples                                []example // of what is not read
}

// example is a value that was not read.
type example struct{ what, shown, address string }

// maxExamples is how many examples of a field are shown.
const maxExamples = 3

// NewSurvey begins a survey.
func (r *Reader) NewSurvey() *Survey { return &Survey{reader: r} }

// Failed counts a page that gave no record.
func (s *Survey) Failed() { s.failed++ }

// Add counts the fields of a page: all that its kind can have.
func (s *Survey) Add(p *record.Page) {
	s.pages++
	seen := map[record.Field]bool{}
	for i := range s.reader.labels.Fields {
		f := &s.reader.labels.Fields[i]
		if !slices.Contains(f.On, p.Kind) || seen[f.Field] {
			continue
		}
		seen[f.Field] = true
		c := s.count(f.Field)
		switch v := p.Field(f.Field); {
		case v.State == record.NotStated:
			c.absent++
		case v.State == record.Unreadable:
			c.unreadable++
			c.show("unreadable", v.Markup, p.Address)
		case f.Type == label.TypeWord && !s.reader.vocab.Knows(f, v.Raw):
			c.notRecognised++
			c.show("not recognised", "\""+v.Raw+"\"", p.Address)
		default:
			c.read++
		}
	}
}

func (s *Survey) count(f record.Field) *fieldCount {
	for _, c := range s.fields {
		if c.field == f {
			return c
		}
	}
	s.fields = append(s.fields, &fieldCount{field: f})
	return s.fields[len(s.fields)-1]
}

func (c *fieldCount) show(what, shown, address string) {
	if len(c.examples) < maxExamples {
		c.examples = append(c.examples, example{what, shown, address})
	}
}

// String is the survey as a person reads it, with what to do next.
func (s *Survey) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Fields on %d pages%29s%8s%12s%16s\n", s.pages, "read", "absent", "unreadable", "not recognised")
	unreadable, unknown := 0, 0
	var absent []string
	for _, c := range s.fields {
		fmt.Fprintf(&b, "  %-42s%6d%8d%12d%16d\n", c.field, c.read, c.absent, c.unreadable, c.notRecognised)
		for _, e := range c.examples {
			fmt.Fprintf(&b, "      %s: %s (%s)\n", e.what, e.shown, e.address)
		}
		unreadable, unknown = unreadable+c.unreadable, unknown+c.notRecognised
		if c.read+c.unreadable+c.notRecognised == 0 {
			absent = append(absent, string(c.field))
		}
	}
	b.WriteString("\nWhat to do next\n")
	if s.failed > 0 {
		fmt.Fprintf(&b, "  %d pages gave no record: look at what `ogptracker inspect` says of each.\n", s.failed)
	}
	if unreadable > 0 {
		fmt.Fprintf(&b, "  %d values are there and cannot be read: `ogptracker inspect --learn <address>` prints the lines of labels.drawn to complete and paste into config.yaml.\n", unreadable)
	}
	if unknown > 0 {
		fmt.Fprintf(&b, "  %d values are no word of their scale: if a browser shows the same words, add them to the file of sources.crosswalk.\n", unknown)
	}
	if len(absent) > 0 {
		fmt.Fprintf(&b, "  Found on none of these pages: %s. If a browser shows one under another label, add its words to labels.add.\n", strings.Join(absent, ", "))
	}
	if s.failed+unreadable+unknown+len(absent) == 0 {
		b.WriteString("  Nothing: every field was read.\n")
	}
	return b.String()
}

// Lessons are the lines of labels.drawn that explain the unreadable values of
// the pages, with "?" where a person puts the word that a browser shows.
func (s *Survey) Lessons() string {
	var b strings.Builder
	for _, c := range s.fields {
		taught := map[string]bool{}
		head := fmt.Sprintf("    %s:\n", c.field)
		for _, e := range c.examples {
			if e.what != "unreadable" {
				continue
			}
			b.WriteString(head)
			head = ""
			lesson, ok := s.reader.labels.LessonOf(c.field, e.shown)
			if !ok {
				fmt.Fprintf(&b, "      # %s has nothing to know it by (%s)\n", e.shown, e.address)
				continue
			}
			if taught[lesson.Signs[0]] {
				continue
			}
			taught[lesson.Signs[0]] = true
			fmt.Fprintf(&b, "      # %s on %s; or by %s\n      # one of: %s\n      %q: \"?\"\n", e.shown, e.address, strings.Join(lesson.Signs, ", "), strings.Join(lesson.Words, ", "), lesson.Signs[0])
		}
	}
	if b.Len() == 0 {
		return "# Every value that is on these pages was read: nothing to teach.\n"
	}
	return "# Put the word that a browser shows in the place of each \"?\", and paste this into config.yaml.\nlabels:\n  drawn:\n" + b.String()
}
