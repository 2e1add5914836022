package dataset

// Snapshot is what one run knew, as the next run compares with it. It is kept
// as JSON by whoever runs the stages; transform only reads and makes it.
type Snapshot struct {
	Run  string `json:"run"`
	Date string `json:"date"`
	// ReaderVersion and CrosswalkVersion tell a change of reading from a
	// change at the source.
	ReaderVersion    string `json:"reader_version"`
	CrosswalkVersion string `json:"crosswalk_version"`
	// Unread is how many pages were known and had never been asked for: while
	// there are any, the first reading of the site goes on.
	Unread int `json:"unread,omitempty"`
	// Rows by "table/key".
	Rows map[string]SnapshotRow `json:"rows"`
}

// SnapshotRow is one row's tracked fields.
type SnapshotRow struct {
	Member string `json:"member,omitempty"`
	// Hash identifies the bytes the row was read from (page and table).
	Hash        string `json:"hash,omitempty"`
	FirstSeen   string `json:"first_seen"`
	LastSeen    string `json:"last_seen"`
	LastChanged string `json:"last_changed"`
	Gone        bool   `json:"gone,omitempty"`
	// Failed: the row's own page could not be read the last time it was asked
	// for, so that a page which stays broken is told of once.
	Failed string `json:"failed,omitempty"`
	// Read: the row's own page was read at least once. What a first reading
	// finds was there before: it has neither appeared nor changed.
	Read bool `json:"read,omitempty"`
	// Lists name the row: only a list that named it can drop it.
	Lists  []string `json:"lists,omitempty"`
	Values Values   `json:"values"`
}

// SnapshotValue is one field: what it said and what it came to.
type SnapshotValue struct {
	Value   string `json:"v"`
	Raw     string `json:"r,omitempty"`
	Carried bool   `json:"c,omitempty"`
	// Source of a rating ("Page", "OGP table", "Member's own report"), "" for other fields and in
	// snapshots that did not tell them apart.
	Source string `json:"s,omitempty"`
	// Hash identifies the bytes a carried value was last read from; "" means
	// the row's own.
	Hash string `json:"h,omitempty"`
}
