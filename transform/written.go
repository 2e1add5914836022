package transform

import "ogptracker/transform/dataset"

// showAsWritten puts the addresses of pages as the site writes them in place
// of their canonical form, by which they were joined and compared.
func showAsWritten(ds *dataset.Dataset, written map[string]string) {
	if len(written) == 0 {
		return
	}
	show := func(urls ...*string) {
		for _, url := range urls {
			if w, ok := written[*url]; ok {
				*url = w
			}
		}
	}
	each(ds.Members, func(r *dataset.Member) { show(&r.URL, &r.LetterOfIntentURL) })
	each(ds.Plans, func(r *dataset.Plan) { show(&r.URL) })
	each(ds.Commitments, func(r *dataset.Commitment) { show(&r.URL) })
	each(ds.Ratings, func(r *dataset.Rating) { show(&r.SourceURL) })
	each(ds.Documents, func(r *dataset.Document) { show(&r.URL) })
	each(ds.Activity, func(r *dataset.Activity) { show(&r.URL) })
	each(ds.Challenge, func(r *dataset.ChallengeCommitment) { show(&r.URL) })
	each(ds.StatedFigures, func(r *dataset.StatedFigure) { show(&r.URL) })
	each(ds.PublishedFigures, func(r *dataset.PublishedFigure) { show(&r.ReportURL) })
	each(ds.Reconciliation, func(r *dataset.Reconciliation) { show(&r.ReportURL) })
	each(ds.Issues, func(r *dataset.Issue) { show(&r.URL) })
}

func each[T any](rows []T, do func(*T)) {
	for i := range rows {
		do(&rows[i])
	}
}
