package sqlitefile

// views answer the common questions, each with the columns that the report
// shows them by.
var views = []struct{ name, query string }{
	{"completion_by_member", `SELECT c."group" AS member_id, c.group_label AS member, m.region, c.stage, c.commitments, c.assessed, c.completed, c.substantial,
  c.limited, c.not_started, c.left_out, c.left_out_reasons, c.high_completion_rate, c.in_words
FROM completion c JOIN members m ON m.member_id = c."group" WHERE c.group_type = 'member' ORDER BY c.group_label, c.stage`},
	{"completion_by_plan", `SELECT p.member_id, p.plan_id, p.title, c.stage, c.commitments, c.assessed, c.completed, c.substantial, c.limited, c.not_started,
  c.left_out, c.left_out_reasons, c.high_completion_rate, c.in_words
FROM completion c JOIN action_plans p ON p.plan_id = c."group" WHERE c.group_type = 'action_plan' ORDER BY p.plan_id, c.stage`},
	{"completion_by_policy_area", `SELECT c."group" AS policy_area, c.stage, c.commitments, c.assessed, c.high_completion_rate, c.in_words
FROM completion c WHERE c.group_type = 'policy_area' ORDER BY c."group", c.stage`},
	{"commitments_counted", `SELECT c.commitment_id, m.member, c.title, c.cycle_year, c.completion, c.completion_stage, c.lead_institution, c.url
FROM commitments c JOIN members m USING (member_id)
WHERE c.counts_in_rates = 'Yes' AND c.completion IN ('Completed', 'Substantial', 'Limited', 'Not Started') ORDER BY c.commitment_id`},
	{"due_dates_coming", `SELECT expected, days, member, duty, whose, certain, basis FROM due_dates WHERE state = 'coming' ORDER BY expected, member`},
	{"latest_changes", `SELECT date, member_id, "table", "key", field, old, new, cause FROM changes WHERE run = (SELECT max(run) FROM changes) ORDER BY "table", "key", field`},
	{"figures_that_differ", `SELECT member_id, plan_id, measure, stage, computed, published, difference, reason FROM reconciliation WHERE verdict = 'differs' ORDER BY plan_id, measure, stage`},
}
