package page

import (
	"ogptracker/scrape/record"
)

// prose reads counts that stand in words in a report's running text.
func (p *reading) prose(product *LabelProduct, taken map[int]bool) {
	_ = record.StageResults
}
