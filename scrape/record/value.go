package record

// State says whether a value could be read. The zero State is NotStated, so
// that a field nobody found never passes for a value.
type State string

const (
	// NotStated: the label is missing, or is one that the site fills by
	// script and left empty.
	NotStated State = ""
	// Stated: Raw holds what the page says.
	Stated State = "stated"
	// Unreadable: the label is there and no value can be read beside it.
	Unreadable State = "unreadable"
)

// Value is one labelled value of a page or table cell in its own words.
type Value struct {
	Raw   string `json:"raw,omitempty"`
	State State  `json:"state,omitempty"`
	// Drawn names the hint a value without text was read from
	// ("aria-label", "alt", "title", "data", "noscript", "class", "image",
	// "active item", "labels.drawn");
	// empty for text.
	Drawn string `json:"drawn,omitempty"`
	// Markup is the value's own element as HTML, cut to 300 characters, where
	// the state is Unreadable: what a person needs to see to explain it.
	Markup string `json:"markup,omitempty"`
}

// Say makes a stated value of raw words; no words state nothing.
func Say(raw string) Value {
	if raw == "" {
		return Value{}
	}
	return Value{Raw: raw, State: Stated}
}

// Fields are the labelled values of a page or row. A field that is not in
// the map reads NotStated.
type Fields map[Field]Value
