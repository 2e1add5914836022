package dataset

import (
	"strings"

	"ogptracker/scrape/record"
	"ogptracker/transform/vocabulary"
)

// Evidence says in words whose findings a rating or a plan rests on.
const (
	EvidenceIRM    = "IRM review"
	EvidenceMember = "Member's own report"
)

// EvidenceInWords is whose findings they are: the member's own are never
// counted as the IRM's.
func EvidenceInWords(selfReported bool) string {
	if selfReported {
		return EvidenceMember
	}
	return EvidenceIRM
}

// CompletionStageInWords is how the stage of the latest finding is written.
func CompletionStageInWords(s record.Stage) string {
	return vocabulary.OrNotStated(strings.ReplaceAll(string(s), "_", " "))
}
