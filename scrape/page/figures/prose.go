package figures

import (
	"regexp"
	"strings"

	"ogptracker/scrape/page/label"
	"ogptracker/scrape/page/view"
	"ogptracker/scrape/record"
)

// countPhrase is a count of commitments in running text: "Eight of 14
// commitments (57%)", "Half of the 28", "Only one of the four".
var countPhrase = regexp.MustCompile(`(?i)\b((?:only )?([a-z]+(?:-[a-z]+)?|\d+) of (?:the |its |these |their |all )?(\d+|[a-z]+(?:-[a-z]+)?))\b(?: (?:reviewed |assessed )?commitments?)?( \(\d+(?:\.\d+)?\s?%\))?`)

// countShare is a count with its share and no total: "eight commitments (57 %)".
var countShare = regexp.MustCompile(`(?i)\b((?:only )?([a-z]+(?:-[a-z]+)?|\d+)) commitments?( \(\d+(?:\.\d+)?\s?%\))`)

// The words by which a sentence tells what it counts.
var (
	patternHighCompletion = regexp.MustCompile(`(?i)\b(?:substantial(?:ly)?|full(?:y)?)(?: completed| implemented)? (?:or|and) (?:substantial(?:ly)?|full(?:y)?|complete(?:ly|d)?)\b|\bcompleted? (?:or|and) substantially\b`)
	patternContinued      = regexp.MustCompile(`(?i)\b(?:continued|carried (?:over|forward))\b.*\b(?:next|following|subsequent|new) (?:national )?(?:action )?plan`)
	patternEarlyResults   = regexp.MustCompile(`(?i)\b(?:(major|outstanding|marginal|moderate|significant|exceptional)(?: or (major|outstanding|marginal|moderate|significant|exceptional))? )?early results\b`)
	patternPlanBefore     = regexp.MustCompile(`(?i)\b(?:previous|preceding|prior|last) (?:national )?(?:action )?plan\b`)
	planYears             = regexp.MustCompile(`\b(20\d\d)\s?[-–/]\s?(20\d\d)\b`)

	patternAsWritten = regexp.MustCompile(`(?i)\bplan\b.*\b(?:made up of|consist(?:s|ed) of|compris(?:es|ed)|contain(?:s|ed)) ([a-z]+(?:-[a-z]+)?|\d+) commitments\b`)
	patternNumber    = regexp.MustCompile(`(?i)\bplan\b.*\b(?:had|has|holds?|held) ([a-z]+(?:-[a-z]+)?|\d+) commitments\b`)
	patternAllDone   = regexp.MustCompile(`(?i)\b(all) (?:of )?(?:the |its )?([a-z]+(?:-[a-z]+)?|\d+)(?: commitments)? (?:were|are|have been) (?:fully )?(?:completed|implemented)\b`)
	patternNumbered  = regexp.MustCompile(`(?i)\b(commitments? \d+(?:(?:, and |, | and )\d+)*|[a-z]+(?:-[a-z]+)? commitments?|[a-z]+(?:-[a-z]+)?)\b`)
	digitsInNumber   = regexp.MustCompile(`\d+`)

	// patternOtherwise: the sentence denies what it counts, or speaks of what may
	// come.
	patternOtherwise = regexp.MustCompile(`\b(?:not|never|could|would|should|may|might|expected|if)\b`)
	// ofCommitments: what follows a count without its noun is a verb or the
	// end of the phrase, so that milestones and meetings are not counted.
	ofCommitments = regexp.MustCompile(`^(?:[,.;)]| (?:were|was|are|is|had|have|has|achieved|showed|saw|led|reached|produced|yielded|made)\b|$)`)
)

// prose reads counts that stand in words in a report's running text: reports
// since 2019 print no table of them. Only sentences that say plainly what they
// count are taken.
func (p *reading) prose(product *label.Product, taken map[int]bool) {
	stage := product.Results
	if stage == "" {
		stage = product.Design
	}
	for i := range p.v.Blocks {
		b := &p.v.Blocks[i]
		if taken[i] || b.Level > 0 || b.Linked || len(b.Text) < 30 || !mayCount(b.Text) {
			continue
		}
		for _, s := range sentences(b.Text) {
			if len(s) <= maxSentence {
				p.phrases(s, stage)
				p.counts(s, stage)
			}
		}
	}
}

// maxSentence bounds what is looked through as one sentence.
const maxSentence = 2000

// countCues are parts of words, one of which stands in every sentence that is
// taken, but for those that say that all is done: looking for them first
// spares the patterns most of a report.
var countCues = []string{"arly results", "ubstantial", "ontinued", "arried", " commitments"}

func mayCount(text string) bool {
	return hasAny(text, countCues) || strings.Contains(text, "ll ") && hasAny(text, []string{"omplete", "mplemented"})
}

func hasAny(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// sentences splits running text behind full stops that a capital follows.
func sentences(text string) []string {
	var all []string
	start := 0
	for i := 0; i+2 < len(text); i++ {
		if (text[i] == '.' || text[i] == ']') && text[i+1] == ' ' && text[i+2] >= 'A' && text[i+2] <= 'Z' {
			all = append(all, text[start:i+1])
			start = i + 2
		}
	}
	return append(all, text[start:])
}

// phrases reads the phrases "n of m" and "n commitments (p%)" of a sentence.
func (p *reading) phrases(s string, stage record.Stage) {
	if !strings.Contains(s, " of ") && !strings.Contains(s, "%") {
		return
	}
	measure, cue := shareMeasure(s)
	if measure == "" {
		return
	}
	counts := countsIn(s)
	for _, c := range counts {
		if between := s[min(c.from, cue[0]):max(c.to, cue[1])]; patternOtherwise.MatchString(between) && measure != record.MeasureNotStarted {
			continue
		}
		fig := record.Figure{Measure: measure, Stage: stage, Printed: c.printed, State: record.Stated, Count: &c.count, Plan: p.planBefore(s, c.from)}
		_, fig.Percent = number(c.printed)
		p.keep(fig)
	}
}

// count is a count of commitments in a sentence.
type count struct {
	from, to int // offsets in the sentence
	printed  string
	count    float64
}

func countsIn(s string) []count {
	var all []count
	for _, at := range countPhrase.FindAllStringSubmatchIndex(s, -1) {
		c := count{from: at[0], to: at[1], printed: s[at[2]:at[3]]}
		total, ok := inWords(s[at[6]:at[7]], "")
		n, ok2 := inWords(s[at[4]:at[5]], s[at[6]:at[7]])
		if !ok || !ok2 || total < n {
			continue
		}
		if phrase := s[at[0]:at[1]]; !strings.Contains(phrase, "commitment") && (!ofCommitments.MatchString(s[at[1]:]) || !strings.Contains(s, "ommitment")) {
			continue
		}
		if at[8] >= 0 {
			c.printed += s[at[8]:at[9]]
		}
		c.count = n
		all = append(all, c)
	}
	if all == nil {
		for _, at := range countShare.FindAllStringSubmatchIndex(s, -1) {
			if n, ok := inWords(s[at[4]:at[5]], ""); ok {
				all = append(all, count{from: at[0], to: at[1], printed: s[at[2]:at[3]] + s[at[6]:at[7]], count: n})
			}
		}
	}
	return all
}

// shareMeasure tells what a sentence counts, "" if it does not say, and where
// it says so.
func shareMeasure(s string) (record.Measure, []int) {
	if strings.Contains(s, "ubstantial") {
		if at := patternHighCompletion.FindStringIndex(s); at != nil {
			return record.MeasureSubstantialOrFull, at
		}
	}
	if strings.Contains(s, " plan") && hasAny(s, []string{"ontinued", "arried"}) {
		if at := patternContinued.FindStringIndex(s); at != nil {
			return record.MeasureContinued, at
		}
	}
	if strings.Contains(s, "arly results") {
		if at := patternEarlyResults.FindStringIndex(s); at != nil {
			return earlyResults(patternEarlyResults.FindStringSubmatch(s)), at
		}
	}
	return plainMeasure(s)
}

func earlyResults(m []string) record.Measure {
	switch {
	case m[1] == "":
		return record.MeasureEarlyResultsAny
	case m[2] == "":
		return record.MeasureEarlyResultsPrefix + record.Measure(strings.ToLower(m[1]))
	}
	return record.MeasureEarlyResultsPrefix + record.Measure(strings.ToLower(m[1]+"_or_"+m[2]))
}

// planBefore gives the words for another plan than the report's own that a
// count at offset at belongs to: of the counts of a sentence the one that
// stands nearest to them.
func (p *reading) planBefore(s string, at int) string {
	m := patternPlanBefore.FindStringIndex(s)
	if m == nil {
		for _, y := range planYears.FindAllStringIndex(s, -1) {
			if !strings.Contains(yearsOnly(p.title), yearsOnly(s[y[0]:y[1]])) {
				m = y
				break
			}
		}
	}
	if m == nil {
		return ""
	}
	for _, o := range countPhrase.FindAllStringIndex(s, -1) {
		if distance(o[0], m[0]) < distance(at, m[0]) {
			return ""
		}
	}
	return s[m[0]:m[1]]
}

// yearsOnly keeps the digits of a cycle, so that hyphens and dashes are one.
func yearsOnly(s string) string {
	return strings.Join(digitsInNumber.FindAllString(s, -1), "-")
}

func distance(a, b int) int { return max(a-b, b-a) }

// counts reads counts that stand alone: how many commitments a plan has, that
// all are done, how many have early results.
func (p *reading) counts(s string, stage record.Stage) {
	if m := matchAfter(patternAllDone, s, "ll "); m != nil {
		if n, ok := inWords(m[1], m[2]); ok {
			p.keep(record.Figure{Measure: record.MeasureCompleted, Stage: stage, Printed: m[1], State: record.Stated, Count: &n})
		}
	}
	p.planCount(s, patternAsWritten, record.MeasureAsWritten, stage)
	p.planCount(s, patternNumber, record.MeasureCommitments, stage)
	if !strings.Contains(s, "arly results") || countPhrase.MatchString(s) {
		return
	}
	if at := patternEarlyResults.FindStringIndex(s); at != nil && !patternOtherwise.MatchString(s[:at[1]]) {
		p.subjects(s[:at[0]], earlyResults(patternEarlyResults.FindStringSubmatch(s)), stage)
	}
}

// matchAfter matches a pattern that needs the words given.
func matchAfter(says *regexp.Regexp, s, words string) []string {
	if !strings.Contains(s, words) {
		return nil
	}
	return says.FindStringSubmatch(s)
}

// planCount keeps the number that a sentence states of the whole plan.
func (p *reading) planCount(s string, says *regexp.Regexp, measure record.Measure, stage record.Stage) {
	m := matchAfter(says, s, " commitments")
	if m == nil {
		return
	}
	if n, ok := inWords(m[1], ""); ok {
		p.keep(record.Figure{Measure: measure, Stage: stage, Printed: m[1], State: record.Stated, Count: &n})
	}
}

// subjects reads what a sentence about early results speaks of: "One
// commitment", "Commitments 1 and 2".
func (p *reading) subjects(s string, measure record.Measure, stage record.Stage) {
	if _, rest, ok := strings.Cut(s, ", "); ok && view.IsLetter(rest) && strings.ToUpper(rest[:1]) != rest[:1] {
		s = rest // "Among them, four commitments ..."
	}
	m := patternNumbered.FindString(s)
	if m == "" || !strings.HasPrefix(s, m) {
		return
	}
	if ids := digitsInNumber.FindAllString(m, -1); ids != nil {
		n := float64(len(ids))
		p.keep(record.Figure{Measure: measure, Stage: stage, Printed: m, State: record.Stated, Count: &n})
		return
	}
	word, _, _ := strings.Cut(m, " ")
	if n, ok := inWords(word, ""); ok {
		p.keep(record.Figure{Measure: measure, Stage: stage, Printed: word, State: record.Stated, Count: &n})
	}
}
