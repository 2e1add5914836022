package assemble

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"

	"ogptracker/scrape/record"
	"ogptracker/transform/vocabulary"
)

// plansOfDocuments lets the pages of action plans say what they are called,
// when they end and where their files are, and joins each document to the plan
// its title gives the years of.
func (st *planStep) plansOfDocuments() {
	for _, d := range st.documents {
		if d.member == nil {
			continue
		}
		first, end := yearsIn(d.title)
		if isPlanTitle(d.title) || kindIsPlan(d) {
			st.planOfDocument(d, first, end)
			continue
		}
		if first == 0 {
			continue
		}
		book := &d.member.plans
		if d.plan = book.find(planClue{first: first}); d.plan == nil {
			d.plan = book.holding(first, end)
		}
		if d.plan == nil && end > 0 {
			d.plan = book.find(planClue{first: first, end: end, near: true})
		}
	}
}

func kindIsPlan(d *documentBuild) bool {
	if d.read == nil {
		return false
	}
	return d.read.Page.Field(record.FieldPlanEnd).State == record.Stated || d.read.Page.Field(record.FieldPlanSubmission).State == record.Stated
}

func (st *planStep) planOfDocument(d *documentBuild, first, end vocabulary.Year) {
	if first == 0 && d.read != nil {
		first = vocabulary.FirstYear(d.read.Page.Field(record.FieldPlanSubmission).Raw)
	}
	p := d.member.plans.claim(planClue{first: first, end: end, number: planNumberIn(d.title), near: true})
	if p == nil {
		return
	}
	d.plan = p
	if d.draft {
		return
	}
	for _, l := range d.lists {
		p.see(l)
	}
	if p.url == "" || d.read != nil && p.url == d.url || len(p.files) == 0 && len(d.files) > 0 {
		p.title, p.url = cmp.Or(d.title, p.title), cmp.Or(d.url, p.url)
	}
	for _, f := range d.files {
		if !slices.Contains(p.files, f) {
			p.files = append(p.files, f)
		}
	}
	if d.read == nil {
		return
	}
	p.see(d.read)
	if v := d.read.Page.Field(record.FieldPlanEnd); v.State == record.Stated {
		switch date := vocabulary.ParseDate(v.Raw); {
		case date.Precision == vocabulary.PrecisionNone:
			st.issue(record.Issue{
				Code: record.CodeDateUnreadable, Member: d.member.id, Key: p.id, Field: record.FieldPlanEnd, Value: v.Raw, URL: d.url,
				Message: fmt.Sprintf("the end of the plan, %q, is no date that reads one way only", v.Raw),
			})
		case p.stated.Precision < date.Precision:
			p.stated, p.statedRaw = date, v.Raw
		}
	}
}

// titleTellsApart is how long a title must be to name one document alone:
// "Action Plan" names many.
const titleTellsApart = 16

// sameDocuments finds documents that stand under two addresses: WordPress
// answers "/?p=5120" beside the address with words, and lists name either. It
// returns, for each further address, the one that the document stands under:
// that with words. Two pages are one document where they have the same title
// and the same bytes, or the same title and one of them is a number.
func sameDocuments(reads []*record.Read) map[string]string {
	byTitle := map[string][]*record.Read{}
	for _, r := range reads {
		if title := vocabulary.Slug(r.Page.Title); r.Page.Kind == record.KindDocument && hasContent(r) && len(title) >= titleTellsApart {
			byTitle[title] = append(byTitle[title], r)
		}
	}
	same := map[string]string{}
	for _, group := range byTitle {
		slices.SortFunc(group, func(x, y *record.Read) int {
			return cmp.Or(cmp.Compare(numbered(x), numbered(y)), cmp.Compare(x.Page.Address, y.Page.Address))
		})
		words := 0
		for words < len(group) && numbered(group[words]) == 0 {
			words++
		}
		for i, r := range group[1:] {
			to := slices.IndexFunc(group[:i+1], func(other *record.Read) bool {
				return other.Page.BodyHash != "" && other.Page.BodyHash == r.Page.BodyHash
			})
			if to < 0 && words == 1 && i+1 >= words {
				to = 0
			}
			if to >= 0 && group[to].Page.Address != r.Page.Address {
				same[r.Page.Address] = cmp.Or(same[group[to].Page.Address], group[to].Page.Address)
			}
		}
	}
	return same
}

// numbered is 1 for an address of a number alone (/?p=31494), else 0.
func numbered(r *record.Read) int {
	if u, err := url.Parse(r.Page.Address); err == nil && u.Query().Get("p") != "" {
		return 1
	}
	return 0
}
