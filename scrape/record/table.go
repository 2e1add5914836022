package record

import "time"

// Table is OGP's own commitments table, read from a file.
type Table struct {
	// Name is the file's base name; Edition what the table says of its own
	// date, else the layout's year ("2024", "2016", "2015"); Date is the file's date.
	Name    string    `json:"name"`
	Edition string    `json:"edition,omitempty"`
	Date    time.Time `json:"date,omitzero"`
	// Hash is the SHA-256 of the file, hex.
	Hash   string  `json:"hash"`
	Rows   []Row   `json:"rows"`
	Issues []Issue `json:"issues,omitempty"`
	// Columns are what the columns that are read hold, in order of name.
	Columns []string `json:"columns,omitempty"`
	// Commitments is how many rows of the file are commitments, and LeftOut
	// how many of these were not used, or may have been misread. Rows that
	// are no commitments (steps of one, sums, repeated rows) count in
	// neither.
	Commitments int `json:"commitments,omitempty"`
	LeftOut     int `json:"left_out,omitempty"`
	// Unread says, in a sentence each, what of the table could not be read
	// although figures rest on it: a column of completion that no reader
	// knows, columns that cannot be told apart, formulas without values, a
	// file cut short. Each is an issue too.
	Unread []string `json:"unread,omitempty"`
}

// Row is one commitment of the table, every cell in its own words.
type Row struct {
	// Line is the row's number in the file, as a person counts (header = 1).
	Line int `json:"line"`
	// Code is the commitment's code, upper-cased; empty in tables without codes.
	Code           string `json:"code,omitempty"`
	Country        string `json:"country"`
	ISO3           string `json:"iso3,omitempty"`
	Region         string `json:"region,omitempty"`
	MemberType     string `json:"member_type,omitempty"` // "National", "Legacy Local", "Other"
	PlanNumber     string `json:"plan_number,omitempty"`
	PlanID         string `json:"plan_id,omitempty"` // OGP's own ("AP_EST03")
	Number         string `json:"number,omitempty"`  // the commitment's number in its plan
	SubmissionYear string `json:"submission_year,omitempty"`
	EndYear        string `json:"end_year,omitempty"`
	Title          string `json:"title,omitempty"`
	ShortTitle     string `json:"short_title,omitempty"`
	URL            string `json:"url,omitempty"`
	// PolicyAreas are the headers of the tag columns marked 1, in column order.
	PolicyAreas []string `json:"policy_areas,omitempty"`
	// Fields are the ratings and texts under the same field names as on
	// pages; a cell that is empty reads NotStated. Absence codes (NR, ND, NA)
	// are Stated: they are the table's words.
	Fields Fields `json:"fields,omitempty"`
	// Flags are OGP's own derived columns by header ("Raw Completion"), for
	// checks only; no figure is made from them.
	Flags map[string]string `json:"flags,omitempty"`
}
