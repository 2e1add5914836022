package assemble

import (
	"testing"
	"time"

	"ogptracker/scrape/record"
)

func TestALinkToAPageThatIsNotThereMakesNoCommitment(t *testing.T) {
	page := pageOfCommitment(record.Layout2022, "kenya", "KE0023", say("completion", "Limited"))
	dead := pageOf(record.KindCommitment, record.Layout2022, "/members/kenya/commitments/KE0099/", nil)
	dead.Gone, dead.Freshness, dead.LastRead, dead.Page.BodyHash = true, record.FreshFailed, time.Time{}, ""
	out, _ := assembleReads(t, nil, page, dead)
	if len(out.Commitments) != 1 || out.Commitments[0].ID != "KE0023" {
		t.Errorf("got %+v", out.Commitments)
	}
	out, _ = assembleReads(t, withTable(record.Row{Code: "KE0099", Country: "Kenya", Title: "In the table"}), page, dead)
	theCommitment(t, out, "KE0099")
}
