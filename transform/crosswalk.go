package transform

// Crosswalk maps raw words of each field and era to the vocabulary.
type Crosswalk struct{}
