package vocabulary

import (
	"strings"
	"testing"
)

func TestContactsAreLeftOutAndNothingElse(t *testing.T) {
	t.Parallel()
	long := "Telephone lines are put in every village, " + strings.Repeat("so that people can call, ", 10)
	for text, want := range map[string]string{
		"":                            "",
		Unreadable:                    Unreadable,
		" Open data \n for all ":      " Open data \n for all ",
		"Open data\nE-mail: a b":      "Open data",
		"  • Contact: Ann\nOpen data": "Open data",
		"TELÉFONO 123\nOpen data":     "Open data",
		"Open data\nThe office, tel +372 693 5555\nfor all": "Open data\nfor all",
		"Open data\nThe hotel has 12 rooms":                 "Open data\nThe hotel has 12 rooms",
		"Write to ann@example.org today":                    "Write to [e-mail left out] today",
		"a@b is no address\nkept":                           "a@b is no address\nkept",
		long:                                                long,
		strings.Repeat("Contact ", 100):                     strings.Repeat("Contact ", 100),
		"The budget 2018 - 2020 has 123 456 789 euros and a " + strings.Repeat("hotel ", 5): "The budget 2018 - 2020 has 123 456 789 euros and a " + strings.Repeat("hotel ", 5),
	} {
		if got := WithoutContacts(text); got != want {
			t.Errorf("%q became %q, not %q", text, got, want)
		}
	}
	exact := "contact" + strings.Repeat("x", 193)
	if WithoutContacts(exact) != "" || WithoutContacts(exact+"x") != exact+"x" {
		t.Error("a line of more than 200 bytes is running text, a shorter one may be a contact")
	}
}
