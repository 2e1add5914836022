package assemble

import (
	"slices"
	"strconv"
	"strings"

	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

func (st *memberIndex) trackMember(out *dataset.Rows, row *dataset.Member) {
	m := st.members[row.ID]
	t := dataset.Tracked{Member: row.ID, Values: memberValues(row)}
	for _, p := range m.pages {
		t.Seen = t.Seen || askedTonight(p)
		t.Hash = joinHash(t.Hash, p.Page.BodyHash)
	}
	for _, l := range m.listed {
		t.Seen = t.Seen || askedTonight(l.read)
	}
	t.Seen = t.Seen || m.inTable
	if was, ok := st.before[dataset.TableMembers+"/"+row.ID]; ok && len(m.pages) == 0 && len(m.listed) == 0 && !m.inTable {
		t.Values, t.Hash = was.Values, was.Hash
	}
	out.Tracking[dataset.TableMembers+"/"+row.ID] = t
}

func memberValues(m *dataset.Member) dataset.Values {
	return dataset.ValuesOf(
		said("member", m.Name), said("member_type", m.Type), said("region", m.Region),
		said("member_since", yearWords(m.MemberSince)), said("status", m.Status), said("current_plan_id", vocabulary.OrNotStated(m.CurrentPlanID)),
		said("statement", m.Statement), said("statement_by", m.StatementBy), said("letter_of_intent_url", m.LetterOfIntentURL),
	)
}

// said is a tracked field that comes from no vocabulary.
func said(field, value string) dataset.FieldValue {
	return dataset.FieldValue{Field: field, SnapshotValue: dataset.SnapshotValue{Value: value}}
}

func (st *rowStep) trackPlan(out *dataset.Rows, row *dataset.Plan) {
	m := st.members[row.MemberID]
	t := dataset.Tracked{Member: row.MemberID, Values: dataset.ValuesOf(
		said("title", row.Title), said("plan_number", numberWords(row.Number)), said("cycle", row.Cycle),
		said("end_year", yearWords(row.EndYear)), said("end_date", row.EndDate), said("url", row.URL), said("file_urls", strings.Join(row.FileURLs, vocabulary.ListSeparator)),
	)}
	for _, p := range m.plans.plans {
		if p.id == row.ID {
			t.Seen = p.seen
			slices.Sort(p.hashes)
			for _, h := range p.hashes {
				t.Hash = joinHash(t.Hash, h)
			}
			if p.statedRaw != "" {
				t.Values.Set("end_date", dataset.SnapshotValue{Value: row.EndDate, Raw: p.statedRaw})
			}
			was := st.before[dataset.TableActionPlans+"/"+p.id]
			if end := was.Values.Get("end_date"); p.statedRaw == "" && end.Raw != "" && end.Value == row.EndDate {
				t.Values.Set("end_date", end)
			}
			if p.fromBefore && !p.claimed {
				t.Values, t.Hash = was.Values, was.Hash
			}
		}
	}
	out.Tracking[dataset.TableActionPlans+"/"+row.ID] = t
}

func numberWords(n int) string {
	if n == 0 {
		return vocabulary.NotStated
	}
	return yearWords(vocabulary.Year(n))
}

// joinHash adds the hash of another source to that of a row.
func joinHash(have, more string) string {
	switch {
	case more == "" || more == have:
		return have
	case have == "":
		return more
	}
	return strconv.FormatUint(fnvText(fnvText(fnvOffset, have), more), 16)
}

// rowHash identifies what a row of OGP's table says, wherever it stands in
// whichever edition: a new edition that says the same of a commitment is no
// new source for it.
func rowHash(row *record.Row) string {
	h := uint64(fnvOffset)
	for _, s := range [...]string{row.Code, row.Country, row.PlanNumber, row.PlanID, row.Number, row.SubmissionYear, row.EndYear, row.Title, row.ShortTitle} {
		h = fnvText(h, s)
	}
	for _, s := range row.PolicyAreas {
		h = fnvText(h, s)
	}
	// Cells are added up, since a map has no order.
	var cells uint64
	for f, v := range row.Fields {
		if f != record.FieldDescription {
			cells += fnvText(fnvText(fnvOffset, string(f)), v.Raw)
		}
	}
	return strconv.FormatUint(h^cells, 16)
}

// FNV-1a, 64 bits.
const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

func fnvText(h uint64, s string) uint64 {
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * fnvPrime
	}
	return h * fnvPrime // a zero byte between texts
}
