package schema

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
		columns: []ColumnOf[c]{
			Col("challenge_id", "Challenge ID", Text, 30, "The last part of its address on OGP's site; where it has none, made from place and title.",
				func(_ *Lookup, r *c) any { return r.ID }).required(),
			Col("member_id", "Member ID", Text, 20, "The member, empty for a place that is none.",
				func(_ *Lookup, r *c) any { return r.MemberID }).mayBeEmpty(),
			Col("place", "Place", Text, 24, "Country or local government, in the page's words.",
				func(_ *Lookup, r *c) any { return r.Place }).required(),
			Col("level", "Level of government", Text, 20, "National, or the kind of local government, in the page's words.",
				func(_ *Lookup, r *c) any { return r.Level }).required(),
			Col("title", "Title", Text, 60, "Title of the commitment.",
				func(_ *Lookup, r *c) any { return r.Title }).required().LinkedBy("url"),
			Col("lead_institution", "Lead institution", Text, 30, "The institution that leads it.",
				func(_ *Lookup, r *c) any { return r.Lead }).required(),
			Col("challenge_area", "Challenge area", Text, 24, "Its primary challenge area, one of OGP's ten.",
				func(_ *Lookup, r *c) any { return r.Area }).required(),
			Col("url", "Page", URL, 14, "Address of its page.",
				func(_ *Lookup, r *c) any { return r.URL }).OnlyCSV(),
			Col("last_seen", "Last seen", Date, 12, "Date on which a page last named it.",
				func(_ *Lookup, r *c) any { return r.LastSeen }),
		},
	}
}
