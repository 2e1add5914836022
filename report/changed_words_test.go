package report_test

import (
	"strings"
	"testing"

	"ogptracker/report"
	"ogptracker/report/reporttest"
	"ogptracker/report/schema"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// Feed, digest and workbook say a change in the same words, and none of them
// passes a member's own word off as the IRM's.
func TestAChangeIsSaidInTheSameWordsEverywhere(t *testing.T) {
	ds := reporttest.Dataset(1, 4)
	theirs, own := &ds.Commitments[0], &ds.Commitments[1]
	theirs.SelfReported, own.SelfReported = false, true
	ds.Changes = nil
	date, run := ds.Date.Format("2006-01-02"), "20250116T020000Z"
	for _, c := range []*dataset.Commitment{theirs, own} {
		ds.Changes = append(ds.Changes, dataset.Change{Run: run, Date: date, Table: dataset.TableCommitments, Key: c.ID, MemberID: c.MemberID,
			Field: "completion_end_of_term", Old: vocabulary.PendingReview, New: vocabulary.Substantial, Cause: dataset.CauseSource})
	}
	meta := reporttest.Meta()
	meta.Run, meta.Date = run, ds.Date
	for i := range ds.Commitments {
		ds.Commitments[i].Title = "Open budget" // short, so that no cell is cut
	}
	book := ""
	for _, s := range report.ContentsOf(ds).MainWorkbook(meta).Sheets {
		if s.Name == "What changed" {
			book = reporttest.Words(s)
		}
	}
	want := map[string]string{theirs.ID: "the IRM now finds Substantial at the end of term (was Pending IRM review)",
		own.ID: "the member itself now reports Substantial at the end of term (was Pending IRM review)"}
	news := report.NewsOf(schema.Tables(ds))
	if len(news) != len(want) {
		t.Fatalf("%d sentences, want %d", len(news), len(want))
	}
	for _, n := range news {
		said := false
		for id, words := range want {
			said = said || strings.Contains(n.Words, id) && strings.HasSuffix(n.Words, words)
		}
		if !said || !strings.Contains(book, n.Words) {
			t.Errorf("news say %q; the sheet says:\n%s", n.Words, book)
		}
	}
}

// Cut for the eye, two long titles that part at their end would be told with
// the same words twice.
func TestAChangeAtTheEndOfALongTitleIsTold(t *testing.T) {
	t.Parallel()
	title := strings.TrimSpace(strings.Repeat("publish contracts in an open format and ", 5))
	ds := reporttest.Dataset(1, 1)
	c := &ds.Commitments[0]
	ds.Changes = []dataset.Change{{Run: "20250116T020000Z", Date: ds.Date.Format("2006-01-02"), Table: dataset.TableCommitments, Key: c.ID, MemberID: c.MemberID,
		Field: "title", Old: title + " annexes", New: title + " amendments", Cause: dataset.CauseSource}}
	news := report.NewsOf(schema.Tables(ds))
	if want := "title is now … in an open format and amendments (was … in an open format and annexes)"; len(news) != 1 || !strings.HasSuffix(news[0].Words, want) {
		t.Errorf("news say %q, want %q", news, want)
	}
}
