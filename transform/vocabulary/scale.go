package vocabulary

import (
	"slices"

	"ogptracker/scrape/record"
)

// Scale is the vocabulary of one field. The scales are separate even where
// they share a word: "Substantial" is a level of completion and a potential
// for results, "Moderate" an impact and an early result.
type Scale struct {
	// Field names the scale; completion and stars have one scale for all
	// their columns.
	Field record.Field
	// Findings are in order, the lowest first; those without a place in the
	// order stand last.
	Findings []string
}

// Words of the scales that code asks for.
const (
	valueHigh           = "High"
	valueMedium         = "Medium"
	valueLow            = "Low"
	valueNone           = "None"
	valueModerate       = "Moderate"
	valueTransformative = "Transformative"
	MemberTypeNational  = "National"
	MemberTypeOther     = "Other"
	StatusActive        = "Active"
)

// Fields of the vocabulary that are no field of a page.
const (
	fieldAnyAbsence   record.Field = "*" // absences that every field shares
	FieldMemberType   record.Field = "member_type"
	FieldIRMProduct   record.Field = record.FieldReportType
	fieldDIOGValue    record.Field = "did_it_open_government_value"
	FieldOGPValue     record.Field = "ogp_value"
	fieldChange       record.Field = "change_in_completion"
	fieldOnSchedule   record.Field = "on_schedule"
	fieldNewOrOld     record.Field = "new_or_existing"
	fieldReportStage  record.Field = "irm_report_stage"
	FieldInstitutions record.Field = "institutions"
)

var AllScales = []Scale{
	{record.FieldCompletion, []string{NotStarted, Limited, Substantial, Completed, Unclear, Withdrawn, NoEvidence}},
	{record.FieldSpecificity, []string{valueNone, valueLow, valueMedium, valueHigh}},
	{record.FieldVerifiable, []string{No, Yes}},
	{record.FieldRelevance, []string{No, Yes}},
	{record.FieldPotentialImpact, []string{"Worsens", valueNone, "Minor", valueModerate, valueTransformative, Unclear}},
	{record.FieldPotentialResults, []string{"Modest", Substantial, Unclear}},
	{record.FieldAmbition, []string{valueLow, valueMedium, valueHigh}},
	{record.FieldDIOG, []string{"Worsened", "Did Not Change", "Marginal", "Major", "Outstanding", "No early results to report yet"}},
	{record.FieldEarlyResults, []string{"No notable results", valueModerate, "Significant"}},
	{record.FieldStarred, []string{No, Yes}},
	{record.FieldCarriedForward, []string{No, Yes}},
	{record.FieldStatus, []string{"Active", "Inactive", string(StageCurrent), string(StagePost), "Pending Review", "Ambitious", "Early Results", "Complete"}},
	{record.FieldMemberStatus, []string{StatusActive, StatusInactive, StatusSuspended, StatusWithdrawn, StatusUnderReview}},
	{FieldMemberType, []string{MemberTypeNational, MemberTypeLocal, MemberTypeOther}},
	{fieldDIOGValue, []string{"Worsened", "Did Not Change", "Marginal", "Major", "Outstanding"}},
	{FieldOGPValue, []string{ValueInformation, ValueParticipation, ValueAccountability, ValueTechnology}},
	{fieldChange, []string{"Decrease", "No Change", "Increase"}},
	{fieldOnSchedule, []string{"Behind schedule", "On schedule", "Ahead of schedule", Unclear}},
	{fieldNewOrOld, []string{"New", "Pre-existing", Unclear}},
	{fieldReportStage, reportStages[1:]},
	{FieldIRMProduct, []string{"Progress Report", "Mid-Term Report", "Special Accountability Report", "End-of-Term Report", "Design Report", "Implementation Report", "Design and Implementation Report", "Hybrid Report", "Transitional Results Report", "Co-Creation Brief", "Action Plan Review", "Results Report"}},
	{record.FieldDocumentType, []string{"Action Plan", "IRM Report", "Report Comments", "Letter", "Self Assessment", "Research Product", "Inception Report", "End of Commitment Report", "Final Learning Exercise", "Perspective", "Resource", "Meeting Minutes"}},
}

// absences are the words of absence a rating can have, in order of print.
var absences = []string{PendingReview, NoIRMData, NotReviewed, NoData, NotApplicable, NotStated, Unreadable, NotRecognised, NotReadYet}

// AllowedValues returns what a column of the field may hold: its findings in
// order, then the absences; nil for a field without a scale.
func AllowedValues(field record.Field) []string {
	s, ok := scaleOf(field)
	if !ok {
		return nil
	}
	return append(slices.Clone(s.Findings), absences...)
}

// scaleOf finds the scale of a field; the columns of one scale share it.
func scaleOf(field record.Field) (Scale, bool) {
	field = ScaleField(field)
	for _, s := range AllScales {
		if s.Field == field {
			return s, true
		}
	}
	return Scale{}, false
}

// ScaleField names the field whose scale a field uses.
func ScaleField(field record.Field) record.Field {
	switch field {
	case record.FieldCompletionMidterm, record.FieldCompletionEnd:
		return record.FieldCompletion
	case record.FieldStarredMidterm, record.FieldStarredEnd, record.FieldStarred2015, record.FieldStarredPre2014:
		return record.FieldStarred
	case record.FieldLeadInstitution, record.FieldSupporting:
		return FieldInstitutions
	case record.FieldPolicyAreaFocus:
		return record.FieldPolicyAreas
	}
	return field
}

// IsFinding reports whether a value says something of the commitment rather
// than that nothing is known.
func IsFinding(value string) bool { return value != "" && !IsAbsence(value) }
