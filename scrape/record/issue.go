package record

// Severity of an issue.
type Severity string

const (
	// SeverityError: a figure or row is missing or cannot be trusted.
	SeverityError Severity = "error"
	// SeverityWarning: something is odd and somebody should look.
	SeverityWarning Severity = "warning"
	// SeverityNote: worth knowing, nothing to do.
	SeverityNote Severity = "note"
)

// Who can mend an issue.
type Who string

const (
	WhoOperator Who = "operator"     // whoever runs OGP Tracker
	WhoStaff    Who = "policy staff" // whoever uses the report
	WhoOGP      Who = "OGP"          // the source's own editors
	WhoDev      Who = "developer"    // whoever maintains the readers
)

// Code identifies a kind of issue. Each is declared once, in codes.go, with
// its meaning; docs/operating.md explains every one, and a test holds the two
// together.
type Code string

// Issue is one odd thing that was seen. Severity, action and who come from
// the code's declaration.
type Issue struct {
	Code   Code   `json:"code"`
	Member string `json:"member,omitempty"`
	Key    string `json:"key,omitempty"` // commitment code, plan id, file, "row 12": what it is about
	Field  Field  `json:"field,omitempty"`
	Layout Layout `json:"layout,omitempty"`
	Value  string `json:"value,omitempty"` // the raw words
	// Message says what was seen, in one sentence.
	Message string `json:"message,omitempty"`
	URL     string `json:"url,omitempty"`
}

// Definition declares one issue code.
type Definition struct {
	Code     Code
	Severity Severity
	// Meaning completes "means that ...": one plain sentence.
	Meaning string
	// Action is what to do, as an instruction.
	Action string
	Who    Who
}

// Define returns the declaration of a code; ok is false for one that is not
// declared.
func Define(c Code) (Definition, bool) {
	d, ok := definitions[c]
	return d, ok
}

// Definitions returns all declarations in order of code.
func Definitions() []Definition { return sortedDefinitions() }
