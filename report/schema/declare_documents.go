package schema

import (
	"cmp"
	"slices"

	"ogptracker/report/words"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

func documentsTable() declaration {
	type d = dataset.Document
	return spec[d]{
		table: Table{
			Name: "documents", Title: "Documents",
			Description: "One row for each document: action plans, IRM reports, letters, self-assessments and other resources.",
			Key:         []string{"document_id"},
			SheetFirst:  []string{"member", "title", "type", "year", "draft", "plan_id"},
		},
		rows: func(ds *dataset.Dataset) []d { return byMemberAndTitle(ds.Documents) },
		columns: []ColumnOf[d]{
			Col("document_id", "Document ID", Text, 34, "The last part of the document's address.",
				func(_ *Lookup, r *d) any { return r.ID }).required(),
			Col("member_id", "Member ID", Text, 18, "The member it belongs to by its own title or page; Not stated where neither says.",
				func(_ *Lookup, r *d) any { return r.MemberID }).required().OnlyCSV(),
			Col("member", "Member", Text, 22, "Name of the member.",
				func(f *Lookup, r *d) any { return f.Member(r.MemberID) }).required(),
			Col("title", "Title", Text, 56, "The document's title.",
				func(_ *Lookup, r *d) any { return r.Title }).required().LinkedBy("url"),
			Col("type", "Type", Text, 20, "Kind of document as OGP files it.",
				func(_ *Lookup, r *d) any { return r.Type }).required(),
			Col("year", "Year", YearT, 9, "Year the site gives; for old plans it is often the year of posting.",
				func(_ *Lookup, r *d) any { return r.Year }).unit("year"),
			Col("draft", "Draft", Boolean, 9, "Yes: a version for public comment. No figure is taken from it.",
				func(_ *Lookup, r *d) any { return r.Draft }).required(),
			Col("plan_id", "Plan ID", Text, 24, "The action plan it belongs to; Not stated where no source says.",
				func(_ *Lookup, r *d) any { return r.PlanID }).required(),
			Col("url", "Page", URL, 14, "Address of the document's page.",
				func(_ *Lookup, r *d) any { return r.URL }).OnlyCSV(),
			Col("file_urls", "Files", List, 30, "Addresses of its files.",
				func(_ *Lookup, r *d) any { return r.FileURLs }).OnlyCSV(),
		},
	}
}

// byMemberAndTitle is the order in which people look for a document; those
// without a member come last.
func byMemberAndTitle(documents []dataset.Document) []dataset.Document {
	sorted := slices.Clone(documents)
	slices.SortStableFunc(sorted, func(x, y dataset.Document) int {
		without := func(d dataset.Document) int {
			if d.MemberID == "" || vocabulary.IsAbsence(d.MemberID) {
				return 1
			}
			return 0
		}
		return cmp.Or(cmp.Compare(without(x), without(y)), cmp.Compare(x.MemberID, y.MemberID), cmp.Compare(x.Title, y.Title), cmp.Compare(x.ID, y.ID))
	})
	return sorted
}

func activityTable() declaration {
	type a = dataset.Activity
	return spec[a]{
		table: Table{
			Name: "activity", Title: "Activity",
			Description: "One row for each item of a member's activity stream and each event its page announces.",
			ForeignKeys: []ForeignKey{{"member_id", "members", "member_id"}},
		},
		rows: func(ds *dataset.Dataset) []a { return ds.Activity },
		columns: []ColumnOf[a]{
			Col("member_id", "Member ID", Text, 20, "The member on whose page it stands.",
				func(_ *Lookup, r *a) any { return r.MemberID }).required(),
			Col("date", "Date", Text, 13, "Date as the page gives it, to its own precision.",
				func(_ *Lookup, r *a) any { return r.Date }).required(),
			Col("kind", "Kind", Text, 12, "A story, an event or another kind the page names.",
				func(_ *Lookup, r *a) any { return r.Kind }).required(),
			Col("title", "Title", Text, 60, "Title of the item.",
				func(_ *Lookup, r *a) any { return r.Title }).required().LinkedBy("url"),
			Col("url", "Page", URL, 14, "Address of the item; Not stated where it has none.",
				func(_ *Lookup, r *a) any { return r.URL }).OnlyCSV(),
		},
	}
}

func publishedFiguresTable() declaration {
	type p = dataset.PublishedFigure
	return spec[p]{
		table: Table{
			Name: "published_figures", Title: "Published figures",
			Description: "One row for each figure that an IRM report prints, such as those of its table At a Glance.",
		},
		rows: func(ds *dataset.Dataset) []p { return ds.PublishedFigures },
		columns: []ColumnOf[p]{
			Col("member_id", "Member ID", Text, 20, "The member the report is about; Not stated where it could not be told.",
				func(_ *Lookup, r *p) any { return r.MemberID }).required(),
			Col("plan_id", "Plan ID", Text, 24, "The plan under review; Not stated where it could not be told.",
				func(_ *Lookup, r *p) any { return r.PlanID }).required(),
			Col("report_url", "Report", URL, 20, "Address of the report.",
				func(_ *Lookup, r *p) any { return r.ReportURL }),
			Col("report_type", "Type of report", Text, 24, "Kind of IRM report.",
				func(_ *Lookup, r *p) any { return r.ReportType }).required(),
			Col("draft", "Draft", Boolean, 9, "Yes: a version for public comment; never compared with.",
				func(_ *Lookup, r *p) any { return r.Draft }).required(),
			Col("measure", "Measure", Text, 34, "What is counted.",
				func(_ *Lookup, r *p) any { return string(r.Measure) }).required().SaidAs(words.Measure),
			Col("stage", "Stage", Text, 14, "The stage the figure belongs to.",
				func(_ *Lookup, r *p) any { return string(r.Stage) }).required().values(reportStages()...).SaidAs(words.Stage),
			Col("printed", "As printed", Text, 18, "The cell as printed, footnote marks included.",
				func(_ *Lookup, r *p) any { return r.Printed }).required(),
			Col("value", "Value", Number, 12, "The printed count as a number; empty where none can be read.",
				func(_ *Lookup, r *p) any { return r.Value }),
		},
	}
}

func reconciliationTable() declaration {
	type r = dataset.Reconciliation
	return spec[r]{
		table: Table{
			Name: "reconciliation", Title: "Reconciliation",
			Description: "One row for each figure that an IRM report prints and this report computes too: do they agree, and if not, why.",
		},
		rows: func(ds *dataset.Dataset) []r { return ds.Reconciliation },
		columns: []ColumnOf[r]{
			Col("member_id", "Member ID", Text, 18, "The member.",
				func(_ *Lookup, x *r) any { return x.MemberID }).required().OnlyCSV(),
			Col("member", "Member", Text, 22, "Name of the member.",
				func(f *Lookup, x *r) any { return f.Member(x.MemberID) }).required(),
			Col("plan_id", "Plan ID", Text, 24, "The plan; Not stated where the report could not be joined to one.",
				func(_ *Lookup, x *r) any { return x.PlanID }).required(),
			Col("measure", "Measure", Text, 34, "What is counted.",
				func(_ *Lookup, x *r) any { return string(x.Measure) }).required().SaidAs(words.Measure),
			Col("stage", "Stage", Text, 14, "The stage the figure belongs to.",
				func(_ *Lookup, x *r) any { return string(x.Stage) }).required().values(reportStages()...).SaidAs(words.Stage),
			Col("computed", "Computed here", Number, 12, "The figure computed from commitments; empty where it cannot be computed.",
				func(_ *Lookup, x *r) any { return x.Computed }),
			Col("published", "Printed by the IRM", Number, 12, "The figure the report prints; empty where it prints none.",
				func(_ *Lookup, x *r) any { return x.Published }),
			Col("difference", "Difference", Number, 13, "Computed less printed; empty where they cannot be compared.",
				func(_ *Lookup, x *r) any { return x.Difference }),
			Col("verdict", "Verdict", Text, 16, "Whether the two agree.",
				func(_ *Lookup, x *r) any { return x.Verdict }).required().values(verdicts()...).SaidAs(words.Sentence),
			Col("reason", "Why", Text, 56, "Why they differ or cannot be compared, as far as it is known.",
				func(_ *Lookup, x *r) any { return x.Reason }).IfEmpty(vocabulary.NotApplicable).required().SaidAs(words.Sentence),
			Col("report_url", "Report", URL, 14, "Address of the report that prints the figure.",
				func(_ *Lookup, x *r) any { return x.ReportURL }).linkText("Open report"),
		},
	}
}
