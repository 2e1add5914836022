package report

import (
	"cmp"
	"slices"

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
		columns: []column[d]{
			col("document_id", "Document ID", Text, 34, "The last part of the document's address.",
				func(_ *facts, r *d) any { return r.ID }).required(),
			col("member_id", "Member ID", Text, 18, "The member it belongs to by its own title or page; Not stated where neither says.",
				func(_ *facts, r *d) any { return r.MemberID }).required().csvOnly(),
			col("member", "Member", Text, 22, "Name of the member.",
				func(f *facts, r *d) any { return f.member(r.MemberID) }).required(),
			col("title", "Title", Text, 56, "The document's title.",
				func(_ *facts, r *d) any { return r.Title }).required().link("url"),
			col("type", "Type", Text, 20, "Kind of document as OGP files it.",
				func(_ *facts, r *d) any { return r.Type }).required(),
			col("year", "Year", YearT, 9, "Year the site gives; for old plans it is often the year of posting.",
				func(_ *facts, r *d) any { return r.Year }).unit("year"),
			col("draft", "Draft", Boolean, 9, "Yes: a version for public comment. No figure is taken from it.",
				func(_ *facts, r *d) any { return r.Draft }).required(),
			col("plan_id", "Plan ID", Text, 24, "The action plan it belongs to; Not stated where no source says.",
				func(_ *facts, r *d) any { return r.PlanID }).required(),
			col("url", "Page", URL, 14, "Address of the document's page.",
				func(_ *facts, r *d) any { return r.URL }).csvOnly(),
			col("file_urls", "Files", List, 30, "Addresses of its files.",
				func(_ *facts, r *d) any { return r.FileURLs }).csvOnly(),
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
		columns: []column[a]{
			col("member_id", "Member ID", Text, 20, "The member on whose page it stands.",
				func(_ *facts, r *a) any { return r.MemberID }).required(),
			col("date", "Date", Text, 13, "Date as the page gives it, to its own precision.",
				func(_ *facts, r *a) any { return r.Date }).required(),
			col("kind", "Kind", Text, 12, "A story, an event or another kind the page names.",
				func(_ *facts, r *a) any { return r.Kind }).required(),
			col("title", "Title", Text, 60, "Title of the item.",
				func(_ *facts, r *a) any { return r.Title }).required().link("url"),
			col("url", "Page", URL, 14, "Address of the item; Not stated where it has none.",
				func(_ *facts, r *a) any { return r.URL }).csvOnly(),
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
		columns: []column[p]{
			col("member_id", "Member ID", Text, 20, "The member the report is about; Not stated where it could not be told.",
				func(_ *facts, r *p) any { return r.MemberID }).required(),
			col("plan_id", "Plan ID", Text, 24, "The plan under review; Not stated where it could not be told.",
				func(_ *facts, r *p) any { return r.PlanID }).required(),
			col("report_url", "Report", URL, 20, "Address of the report.",
				func(_ *facts, r *p) any { return r.ReportURL }),
			col("report_type", "Type of report", Text, 24, "Kind of IRM report.",
				func(_ *facts, r *p) any { return r.ReportType }).required(),
			col("draft", "Draft", Boolean, 9, "Yes: a version for public comment; never compared with.",
				func(_ *facts, r *p) any { return r.Draft }).required(),
			col("measure", "Measure", Text, 34, "What is counted.",
				func(_ *facts, r *p) any { return r.Measure }).required().says(measureWords),
			col("stage", "Stage", Text, 14, "The stage the figure belongs to.",
				func(_ *facts, r *p) any { return r.Stage }).required().values(reportStages()...).says(stageWords),
			col("printed", "As printed", Text, 18, "The cell as printed, footnote marks included.",
				func(_ *facts, r *p) any { return r.Printed }).required(),
			col("value", "Value", Number, 12, "The printed count as a number; empty where none can be read.",
				func(_ *facts, r *p) any { return r.Value }),
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
		columns: []column[r]{
			col("member_id", "Member ID", Text, 18, "The member.",
				func(_ *facts, x *r) any { return x.MemberID }).required().csvOnly(),
			col("member", "Member", Text, 22, "Name of the member.",
				func(f *facts, x *r) any { return f.member(x.MemberID) }).required(),
			col("plan_id", "Plan ID", Text, 24, "The plan; Not stated where the report could not be joined to one.",
				func(_ *facts, x *r) any { return x.PlanID }).required(),
			col("measure", "Measure", Text, 34, "What is counted.",
				func(_ *facts, x *r) any { return x.Measure }).required().says(measureWords),
			col("stage", "Stage", Text, 14, "The stage the figure belongs to.",
				func(_ *facts, x *r) any { return x.Stage }).required().values(reportStages()...).says(stageWords),
			col("computed", "Computed here", Number, 12, "The figure computed from commitments; empty where it cannot be computed.",
				func(_ *facts, x *r) any { return x.Computed }),
			col("published", "Printed by the IRM", Number, 12, "The figure the report prints; empty where it prints none.",
				func(_ *facts, x *r) any { return x.Published }),
			col("difference", "Difference", Number, 13, "Computed less printed; empty where they cannot be compared.",
				func(_ *facts, x *r) any { return x.Difference }),
			col("verdict", "Verdict", Text, 16, "Whether the two agree.",
				func(_ *facts, x *r) any { return x.Verdict }).required().values(verdicts()...).says(sentence),
			col("reason", "Why", Text, 56, "Why they differ or cannot be compared, as far as it is known.",
				func(_ *facts, x *r) any { return x.Reason }).absent(vocabulary.NotApplicable).required().says(sentence),
			col("report_url", "Report", URL, 14, "Address of the report that prints the figure.",
				func(_ *facts, x *r) any { return x.ReportURL }).linkText("Open report"),
		},
	}
}
