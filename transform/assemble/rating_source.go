package assemble

import (
	"fmt"
	"strings"
	"time"

	"ogptracker/scrape/record"
	"ogptracker/transform/vocabulary"
)

// ratingSource reads ratings of one commitment from its pages or from its row
// of OGP's table.
type ratingSource struct {
	*sources
	c *commitmentBuild
	// fromTable tells which of the two.
	fromTable bool
}

// value returns a field's words and the page they stand on, nil for the table.
func (s ratingSource) value(field record.Field) (record.Value, *record.Read) {
	if s.fromTable {
		if s.c.row == nil {
			return record.Value{}, nil
		}
		return s.c.row.Fields[field], nil
	}
	return pickBy(s.c.reads, field, func(raw string) bool {
		_, absence := s.vocab.Absence(field, raw)
		return !absence
	})
}

// rating reads a field with a scale of its own.
func (s ratingSource) rating(field record.Field) rating {
	v, read := s.value(field)
	return s.of(field, v, read)
}

// of normalizes one value.
func (s ratingSource) of(field record.Field, v record.Value, read *record.Read) rating {
	switch {
	case v.State == record.Unreadable:
		return s.sourced(rating{value: vocabulary.Unreadable, raw: v.Markup}, read)
	case v.State != record.Stated || v.Raw == "":
		return rating{}
	}
	value, known := s.vocab.Normalize(field, v.Raw)
	r := s.sourced(rating{value: value, raw: v.Raw}, read)
	if !known {
		s.notRecognised(s.c.member.id, s.key(), field, v.Raw, r.url)
	}
	return r
}

// sourced adds where a rating stands and when it was read.
func (s ratingSource) sourced(r rating, read *record.Read) rating {
	if read == nil {
		r.source, r.read = sourceTable, s.tableDate()
		if s.c.row != nil {
			r.url = s.c.row.URL
		}
		return r
	}
	r.source, r.url, r.read = sourcePage, read.Page.Address, read.LastRead
	if r.read.IsZero() {
		r.read = read.Page.Fetched
	}
	r.report = s.listed(read).names
	return r
}

// listedReports are what the list of IRM reports on one page comes to.
type listedReports struct {
	read  *record.Read
	names string
	stage record.Stage
}

// listed works the reports of a page out once: most ratings of a commitment
// stand on one page.
func (s ratingSource) listed(read *record.Read) *listedReports {
	f := &s.c.reports
	if f.read != read {
		*f = listedReports{read, reportNames(read), s.vocab.StageOfReports(reportsOf(read))}
	}
	return f
}

// stage is the stage that a page's reports give its completion.
func (s ratingSource) stage(read *record.Read) record.Stage {
	if read == nil {
		return ""
	}
	return s.listed(read).stage
}

func (s ratingSource) key() string {
	if s.fromTable {
		return fmt.Sprintf("row %d", s.c.row.Line)
	}
	return s.c.id
}

func (src *sources) tableDate() time.Time {
	if src.in.Night.Table == nil {
		return time.Time{}
	}
	return src.in.Night.Table.Date
}

// reportNames are the IRM reports a page lists.
func reportNames(r *record.Read) string {
	switch names := r.Page.IRMReports; len(names) {
	case 0:
		return ""
	case 1:
		return names[0].Text
	default:
		var b strings.Builder
		for i, l := range names {
			if i > 0 {
				b.WriteString(vocabulary.ListSeparator)
			}
			b.WriteString(l.Text)
		}
		return b.String()
	}
}

// reportsOf are the names of the reports that give a page's completion its
// stage.
func reportsOf(r *record.Read) []string {
	var out []string
	for _, l := range r.Page.IRMReports {
		out = append(out, l.Text)
	}
	if v := r.Page.Field(record.FieldIRMReport); len(out) == 0 && v.State == record.Stated {
		out = append(out, v.Raw)
	}
	return out
}

// results reads "Early Results" and "Did It Open Government?". The site shows
// words of the older scale under the newer label, and the other way round: a
// word goes where its scale is, an absence stays under its label.
func (s ratingSource) results() (diog, early rating) {
	place := func(label, other record.Field) (own, stray rating) {
		v, read := s.value(label)
		if v.State == record.Stated && !s.vocab.Knows(label, v.Raw) && s.vocab.Knows(other, v.Raw) {
			return rating{}, s.of(other, v, read)
		}
		return s.of(label, v, read), rating{}
	}
	early, strayDIOG := place(record.FieldEarlyResults, record.FieldDIOG)
	diog, strayEarly := place(record.FieldDIOG, record.FieldEarlyResults)
	return combine(diog, strayDIOG), combine(early, strayEarly)
}

// relevance reads relevance to OGP values: Yes or No, or the list of values,
// of which technology alone does not count (OGP's own columns). OGP's table
// has a column for each value, and the result where those are empty.
func (s ratingSource) relevance() (rating, []string) {
	if s.fromTable {
		return s.relevanceOfTable()
	}
	v, read := s.value(record.FieldRelevance)
	if v.State != record.Stated || s.vocab.Knows(record.FieldRelevance, v.Raw) {
		return s.of(record.FieldRelevance, v, read), nil
	}
	var values []string
	for _, part := range s.vocab.SplitAreas(v.Raw) {
		if !s.vocab.Knows(vocabulary.FieldOGPValue, part) {
			return s.of(record.FieldRelevance, v, read), nil
		}
		if value, _ := s.vocab.Normalize(vocabulary.FieldOGPValue, part); vocabulary.IsFinding(value) && !vocabulary.ContainsFold(values, value) {
			values = append(values, value)
		}
	}
	if len(values) == 0 {
		return s.of(record.FieldRelevance, v, read), nil
	}
	return s.sourced(rating{value: relevant(values), raw: v.Raw}, read), values
}

func relevant(values []string) string {
	for _, v := range values {
		if v != vocabulary.ValueTechnology {
			return vocabulary.Yes
		}
	}
	return vocabulary.No
}

var valueColumns = []struct {
	field record.Field
	value string
}{
	{record.FieldValueInformation, vocabulary.ValueInformation},
	{record.FieldValueParticipation, vocabulary.ValueParticipation},
	{record.FieldValueAccountability, vocabulary.ValueAccountability},
	{record.FieldValueTechnology, vocabulary.ValueTechnology},
}

func (s ratingSource) relevanceOfTable() (rating, []string) {
	if s.c.row == nil {
		return rating{}, nil
	}
	var values []string
	answered := false
	for _, col := range valueColumns {
		switch s.c.row.Fields[col.field].Raw {
		case "1":
			values = append(values, col.value)
			answered = true
		case "0":
			answered = answered || col.value != vocabulary.ValueTechnology
		}
	}
	if !answered {
		return s.rating(record.FieldRelevance), nil
	}
	raw := strings.Join(values, ", ")
	if raw == "" {
		raw = "0 for every value"
	}
	counted := s.sourced(rating{value: relevant(values), raw: raw}, nil)
	stated := s.rating(record.FieldRelevance)
	if !stated.finding() || stated.value == counted.value {
		return counted, values
	}
	raw = fmt.Sprintf("stated %q; by the columns of values: %s", stated.raw, raw)
	s.issue(rowIssue(s.c.row, s.c.member, record.CodeColumnsDisagree, record.FieldRelevance, stated.value+" / "+counted.value,
		fmt.Sprintf("states relevance as %q (%s), while its columns of OGP values come to %s (%s); the stated finding stands", stated.raw, stated.value, counted.value, counted.raw)))
	stated.raw = raw
	return stated, values
}

// verifiable reads verifiability; of a commitment that is rated by the older
// criterion only, OGP's rule makes it: medium or high specificity is Yes.
func (s ratingSource) verifiable(specificity rating) rating {
	r := s.rating(record.FieldVerifiable)
	if r.finding() || !specificity.finding() {
		return r
	}
	value := vocabulary.No
	if vocabulary.Specific(specificity.value) {
		value = vocabulary.Yes
	}
	specificity.value, specificity.raw = value, "Specificity: "+specificity.raw
	return specificity
}
