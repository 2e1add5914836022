package assemble

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// ratedUnder is the plan a commitment's rating counts for: the one of its
// "Action Plan Cycle", else the plan of its row in OGP's table, else the
// newest of its plans. Nil where no plan is known.
func (c *commitmentBuild) ratedUnder() *planBuild {
	plans := c.allPlans()
	if len(plans) == 0 {
		return nil
	}
	if c.cycle > 0 {
		for _, d := range []vocabulary.Year{0, 1} {
			for _, p := range plans {
				if distance(p.first, c.cycle) == d {
					return p
				}
			}
		}
	}
	if c.tablePlan != nil && slices.Contains(plans, c.tablePlan) {
		return c.tablePlan
	}
	return plans[len(plans)-1]
}

// allPlans is every plan of a commitment, the earliest first: as its pages say,
// else its row in OGP's table, else the years of lists.
func (c *commitmentBuild) allPlans() []*planBuild {
	plans := c.plans
	if len(plans) == 0 && c.tablePlan != nil {
		plans = []*planBuild{c.tablePlan}
	}
	if len(plans) == 0 {
		for _, l := range c.listed {
			if y := vocabulary.FirstYear(l.entry.Year); y > 0 {
				if p := c.member.plans.find(planClue{first: y, near: true}); p != nil && !slices.Contains(plans, p) {
					plans = append(plans, p)
				}
			}
		}
	}
	if len(plans) == 0 && c.was != nil {
		for id := range strings.SplitSeq(c.was.Values.Get("plan_ids").Value, vocabulary.ListSeparator) {
			for _, p := range c.member.plans.plans {
				if p.id == id {
					plans = append(plans, p)
				}
			}
		}
	}
	if len(plans) < 2 {
		return plans
	}
	plans = slices.Clone(plans)
	slices.SortFunc(plans, func(x, y *planBuild) int { return cmp.Compare(x.first, y.first) })
	return slices.Compact(plans)
}

// titleOf is the title: a page's over a list's over the table's.
func (src *sources) titleOf(c *commitmentBuild) (title string, stated bool) {
	for _, r := range c.reads {
		if r.Page.Title != "" {
			return r.Page.Title, true
		}
	}
	for _, l := range c.listed {
		if l.entry.Title != "" {
			return l.entry.Title, true
		}
	}
	if c.row != nil {
		if t := src.titleOfRow(c.row); t != "" {
			return t, true
		}
	}
	return "", false
}

// absent is the word for a text of the commitment that no source has.
func (c *commitmentBuild) absent() string {
	if len(c.reads) == 0 && c.known && c.row == nil && !c.gonePage {
		return vocabulary.NotReadYet
	}
	return vocabulary.NotStated
}

// commitmentRows makes the rows of commitments, one after the other.
type commitmentRows struct {
	ratingStep
	ends     map[string]dataset.PlanEnd // of the plans whose end is known
	planRows map[string]*dataset.Plan
	day      string // of the report, in ISO form
}

// emitCommitment makes the row of a commitment, its ratings, its policy areas
// and what the log of changes follows.
func (st *commitmentRows) emitCommitment(out *dataset.Rows, c *commitmentBuild) {
	row := dataset.Commitment{ID: c.id, Provisional: c.code == "" && !isCode(c.id), MemberID: c.member.id}
	st.describe(&row, c)
	ratings := st.rate(&row, c)
	plans := make([]*dataset.Plan, 0, 2)
	for _, p := range c.allPlans() {
		row.PlanIDs = append(row.PlanIDs, p.id)
		if r := st.planRows[p.id]; r != nil {
			plans = append(plans, r)
		}
	}
	if p := c.ratedUnder(); p != nil {
		row.RatedUnder = p.id
		row.CycleYear, row.PlanNumber = p.first, p.number
	}
	if row.PlanNumber == 0 && c.row != nil { // also where the plan's years are not known
		number, _ := strconv.Atoi(c.row.PlanNumber)
		row.PlanNumber = max(0, number)
	}
	if c.cycle > 0 {
		row.CycleYear = c.cycle
	}
	if len(plans) == 0 && c.row == nil && len(c.reads) > 0 {
		st.issue(record.Issue{Code: record.CodePlanUnknown, Member: c.member.id, Key: c.id, URL: row.URL, Message: c.id + " names no action plan that is known; it stands in no plan's figures"})
	}
	row.ClusterIDs = st.clusterOf(c)
	row.Continues = continues(&row)
	row.Gone = st.gone(c)
	row.Stage = stageBy(&row, plans, &c.member.row, st.in.Date, func(p *dataset.Plan) (dataset.PlanEnd, bool) {
		end, ok := st.ends[p.ID]
		return end, ok
	})
	if row.Stage == vocabulary.StageNotStated {
		row.Stage = c.stageOfGroup(st.in.Date)
	}
	st.checkDates(c)
	row.FirstSeen, row.LastSeen = st.day, st.day
	if c.was != nil {
		row.FirstSeen = cmp.Or(c.was.FirstSeen, st.day)
		if !c.seen() {
			row.LastSeen = cmp.Or(c.was.LastSeen, st.day)
		}
	}
	if !c.seen() && c.was == nil {
		for _, r := range c.reads {
			if !r.LastRead.IsZero() {
				row.LastSeen = r.LastRead.UTC().Format("2006-01-02")
				break
			}
		}
	}
	values := commitmentValues(&row, ratings)
	if c.missing() {
		values = c.was.Values
	}
	lists, dropped := st.lists(c)
	out.Tracking[dataset.TableCommitments+"/"+row.ID] = dataset.Tracked{Member: row.MemberID, Hash: c.hash(), Values: values, Seen: c.seen(), Gone: row.Gone, Lists: lists, Dropped: dropped}
	out.Ratings = ratings.appendRows(out.Ratings, &row)
	for _, area := range row.PolicyAreas {
		out.PolicyAreas = append(out.PolicyAreas, dataset.PolicyArea{CommitmentID: row.ID, PolicyArea: area})
	}
	out.Commitments = append(out.Commitments, row)
}

// describe fills the texts of a row.
func (st *commitmentRows) describe(row *dataset.Commitment, c *commitmentBuild) {
	absent := c.absent()
	title, stated := st.titleOf(c)
	row.Title = title
	if !stated {
		row.Title = c.lastText("title", absent)
	}
	lead, leadAbsence := st.institutionsOf(c, record.FieldLeadInstitution)
	row.LeadInstitution = strings.Join(lead, vocabulary.ListSeparator)
	if len(lead) == 0 {
		row.LeadInstitution = c.lastText("lead_institution", cmp.Or(leadAbsence, absent))
	}
	support, supportAbsence := st.institutionsOf(c, record.FieldSupporting)
	row.SupportingInstitutions = support
	if len(support) == 0 {
		row.SupportingInstitutions = strings.Split(c.lastText("supporting_institutions", cmp.Or(supportAbsence, absent)), vocabulary.ListSeparator)
	}
	row.PolicyAreas = st.policyAreasOf(c)
	row.Description = st.descriptionOf(c, absent)
	row.URL = st.urlOf(c)
	for _, r := range c.reads {
		for _, l := range r.Page.IRMReports {
			if l.Text != "" && !slices.Contains(row.IRMReports, l.Text) {
				row.IRMReports = append(row.IRMReports, l.Text)
			}
		}
		if len(row.IRMReports) > 0 {
			break
		}
	}
	row.SelfReported = st.selfReported(c)
}

// lastText is what the last run knew of a text where tonight no source that
// has it could be asked; else the word of its absence.
func (c *commitmentBuild) lastText(field, absence string) string {
	if c.was == nil || absence != vocabulary.NotStated || len(c.reads) > 0 || c.row != nil {
		return absence
	}
	return cmp.Or(c.was.Values.Get(field).Value, absence)
}

func (st *commitmentRows) institutionsOf(c *commitmentBuild, field record.Field) ([]string, string) {
	v, _ := pick(c.reads, field)
	names, absence := st.vocab.Institutions(v)
	if len(names) > 0 {
		return names, ""
	}
	if c.row != nil {
		more, tableAbsence := st.vocab.Institutions(c.row.Fields[field])
		if len(more) > 0 {
			return more, ""
		}
		if absence == vocabulary.NotStated {
			absence = tableAbsence
		}
	}
	if absence == vocabulary.NotStated {
		return nil, ""
	}
	return nil, absence
}

func (st *commitmentRows) descriptionOf(c *commitmentBuild, absent string) string {
	v, _ := pick(c.reads, record.FieldDescription)
	for _, l := range c.listed {
		if v.State == record.NotStated && l.entry.Text != "" {
			v = record.Say(l.entry.Text)
		}
	}
	if v.State != record.Stated && c.row != nil {
		v = c.row.Fields[record.FieldDescription]
	}
	if _, isAbsence := st.vocab.Absence(vocabulary.FieldInstitutions, v.Raw); v.State == record.Stated && !isAbsence {
		return vocabulary.WithoutContacts(v.Raw)
	}
	if v.State == record.Unreadable {
		return vocabulary.Unreadable
	}
	return absent
}

// urlOf is the address of the newest page; a commitment known by its code only
// has the address the site gives such pages.
func (src *sources) urlOf(c *commitmentBuild) string {
	switch {
	case len(c.reads) > 0:
		return c.reads[0].Page.Address
	case len(c.listed) > 0 && c.listed[0].entry.URL != "":
		return c.listed[0].entry.URL
	case c.code != "":
		return src.in.Night.Base + "/members/" + c.member.id + "/commitments/" + c.code + "/"
	case c.row != nil && c.row.URL != "":
		return c.row.URL
	case isCode(c.id):
		return src.in.Night.Base + "/members/" + c.member.id + "/commitments/" + c.id + "/"
	}
	return ""
}

// isCode tells a commitment's code from a provisional identity, which is in
// lower case.
func isCode(id string) bool { return id != "" && id[0] >= 'A' && id[0] <= 'Z' }

// continues says what a commitment goes on with: one that stands in two plans
// continues from the earlier one. OGP's table says that a commitment was
// carried forward, but not to which.
func continues(row *dataset.Commitment) string {
	if len(row.PlanIDs) < 2 || row.RatedUnder == row.PlanIDs[0] {
		return vocabulary.NotStated
	}
	return row.PlanIDs[0]
}

// commitmentValues are the columns of a commitment that the log of changes
// follows. Its stage is not among them: the calendar changes it, no source.
func commitmentValues(row *dataset.Commitment, r *commitmentRatings) dataset.Values {
	texts := [...]dataset.FieldValue{
		said("title", row.Title),
		said("plan_ids", vocabulary.OrNotStated(strings.Join(row.PlanIDs, vocabulary.ListSeparator))),
		said("lead_institution", row.LeadInstitution),
		said("supporting_institutions", strings.Join(row.SupportingInstitutions, vocabulary.ListSeparator)),
		said("policy_areas", vocabulary.OrNotStated(strings.Join(row.PolicyAreas, vocabulary.ListSeparator))),
		said("cluster_ids", vocabulary.OrNotStated(strings.Join(row.ClusterIDs, vocabulary.ListSeparator))),
		said("ogp_values", vocabulary.OrNotStated(strings.Join(row.Values, vocabulary.ListSeparator))),
		said("cycle_year", yearWords(row.CycleYear)),
		said("rated_under", vocabulary.OrNotStated(row.RatedUnder)),
		said("evidence_basis", dataset.EvidenceInWords(row.SelfReported)),
		said("continues", row.Continues),
		said("completion_stage", dataset.CompletionStageInWords(row.CompletionStage)),
	}
	ratings := r.columns()
	v := append(make([]dataset.FieldValue, 0, len(texts)+len(ratings)), texts[:]...)
	for _, c := range ratings {
		value := dataset.SnapshotValue{Value: c.rating.words(vocabulary.NotStated), Raw: c.rating.raw, Carried: c.rating.carried, Source: c.rating.source}
		if row.SelfReported && c.name == "completion" {
			value.Source = sourceMember
		}
		v = append(v, dataset.FieldValue{Field: c.name, SnapshotValue: value})
	}
	return dataset.ValuesOf(v...)
}
