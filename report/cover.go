package report

import (
	"strings"
	"time"

	"ogptracker/report/schema"
	"ogptracker/report/words"
	"ogptracker/scrape/record"
	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// cover says what the workbook is, as of when, and how far it can be relied
// on, before anything else.
func (b *builder) cover() *Sheet {
	s := &Sheet{Name: sheetCover, OnePage: true, Title: b.titled("OGP commitments and what became of them, as of " + words.Day(b.meta.Date)),
		Widths: []float64{28, 13, 56, 64}}
	s.Blocks = append(s.Blocks, warnings(b.meta)...)
	s.Blocks = append(s.Blocks,
		Block{Paragraph: "Read from " + readFrom(b.meta) + "; stages and due dates as of " + words.Day(b.meta.Date) + "."},
		Block{Heading: "At a glance"}, Block{Grid: b.keyFigures()},
		Block{Paragraph: "What members of the Open Government Partnership (OGP) promised in their action plans, and what its Independent Reporting Mechanism (IRM) found, as read from " + readFrom(b.meta) + ". " + NotAProduct},
		Block{Heading: "Sheets of this workbook"}, Block{Links: b.contents()},
		Block{Heading: "Sources"}, Block{Grid: sources(b.ds, b.meta)},
		Block{Heading: "Coverage"},
		Block{Paragraph: outcomeInWords(b.meta) + " " + coverageInWords(b.ds) + firstReadingInWords(b.ds)},
		Block{Heading: "Terms of use and citation"},
		Block{Paragraph: Terms},
		Block{Links: []Link{{Text: "Licence CC BY 4.0", URL: LicenceURL, About: "Terms of the IRM's reports"}}},
		Block{Paragraph: "Please cite as: " + Citation(b.meta)},
		Block{Paragraph: "Contact: " + words.Or(b.meta.Contact, "none is set")},
		Block{Paragraph: madeBy(b.meta)},
	)
	return s
}

// warnings are what a reader must not miss.
func warnings(meta Meta) []Block {
	var blocks []Block
	if meta.Sample {
		blocks = append(blocks, Block{Alert: SampleMark + ". This report was made from the small sample of the site that is built into the program. Many of its values were assigned for the sample: do not quote its figures."})
	}
	switch meta.Outcome {
	case Complete:
	case Incomplete:
		blocks = append(blocks, Block{Alert: "Incomplete. This run did not meet the bounds set for a report and does not replace the last complete one."})
	default:
		blocks = append(blocks, Block{Alert: "Failed. This run could not do its work; use the last complete report."})
	}
	for _, why := range meta.Why {
		blocks = append(blocks, Block{Alert: why})
	}
	if meta.Accepted != "" {
		text := "Accepted by hand: this run missed bounds set for a report, and somebody let it pass. Reason given: " + words.Ended(meta.Accepted)
		if len(meta.AcceptedBounds) > 0 {
			text += " Bounds that were missed: " + strings.Join(meta.AcceptedBounds, " ")
		}
		blocks = append(blocks, Block{Alert: text})
	}
	return blocks
}

func outcomeInWords(meta Meta) string {
	return "Outcome of the run of " + meta.Started.UTC().Format("2 January 2006, 15:04") + " UTC: " + string(meta.Outcome) + "."
}

// coverageInWords sums the coverage of all members.
func coverageInWords(ds *dataset.Dataset) string {
	var all dataset.Coverage
	for _, c := range ds.Coverage {
		all.Expected += c.Expected
		all.Read += c.Read
		all.Unchanged += c.Unchanged
		all.Failed += c.Failed
		all.CarriedForward += c.CarriedForward
		all.NotReadYet += c.NotReadYet
	}
	return coverageWords(all)
}

// readFrom names what the report was made from.
func readFrom(meta Meta) string {
	if meta.Files != "" {
		return meta.Files + " alone, without reading OGP's website"
	}
	return "OGP's website"
}

func coverageWords(c dataset.Coverage) string {
	if c.Expected == 0 {
		return "Coverage: no page of OGP's website is known here, and none was read."
	}
	return "Coverage: of " + words.Count(c.Expected, "page known", "pages known") + ", " + words.Number(c.Read) + " read tonight, " +
		words.Number(c.Unchanged) + " confirmed unchanged, " + words.Number(c.CarriedForward) + " carried forward, " +
		words.Number(c.Failed) + " failed, " + words.Number(c.NotReadYet) + " not read yet."
}

// firstReadingInWords says how far the first reading of the site has come.
func firstReadingInWords(ds *dataset.Dataset) string {
	p := ds.Progress
	if p.PagesReadOnce >= p.PagesKnown {
		return ""
	}
	return " First reading: " + words.Number(p.PagesReadOnce) + " of " + words.Count(p.PagesKnown, "page", "pages") +
		"; what is missing reads " + vocabulary.NotReadYet + "."
}

// stagesInWords says how the commitments are spread over the stages.
func stagesInWords(stages map[vocabulary.CommitmentStage]int) string {
	var parts []string
	for _, s := range schema.CommitmentStages() {
		if n := stages[vocabulary.CommitmentStage(s)]; n > 0 {
			word := strings.ToLower(s[:1]) + s[1:]
			if s == vocabulary.NotStated {
				word = "of unknown stage"
			}
			parts = append(parts, words.Number(n)+" "+word)
		}
	}
	return words.Sentence(strings.Join(parts, ", "))
}

// leftOut says what stands in place of a rating, and how often.
func leftOut(c *dataset.Completion) string {
	if c.LeftOut == 0 {
		return "none left out"
	}
	parts := make([]string, len(c.LeftOutReasons))
	for i, r := range c.LeftOutReasons {
		parts[i] = words.Number(r.Count) + " " + r.Words
	}
	return words.Number(c.LeftOut) + " left out (" + strings.Join(parts, ", ") + ")"
}

// figure finds the completion figures of a group at a stage.
func (b *builder) figure(groupType, group string, stage record.Stage) *dataset.Completion {
	for _, c := range b.figures[groupType+"/"+group] {
		if c.Stage == stage {
			return c
		}
	}
	return nil
}

// contents links to every sheet but the Cover.
func (b *builder) contents() []Link {
	links := about()
	for i := range links {
		links[i].Text = links[i].Sheet
	}
	return links
}

func sources(ds *dataset.Dataset, meta Meta) *Grid {
	g := factGrid("Sources", "Source", "Edition or date", "What and where")
	if meta.Files == "" {
		g.addLink("OGP's website", words.Day(meta.Date), "Country, commitment, action plan and report pages of "+meta.BaseURL, meta.BaseURL+"/")
		g.add("Independent Reporting Mechanism", "As published", "Ratings and printed figures, as they stand on the site's commitment and report pages")
	} else {
		g.add("Independent Reporting Mechanism", "As published", "Ratings, as they stand in "+meta.Files)
	}
	for _, s := range ds.Sources {
		edition, dated := s.Edition, dateInWords(s.Date)
		var what []string
		if edition == "" {
			edition = dated
		} else if dated != "" {
			what = append(what, "Dated "+dated)
		}
		if s.URL != "" {
			what = append(what, s.URL)
		}
		g.addLink(s.Name, words.Or(edition, vocabulary.NotStated), words.Or(strings.Join(what, ", "), "Read from a file"), schema.AddressOf(s.URL))
	}
	return g.Grid
}

// dateInWords is the date of a source as a sentence says it, "" for none; what
// is no day stands as it is.
func dateInWords(date string) string {
	if vocabulary.IsAbsence(date) {
		return ""
	}
	if day, err := time.Parse(time.DateOnly, date); err == nil {
		return words.Day(day)
	}
	return date
}

// madeBy says which run made the file, so that it can be traced.
func madeBy(meta Meta) string {
	return "Made by OGP Tracker " + words.Or(meta.Version, "(version not stated)") + " in run " + meta.Run +
		" with the configuration " + shortHash(meta.ConfigHash) + " (SHA-256). Stages and due dates are reckoned at " + words.Day(meta.Date) + "."
}

func shortHash(h string) string {
	if len(h) > 12 {
		h = h[:12]
	}
	return words.Or(h, vocabulary.NotStated)
}
