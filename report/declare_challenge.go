package report

import "ogptracker/transform/dataset"

// challengeTable declares the commitments of the Open Gov Challenge. They
// belong to no action plan, so no figure of the report counts them.
func challengeTable() declaration {
	type c = dataset.ChallengeCommitment
	return spec[c]{
		table: Table{
			Name: "challenge_commitments", Title: "Open Gov Challenge",
			Description: "One row for each commitment of the Open Gov Challenge, OGP's list apart from the action plans. No figure of the report counts them.",
			Key:         []string{"challenge_id"},
		},
		rows: func(ds *dataset.Dataset) []c { return ds.Challenge },
		columns: []column[c]{
			col("challenge_id", "Challenge ID", Text, 30, "The last part of its address on OGP's site; where it has none, made from place and title.",
				func(_ *facts, r *c) any { return r.ID }).required(),
			col("member_id", "Member ID", Text, 20, "The member, empty for a place that is none.",
				func(_ *facts, r *c) any { return r.MemberID }),
			col("place", "Place", Text, 24, "Country or local government, in the page's words.",
				func(_ *facts, r *c) any { return r.Place }).required(),
			col("level", "Level of government", Text, 20, "National, or the kind of local government, in the page's words.",
				func(_ *facts, r *c) any { return r.Level }).required(),
			col("title", "Title", Text, 60, "Title of the commitment.",
				func(_ *facts, r *c) any { return r.Title }).required().link("url"),
			col("lead_institution", "Lead institution", Text, 30, "The institution that leads it.",
				func(_ *facts, r *c) any { return r.Lead }).required(),
			col("challenge_area", "Challenge area", Text, 24, "Its primary challenge area, one of OGP's ten.",
				func(_ *facts, r *c) any { return r.Area }).required(),
			col("url", "Page", URL, 14, "Address of its page.",
				func(_ *facts, r *c) any { return r.URL }).csvOnly(),
			col("last_seen", "Last seen", Date, 12, "Date on which a page last named it.",
				func(_ *facts, r *c) any { return r.LastSeen }),
		},
	}
}
