package transform

import (
	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/figure"
	"ogptracker/transform/vocabulary"
)

// trackFigures adds the figures that reports print to what is tracked.
func trackFigures(rows map[string]dataset.Tracked, figures []figure.Printed, pages []dataset.PageRef) {
	byAddress := map[string]*record.Read{}
	for _, ref := range pages {
		if ref.Read != nil {
			byAddress[ref.Read.Page.Address] = ref.Read
		}
	}
	for i := range figures {
		f := &figures[i]
		read := byAddress[f.ReportURL]
		if read == nil {
			continue
		}
		rows[dataset.TablePublishedFigures+"/"+f.ReportURL+" "+string(f.Measure)+" "+string(f.Stage)] = dataset.Tracked{
			Member: vocabulary.PresentOrEmpty(f.MemberID), Hash: read.Page.BodyHash,
			Values: dataset.Values{{Field: "printed", SnapshotValue: dataset.SnapshotValue{Value: f.Printed, Raw: f.Printed}}},
			Seen:   read.Freshness == record.FreshRead || read.Freshness == record.FreshUnchanged,
			Gone:   read.Gone,
		}
	}
}
