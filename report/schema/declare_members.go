package schema

import (
	"time"

	"ogptracker/report/words"
	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

func membersTable() declaration {
	type m = dataset.Member
	return spec[m]{
		table: Table{
			Name: "members", Title: "Members",
			Description: "One row for each member of OGP, national or local, with where it stands tonight.",
			Key:         []string{"member_id"},
			SheetFirst:  []string{"member", "member_type", "country", "region", "status", "member_since"},
			// The plans are no foreign keys: action_plans refers to members already,
			// and two tables that refer to each other cannot be loaded one by one.
		},
		rows: func(ds *dataset.Dataset) []m { return ds.Members },
		columns: []ColumnOf[m]{
			Col("member_id", "Member ID", Text, 18, "The member's short name in addresses of OGP's site, in lower case; the same in every table.",
				func(_ *Lookup, r *m) any { return r.ID }).required(),
			Col("member", "Member", Text, 24, "The member's name as OGP writes it.",
				func(_ *Lookup, r *m) any { return r.Name }).required().LinkedBy("url"),
			Col("country", "Country", Text, 20, "The country the member is, or lies in if it is a local member.",
				func(_ *Lookup, r *m) any { return r.Country }).required(),
			Col("iso3", "ISO code", Text, 10, "The country's three-letter ISO 3166-1 code.",
				func(_ *Lookup, r *m) any { return r.ISO3 }),
			Col("member_type", "Member type", Text, 12, "National for a country's government, Local for a city, province or region, Other for what is neither.",
				func(_ *Lookup, r *m) any { return r.Type }).required().values(memberTypes()...),
			Col("region", "Region", Text, 22, "The region OGP counts the member to.",
				func(_ *Lookup, r *m) any { return r.Region }).required(),
			Col("member_since", "Member since", YearT, 12, "Year the member joined OGP; empty where no source states it.",
				func(_ *Lookup, r *m) any { return r.MemberSince }).unit("year"),
			Col("status", "Status", Text, 14, "Standing of the membership as the site's list and banners state it.",
				func(_ *Lookup, r *m) any { return r.Status }).required().values(memberStatuses()...),
			Col("current_plan_id", "Current action plan", Text, 24, "The newest plan that runs at the report's date; empty when none runs.",
				func(_ *Lookup, r *m) any { return r.CurrentPlanID }).mayBeEmpty(),
			Col("latest_plan_id", "Latest action plan", Text, 24, "The newest plan known, running or ended; empty where none is known.",
				func(_ *Lookup, r *m) any { return r.LatestPlanID }).mayBeEmpty(),
			Col("latest_plan_ends_by", "Latest plan ends by", Date, 14, "The last day that the end of the latest action plan can mean; empty where no end is known.",
				func(f *Lookup, r *m) any { return f.ends[r.LatestPlanID] }),
			Col("previous_plan_id", "Plan before", Text, 20, "The plan before the latest one; empty where none is known.",
				func(_ *Lookup, r *m) any { return r.PreviousPlanID }).mayBeEmpty(),
			Col("commitments", "Commitments", Integer, 14, "Number of commitments in all of the member's plans, each counted once; empty where none was read. The five stages beside it add up to it.",
				func(_ *Lookup, r *m) any { return known(r.Counts.Known(), r.Counts.Commitments) }).unit("commitments"),
			Col("current_commitments", "Current commitments", Integer, 14, "Commitments with a plan that has not ended.",
				func(_ *Lookup, r *m) any { return known(r.Counts.StagesKnown(), r.Counts.Current) }).unit("commitments"),
			Col("awaiting_review_commitments", "Awaiting review", Integer, 12, "Commitments whose plan has ended and whose last IRM review is still to come.",
				func(_ *Lookup, r *m) any { return known(r.Counts.StagesKnown(), r.Counts.AwaitingReview) }).unit("commitments"),
			Col("post_implementation_commitments", "Post-implementation commitments", Integer, 17, "Commitments whose plan has ended and that the IRM found on in the last review their period provides.",
				func(_ *Lookup, r *m) any { return known(r.Counts.StagesKnown(), r.Counts.PostImplementation) }).unit("commitments"),
			Col("not_to_be_reviewed_commitments", "Not to be reviewed", Integer, 13, "Commitments whose plan has ended and that the IRM does not review: the member reports on itself, or left.",
				func(_ *Lookup, r *m) any { return known(r.Counts.StagesKnown(), r.Counts.NotReviewed) }).unit("commitments"),
			Col("stage_not_stated_commitments", "Stage not stated", Integer, 11, "Commitments of which no plan with a known end is known.",
				func(_ *Lookup, r *m) any { return known(r.Counts.Known(), r.Counts.StageUnknown) }).unit("commitments"),
			Col("starred_commitments", "Starred commitments", Integer, 14, "Commitments that a page or OGP's table states as starred at either stage; empty where no source says so or otherwise of any.",
				func(_ *Lookup, r *m) any { return known(r.Counts.StarsKnown(), r.Counts.Starred) }).unit("commitments"),
			Col("counts_note", "About the counts", Text, 24, "What the counts rest on: an empty count is not known, which is not 0.",
				func(_ *Lookup, r *m) any { return countsNote(&r.Counts, r.Freshness) }).required().values(countsNotes()...),
			Col("statement", "Government's statement", LongText, 60, "Text the government wrote about its membership, or the site's own text about the member. It also stands in the member's workbook.",
				func(_ *Lookup, r *m) any { return r.Statement }).OnlyCSV(),
			Col("statement_by", "Statement by", Text, 26, "Who contributed the statement, as the page says.",
				func(_ *Lookup, r *m) any { return r.StatementBy }).OnlyCSV(),
			Col("letter_of_intent_url", "Letter of intent", URL, 16, "Address of the letter in which the government said it would join; Not stated where the site links none.",
				func(_ *Lookup, r *m) any { return r.LetterOfIntentURL }).linkText("Open letter"),
			Col("url", "Page", URL, 14, "Address of the member's page.",
				func(_ *Lookup, r *m) any { return r.URL }).OnlyCSV(),
			Col("last_read", "Last read", Time, 17, "When the site last gave or confirmed the member's page, UTC; empty if never.",
				func(_ *Lookup, r *m) any { return r.LastRead }).unit("UTC"),
			Col("freshness", "Tonight's reading", Text, 15, "What tonight's run did for the member's page.",
				func(_ *Lookup, r *m) any { return r.Freshness }).required().values(freshnesses()...),
		},
	}
}

func actionPlansTable() declaration {
	type p = dataset.Plan
	return spec[p]{
		table: Table{
			Name: "action_plans", Title: "Action plans",
			Description: "One row for each action plan of a member.",
			Key:         []string{"plan_id"},
			ForeignKeys: []ForeignKey{{"member_id", "members", "member_id"}},
		},
		rows: func(ds *dataset.Dataset) []p { return ds.Plans },
		columns: []ColumnOf[p]{
			Col("plan_id", "Plan ID", Text, 24, "Member ID and first year of the plan as first seen; it never changes afterwards.",
				func(_ *Lookup, r *p) any { return r.ID }).required().LinkedBy("url"),
			Col("member_id", "Member ID", Text, 18, "The member whose plan it is.",
				func(_ *Lookup, r *p) any { return r.MemberID }).required().OnlyCSV(),
			Col("member", "Member", Text, 22, "Name of the member.",
				func(f *Lookup, r *p) any { return f.Member(r.MemberID) }).required(),
			Col("title", "Title", Text, 44, "The plan's title as OGP writes it.",
				func(_ *Lookup, r *p) any { return r.Title }),
			Col("plan_number", "Plan number", Integer, 10, "Which of the member's plans it is: 1 for the first. Empty where no source numbers it.",
				func(_ *Lookup, r *p) any { return positive(r.Number) }),
			Col("cycle", "Cycle", Text, 13, "First and last year as OGP writes them, such as 2016-2018.",
				func(_ *Lookup, r *p) any { return r.Cycle }),
			Col("start_year", "First year", YearT, 10, "Year the plan began.",
				func(_ *Lookup, r *p) any { return r.StartYear }).unit("year"),
			Col("end_year", "End year", YearT, 10, "Year the plan ended or is to end; empty where no source states it.",
				func(_ *Lookup, r *p) any { return r.EndYear }).unit("year"),
			Col("end_date", "End date", Text, 13, "End of the plan as its source states it (2018, 2018-08 or 2018-08-31).",
				func(_ *Lookup, r *p) any { return statedEnd(r) }),
			Col("ends_by", "Ends by", Date, 12, "The last day that the stated end, or the end year, can mean; empty where neither is known.",
				func(_ *Lookup, r *p) any { return endsBy(r) }),
			Col("ends_by_precision", "End known to the", Text, 11, "What the end is known to: Day, Month, Quarter or Year.",
				func(_ *Lookup, r *p) any { return endPrecision(r) }).required().values(append(precisions(), vocabulary.NotStated)...),
			Col("end_assumed", "End assumed", Boolean, 11, "Yes: no source states the day, so 31 December of the end year is assumed.",
				func(_ *Lookup, r *p) any { return r.EndAssumed }).required(),
			Col("is_current", "Current", Boolean, 10, "Yes: the plan runs at the report's date.",
				func(_ *Lookup, r *p) any { return r.IsCurrent }).required(),
			Col("commitments", "Commitments", Integer, 14, "Number of commitments found for the plan; empty where none was found, which is not 0.",
				func(_ *Lookup, r *p) any { return positive(r.Commitments) }).unit("commitments"),
			Col("evidence_basis", "Evidence", Text, 22, "Who assesses the plan: the IRM, or the member itself.",
				func(_ *Lookup, r *p) any { return dataset.EvidenceInWords(r.SelfReported) }).required().values(evidences()...),
			Col("url", "Page", URL, 14, "Address of the plan's page; Not stated where the site has none.",
				func(_ *Lookup, r *p) any { return r.URL }).OnlyCSV(),
			Col("file_urls", "Files", List, 30, "Addresses of the plan's files.",
				func(_ *Lookup, r *p) any { return r.FileURLs }).OnlyCSV(),
		},
	}
}

func coverageTable() declaration {
	type c = dataset.Coverage
	return spec[c]{
		table: Table{
			Name: "coverage", Title: "Coverage",
			Description: "One row for each member: how many of its pages are known, and what tonight's run did for them.",
			Key:         []string{"member_id"},
			ForeignKeys: []ForeignKey{{"member_id", "members", "member_id"}},
		},
		rows: func(ds *dataset.Dataset) []c { return ds.Coverage },
		columns: []ColumnOf[c]{
			Col("member_id", "Member ID", Text, 20, "The member.",
				func(_ *Lookup, r *c) any { return r.MemberID }).required(),
			Col("member", "Member", Text, 26, "Name of the member.",
				func(f *Lookup, r *c) any { return f.Member(r.MemberID) }).required(),
			Col("expected", "Pages known", Integer, 12, "Pages of the member that are known to exist.",
				func(_ *Lookup, r *c) any { return r.Expected }).required().unit("pages"),
			Col("read", "Read tonight", Integer, 12, "Pages fetched tonight with new or changed content.",
				func(_ *Lookup, r *c) any { return r.Read }).required().unit("pages"),
			Col("unchanged", "Unchanged", Integer, 12, "Pages asked for tonight of which the site said that nothing changed.",
				func(_ *Lookup, r *c) any { return r.Unchanged }).required().unit("pages"),
			Col("failed", "Failed", Integer, 10, "Pages asked for tonight without success.",
				func(_ *Lookup, r *c) any { return r.Failed }).required().unit("pages"),
			Col("carried_forward", "Carried forward", Integer, 12, "Pages not asked for tonight, for which an earlier reading stands.",
				func(_ *Lookup, r *c) any { return r.CarriedForward }).required().unit("pages"),
			Col("not_read_yet", "Not read yet", Integer, 12, "Pages known that no run has read so far.",
				func(_ *Lookup, r *c) any { return r.NotReadYet }).required().unit("pages"),
			Col("oldest_read", "Oldest reading", Time, 17, "When the page that was confirmed longest ago was confirmed, UTC; empty if none was read.",
				func(_ *Lookup, r *c) any { return r.OldestRead }).unit("UTC"),
		},
	}
}

func dueDatesTable() declaration {
	type d = dataset.DueDate
	return spec[d]{
		table: Table{
			Name: "due_dates", Title: "Due dates",
			Description: "One row for each thing that OGP's rules let one expect of a member or the IRM, and by when. Expected is not overdue: the rules know exceptions that pages do not state.",
			Key:         []string{"member_id", "duty"},
			SheetFirst:  []string{"expected", "days", "state", "member", "duty", "whose", "certain", "basis"},
			ForeignKeys: []ForeignKey{{"member_id", "members", "member_id"}},
		},
		rows: func(ds *dataset.Dataset) []d { return ds.DueDates },
		columns: []ColumnOf[d]{
			Col("member_id", "Member ID", Text, 20, "The member it is about.",
				func(_ *Lookup, r *d) any { return r.MemberID }).required(),
			Col("member", "Member", Text, 26, "Name of the member.",
				func(f *Lookup, r *d) any { return f.Member(r.MemberID) }).required(),
			Col("duty", "What is expected", Text, 26, "Results expected: four months after a plan ends (OGP glossary, Completion). Next plan expected: within twelve months (OGP glossary, Procedural Review).",
				func(_ *Lookup, r *d) any { return r.Duty }).required(),
			Col("whose", "Whose duty", Text, 20, "Who is to do it.",
				func(_ *Lookup, r *d) any { return r.Whose }).required(),
			Col("expected", "Expected by", Date, 13, "The day by which it can be expected; empty where the plan's end is not known.",
				func(_ *Lookup, r *d) any { return r.Expected }),
			Col("days", "Days", Integer, 8, "Days from the report's date to that day; below 0 it has passed.",
				func(_ *Lookup, r *d) any { return r.Days }).required().unit("days"),
			Col("state", "State", Text, 10, "Whether the day is still coming or has passed. Passed is not overdue.",
				func(_ *Lookup, r *d) any { return dueState(r) }).required().values(dueComing, duePassed).SaidAs(words.Sentence),
			Col("plan_id", "Action plan", Text, 20, "The plan that it was reckoned from.",
				func(_ *Lookup, r *d) any { return r.PlanID }).required().OnlyCSV(),
			Col("basis", "Reckoned from", Text, 100, "The date it was reckoned from, and the rule.",
				func(_ *Lookup, r *d) any { return r.Basis }).required(),
			Col("certain", "Certain", Boolean, 10, "No: the end it is reckoned from is itself assumed.",
				func(_ *Lookup, r *d) any { return r.Certain }).required(),
		},
	}
}

// known is nil for a count that is not known.
func known(is bool, n int) any {
	if is {
		return n
	}
	return nil
}

// CountInWords is a count among facts, where a blank would be read as nought.
func CountInWords(is bool, n int) any {
	if is {
		return n
	}
	return "Not known"
}

// Words beside the counts of a member.
const (
	countsComplete    = "Counted"
	countsUnread      = "Not read yet"
	countsNoneFound   = "None found"
	countsNoStages    = "Stages not known"
	countsSomeUnknown = "Some stages not known"
)

func countsNotes() []string {
	return []string{countsComplete, countsSomeUnknown, countsNoStages, countsNoneFound, countsUnread}
}

func countsNote(c *dataset.MemberCounts, reading record.Freshness) string {
	switch {
	case !c.Known() && reading == record.FreshNotRead:
		return countsUnread
	case !c.Known():
		return countsNoneFound
	case !c.StagesKnown():
		return countsNoStages
	case c.StageUnknown > 0:
		return countsSomeUnknown
	}
	return countsComplete
}

// statedEnd is the end of a plan as a source states it; an end that is
// assumed from the plan's years is not.
func statedEnd(p *dataset.Plan) string {
	if p.EndAssumed {
		return vocabulary.NotStated
	}
	return p.EndDate
}

func endsBy(p *dataset.Plan) any {
	if end, ok := dataset.EndOf(p); ok {
		return end.Day.Format(time.DateOnly)
	}
	return nil
}

func endPrecision(p *dataset.Plan) string {
	if end, ok := dataset.EndOf(p); ok {
		return end.Precision.String()
	}
	return vocabulary.NotStated
}

func precisions() (words []string) {
	for p := vocabulary.PrecisionDay; p > vocabulary.PrecisionNone; p-- {
		words = append(words, p.String())
	}
	return words
}

// States of an expected day.
const (
	dueComing = "coming"
	duePassed = "passed"
)

func dueState(d *dataset.DueDate) string {
	if d.Passed() {
		return duePassed
	}
	return dueComing
}

// positive is nil for a number that is not known.
func positive(n int) any {
	if n > 0 {
		return n
	}
	return nil
}

func evidences() []string { return []string{dataset.EvidenceIRM, dataset.EvidenceMember} }
