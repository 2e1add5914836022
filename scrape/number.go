package scrape

import (
	"ogptracker/scrape/address"
	"ogptracker/scrape/archive"
	"ogptracker/scrape/record"
)

// numbersJoined finds the documents' addresses of a number ("/?p=5120") whose
// address with words gave the same body when both were last asked for: one
// request a night is enough. A new body under the words parts them, until the
// number has been asked for again. The result leads from number to words.
func numbersJoined(site *address.Site, states map[string]archive.State) map[string]string {
	words := map[string]string{} // by body; the first in order of address
	var numbers []archive.State
	for url, st := range states {
		a, ok := site.Parse(url)
		if !ok || st.Gone || st.Failed > 0 || st.Read.BodyHash == "" {
			continue
		}
		if a.Special == address.SpecialNumeric {
			numbers = append(numbers, st)
		} else if have := words[st.Read.BodyHash]; a.Kind == record.KindDocument && (have == "" || url < have) {
			words[st.Read.BodyHash] = url
		}
	}
	joined := map[string]string{}
	for _, st := range numbers {
		if to := words[st.Read.BodyHash]; to != "" {
			joined[st.Address] = to
		}
	}
	return joined
}
