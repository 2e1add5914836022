package label_test

import (
	"strings"
	"testing"

	"ogptracker/scrape/record"
)

const scaleOf = `<li>Not Started</li><li>Limited</li><li%s>Substantial</li><li>Completed</li>`

func scale(attr string) string {
	return `<div>Completion: <ul>` + strings.Replace(scaleOf, "%s", attr, 1) + `</ul></div>`
}

func TestADrawnRatingIsRead(t *testing.T) {
	substantial := func(drawn string) record.Value {
		return record.Value{Raw: "Substantial", State: record.Stated, Drawn: drawn}
	}
	unreadable := record.Value{State: record.Unreadable}
	for name, c := range map[string]struct {
		markup string
		want   record.Value
	}{
		"from an aria-label":                              {`<p>Completion: <span role="img" aria-label="Substantial"></span></p>`, substantial("aria-label")},
		"from an aria-label with the field's own name":    {`<p>Completion: <span aria-label="Completion level: substantial"></span></p>`, substantial("aria-label")},
		"from an aria-valuetext":                          {`<p>Completion: <span role="progressbar" aria-valuetext="Substantial"></span></p>`, substantial("aria-label")},
		"from the alt text of an image":                   {`<p>Completion: <img src="x.png" alt="Substantial"></p>`, substantial("alt")},
		"from a title":                                    {`<p>Completion: <i title="Substantial"></i></p>`, substantial("title")},
		"from the title of a drawing":                     {`<p>Completion: <svg><title>Substantial</title><rect/></svg></p>`, substantial("title")},
		"from a data attribute":                           {`<p>Completion: <span data-rating="substantial"></span></p>`, substantial("data")},
		"from a class word":                               {`<p>Completion: <span class="dot rating--substantial"></span></p>`, substantial("class")},
		"from a class in camel case":                      {`<p>Completion: <span class="completionSubstantial"></span></p>`, substantial("class")},
		"from a class of two words":                       {`<p>Completion: <span class="completion-not-started"></span></p>`, record.Value{Raw: "Not Started", State: record.Stated, Drawn: "class"}},
		"from the file name of an image":                  {`<p>Completion: <img src="/img/completion_substantial.svg" alt=""></p>`, substantial("image")},
		"from the file name of an image with a query":     {`<p>Completion: <img src="/img/substantial.png?v=3"></p>`, substantial("image")},
		"from a file name before a version":               {`<p>Completion: <img src="/img/completion-substantial.svg?ver=1.2" alt=""></p>`, substantial("image")},
		"from an image that is loaded late":               {`<p>Completion: <img src="data:image/gif;base64,R0lGOD" data-src="/img/substantial.svg" alt=""></p>`, substantial("image")},
		"from a part of a file of icons":                  {`<p>Completion: <svg><use href="/img/icons.svg#substantial"></use></svg></p>`, substantial("image")},
		"from words inside a drawing":                     {`<p>Completion: <svg><rect/><text x="1">Substantial</text></svg></p>`, substantial("title")},
		"not from a drawing with the words of a scale":    {`<p>Completion: <svg><text>Limited</text><text>Substantial</text></svg></p>`, unreadable},
		"from the active item behind an icon's letter":    {`<h5>Completion <span>i</span></h5><ul><li>Not Started</li><li class="active">Substantial</li></ul>`, substantial("active item")},
		"from an image behind an icon's letter":           {`<p>Completion<sup>i</sup>: <img alt="Substantial"></p>`, substantial("alt")},
		"as text behind a question mark":                  {`<p><b>Completion<a href="/glossary/completion/">?</a></b> Substantial</p>`, record.Say("Substantial")},
		"as text behind a sign":                           {`<p>Completion ⓘ Substantial</p>`, record.Say("Substantial")},
		"as text behind a link to the definition":         {`<p><b>Completion</b> (<a href="/x/">see definition</a>): Substantial</p>`, record.Say("Substantial")},
		"from the label's own element":                    {`<div class="rating-substantial"><span>Completion:</span></div>`, substantial("class")},
		"from the element behind a label in its own":      {`<dl><dt>Completion:</dt><dd><img alt="Substantial"></dd></dl>`, substantial("alt")},
		"from a table cell":                               {`<table><tr><th>Completion</th><td><img alt="Substantial"></td></tr></table>`, substantial("alt")},
		"from the chosen option":                          {`<p>Completion: <select><option>Limited</option><option selected>Substantial</option></select></p>`, substantial("active item")},
		"from the active item of the whole scale":         {scale(` class="is-active"`), substantial("active item")},
		"from the current item":                           {scale(` aria-current="true"`), substantial("active item")},
		"from the selected item":                          {scale(` aria-selected="true"`), substantial("active item")},
		"from the checked item":                           {scale(` aria-checked="true"`), substantial("active item")},
		"from the item with the class on":                 {scale(` class="step step--on"`), substantial("active item")},
		"from the active one of images that show a scale": {`<p>Completion: <img alt="Limited"><img alt="Substantial" class="selected"><img alt="Completed"></p>`, substantial("active item")},
		"from the active one of spans in a line":          {`<p>Completion: <span>Limited</span> <span class="active">Substantial</span> <span>Completed</span></p>`, substantial("active item")},
		"from the marked one of two that say it":          {`<p>Completion: <img alt="Limited"><img alt="Substantial"><img alt="Substantial" class="active"></p>`, substantial("active item")},
		"from the marked one before one that says it":     {`<p>Completion: <img alt="Substantial" class="active"><img alt="Substantial"><img alt="Limited"></p>`, substantial("active item")},
		"not from a whole scale without a mark":           {scale(""), unreadable},
		"not from a whole scale marked twice":             {`<div>Completion: <ul><li class="active">Limited</li><li class="active">Substantial</li></ul></div>`, unreadable},
		"not from a mark that is denied":                  {scale(` aria-current="false"`), unreadable},
		"not from a word of another scale":                {`<p>Completion: <span class="rating--major" title="High" aria-label="Transformative"></span></p>`, unreadable},
		"not from a class of the page's own":              {`<p>Completion: <span class="d-none active complete"></span></p>`, unreadable},
		"not from the drawing of the next label":          {`<p>Completion:</p><p>Starred: <img alt="Substantial"></p>`, unreadable},
		"not from the drawing of the label before":        {`<p>Starred: <img alt="Substantial"></p><p>Completion:</p>`, unreadable},
		"not from a sentence that holds the word":         {`<p>Completion: <span aria-label="Substantial means that most was done"></span></p>`, unreadable},
		"not from nothing":                                {`<p>Completion: </p>`, unreadable},
		"not from a symbol alone":                         {`<p>Completion: <span>★★★</span></p>`, unreadable},
		"from a drawing beside a symbol":                  {`<p>Completion: <span aria-label="Substantial">★★★</span></p>`, substantial("aria-label")},
		"with the words of an absence":                    {`<p>Completion: <img alt="Pending IRM Review"></p>`, record.Value{Raw: "Pending IRM Review", State: record.Stated, Drawn: "alt"}},
		"as text, words of another scale included":        {`<p>Completion: High</p>`, record.Say("High")},
	} {
		t.Run(name, func(t *testing.T) {
			p := readCommitment(t, c.markup)
			if got := unmarked(p.Field(record.FieldCompletion)); got != c.want {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
			if got := p.Field(record.FieldStatus); got != record.Say("Active") {
				t.Errorf("the label before it reads %+v", got)
			}
		})
	}
}

func TestEachFieldTakesDrawnWordsOfItsOwnScaleOnly(t *testing.T) {
	for name, c := range map[string]struct {
		field  record.Field
		markup string
		want   string // "" means Unreadable
	}{
		"potential for results knows Substantial": {record.FieldPotentialResults, `<p>Potential for Results: <img alt="Substantial"></p>`, "Substantial"},
		"potential impact does not":               {record.FieldPotentialImpact, `<p>Potential Impact: <img alt="Substantial"></p>`, ""},
		"potential impact knows None by title":    {record.FieldPotentialImpact, `<p>Potential Impact: <i title="None"></i></p>`, "None"},
		"a class d-none is no rating":             {record.FieldPotentialImpact, `<p>Potential Impact: <i class="d-none"></i></p>`, ""},
		"ambition knows High":                     {record.FieldAmbition, `<p>Ambition (see definition): <i class="ambition-high"></i></p>`, "High"},
		"ambition does not know Major":            {record.FieldAmbition, `<p>Ambition (see definition): <i class="ambition-major"></i></p>`, ""},
		"a star is drawn":                         {record.FieldStarred, `<p>Starred: <img src="star.svg" alt="Yes"></p>`, "Yes"},
	} {
		t.Run(name, func(t *testing.T) {
			page := readCommitment(t, c.markup)
			got := unmarked(page.Field(c.field))
			if got.Raw != c.want || (got.State == record.Unreadable) != (c.want == "") {
				t.Errorf("got %+v, want %q", got, c.want)
			}
		})
	}
}
