package samplesite

// challenge is a commitment of the Open Gov Challenge, which belongs to no
// action plan.
type challenge struct {
	Slug  string `yaml:"slug"`
	Place string `yaml:"place"`
	Level string `yaml:"level"`
	Lead  string `yaml:"lead"`
	Area  string `yaml:"area"`
	Title string `yaml:"title"`
}

// addChallenge adds the tracker and a page for each of its commitments.
func (s *Site) addChallenge() {
	const root = "/the-open-gov-challenge/"
	add := func(path, name, title string, data any) {
		s.add(path, htmlType, render(name, title, Base+path, data), s.facts.Lastmod.Night1, "page")
	}
	add(root+"challenge-tracker/", "challenge-tracker.html", "Challenge Tracker", s.facts.challenges)
	for _, c := range s.facts.challenges {
		add(root+c.Slug+"/", "challenge.html", c.Place+" – "+c.Title, c)
	}
}
