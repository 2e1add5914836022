package audit

import (
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
)

// checkParts finds what makes Excel offer a repair before it looks at any
// cell: relations that lead nowhere, parts without a content type, parts that
// a library wrote and named nowhere, XML that is cut short.
func checkParts(b *book) []Finding {
	var findings []Finding
	const types = "[Content_Types].xml"
	declared, err := b.contentTypes(types)
	if err != nil {
		findings = append(findings, finding(nil, "", "%v", err))
	}
	named := map[string]bool{types: true}
	for _, part := range b.order {
		if strings.HasSuffix(part, "/") {
			continue
		}
		if part != types && !strings.HasSuffix(part, ".rels") && !declared(part) {
			findings = append(findings, finding(nil, "", "the part %s has no content type", part))
		}
		// Sheets were read to their end when the workbook was opened.
		if (strings.HasSuffix(part, ".xml") || strings.HasSuffix(part, ".rels")) && !strings.HasPrefix(part, "xl/worksheets/sheet") {
			if err := b.read(part, wellFormed); err != nil {
				findings = append(findings, finding(nil, "", "%v", err))
			}
		}
		owner, ok := ownerOf(part)
		if !ok {
			continue
		}
		named[part] = true
		relations, err := b.relations(owner)
		if err != nil {
			findings = append(findings, finding(nil, "", "%v", err))
		}
		for _, rel := range relations {
			named[rel.Target] = true
			if !rel.External && b.parts[rel.Target] == nil {
				findings = append(findings, finding(nil, "", "%s names the part %s, which is missing", part, rel.Target))
			}
		}
	}
	for _, part := range b.order {
		if !named[part] && !strings.HasSuffix(part, "/") {
			findings = append(findings, finding(nil, "", "the part %s is named by nothing", part))
		}
	}
	return findings
}

// ownerOf returns the part that a .rels part belongs to, "" for the package.
func ownerOf(part string) (string, bool) {
	dir, base := path.Split(part)
	if path.Base(dir) != "_rels" || !strings.HasSuffix(base, ".rels") {
		return "", false
	}
	return strings.TrimSuffix(dir, "_rels/") + strings.TrimSuffix(base, ".rels"), true
}

// contentTypes returns a function that says whether a part's type is known.
func (b *book) contentTypes(part string) (func(string) bool, error) {
	var doc struct {
		Defaults []struct {
			Extension string `xml:",attr"`
		} `xml:"Default"`
		Overrides []struct {
			PartName string `xml:",attr"`
		} `xml:"Override"`
	}
	err := b.decode(part, &doc)
	known := make(map[string]bool)
	for _, d := range doc.Defaults {
		known["."+strings.ToLower(d.Extension)] = true
	}
	for _, o := range doc.Overrides {
		known[o.PartName] = true
	}
	return func(part string) bool {
		// A default of "xml" says nothing of what the part is.
		extension := strings.ToLower(path.Ext(part))
		return known["/"+part] || extension != ".xml" && known[extension]
	}, err
}

func wellFormed(r io.Reader) error {
	d := xml.NewDecoder(r)
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}
