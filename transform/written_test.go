package transform_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ogptracker/transform"
	"ogptracker/transform/transformtest"
)

// What is shown is as the site writes it; what is compared and joined is not.
func TestAddressesAreShownAsTheSiteWritesThem(t *testing.T) {
	t.Parallel()
	in := transformtest.BigNight(3)
	plain, err := transform.Build(in)
	if err != nil {
		t.Fatal(err)
	}
	canonical := plain.Commitments[0].URL
	if canonical == "" || canonical == strings.ToLower(canonical) {
		t.Fatalf("the night's commitment has the address %q", canonical)
	}
	in.Night.Written = map[string]string{canonical: strings.ToLower(canonical)}
	shown, err := transform.Build(in)
	if err != nil {
		t.Fatal(err)
	}
	if got := shown.Commitments[0].URL; got != strings.ToLower(canonical) {
		t.Errorf("url %q", got)
	}
	for _, r := range shown.Ratings {
		if r.SourceURL == canonical {
			t.Errorf("source_url of %s %s is %q", r.CommitmentID, r.Indicator, r.SourceURL)
		}
	}
	if d := cmp.Diff(plain.Snapshot.Rows, shown.Snapshot.Rows); d != "" {
		t.Errorf("what the next run compares with differs (-canonical +written):\n%s", d)
	}
}
