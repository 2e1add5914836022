package dataset

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
