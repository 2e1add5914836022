package report

import (
	"fmt"
	"slices"
	"strings"

	"ogptracker/report/schema"
	"ogptracker/report/words"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// definition is a term that the report uses and what it means by it.
type definition struct{ topic, term, meaning string }

// notes holds definitions and the data dictionary in one table, so that a
// reader finds any word by one filter.
func (b *builder) notes(dictionary *Grid) *Sheet {
	return b.data(sheetNotes, "Notes: what the words and columns mean",
		"One row for each term or column. Filter Topic: first how to read the report, then the columns of each table and its file.",
		dictionary)
}

// dictionary is the table of terms and columns; with names, only the columns
// of those tables.
func (b *builder) dictionary(tables ...string) *Grid {
	type d = dictionaryRow
	t := schema.Fill(b.lookup, []schema.ColumnOf[d]{
		schema.Col("topic", "Topic", schema.Text, 22, "What the term belongs to.", func(_ *schema.Lookup, r *d) any { return r.topic }),
		schema.Col("term", "Term", schema.Text, 30, "The word or column.", func(_ *schema.Lookup, r *d) any { return r.term }),
		schema.Col("meaning", "Meaning", schema.Text, 90, "What it means.", func(_ *schema.Lookup, r *d) any { return r.meaning }),
		schema.Col("kind", "Kind of value", schema.Text, 18, "Type and unit.", func(_ *schema.Lookup, r *d) any { return r.kind }).IfEmpty("Definition"),
		schema.Col("values", "Possible values", schema.List, 46, "Closed lists of values.", func(_ *schema.Lookup, r *d) any { return r.values }).IfEmpty("Any"),
		schema.Col("name", "Name in files", schema.Text, 34, "Table and column in the CSV files.", func(_ *schema.Lookup, r *d) any { return r.name }).IfEmpty(vocabulary.NotApplicable),
	}, dictionaryRows(b.tables, tables))
	return gridOf(t, "Notes", 2, "")
}

type dictionaryRow struct {
	definition
	kind, name string
	values     []string
}

func dictionaryRows(tables []*schema.Table, only []string) []dictionaryRow {
	var rows []dictionaryRow
	for _, d := range definitions() {
		rows = append(rows, dictionaryRow{definition: d})
	}
	for _, t := range tables {
		if len(only) > 0 && !slices.Contains(only, t.Name) {
			continue
		}
		topic := "Columns of " + t.Title
		rows = append(rows, dictionaryRow{definition: definition{topic, "Table " + t.Title, t.Description}, kind: "table", name: "csv/" + t.Name + ".csv"})
		for _, c := range t.Columns {
			rows = append(rows, dictionaryRow{definition{topic, c.Header, c.Description}, c.Kind(), t.Name + "." + c.Name, valuesInWords(&c)})
		}
	}
	return rows
}

// valuesInWords are the values as sheets say them, with the names that files
// have in brackets where they are others.
func valuesInWords(c *schema.Column) []string {
	words := make([]string, len(c.Values))
	for i, v := range c.Values {
		words[i] = c.Shown(v)
		if !strings.EqualFold(words[i], v) {
			words[i] += " (" + v + " in files)"
		}
	}
	return words
}

// definitions are the terms of the report, by topic.
func definitions() []definition {
	var all []definition
	for _, group := range [][]definition{aboutReading(), aboutFigures(), aboutStages(), aboutFindings(), aboutAbsences(), aboutSources(), aboutFiles()} {
		all = append(all, group...)
	}
	return all
}

func aboutReading() []definition {
	const topic = "Reading the report"
	return []definition{
		{topic, "Links", "A commitment's code, a plan's ID, a member's name and a document's title lead to the page they were read from."},
		{topic, "Long texts", "Texts of more than about 500 characters end in … on the sheets; the CSV file of the table has them whole."},
		{topic, "Empty cells", "A text is never empty: words say why nothing stands there. A number or date is empty where there is none; it is never 0 for want of a value."},
		{topic, "Lists", "Entries of a list inside one cell are separated by a vertical bar."},
		{topic, "No ranking", "Groups stand in order of name. Members are not ranked by rate: rates rest on different numbers, kinds and years of commitments."},
	}
}

func aboutFigures() []definition {
	const topic = "Figures"
	return []definition{
		{topic, "Assessed", "Commitments whose finding is " + vocabulary.AssessedInWords() + "."},
		{topic, "Left out", "Commitments without one of these four ratings, counted by the words that stand in place of it. Unclear, Withdrawn and No Evidence Available are findings and are left out of rates too."},
		{topic, vocabulary.HighCompletionRate.Name, vocabulary.HighCompletionRate.Formula() + ". " + words.Sentence(vocabulary.HighCompletionRate.Source) + ": its glossary calls the numerator high completion, its table's flags give the denominator."},
		{topic, vocabulary.FullCompletionRate.Name, vocabulary.FullCompletionRate.Formula() + "."},
		{topic, vocabulary.ShareOfAllRate.Name, vocabulary.ShareOfAllRate.Formula() + ": " + vocabulary.ShareOfAllRate.Source + "."},
		{topic, fmt.Sprintf("Fewer than %d assessed", dataset.MinAssessed), "Rate cells of the workbook stay empty, because a percentage of so few would seem exact; the counts and words stand. The CSV files have the rates."},
		{topic, "Midterm only", "Commitments of plans that were rated at midterm and never at their end, as most plans of 2011 to 2013. Mixed with final ratings they make a rate too low, so such groups are marked."},
		{topic, "Commitments in two plans", "Counted once for the member, region and all. The rating counts for the plan of the commitment's action plan cycle."},
		{topic, "Clusters", "The IRM sometimes assesses several commitments as one. Each is shown and counted; the number of assessments stands beside."},
		{topic, "Policy areas", "Most commitments have several, so counts and shares by policy area add up to more than the whole."},
		{topic, "Local members", "Cities and regions report on themselves. Their own findings are shown as such and never counted as IRM ratings; in IRM rates they are left out. The few local plans that the IRM did assess are counted."},
		{topic, "Scales", "Specificity, verifiability, potential impact, potential for results, ambition, Did It Open Government? and early results are scales of their own and are never averaged or added together."},
	}
}

func aboutStages() []definition {
	const topic = "Stages"
	return []definition{
		{topic, "Midterm, end of term", "When the IRM made the finding: halfway through the plan (plans up to about 2018), or after its end."},
		{topic, "Latest", "The end-of-term finding if there is one, else the midterm finding, else a finding whose stage no source states. A later, lower finding replaces an earlier, higher one, as in OGP's own table."},
		{topic, "Current", "A plan of the commitment has not ended at the report's date. Where no end is stated, 31 December of the end year is assumed and marked. OGP's page has this group."},
		{topic, "Post-implementation", "The plan has ended, and the IRM has made a finding in the last review that plans of its years get. OGP's page has this group."},
		{topic, "Awaiting review", "The plan has ended and the last review is still to come. This group is the report's own."},
		{topic, "Not to be reviewed", "The IRM did not and will not review it: it is marked as not reviewed and the member has left, or the plan is a local one. This group is the report's own."},
		{topic, "Stars", "Starred says what pages and OGP's table state. The formula changed in 2015 and again later, so stars of different years are comparable only as recomputed here: specificity medium or high, relevant, transformative, and substantial or complete. Stars ended with the plans of 2018-20."},
		{topic, "Due dates", "Results are expected four months after a plan ends, the next plan within twelve months, as OGP's glossary has it. Expected is all that is said."},
	}
}

func aboutFindings() []definition {
	const topic = "Findings of completion"
	return []definition{
		{topic, vocabulary.Completed, "The commitment was carried out."},
		{topic, vocabulary.Substantial, "Most of it was carried out."},
		{topic, vocabulary.Limited, "Some of it was carried out."},
		{topic, vocabulary.NotStarted, "Work on it had not begun."},
		{topic, vocabulary.Unclear, "The IRM could not tell. A finding, not one of the four ratings."},
		{topic, vocabulary.Withdrawn, "The government took the commitment back. A finding, not one of the four ratings."},
		{topic, vocabulary.NoEvidence, "The IRM looked and found no evidence. A finding, not an absence."},
	}
}

func aboutAbsences() []definition {
	const topic = "Words for what is absent"
	return []definition{
		{topic, vocabulary.PendingReview, "The page says that the IRM has still to review it."},
		{topic, vocabulary.NoIRMData, "The page says that there are no data of the IRM."},
		{topic, vocabulary.NotReviewed, "OGP's code NR: not reviewed, not yet or not at all."},
		{topic, vocabulary.NoData, "OGP's code ND: the question did not exist for plans of that time."},
		{topic, vocabulary.NotApplicable, "OGP's code NA: the question does not apply. Also where a column does not apply to a row."},
		{topic, vocabulary.NotStated, "The source does not say: it has no such label, or one that the site fills by script and left empty."},
		{topic, vocabulary.Unreadable, "The label is on the page, and no value could be read beside it."},
		{topic, vocabulary.NotRecognised, "The source says something that the vocabulary does not know; its raw words stand in table ratings and in the issues."},
		{topic, vocabulary.NotReadYet, "The page is known and no run has read it so far."},
	}
}

func aboutSources() []definition {
	const topic = "Sources"
	return []definition{
		{topic, "OGP and IRM", "Everything is read from the website of the Open Government Partnership and from reports of its Independent Reporting Mechanism. " + NotAProduct},
		{topic, "Terms", Terms},
		{topic, "Two sources", "OGP's own table of commitments can stand beside its pages. A finding from either beats an absence; of two findings the page's stands, and the difference is an issue."},
		{topic, "Carried forward", "What could not be read tonight keeps its last value, marked. Nothing is deleted because it was not seen."},
		{topic, "Stated figures", "Counts that a page states about itself. They stand beside the computed ones, and none replaces another: pages, plans and reports count differently."},
		{topic, "Causes of change", "Changed at the source: the page or table changed. Read differently: this program reads the same words in another way. Carried forward: it could not be read, and the last value stands. New, No longer listed: the row as a whole."},
		{topic, "Persons", "Names and addresses of contact persons and researchers are not extracted."},
	}
}

func aboutFiles() []definition {
	const topic = "Files"
	return []definition{
		{topic, "CSV files", "The folder csv beside this workbook has every table whole, with datapackage.json saying what each column holds."},
		{topic, "Text that looks like a formula", schema.CSVEscapeRule},
		{topic, "Member workbooks", "The folder members has one workbook for each member, named by its ID, in the order of its page on OGP's site."},
		{topic, "Values of a scale", "The same word can belong to two scales: Substantial is a level of completion and of potential for results, Moderate one of potential impact and of early results. A value is only ever read with its column."},
	}
}
