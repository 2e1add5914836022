package page

import (
	"strings"
	"testing"

	"ogptracker/scrape/record"
)

func TestTextIsDecodedByItsDeclaredOrDetectedCharset(t *testing.T) {
	const utf8Title = "Côte d’Ivoire – “données”"
	const win = "C\xf4te d\x92Ivoire \x96 \x93donn\xe9es\x94"
	page := func(meta, title string) string {
		return "<html><head>" + meta + "<title>x</title></head><body><h1>" + title + " (CI0001)</h1><p>Status: Active</p><h2>Description</h2></body></html>"
	}
	utf16 := "\xff\xfe"
	for _, r := range page("", utf8Title) {
		utf16 += string([]byte{byte(r), byte(r >> 8)})
	}
	for name, c := range map[string]struct{ body, contentType string }{
		"windows-1252 by a meta element":             {page(`<meta charset="windows-1252">`, win), "text/html"},
		"windows-1252 by an http-equiv element":      {page(`<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">`, win), ""},
		"windows-1252 by the header":                 {page("", win), "text/html; charset=windows-1252"},
		"latin1 by the header, meant as browsers do": {page("", win), "text/html; charset=ISO-8859-1"},
		"windows-1252 undeclared":                    {page("", win), "text/html"},
		"UTF-8 undeclared":                           {page("", utf8Title), "text/html"},
		"UTF-8 undeclared behind a long head":        {page("<style>"+strings.Repeat("a{b:c}", 500)+"</style>", utf8Title), ""},
		"UTF-8 with a byte order mark":               {"\xef\xbb\xbf" + page("", utf8Title), "text/html"},
		"UTF-16 with a byte order mark":              {utf16, "text/html"},
		"composed from parts":                        {page(`<meta charset="utf-8">`, "Co\u0302te d’Ivoire – “donne\u0301es”"), "text/html"},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := newReader(t).Read([]byte(c.body), c.contentType, record.Source{Address: "https://www.opengovpartnership.org/members/cote-divoire/commitments/CI0001/"})
			if err != nil || p.Title != utf8Title {
				t.Errorf("%v: got %q, want %q", err, p.Title, utf8Title)
			}
		})
	}
}
