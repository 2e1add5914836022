package irmtable

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"testing"

	"ogptracker/scrape/record"
)

// The headers of OGP's two editions of 2015, with what stands in a row that
// nothing else is said of. The rows are made up.
const (
	groups2015 = ",,,,,,,Public Integrity Measures,,,,,Fiscal Openness,,,Citizen Engagement,,,Procurement,Access to Information Mechanisms,,Open Data,Elections,Justice,Public Services,How is it Done?,,,Who is Affected?,,,,Sectors,,,,,,,,,,,,,,Mainstreaming Issues,,OGP,Sum,Line Ministry Contact,,,,Working Groups"
	may2015    = `000 Case No.,Action Plan No.,Country,Commitment Title,Full Text,Lead institution (Responsible Instutitution),Supporting Institution,Anti-Corruption,Conflicts of Interest,Asset Disclosure,Audits & Controls,Whistleblower Protections,Budget Transparency,Citizen Budgets,Participatory Budgeting,E-petitions,Social Audits,Public Participation,Public Procurement,Access to Information,Records Management,Open Data,Elections & Political Finance,Law Enforcement & Justice,Public Service Delivery Improvement,E-government,Capacity Building,Legislation & Regulation,Private Sector,Legislature,Sub-national governance,Judiciary,Media & Telecommunications,Education,Health & Nutrition,Citizenship & Immigration,Welfare & Social Security,Water & Sanitation,Infrastructure,Public Safety,Defense,Natural Resources,Aid,Nonprofits,Labor,Science & Technology,Gender & Sexuality,Human Rights,OGP,,Person Reponsible from Lead Institution,"Title, Department",Email,Phone,ODWG,FOWG,LOWG,ATWG,ONRWG,Compound,Cluster,PoC Specificed?,Specificity,_Specificity,GC-PubInt,GC-PubRes,GC-PubSvc,GC-CorpAcc,GC-SafComm,Value -Info,Value -Part,Value -Acc,Value -Tech,_Relevant,NewvPre-exist,_NewvPre-exist,Potential Impact,_Pot Impact Coded,Timebound?,Start,End,_Before July 2013,Actual Completion,_Actual Completion,Projected Completion,_Proj Completion,On time,On schedule,Starred,New x Starred,Starred x Specificity,Next Y/N,Next Steps,Action Plan No.,IRM Assessed (Y/N)?`
	late2015   = `Country,Action Plan No,Theme,Comm No,Comm Dummy,Commitment Title,Short Title,Full Text,Milestone No,Milestone Dummy,Milestones/Activities,Milestone Short Title,Start Date,End Date,Lead Institution,Supporting Institution(s),Contact Name,Contact Position,Contact Email,Contact Telephone,Anti-corruption,Conflicts of Interest ,Asset disclosure,Audits & Controls,Fiscal Openness,Public Participation,Open Data,<br/>Public Service Delivery,E-government,Capacity Building,Private sector,Sub-national,Marginalized Communities,OGP,Checksum,ODWG,FOWG,LOWG,ATWG,ONRWG,Compound,Cluster,PoC Specificed? (Delete?),Specificity,_Specificity,GC-PubInt,GC-PubRes,GC-PubSvc,GC-CorpAcc,GC-SafComm,Value -Info,Value -Part,Value -Acc,Value -Tech,_Relevant,NewvPre-exist (Delete?),_NewvPre-exist (Delete?),Potential Impact,_Pot Impact Coded,Actual Completion,_Actual Completion,Projected Completion,_Proj Completion,On time,On schedule,Starred (pre-June 2014 assessments),Starred (2015 only),IRM Assessed (Y/N)?,Starred (Current formula),DELETE THIS COLUMN,DELETE THIS COLUMN,Year of submission,Report publication year,Starred (old formulas)`
)

// wide makes a table of an edition: each row says some columns, all others 0.
func wide(t *testing.T, above, headers string, rows ...map[string]string) string {
	t.Helper()
	names, err := csv.NewReader(strings.NewReader(headers)).Read()
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if above == "" {
		for i := range names {
			fmt.Fprintf(&b, ",%d", i)
		}
		above = b.String()[1:]
		b.Reset()
	}
	b.WriteString(above + "\n")
	w := csv.NewWriter(&b)
	w.Write(names)
	for _, said := range rows {
		cells := make([]string, len(names))
		for i, n := range names {
			cells[i] = "0"
			if v, ok := said[n]; ok {
				cells[i] = v
			}
		}
		w.Write(cells)
	}
	w.Flush()
	return b.String()
}

func TestTheEditionsOf2015AreReadWithAllTheirColumns(t *testing.T) {
	row := func(title, actual, code string, more ...string) map[string]string {
		said := map[string]string{"Country": "Albania", "Action Plan No.": "1", "Action Plan No": "1", "Commitment Title": title, "Short Title": title, "Full Text": "words", "Comm Dummy": "1",
			"Lead institution (Responsible Instutitution)": "Ministry A", "Lead Institution": "Ministry A", "Specificity": "c. high", "_Specificity": "3", "Potential Impact": "Transformative", "_Pot Impact Coded": "3", "_Relevant": "1", "Value -Info": "1",
			"Actual Completion": actual, "_Actual Completion": code, "Projected Completion": "d. Complete", "On schedule": "on schedule", "DELETE THIS COLUMN": "NR", "Year of submission": ""}
		for i := 0; i < len(more); i += 2 {
			said[more[i]] = more[i+1]
		}
		return said
	}
	for name, c := range map[string]struct{ text, want string }{
		"May": {wide(t, groups2015, may2015, row("A", "a. Not started", "1"), row("B", "b. Limited", "2"), row("C", "c. Substantial", "3", "Starred", "1"), row("D", "d. Complete", "4"), row("E", "NR", "NR")),
			"Albania A:a. Not started Albania B:b. Limited Albania C:c. Substantial Albania D:d. Complete Albania E:NR |  | 0 of 5 left out, 0 unread"},
		"late": {wide(t, "", late2015, row("A", "a. Not started", "2"), row("B", "Unclear", "1"), row("C", "Withdrawn", "0"), row("D", "d. Complete", "5", "Starred (Current formula)", "1"), row("a step", "d. Complete", "5", "Comm Dummy", "0", "Milestone Dummy", "1")),
			"Albania A:a. Not started Albania B:Unclear Albania C:Withdrawn Albania D:d. Complete | table-rows-not-commitments | 0 of 4 left out, 0 unread"},
	} {
		t.Run(name, func(t *testing.T) {
			table := read(t, "t.csv", c.text)
			if got := summary(table); got != c.want {
				t.Errorf("%s\nwant %s", got, c.want)
			}
			starred := 0
			for _, r := range table.Rows {
				if r.Fields[record.FieldStarred].Raw == "1" || r.Fields[record.FieldStarredMidterm].Raw == "1" {
					starred++
				}
				if r.Fields[record.FieldLeadInstitution].Raw != "Ministry A" || r.PlanNumber != "1" || !slices.Contains([]string{"words", ""}, r.Fields[record.FieldDescription].Raw) {
					t.Errorf("%s: %+v", r.Title, r)
				}
			}
			if starred != 1 {
				t.Errorf("%d rows are starred, want 1", starred)
			}
		})
	}
}
