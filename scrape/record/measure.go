package record

// Stage is the stage of a plan's life that a figure belongs to.
type Stage string

const (
	StageMidterm   Stage = "midterm"
	StageEndOfTerm Stage = "end_of_term"
	StageLatest    Stage = "latest"
	StageResults   Stage = "results"
	StageDesign    Stage = "design"
)

// Measure names a count or share that a page states or a report prints.
type Measure string

// Measures that IRM reports print.
const (
	MeasureCommitments           Measure = "number_of_commitments"
	MeasureCompleted             Measure = "completed"
	MeasureSubstantial           Measure = "substantial"
	MeasureLimited               Measure = "limited"
	MeasureNotStarted            Measure = "not_started"
	MeasureWithdrawn             Measure = "withdrawn"
	MeasureNotReviewed           Measure = "not_reviewed"
	MeasureUnclear               Measure = "unclear"
	MeasureRelevant              Measure = "clear_relevance_to_ogp_values"
	MeasureTransformative        Measure = "transformative_potential_impact"
	MeasureSubstantialOrComplete Measure = "substantial_or_complete_implementation"
	MeasureAllThree              Measure = "all_three_starred"
	MeasureDIOGMajor             Measure = "diog_major"
	MeasureDIOGOutstanding       Measure = "diog_outstanding"
	MeasureCarriedOver           Measure = "carried_over_to_next_action_plan"

	MeasureParticipatingSince        Measure = "participating_since"
	MeasureForum                     Measure = "multistakeholder_forum"
	MeasureInfluenceDevelopment      Measure = "level_of_public_influence_development"
	MeasureContrary                  Measure = "acted_contrary_to_process"
	MeasureContraryDevelopment       Measure = "acted_contrary_to_process_development"
	MeasureRelevantCommitments       Measure = "commitments_relevant_to_ogp_values"
	MeasureTransformativeCommitments Measure = "transformative_commitments"
	MeasurePotentiallyStarred        Measure = "potentially_starred_commitments"
	MeasureStarredCommitments        Measure = "starred_commitments"
	MeasureCompletedCommitments      Measure = "completed_commitments"
	MeasureInfluenceImplementation   Measure = "level_of_public_influence_implementation"
	MeasureContraryImplementation    Measure = "acted_contrary_to_process_implementation"
	MeasureContinued                 Measure = "continued_in_next_plan"
	MeasureAsWritten                 Measure = "commitments_in_the_action_plan_as_written"
	MeasureOpenGovLens               Measure = "commitments_with_open_gov_lens"
	MeasureSubstantialPotential      Measure = "commitments_with_substantial_potential_for_results"
	MeasurePromising                 Measure = "promising_commitments"
	MeasureAccording                 Measure = "acted_according_to_process"
	MeasureSubstantialOrFull         Measure = "substantial_or_full_implementation"
	// Counts of early results: of any, or of those a report names by the words
	// that follow the prefix ("early_results_major",
	// "early_results_significant_or_exceptional").
	MeasureEarlyResultsAny    Measure = "early_results_any"
	MeasureEarlyResultsPrefix Measure = "early_results_"
)

// Measures that pages of the site state about themselves.
const (
	MeasureCurrentCommitments  Measure = "current_commitments"
	MeasurePostImplementation  Measure = "post_implementation_commitments"
	MeasureThematicShare       Measure = "thematic_focus_share"
	MeasureMidtermCompletion   Measure = "midterm_completion_share"
	MeasureEndOfTermCompletion Measure = "end_of_term_completion_share"
	MeasureImplementing        Measure = "implementing_commitments" // "is currently implementing <n> commitments"
	MeasureMembersListed       Measure = "members_listed"
	MeasureOpenGovChallenge    Measure = "open_gov_challenge_commitments"
)
