package report

import "ogptracker/transform"

// Build says everything the report says about a dataset: its tables, and the
// workbooks laid out for people. It neither reads a clock nor a file.
func Build(ds *transform.Dataset, meta Meta) *Report {
	return &Report{Meta: meta, Tables: Tables(ds)}
}
