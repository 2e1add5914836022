package transform

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/figure"
	"ogptracker/transform/vocabulary"
)

// randomSite is a site made at random whose truth is known: which commitments
// the members alone report on.
type randomSite struct {
	random *rand.Rand
	night  record.Night
	own    map[string]bool // commitments that rest on the member's own report
	// assessed are those of governments that assessed themselves: by the
	// reports their pages list alone, since the IRM reviews such members.
	assessed map[string]bool
	// reportsKnown: what was taken away were not the reports behind ratings.
	reportsKnown bool
}

var ratingWords = []string{"Completed", "Substantial", "Limited", "Not Started", "Unclear", "Pending IRM Review", "NR"}

func newRandomSite(random *rand.Rand) *randomSite {
	s := &randomSite{random: random, night: record.Night{Base: weekBase, Table: &record.Table{Name: "table.csv", Edition: "2024", Hash: "t"}}, own: map[string]bool{}, assessed: map[string]bool{}}
	for _, m := range []struct {
		id, name, prefix string
		local            bool
	}{{"estonia", "Estonia", "EE", false}, {"kenya", "Kenya", "KE", false}, {"makueni-kenya", "Makueni, Kenya", "MAK", true}, {"scotland-united-kingdom", "Scotland, United Kingdom", "SCO", true},
		{"springfield", "Springfield", "SPR", true}} {
		for plan := range 1 + random.IntN(2) {
			s.addPlan(m.id, m.name, m.prefix, m.local, 2016+2*plan, plan)
		}
	}
	return s
}

func (s *randomSite) read(p record.Page) {
	at := time.Date(2025, 1, 14, 2, 0, 0, 0, time.UTC)
	if p.BodyHash == "" {
		p.BodyHash = bodyHash(&p)
	}
	s.night.Reads = append(s.night.Reads, record.Read{Page: p, Freshness: record.FreshRead, LastRead: at, Requested: true})
}

// addPlan adds a plan with its commitments, their rows and the IRM's report.
func (s *randomSite) addPlan(member, name, prefix string, local bool, year, plan int) {
	title := fmt.Sprintf("%s Action Plan %d-%d", name, year, year+2)
	irm, own := fmt.Sprintf("%s End-of-Term Report %d-%d", name, year, year+2), "End of Commitment Report - "+name
	n := 1 + s.random.IntN(8)
	counts := map[string]float64{}
	for i := range n {
		code, word := fmt.Sprintf("%s%04d", prefix, 100*plan+i), ratingWords[s.random.IntN(len(ratingWords))]
		counts[word]++
		reports := []record.Link{{Text: irm}}
		switch {
		case local && s.random.IntN(2) == 0:
			reports, s.own[code] = []record.Link{{Text: own}}, true
		case local && s.random.IntN(2) == 0:
			reports, s.own[code] = []record.Link{{Text: name + " Action Plan Review"}, {Text: own}}, true
		case !local && s.random.IntN(5) == 0:
			reports, s.own[code], s.assessed[code] = []record.Link{{Text: name + " End-of-Term Self-Assessment Report"}}, true, true
		}
		s.read(record.Page{
			Source: record.Source{Address: weekBase + "/members/" + member + "/commitments/" + code + "/"},
			Kind:   record.KindCommitment, Layout: record.Layout2022, Title: "Commitment " + code, Member: member, Code: code,
			ActionPlans: []record.Link{{Text: title}}, IRMReports: reports,
			Fields: record.Fields{record.FieldCompletion: record.Say(word), record.FieldActionPlanCycle: record.Say(fmt.Sprint(year)), record.FieldLeadInstitution: record.Say("Ministry of Finance")},
		})
		if !s.assessed[code] && s.random.IntN(2) == 0 {
			kind := "National"
			switch {
			case s.own[code]:
				kind = "Other"
			case local:
				kind = "Legacy Local"
			}
			s.night.Table.Rows = append(s.night.Table.Rows, record.Row{
				Line: len(s.night.Table.Rows) + 3, Code: code, Country: name, MemberType: kind, PlanNumber: fmt.Sprint(plan + 1),
				SubmissionYear: fmt.Sprint(year), EndYear: fmt.Sprint(year + 2), Title: "Commitment " + code, Fields: record.Fields{record.FieldCompletionEnd: record.Say(word)},
			})
		}
	}
	s.read(record.Page{
		Source: record.Source{Address: weekBase + "/documents/" + vocabulary.Slug(irm) + "/"}, Kind: record.KindDocument, Layout: record.Layout2022, Title: irm,
		Fields:  record.Fields{record.FieldDocumentType: record.Say("IRM Report")},
		Figures: s.printed(float64(n), counts),
	})
}

// printed are a report's figures: true ones, and now and then a wrong one.
func (s *randomSite) printed(n float64, counts map[string]float64) []record.Figure {
	value := func(m record.Measure, v float64) record.Figure {
		if s.random.IntN(5) == 0 {
			v++
		}
		return record.Figure{Measure: m, Stage: record.StageEndOfTerm, Printed: fmt.Sprint(v), Count: &v, State: record.Stated}
	}
	figures := []record.Figure{
		value(record.MeasureCompleted, counts["Completed"]), value(record.MeasureSubstantial, counts["Substantial"]),
		value(record.MeasureLimited, counts["Limited"]), value(record.MeasureNotStarted, counts["Not Started"]),
	}
	if s.random.IntN(4) > 0 {
		figures = append(figures, record.Figure{Measure: record.MeasureCommitments, Stage: record.StageEndOfTerm, Printed: fmt.Sprint(n), Count: &n, State: record.Stated})
	}
	return figures
}

// takenAway is the night without some of its pages, rows and columns.
func (s *randomSite) takenAway() record.Night {
	n := s.night
	table := *n.Table
	n.Table = &table
	n.Reads, table.Rows = nil, nil
	dropped := []record.Field{"", record.FieldCompletionEnd, record.FieldActionPlanCycle, record.FieldLeadInstitution}[s.random.IntN(4)]
	noYears, noTypes, noReports, noPlans := s.random.IntN(4) == 0, s.random.IntN(4) == 0, s.random.IntN(4) == 0, s.random.IntN(4) == 0
	s.reportsKnown = !noReports
	for _, r := range s.night.Table.Rows {
		if s.random.IntN(3) == 0 {
			continue
		}
		r.Fields = maps.Clone(r.Fields)
		delete(r.Fields, dropped)
		if noYears {
			r.SubmissionYear, r.EndYear = "", ""
		}
		if noTypes {
			r.MemberType = ""
		}
		table.Rows = append(table.Rows, r)
	}
	for _, r := range s.night.Reads {
		if r.Page.Kind == record.KindCommitment && s.random.IntN(3) == 0 {
			continue
		}
		r.Page.Fields = maps.Clone(r.Page.Fields)
		delete(r.Page.Fields, dropped)
		if noReports {
			r.Page.IRMReports = nil
		}
		if noPlans {
			r.Page.ActionPlans = nil
		}
		n.Reads = append(n.Reads, r)
	}
	return n
}

func datasetOf(t *testing.T, n record.Night, before *dataset.Snapshot) *dataset.Dataset {
	t.Helper()
	date := time.Date(2025, 1, 14, 0, 0, 0, 0, time.UTC)
	if before != nil {
		date = date.AddDate(0, 0, 1)
	}
	ds, err := Build(dataset.Input{Run: date.Format("20060102") + "T020000Z", Date: date, Night: n, LocalMembers: true, Before: before})
	if err != nil {
		t.Fatal(err)
	}
	return ds
}

// Whatever is taken away, a report may say less and never something else: no
// verdict that the whole does not give, no rate that rests on a member's own
// word, no count of 0 for what is not known.
func TestWhatIsTakenAwayNeverMakesAFigureWrong(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 2))
	for range 80 {
		site := newRandomSite(random)
		whole := datasetOf(t, site.night, nil)
		verdicts := verdictsByKey(whole)
		part := site.takenAway()
		for name, ds := range map[string]*dataset.Dataset{"whole": whole, "part": datasetOf(t, part, nil), "part, a night later": datasetOf(t, part, whole.Snapshot)} {
			if problem := site.misleads(ds, verdicts, site.reportsKnown || name != "part"); problem != "" {
				t.Fatalf("seed %d: %s: %s", seed, name, problem)
			}
		}
	}
}

func verdictsByKey(ds *dataset.Dataset) map[string]string {
	verdicts := map[string]string{}
	for _, r := range ds.Reconciliation {
		verdicts[r.ReportURL+string(r.Measure)+string(r.Stage)] = r.Verdict
	}
	return verdicts
}

// misleads says what in a dataset says more than is known; evidence: the
// reports behind ratings are known, tonight or from the night before.
func (s *randomSite) misleads(ds *dataset.Dataset, verdicts map[string]string, evidence bool) string {
	for _, r := range ds.Reconciliation {
		if whole := verdicts[r.ReportURL+string(r.Measure)+string(r.Stage)]; r.Verdict != dataset.NotComparable && r.Verdict != whole {
			return fmt.Sprintf("%s of %s %s (%s), the whole: %s", r.Measure, r.PlanID, r.Verdict, r.Reason, whole)
		}
	}
	counted := 0
	known := map[string]int{}
	for i := range ds.Commitments {
		c := &ds.Commitments[i]
		if !c.Gone {
			known[c.MemberID]++
		}
		if c.CountsInRates() && vocabulary.CompletionLevel(c.Completion) != vocabulary.LevelNone {
			counted++
			if s.own[c.ID] && (!s.assessed[c.ID] || evidence) {
				return c.ID + " counts in rates, though its member alone reports on it"
			}
		}
	}
	at := slices.IndexFunc(ds.Completion, func(r dataset.Completion) bool {
		return r.GroupType == figure.GroupAll && r.Stage == record.StageLatest
	})
	if at < 0 {
		return ""
	}
	if all := ds.Completion[at]; all.Assessed != counted || all.HighCompletion.Of != counted {
		return fmt.Sprintf("%d assessed, while the filter of commitments gives %d", all.Assessed, counted)
	}
	for i := range ds.Members {
		m := &ds.Members[i]
		if m.Counts.Known() != (known[m.ID] > 0) || m.Counts.Commitments != known[m.ID] {
			return fmt.Sprintf("%s: %+v, while %d commitments are known", m.ID, m.Counts, known[m.ID])
		}
	}
	for _, r := range ds.Completion {
		for _, rate := range []dataset.Rate{r.HighCompletion, r.FullCompletion, r.ShareOfAll} {
			if share, ok := rate.Value(); ok && (share < 0 || share > 1) || !ok && share != 0 {
				return fmt.Sprintf("%s %s: rate %v", r.GroupType, r.Group, rate)
			}
		}
		if r.Assessed+r.LeftOut != r.Commitments || r.ShareOfAll.Of != r.InReviewedPlans || r.InReviewedPlans > r.Commitments {
			return fmt.Sprintf("%s %s: %+v does not add up", r.GroupType, r.Group, r)
		}
	}
	return ""
}
