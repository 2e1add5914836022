package transformtest

import (
	"ogptracker/scrape/record"
)

const site = "https://www.opengovpartnership.org"

// oddPages are what the recorded pages have not: plans without years, codes of
// other members, entries without code or title, documents under two addresses
// or of nobody, ends that read two ways.
func oddPages() []record.Page {
	commitment := func(layout record.Layout, member, code, title string, edit func(*record.Page), pairs ...string) record.Page {
		p := oddPage(record.KindCommitment, layout, "/members/"+member+"/commitments/"+code+"/", title, pairs...)
		p.Member, p.Code = member, code
		if edit != nil {
			edit(&p)
		}
		return p
	}
	pages := []record.Page{
		commitment(record.Layout2022, "estonia", "EE0099", "Of no plan", nil, "completion", "Limited"),
		commitment(record.Layout2022, "estonia", "EE0098", "Of a plan without years", nil, "action_plan", "The national plan", "completion", "Completed"),
		commitment(record.Layout2022, "estonia", "EE0097", "Of two plans", nil, "action_plan", "Estonia Action Plan 2018-2020, Estonia Action Plan 2020-2022; Estonia, Latvia and others", "starred", "Yes"),
		commitment(record.Layout2022, "estonia", "KE0077", "With the letters of another", nil, "action_plan_cycle", "2021"),
		commitment(record.Layout2022, "latvia", "LV0003", "With one plan's name and a cycle", func(p *record.Page) {
			p.ActionPlans = []record.Link{{Text: "Latvia Action Plan", URL: site + "/documents/lv/"}}
		}, "action_plan_cycle", "2019", "completion", "NR"),
		commitment(record.Layout2019, "latvia", "LV0003", "With one plan's name and a cycle, before", func(p *record.Page) { p.Address += "?older" }, "completion", "c. Substantial", "relevance", "Technology"),
		commitment(record.Layout2022, "atlantis", "AT1234567", "Under water", nil, "action_plan_cycle", "2022"),
	}
	for i, title := range []string{"1.2 Without code", "Without code", "Open data"} {
		p := oddPage(record.KindCommitment, record.Layout2017, "/commitment/0"+string(rune('1'+i))+"-latvia", title, "action_plan_cycle", "2019", "completion_midterm", "Limited")
		p.Member, p.Group = "latvia", []string{"", record.GroupPostImplementation, record.GroupCurrent}[i]
		pages = append(pages, p)
	}
	return append(append(pages, oddCountries()...), oddDocuments()...)
}

func oddPage(kind record.Kind, layout record.Layout, path, title string, pairs ...string) record.Page {
	p := record.Page{Source: record.Source{Address: site + path, BodyHash: "odd " + path}, Kind: kind, Layout: layout, Title: title, Fields: record.Fields{}}
	for i := 0; i < len(pairs); i += 2 {
		p.Fields[record.Field(pairs[i])] = record.Say(pairs[i+1])
	}
	return p
}

func oddCountries() []record.Page {
	newer := oddPage(record.KindCountry, record.Layout2022, "/members/latvia/", "Latvia", "current_cycle", "2019-2021", "plan_number", "Action Plan 4", "member_since", "2011")
	newer.Member, newer.CommitmentList, newer.DocumentList = "latvia", record.ListFilled, record.ListFilled
	newer.Commitments = []record.ListedCommitment{
		{Code: "lv0001", Title: "Lower case", Year: "2019"}, {Code: "LV0003", Title: "With one plan's name and a cycle", Year: "2020"}, {Code: "LV0002", Year: "2017"},
		{Title: "Without code", Year: "2019", Group: record.GroupPostImplementation}, {Title: "Open data", Group: record.GroupCurrent}, {Title: "Nobody knows when"}, {Year: "2019"},
	}
	newer.Documents = []record.ListedDocument{
		{Title: "Latvia Action Plan 2019-2021", Year: "2019", Type: "Action Plan", URL: site + "/documents/latvia-action-plan-2019-2021/"},
		{Title: "Latvia Letter of Intent", Year: "2011", URL: site + "/documents/latvia-letter-of-intent/"}, {Title: "A title without an address", Type: "Poster"},
		{Title: "Northern Ireland, United Kingdom Action Plan 2024-2026", URL: site + "/documents/ni/"}, {Title: "Latvia Mid-Term Report 2019-2020", URL: site + "/documents/lv-mid.pdf"},
		{URL: site + "/documents/"}, {Title: "Latvia Third Action Plan 2015-2017 (late)", URL: site + "/documents/late/"},
	}
	older := oddPage(record.KindCountry, record.Layout2019, "/members/latvia/?older", "Latvia", "current_cycle", "2019-2022", "plan_number", "Action Plan 2019", "statement", "We write to ann@example.org.\nContact: Ann")
	older.Member, older.DocumentList = "latvia", record.ListPart
	older.Documents = []record.ListedDocument{
		{Title: "Latvia’s Action Plan", Year: "2018", Type: "Resource", URL: site + "/documents/latvia-action-plan-2019-2021/"}, {Title: "Letter", URL: site + "/documents/estonia-letter/"},
	}
	estonia := oddPage(record.KindCountry, record.Layout2017, "/countries/estonia/odd", "Estonia")
	estonia.Member, estonia.Documents = "estonia", []record.ListedDocument{{Title: "Letter", URL: site + "/documents/estonia-letter/"}, {Title: "Estonia and Latvia together", URL: site + "/documents/both/"}}
	list := oddPage(record.KindMembersList, record.Layout2022, "/our-members/odd", "Members")
	list.Members = []record.ListedMember{
		{Name: "Latvia", Member: "latvia", Joined: record.Say("2012"), Group: "Members"}, {Name: "Springfield", Member: "springfield", Group: "Local Members", Joined: record.Say("2020")},
		{Name: "Utopia", Group: "Members", Note: "withdrawn"}, {Name: "Elsewhere, Kenya"}, {},
	}
	return []record.Page{newer, older, estonia, list}
}

func oddDocuments() []record.Page {
	document := func(path, title string, edit func(*record.Page), pairs ...string) record.Page {
		p := oddPage(record.KindDocument, record.Layout2022, path, title, pairs...)
		if edit != nil {
			edit(&p)
		}
		return p
	}
	files := func(names ...string) func(*record.Page) {
		return func(p *record.Page) {
			for _, n := range names {
				p.Files = append(p.Files, record.Link{Text: n, URL: site + "/wp-content/uploads/" + n})
			}
		}
	}
	return []record.Page{
		document("/?p=5120", "Latvia End-of-Term Report 2017-2019", nil),
		document("/documents/latvia-end-of-term-report-2017-2019/", "Latvia End-of-Term Report 2017-2019", files("lv.pdf", "lv.pdf", "lv-en.pdf"), "report_publication_year", "2020", "document_type", "IRM Report"),
		document("/?p=77", "Kenya Perspective", nil, "document_type", "Leaflet"),
		document("/documents/makueni-plan/", "Makueni Action Plan 2021-2023", files("makueni.pdf"), "country", "Kenya", "action_plan_end", "3/4/2023"),
		document("/documents/latvia-action-plan-2019-2021/", "Latvia Fourth National Action Plan 2019-2021", files("plan.pdf"), "action_plan_end", "2021-08", "action_plan_submission", "December 2019"),
		document("/documents/latvia-plan-amended/", "Latvia Action Plan 2019-2021, amended", nil, "action_plan_end", "31 August 2021"),
		document("/documents/latvia-plan-draft/", "Latvia Action Plan 2024-2026 - For Public Comment", func(p *record.Page) { p.Draft = true }),
		document("/documents/a-plan/", "National priorities", func(p *record.Page) { p.ActionPlans = []record.Link{{Text: "Latvia Action Plan 2012-2014"}} }, "action_plan_submission", "2012"),
		document("/documents/a-note/", "A note", nil, "action_plan", "Latvia Action Plan 2012-2014"),
		document("/documents/springfield/", "Springfield, United States Action Plan 2020", nil),
		document("/documents/georgia-and-ukraine/", "Georgia and Ukraine on procurement", nil),
		document("/documents/first-of-kenya/", "Kenya Review of 2012", nil, "country", "Latvia"),
		document("/documents/empty/", "", nil),
	}
}

// oddRows are rows of OGP's table that need care: without a code and with the
// number or the title of another, with a short title, of no plan, of a plan
// whose year no source gives.
func oddRows() []record.Row {
	row := func(plan, id, number, submitted, title, short, completion string) record.Row {
		return record.Row{Country: "Latvia", ISO3: "LVA", Region: "Europe", MemberType: "National", PlanNumber: plan, PlanID: id, Number: number, SubmissionYear: submitted, Title: title, ShortTitle: short,
			Fields: record.Fields{record.FieldCompletionEnd: record.Say(completion)}}
	}
	return []record.Row{
		row("4", "AP_LVA04", "1", "2019", "Without code", "", "Limited"), row("4", "AP_LVA04", "1", "2019", "Chapter one", "First half", "Completed"), row("4", "AP_LVA04", "2", "2019", "Chapter one", "Second half", "Completed"),
		row("3", "AP_LVA03", "NA", "", "Of a plan that another row dates", "", "Limited"), row("3", "AP_LVA03", "7.1 (b)", "2017", "Dated", "", "Not started"), row("9", "x", "1", "", "Of a plan nobody dates", "", "Limited"),
		row("Not attached", "", "", "2019", "Of no plan", "", "Limited"), row("", "", "", "", "Of nothing", "", "Limited"), row("4", "AP_LVA04", "5", "2020", "Of the year after", "", "Substantial"),
		{Country: "Utopia", ISO3: "UTO", Region: "Nowhere", MemberType: "Other", PlanNumber: "1", SubmissionYear: "2014", EndYear: "2016", Title: "Dreams", Fields: record.Fields{}},
	}
}
