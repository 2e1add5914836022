package scrape_test

import (
	"slices"
	"testing"
)

func TestAListedMemberWhosePageIsGoneIsAnIssue(t *testing.T) {
	const issue = "listed-member-without-page latvia"
	site := smallSite()
	site.set("/our-members/", htmlPage("Members", link("/members/estonia/", "Members", "Estonia"), link("/members/latvia/", "Members", "Latvia")))
	b := newBench(t, site)
	if night, _ := b.night(0); !slices.Contains(codes(night), issue) {
		t.Errorf("its page is not there: %v", codes(night))
	}
	site.set("/members/latvia/", htmlPage("Latvia"))
	if night, _ := b.night(1); slices.Contains(codes(night), issue) {
		t.Errorf("its page is there again: %v", codes(night))
	}
}
