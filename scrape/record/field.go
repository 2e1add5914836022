package record

// Field names a labelled value that readers look for. The label words for
// each layout are data (scrape/page/label/labels.yaml), not code.
type Field string

// Fields of commitment pages and of rows of OGP's commitments table.
const (
	FieldActionPlan          Field = "action_plan"
	FieldActionPlanCycle     Field = "action_plan_cycle"
	FieldStatus              Field = "status"
	FieldLeadInstitution     Field = "lead_institution"
	FieldSupporting          Field = "supporting_institutions"
	FieldPolicyAreas         Field = "policy_areas"
	FieldIRMReport           Field = "irm_report"
	FieldStarred             Field = "starred"
	FieldEarlyResults        Field = "early_results"
	FieldDIOG                Field = "did_it_open_government"
	FieldSpecificity         Field = "specificity"
	FieldVerifiable          Field = "verifiable"
	FieldRelevance           Field = "relevance"
	FieldPotentialImpact     Field = "potential_impact"
	FieldPotentialResults    Field = "potential_for_results"
	FieldAmbition            Field = "ambition"
	FieldCompletion          Field = "completion"
	FieldDescription         Field = "description"
	FieldCompletionMidterm   Field = "completion_midterm"
	FieldCompletionEnd       Field = "completion_end_of_term"
	FieldStarredMidterm      Field = "starred_midterm"
	FieldStarredEnd          Field = "starred_end_of_term"
	FieldStarredPre2014      Field = "starred_pre_june_2014"
	FieldStarred2015         Field = "starred_2015"
	FieldValueInformation    Field = "ogp_value_access_to_information"
	FieldValueParticipation  Field = "ogp_value_civic_participation"
	FieldValueAccountability Field = "ogp_value_public_accountability"
	FieldValueTechnology     Field = "ogp_value_technology"
	FieldCluster             Field = "cluster"
	FieldClusterIDs          Field = "cluster_ids"
	FieldCarriedForward      Field = "carried_forward"
	FieldStartDate           Field = "start_date"
	FieldEndDate             Field = "end_date"
)

// Fields of country pages.
const (
	FieldMemberSince         Field = "member_since"
	FieldPlanNumber          Field = "plan_number"   // "Action Plan 4"
	FieldCurrentCycle        Field = "current_cycle" // "2019-2021"
	FieldNumberOfCommitments Field = "number_of_commitments"
	FieldPolicyAreaFocus     Field = "policy_area_focus"
	FieldStatement           Field = "statement"
	FieldStatementBy         Field = "statement_by"
	FieldLetterOfIntent      Field = "letter_of_intent"
	FieldMemberStatus        Field = "member_status" // the banner's own words
)

// Fields of action plan, letter and IRM report pages.
const (
	FieldCountry          Field = "country"
	FieldDatesUnderReview Field = "dates_under_review"
	FieldPublicationYear  Field = "report_publication_year"
	FieldPlanSubmission   Field = "action_plan_submission"
	FieldPlanEnd          Field = "action_plan_end"
	FieldReportType       Field = "report_type" // "Report type:", "IRM product:"
	FieldPlanUnderReview  Field = "action_plan_under_review"
	FieldParticipating    Field = "participating_since"
	FieldDocumentType     Field = "document_type"

	// Pages of the Open Gov Challenge.
	FieldPlace         Field = "place"
	FieldLevel         Field = "level_of_government"
	FieldChallengeArea Field = "challenge_area"
)
