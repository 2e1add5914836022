package schema

import (
	"ogptracker/report/words"
	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

func commitmentsTable() declaration {
	type c = dataset.Commitment
	columns := commitmentIdentity()
	columns = append(columns, CommitmentDesign()...)
	columns = append(columns, CommitmentResults()...)
	columns = append(columns, commitmentRecord()...)
	return spec[c]{
		table: Table{
			Name: "commitments", Title: "Commitments",
			Description: "One row for each commitment, with its latest assessment. Every rating with its source stands in table ratings.",
			Key:         []string{"commitment_id"},
			ForeignKeys: []ForeignKey{{"member_id", "members", "member_id"}},
			// What people filter by stands beside the title.
			SheetFirst: []string{
				"commitment_id", "member", "title", "stage", "completion", "counts_in_rates", "completion_stage", "completion_end_of_term",
				"completion_midterm", "starred", "cycle_year", "plan_ids", "lead_institution", "policy_areas",
			},
		},
		rows:    func(ds *dataset.Dataset) []c { return ds.Commitments },
		columns: columns,
	}
}

func commitmentIdentity() []ColumnOf[dataset.Commitment] {
	type c = dataset.Commitment
	return []ColumnOf[c]{
		Col("commitment_id", "Commitment", Text, 13, "OGP's code of the commitment. One without a code gets its member, first year and number or title, and is marked as provisional.",
			func(_ *Lookup, r *c) any { return r.ID }).required().LinkedBy("url"),
		Col("member_id", "Member ID", Text, 18, "The member that made the commitment.",
			func(_ *Lookup, r *c) any { return r.MemberID }).required().OnlyCSV(),
		Col("member", "Member", Text, 18, "Name of the member.",
			func(f *Lookup, r *c) any { return f.Member(r.MemberID) }).required(),
		Col("title", "Title", Text, 60, "The commitment's title as OGP writes it.",
			func(_ *Lookup, r *c) any { return r.Title }).required(),
		Col("plan_ids", "Action plans", List, 20, "Plans the commitment stands in; several if it was carried on under the same code.",
			func(_ *Lookup, r *c) any { return r.PlanIDs }),
		Col("rated_under", "Rated under", Text, 20, "The plan that its rating counts for, by its action plan cycle.",
			func(_ *Lookup, r *c) any { return r.RatedUnder }),
		Col("cycle_year", "Cycle year", YearT, 9, "First year of its action plan cycle; empty where no source states it.",
			func(_ *Lookup, r *c) any { return r.CycleYear }).unit("year"),
		Col("plan_number", "Plan number", Integer, 10, "Which of the member's plans it is rated under: 1 for the first. Stands also where the plan's years are not known, so that it has no plan ID; empty where no source numbers the plan.",
			func(_ *Lookup, r *c) any { return positive(r.PlanNumber) }).OnlyCSV(),
		Col("stage", "Stage", Text, 20, "Where the commitment stands at the report's date. OGP's page knows current and post-implementation; the others are this report's own (see Notes).",
			func(_ *Lookup, r *c) any { return string(r.Stage) }).required().values(CommitmentStages()...),
		Col("lead_institution", "Lead institution", Text, 32, "Institution that answers for the commitment, in the source's words.",
			func(_ *Lookup, r *c) any { return r.LeadInstitution }),
		Col("supporting_institutions", "Supporting institutions", List, 44, "Institutions and groups that take part, in the source's words.",
			func(_ *Lookup, r *c) any { return r.SupportingInstitutions }),
		Col("policy_areas", "Policy areas", List, 48, "Policy areas OGP files the commitment under; most have several.",
			func(_ *Lookup, r *c) any { return r.PolicyAreas }),
		Col("ogp_values", "OGP values", List, 24, "OGP values the IRM found the commitment relevant to.",
			func(_ *Lookup, r *c) any { return r.Values }),
	}
}

// CommitmentDesign are the columns of what the IRM found in a commitment's design.
func CommitmentDesign() []ColumnOf[dataset.Commitment] {
	type c = dataset.Commitment
	return []ColumnOf[c]{
		Col("specificity", "Specificity", Text, 14, "How clearly the commitment's activities can be checked (plans up to 2017).",
			func(_ *Lookup, r *c) any { return r.Specificity }).required().values(vocabulary.AllowedValues(record.FieldSpecificity)...),
		Col("verifiable", "Verifiable", Text, 13, "Whether it can be checked that the commitment was carried out (plans from 2018).",
			func(_ *Lookup, r *c) any { return r.Verifiable }).required().values(vocabulary.AllowedValues(record.FieldVerifiable)...),
		Col("relevance", "Relevance", Text, 13, "Whether the commitment serves access to information, civic participation or public accountability.",
			func(_ *Lookup, r *c) any { return r.Relevance }).required().values(vocabulary.AllowedValues(record.FieldRelevance)...),
		Col("potential_impact", "Potential impact", Text, 15, "How far it would change the state of affairs if carried out in full (plans up to 2019).",
			func(_ *Lookup, r *c) any { return r.PotentialImpact }).required().values(vocabulary.AllowedValues(record.FieldPotentialImpact)...),
		Col("potential_for_results", "Potential for results", Text, 15, "What results it could bring if carried out (plans from 2020); a scale of its own, not to be averaged with potential impact.",
			func(_ *Lookup, r *c) any { return r.PotentialForResults }).required().values(vocabulary.AllowedValues(record.FieldPotentialResults)...),
		Col("ambition", "Ambition", Text, 13, "The word that OGP's page shows for ambition.",
			func(_ *Lookup, r *c) any { return r.Ambition }).required().values(vocabulary.AllowedValues(record.FieldAmbition)...),
	}
}

// CommitmentResults are the columns of what came of it, by the IRM's findings.
func CommitmentResults() []ColumnOf[dataset.Commitment] {
	type c = dataset.Commitment
	return []ColumnOf[c]{
		Col("completion_midterm", "Completion at midterm", Text, 20, "The IRM's finding at the middle of the plan.",
			func(_ *Lookup, r *c) any { return r.CompletionMidterm }).required().values(vocabulary.AllowedValues(record.FieldCompletionMidterm)...),
		Col("completion_end_of_term", "Completion at end of term", Text, 20, "The IRM's finding after the plan's end.",
			func(_ *Lookup, r *c) any { return r.CompletionEndOfTerm }).required().values(vocabulary.AllowedValues(record.FieldCompletionEnd)...),
		Col("completion", "Latest completion", Text, 20, "The end-of-term finding if there is one, else the midterm finding, else one of unstated stage. A later, lower finding replaces an earlier, higher one.",
			func(_ *Lookup, r *c) any { return r.Completion }).required().values(vocabulary.AllowedValues(record.FieldCompletion)...),
		Col("counts_in_rates", "Counts in rates", Text, 10, "Yes: a rating of it counts in every rate. No: the member reports on itself, or the commitment is no longer listed. Filter Yes and the four ratings for the number of assessed commitments.",
			func(_ *Lookup, r *c) any { return inWords(r.CountsInRates()) }).required().values(vocabulary.Yes, vocabulary.No),
		Col("completion_stage", "Stage of latest completion", Text, 14, "The stage that the latest finding was made at.",
			func(_ *Lookup, r *c) any { return dataset.CompletionStageInWords(r.CompletionStage) }).required().SaidAs(words.Sentence),
		Col("completion_source", "Source of completion", Text, 14, "Where the latest finding was read: the commitment's page or OGP's own table.",
			func(_ *Lookup, r *c) any { return r.CompletionSource }).required(),
		Col("evidence_basis", "Evidence", Text, 14, "Who made the findings: the IRM, or the member about itself (an End of Commitment Report, a self-assessment). A member's own findings never count as IRM ratings.",
			func(_ *Lookup, r *c) any { return dataset.EvidenceInWords(r.SelfReported) }).required().values(evidences()...),
		Col("did_it_open_government", "Did it open government?", Text, 16, "The IRM's finding on how far government became more open (plans from 2013).",
			func(_ *Lookup, r *c) any { return r.DIOG }).required().values(vocabulary.AllowedValues(record.FieldDIOG)...),
		Col("early_results", "Early results", Text, 16, "The IRM's finding on early results (plans from 2021); a scale of its own.",
			func(_ *Lookup, r *c) any { return r.EarlyResults }).required().values(vocabulary.AllowedValues(record.FieldEarlyResults)...),
		Col("starred", "Starred", Text, 14, "Whether any source states the commitment as starred. Stars ended with the plans of 2018-20.",
			func(_ *Lookup, r *c) any { return r.Starred }).required().values(yesNo()...),
		Col("starred_midterm", "Starred at midterm", Text, 12, "The star as stated at midterm.",
			func(_ *Lookup, r *c) any { return r.StarredMidterm }).required().values(yesNo()...),
		Col("starred_end_of_term", "Starred at end of term", Text, 12, "The star as stated at the end of term.",
			func(_ *Lookup, r *c) any { return r.StarredEndOfTerm }).required().values(yesNo()...),
		Col("star_recomputed_midterm", "Star recomputed, midterm", Text, 14, "Today's formula applied at midterm: specificity medium or high, relevant, transformative, substantial or complete. Not stated where a part is unknown.",
			func(_ *Lookup, r *c) any { return r.StarRecomputedMidterm }).required().values(yesNo()...),
		Col("star_recomputed_end_of_term", "Star recomputed, end of term", Text, 14, "Today's formula applied at the end of term.",
			func(_ *Lookup, r *c) any { return r.StarRecomputedEndOfTerm }).required().values(yesNo()...),
	}
}

func commitmentRecord() []ColumnOf[dataset.Commitment] {
	type c = dataset.Commitment
	return []ColumnOf[c]{
		Col("cluster_ids", "Assessed together with", List, 18, "Codes of the commitments that the IRM assessed as one with this commitment.",
			func(_ *Lookup, r *c) any { return r.ClusterIDs }),
		Col("continues", "Continues", Text, 14, "The earlier commitment it carries on, where a source says so.",
			func(_ *Lookup, r *c) any { return r.Continues }),
		Col("irm_reports", "IRM reports", List, 40, "IRM reports that the page names as its basis.",
			func(_ *Lookup, r *c) any { return r.IRMReports }),
		Col("description", "Description", LongText, 120, "The commitment's own description. Cut on the sheet, whole in the CSV file.",
			func(_ *Lookup, r *c) any { return r.Description }),
		Col("url", "Page", URL, 12, "Address of the commitment's page; Not stated where the site has none.",
			func(_ *Lookup, r *c) any { return r.URL }).OnlyCSV(),
		Col("provisional", "Provisional ID", Boolean, 14, "Yes: OGP gives no code, so the identity was made from the plan and title and may be replaced by a code later.",
			func(_ *Lookup, r *c) any { return r.Provisional }).required(),
		Col("carried_forward", "Carried forward", Boolean, 10, "Yes: a value could not be read tonight, and the last one known stands.",
			func(_ *Lookup, r *c) any { return r.Carried }).required(),
		Col("gone", "No longer listed", Boolean, 13, "Yes: the site no longer lists it; it is kept here and left out of all counts.",
			func(_ *Lookup, r *c) any { return r.Gone }).required(),
		Col("first_seen", "First seen", Date, 12, "Date of the first run that knew the commitment.",
			func(_ *Lookup, r *c) any { return r.FirstSeen }),
		Col("last_seen", "Last seen", Date, 12, "Date of the last run in which a source confirmed the commitment.",
			func(_ *Lookup, r *c) any { return r.LastSeen }),
		Col("last_changed", "Last changed", Date, 12, "Date of the last run in which a value of it changed.",
			func(_ *Lookup, r *c) any { return r.LastChanged }),
	}
}

func ratingsTable() declaration {
	type t = dataset.Rating
	return spec[t]{
		table: Table{
			Name: "ratings", Title: "Ratings",
			Description: "One row for each commitment, indicator and stage: the value, the raw words behind it and where they were read.",
			Key:         []string{"commitment_id", "indicator", "stage"},
			ForeignKeys: []ForeignKey{{"commitment_id", "commitments", "commitment_id"}},
		},
		rows: func(ds *dataset.Dataset) []t { return ds.Ratings },
		columns: []ColumnOf[t]{
			Col("commitment_id", "Commitment", Text, 13, "The commitment.",
				func(_ *Lookup, r *t) any { return r.CommitmentID }).required(),
			Col("indicator", "Indicator", Text, 24, "What was assessed, such as completion or potential impact.",
				func(_ *Lookup, r *t) any { return r.Indicator }).required(),
			Col("stage", "Stage", Text, 14, "The stage of the plan the finding was made at; Not stated where no source says.",
				func(_ *Lookup, r *t) any { return vocabulary.RatingStage(r.Stage) }).required(),
			Col("value", "Value", Text, 20, "The finding in the one vocabulary of this report.",
				func(_ *Lookup, r *t) any { return r.Value }).required(),
			Col("raw", "Raw words", Text, 24, "The words of the source, unchanged.",
				func(_ *Lookup, r *t) any { return r.Raw }).required(),
			Col("source", "Source", Text, 16, "The commitment's page or OGP's own table.",
				func(_ *Lookup, r *t) any { return r.Source }).required(),
			Col("source_url", "Source address", URL, 20, "Address of the source; Not stated for a table that was read from a file.",
				func(_ *Lookup, r *t) any { return r.SourceURL }),
			Col("read", "Read", Time, 17, "When the source was read, UTC.",
				func(_ *Lookup, r *t) any { return r.Read }).unit("UTC"),
			Col("irm_report", "IRM report", Text, 30, "The IRM report that the source names behind the finding.",
				func(_ *Lookup, r *t) any { return r.IRMReport }).required(),
			Col("carried_forward", "Carried forward", Boolean, 12, "Yes: it could not be read tonight, and the last reading stands.",
				func(_ *Lookup, r *t) any { return r.CarriedForward }).required(),
		},
	}
}

func policyAreasTable() declaration {
	type p = dataset.PolicyArea
	return spec[p]{
		table: Table{
			Name: "policy_areas", Title: "Policy areas",
			Description: "One row for each policy area of each commitment.",
			Key:         []string{"commitment_id", "policy_area"},
			ForeignKeys: []ForeignKey{{"commitment_id", "commitments", "commitment_id"}},
		},
		rows: func(ds *dataset.Dataset) []p { return ds.PolicyAreas },
		columns: []ColumnOf[p]{
			Col("commitment_id", "Commitment", Text, 13, "The commitment.",
				func(_ *Lookup, r *p) any { return r.CommitmentID }).required(),
			Col("policy_area", "Policy area", Text, 36, "A policy area OGP files it under.",
				func(_ *Lookup, r *p) any { return r.PolicyArea }).required(),
		},
	}
}

func inWords(yes bool) string {
	if yes {
		return vocabulary.Yes
	}
	return vocabulary.No
}
