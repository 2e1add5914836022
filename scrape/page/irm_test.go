package page

import (
	"testing"

	"ogptracker/scrape/record"
)

func TestADocumentWithoutAHeadingTakesTheTitleOfItsWindow(t *testing.T) {
	long := "<p>The text begins at once and runs on for longer than a title can be, since the page was put together without any heading, as some of the oldest ones are, and nothing but the title of its window tells what it is.</p>"
	body := "<html><head><title>Freedonia Letter of Intent | Open Government Partnership</title></head><body>" + long + "</body></html>"
	p, err := documentReader().Read([]byte(body), "text/html", record.Source{Address: "https://www.opengovpartnership.org/documents/x/"})
	if err != nil || p.Title != "Freedonia Letter of Intent" {
		t.Errorf("title %q, %v", p.Title, err)
	}
}

func TestALogoIsNoTitle(t *testing.T) {
	body := `<html><head><title>Freedonia Design Report 2017-2019 - Open Government Partnership</title></head><body><header><h1>Open Government Partnership</h1></header>
<main><h1>Freedonia Design Report 2017-2019</h1><p>Text.</p></main></body></html>`
	p, err := documentReader().Read([]byte(body), "text/html", record.Source{Address: "https://www.opengovpartnership.org/documents/x/"})
	if err != nil || p.Title != "Freedonia Design Report 2017-2019" {
		t.Errorf("title %q, %v", p.Title, err)
	}
}
