package page

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"

	"go.yaml.in/yaml/v4"
	"golang.org/x/net/html"

	"ogptracker/scrape/address"
	"ogptracker/scrape/page/figures"
	"ogptracker/scrape/page/label"
	"ogptracker/scrape/page/view"
	"ogptracker/scrape/record"
)

// readerVersion is raised with every change of what readers make of a page:
// kept readings of an older version are then read anew.
const readerVersion = "13"

// Reader reads pages with one set of labels. It is safe for use by several
// goroutines.
type Reader struct {
	labels   label.Labels
	sets     map[record.Kind]*label.Set
	vocab    *label.Vocabulary
	noise    *view.Noise
	figures  *figures.Set
	asides   *view.Noise // lines that are no entries of a list
	groups   []string    // keys of headings that members stand under
	refused  refusals
	standing *regexp.Regexp // a member's standing, behind its name
	version  string
}

// Taught is what an operator taught the readers (section labels of the
// configuration).
type Taught struct {
	Add    map[string][]string          // further label words, by field id
	Ignore []string                     // further labels to pass over
	Drawn  map[string]map[string]string // what drawings mean: by field id, a sign and its word
}

// New makes a Reader with the project's own labels and the operator's. An
// unknown field id or word is an error that names the known ones.
func New(taught Taught) (*Reader, error) {
	l, err := label.Parse(label.DefaultYAML)
	if err != nil {
		return nil, err
	}
	if err := l.Extend(taught.Add, taught.Ignore); err != nil {
		return nil, err
	}
	l.Drawn = taught.Drawn
	return newWith(l)
}

// newWith makes a Reader with the labels given and no others.
func newWith(l label.Labels) (*Reader, error) {
	vocab, err := label.NewVocabulary(&l)
	if err != nil {
		return nil, err
	}
	r := &Reader{labels: l, sets: map[record.Kind]*label.Set{}, vocab: vocab, noise: view.NewNoise(l.Noise.Skip, l.Noise.Begins, l.Noise.Comments)}
	r.figures = figures.NewSet(&r.labels.Figures)
	for _, k := range label.Kinds {
		r.sets[k] = label.NewSet(&r.labels, k)
	}
	r.asides, r.groups = view.NewNoise(nil, l.Asides, nil), view.Keys(l.Groups)
	r.standing = standingRE(l.Standings)
	r.refused = refusals{notFound: view.Keys(l.Refusals.NotFound), challenge: view.Keys(l.Refusals.Challenge), login: view.Keys(l.Refusals.Login)}
	all, err := yaml.Marshal(l)
	if err != nil {
		return nil, fmt.Errorf("labels: %w", err)
	}
	sum := sha256.Sum256(append([]byte(readerVersion+"\n"), all...))
	r.version = readerVersion + "-" + hex.EncodeToString(sum[:8])
	return r, nil
}

// Version identifies the readers and the labels in use: kept readings of
// another version are read anew.
func (r *Reader) Version() string { return r.version }

// Read reads one page. src.Address is the final address the page came from;
// without one the page's own canonical link is taken. It returns an error only
// when nothing can be said of the page at all (errors.go names the kinds);
// what is odd is in the page's Issues.
func (r *Reader) Read(body []byte, contentType string, src record.Source) (record.Page, error) {
	return r.ReadChecked(body, contentType, src, nil)
}

// ReadChecked is Read for a page that somebody else wants to look at too, so
// that a body is parsed once: where check, which is given the parsed page,
// returns an error, that is the error and nothing is read.
func (r *Reader) ReadChecked(body []byte, contentType string, src record.Source, check func(*html.Node) error) (record.Page, error) {
	p, err := r.open(body, contentType, src, check)
	if err == nil {
		err = p.read()
		p.v.Release()
	}
	if err != nil {
		return record.Page{}, fmt.Errorf("reading %s: %w", nameOf(src), err)
	}
	return p.page, nil
}

func nameOf(src record.Source) string {
	if src.Address == "" {
		return "page without address"
	}
	return src.Address
}

// reading is one page while it is read.
type reading struct {
	*Reader
	v    *view.View
	site *address.Site
	// addr is the page's own address as far as its pattern is known.
	addr  address.Address
	page  record.Page
	marks []label.Mark // labels and headings found
}

// open makes the view of a page and refuses what is none of the site's pages.
func (r *Reader) open(body []byte, contentType string, src record.Source, check func(*html.Node) error) (*reading, error) {
	root, err := parse(body, contentType)
	if err != nil {
		return nil, err
	}
	if check != nil {
		if err := check(root); err != nil {
			return nil, err
		}
	}
	p := &reading{Reader: r, v: view.New(root, src.Address, r.noise), page: record.Page{Source: src}}
	if err := p.locate(); err != nil {
		return nil, err
	}
	p.resolve()
	return p, p.refuse()
}

// read fills the record by the kind of the page.
func (p *reading) read() error {
	p.page.Kind = p.kind()
	p.page.Member, p.page.Code = p.addr.Member, p.addr.Code
	var err error
	switch p.page.Kind {
	case record.KindMembersList:
		err = (&membersPage{reading: p, listed: map[string]int{}}).read()
	case record.KindCountry:
		err = (&countryPage{countryLists{p}}).read()
	case record.KindCommitment:
		err = (&commitmentPage{p}).read()
	case record.KindChallenge:
		err = (&challengePage{p}).read()
	default:
		err = (&documentPage{p}).read()
	}
	if err != nil {
		return err
	}
	p.addLinks()
	if len(p.page.Fields) == 0 {
		p.page.Fields = nil // as it comes back from where records are kept
	}
	return nil
}

// issue notes something odd about the page.
func (p *reading) issue(code record.Code, field record.Field, value, message string) {
	p.page.Issues = append(p.page.Issues, record.Issue{Code: code, Member: p.page.Member, Key: p.page.Code, Field: field, Layout: p.page.Layout,
		Value: value, Message: message, URL: p.page.Address})
}
