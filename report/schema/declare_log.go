package schema

import (
	"ogptracker/report/words"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

func changesTable() declaration {
	type c = dataset.Change
	return spec[c]{
		table: Table{
			Name: "changes", Title: "Changes",
			Description: "One row for each change, over all runs. Nothing is deleted because it was not seen: it is carried forward, and gone only when the site no longer lists it.",
		},
		rows: func(ds *dataset.Dataset) []c { return ds.Changes },
		columns: []ColumnOf[c]{
			Col("run", "Run", Text, 18, "Identity of the run that saw the change.",
				func(_ *Lookup, r *c) any { return r.Run }).required(),
			Col("date", "Date", Date, 12, "Date of that run.",
				func(_ *Lookup, r *c) any { return r.Date }).required(),
			Col("table", "Table", Text, 16, "The table whose row changed.",
				func(_ *Lookup, r *c) any { return r.Table }).required(),
			Col("key", "Row", Text, 24, "Key of the row that changed.",
				func(_ *Lookup, r *c) any { return r.Key }).required(),
			Col("member_id", "Member ID", Text, 18, "The member the row belongs to.",
				func(_ *Lookup, r *c) any { return r.MemberID }).IfEmpty(vocabulary.NotApplicable).required(),
			Col("field", "Field", Text, 24, "The column that changed.",
				func(_ *Lookup, r *c) any { return r.Field }).IfEmpty(vocabulary.NotApplicable).required(),
			Col("old", "Before", LongText, 34, "Its value before.",
				func(_ *Lookup, r *c) any { return r.Old }).IfEmpty(vocabulary.NotApplicable).required(),
			Col("new", "After", LongText, 34, "Its value now.",
				func(_ *Lookup, r *c) any { return r.New }).IfEmpty(vocabulary.NotApplicable).required(),
			Col("cause", "Cause", Text, 24, "source: the page or table changed. reading: the program reads it differently. carried forward: it could not be read. appeared and gone: the row as a whole.",
				func(_ *Lookup, r *c) any { return r.Cause }).required().values(causes()...).SaidAs(words.Cause),
		},
	}
}

func crosswalkTable() declaration {
	type c = vocabulary.CrosswalkUse
	return spec[c]{
		table: Table{
			Name: "crosswalk", Title: "Crosswalk",
			Description: "One row for each raw value that was met, and the word of this report it came to.",
			Key:         []string{"field", "raw", "era"},
		},
		rows: func(ds *dataset.Dataset) []c { return ds.Crosswalk },
		columns: []ColumnOf[c]{
			Col("field", "Field", Text, 24, "The field the words were found in; the same words can mean another thing in another field.",
				func(_ *Lookup, r *c) any { return r.Field }).required(),
			Col("raw", "Raw words", Text, 40, "The words of the source.",
				func(_ *Lookup, r *c) any { return r.Raw }).required(),
			Col("normalized", "Value", Text, 28, "What they came to.",
				func(_ *Lookup, r *c) any { return r.Normalized }).required(),
			Col("era", "Era", Text, 14, "The layout of the site or edition of the table that they belong to.",
				func(_ *Lookup, r *c) any { return r.Era }).required(),
			Col("count", "Count", Integer, 10, "How often they were met.",
				func(_ *Lookup, r *c) any { return r.Count }).required().unit("values"),
		},
	}
}

func issuesTable() declaration {
	type i = dataset.Issue
	return spec[i]{
		table: Table{
			Name: "issues", Title: "Issues",
			Description: "One row for each thing that is odd or wrong, gathered by kind, with what to do and who can do it.",
		},
		rows: func(ds *dataset.Dataset) []i { return ds.Issues },
		columns: []ColumnOf[i]{
			Col("severity", "Severity", Text, 11, "error: a figure or row is missing or cannot be trusted. warning: somebody should look. note: worth knowing.",
				func(_ *Lookup, r *i) any { return r.Severity }).required().values(severities()...).SaidAs(words.Sentence),
			Col("code", "Issue", Text, 26, "The kind of issue; the operating guide explains each.",
				func(_ *Lookup, r *i) any { return r.Code }).required(),
			Col("member_id", "Member ID", Text, 18, "The member it is about; Not applicable (NA) where it is about several or none.",
				func(_ *Lookup, r *i) any { return r.MemberID }).IfEmpty(vocabulary.NotApplicable).required(),
			Col("key", "About", Text, 24, "The commitment, plan, file or row it is about; an example where several were counted.",
				func(_ *Lookup, r *i) any { return r.Key }).IfEmpty(vocabulary.NotApplicable).required(),
			Col("field", "Field", Text, 20, "The field it is about.",
				func(_ *Lookup, r *i) any { return r.Field }).IfEmpty(vocabulary.NotApplicable).required().SaidAs(words.Name),
			Col("value", "Raw words", LongText, 28, "The words that were met.",
				func(_ *Lookup, r *i) any { return r.Value }).IfEmpty(vocabulary.NotApplicable).required(),
			Col("count", "Count", Integer, 9, "How many times it occurred.",
				func(_ *Lookup, r *i) any { return r.Count }).required().unit("occurrences"),
			Col("message", "What was seen", LongText, 50, "What was seen, as a sentence.",
				func(_ *Lookup, r *i) any { return r.Message }).required().SaidAs(words.WithoutCode),
			Col("action", "What to do", LongText, 50, "What to do about it.",
				func(_ *Lookup, r *i) any { return r.Action }).required().SaidAs(words.WithoutCode),
			Col("who", "Who", Text, 14, "Who can do it.",
				func(_ *Lookup, r *i) any { return r.Who }).required().values(whos()...).SaidAs(words.Sentence),
			Col("url", "Page", URL, 14, "Address of an example; Not stated where there is none.",
				func(_ *Lookup, r *i) any { return r.URL }).linkText("Open page"),
		},
	}
}
