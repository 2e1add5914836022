package samplesite

import (
	"embed"
	"fmt"
	"slices"
	"sync"
	"time"

	"go.yaml.in/yaml/v4"
)

//go:embed facts/*.yaml
var factFiles embed.FS

// facts is everything the sample knows, as its files say it.
type facts struct {
	Night2     night2   `yaml:"night2"`
	Lastmod    lastmods `yaml:"lastmod"`
	Members    []member `yaml:"members"`
	titles     []topic
	known      []commitment
	challenges []challenge
}

// night2 names the three things that differ on the second night.
type night2 struct {
	Rating struct {
		Code       string `yaml:"code"`
		Completion string `yaml:"completion"`
	} `yaml:"rating"`
	Title string `yaml:"title"`
	New   string `yaml:"new"`
}

type lastmods struct {
	Night1 time.Time `yaml:"night1"`
	Night2 time.Time `yaml:"night2"`
}

type member struct {
	Slug         string     `yaml:"slug"`
	Name         string     `yaml:"name"`
	Prefix       string     `yaml:"prefix"`
	ISO3         string     `yaml:"iso3"`
	Region       string     `yaml:"region"`
	Type         string     `yaml:"type"`
	Joined       int        `yaml:"joined"`
	Layout       string     `yaml:"layout"`
	Listed       bool       `yaml:"listed"`
	Only         string     `yaml:"only"` // the one way to find it: sitemap, table, probe
	Group        string     `yaml:"group"`
	Implementing string     `yaml:"implementing"`
	Contact      string     `yaml:"contact"`
	Banner       string     `yaml:"banner"`
	Current      current    `yaml:"current"`
	Plans        []plan     `yaml:"plans"`
	Documents    []document `yaml:"documents"`
}

// current is what the member's page says of its plan, prose apart from the
// labelled count: the two do not always agree.
type current struct {
	Cycle       string `yaml:"cycle"`
	Number      int    `yaml:"number"`
	Commitments string `yaml:"commitments"`
	Prose       string `yaml:"prose"`
	List        []int  `yaml:"list"` // first years of the plans whose commitments the page lists
}

type plan struct {
	Start     int      `yaml:"start"`
	End       int      `yaml:"end"`
	Number    int      `yaml:"number"`
	ID        string   `yaml:"id"`
	Year      int      `yaml:"year"`
	Title     string   `yaml:"title"`
	Layout    string   `yaml:"layout"`
	Ratings   string   `yaml:"ratings"` // where they come from: table, page
	Count     int      `yaml:"count"`
	KnownOnly bool     `yaml:"known_only"` // the sample holds only the commitments of commitments.yaml
	MadeUp    bool     `yaml:"made_up"`    // the plan itself was assigned for the sample
	Local     bool     `yaml:"local"`
	Lead      string   `yaml:"lead"`
	EndStated string   `yaml:"end_stated"`
	Reviews   []string `yaml:"reviews"`
	Assigned  []string `yaml:"assigned"`
	Opened    []string `yaml:"opened"`
	Relevant  int      `yaml:"relevant"` // how many are relevant, as the plan's report prints it; 0 where none does
}

func (p *plan) cycle() string { return fmt.Sprintf("%d-%d", p.Start, p.End) }

type document struct {
	Title      string     `yaml:"title"`
	Kind       string     `yaml:"kind"`
	Type       string     `yaml:"type"`
	Year       int        `yaml:"year"`
	Plan       int        `yaml:"plan"`
	Draft      bool       `yaml:"draft"`
	ProseFirst bool       `yaml:"prose_first"`
	Tooltips   bool       `yaml:"tooltips"`
	Comment    bool       `yaml:"comment"`
	TableTitle string     `yaml:"table_title"`
	Heading    string     `yaml:"heading"`
	About      string     `yaml:"about"`
	Note       string     `yaml:"note"`
	Foot       string     `yaml:"foot"`
	Files      []string   `yaml:"files"`
	Prose      []string   `yaml:"prose"`
	Columns    []string   `yaml:"columns"`
	Rows       []tableRow `yaml:"rows"`
	Glance     [][]string `yaml:"glance"`
}

// tableRow is a row of a printed at-a-glance table: M names the measure, L
// is the label as printed, V the cells.
type tableRow struct {
	M string   `yaml:"m"`
	L string   `yaml:"l"`
	V []string `yaml:"v"`
}

type topic struct {
	Title   string   `yaml:"title"`
	Areas   []string `yaml:"areas"`
	Lead    string   `yaml:"lead"`
	Support string   `yaml:"support"`
}

// commitment is one commitment with what is said of it. Ratings are in the
// words of OGP's table.
type commitment struct {
	Code     string   `yaml:"code"`
	Plan     string   `yaml:"plan"` // "<member>-<first year>"
	Also     string   `yaml:"also"` // a second plan it stands in
	Number   string   `yaml:"number"`
	Title    string   `yaml:"title"`
	Lead     string   `yaml:"lead"`
	Support  string   `yaml:"support"`
	Areas    []string `yaml:"areas"`
	Ratings  ratings  `yaml:"ratings"`
	assigned bool
}

type ratings struct {
	Midterm     string   `yaml:"midterm"`
	End         string   `yaml:"end"`
	Specificity string   `yaml:"specificity"`
	Verifiable  string   `yaml:"verifiable"`
	Relevant    string   `yaml:"relevant"`
	Impact      string   `yaml:"impact"`
	Potential   string   `yaml:"potential"`
	Ambition    string   `yaml:"ambition"`
	Results     string   `yaml:"results"`
	Opened      string   `yaml:"opened"`
	Carried     string   `yaml:"carried"`
	StarMidterm string   `yaml:"star_midterm"`
	StarEnd     string   `yaml:"star_end"`
	Values      []string `yaml:"values"`
}

// load reads the embedded facts once. They are part of the program, so a
// fault in them is a fault of the program.
var load = sync.OnceValue(func() *facts {
	f := new(facts)
	parse("facts/members.yaml", f)
	parse("facts/titles.yaml", &f.titles)
	parse("facts/commitments.yaml", &f.known)
	parse("facts/challenge.yaml", &f.challenges)
	return f
})

func parse(name string, into any) {
	body, err := factFiles.ReadFile(name)
	if err == nil {
		err = yaml.Load(body, into, yaml.WithKnownFields())
	}
	if err != nil {
		panic("samplesite: " + name + ": " + err.Error())
	}
}

// planOf returns the plan of a member that begins in the year given.
func (m *member) planOf(start int) *plan {
	i := slices.IndexFunc(m.Plans, func(p plan) bool { return p.Start == start })
	if i < 0 {
		return nil
	}
	return &m.Plans[i]
}

// newestStart is the first year of the member's newest plan.
func (m *member) newestStart() int {
	newest := 0
	for i := range m.Plans {
		newest = max(newest, m.Plans[i].Start)
	}
	return newest
}

// planTitle is the title of a plan's own document.
func (m *member) planTitle(p *plan) string {
	if p.Title != "" {
		return p.Title
	}
	return fmt.Sprintf("%s Action Plan %s", m.Name, p.cycle())
}

// layoutOf is the layout of a plan's commitment pages.
func (m *member) layoutOf(p *plan) string {
	if p.Layout != "" {
		return p.Layout
	}
	return m.Layout
}
