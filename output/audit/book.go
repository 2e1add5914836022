package audit

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// book is a workbook as its parts say.
type book struct {
	parts  map[string]*zip.File
	order  []string // names of the parts as the package lists them
	sheets []*sheet
	names  []definedName
	active int
	core   properties
	shared []string // shared strings
	inks   []ink    // of cell formats, by their index
}

// definedName is a name of the workbook; Sheet is the index of the sheet it
// belongs to, -1 for all.
type definedName struct {
	Name, Refers string
	Sheet        int
}

// relation is one entry of a .rels part, its target as a part's name.
type relation struct {
	ID, Type, Target string
	External         bool
}

// open reads the package. What Excel would only repair is left to the rules;
// an error means that there is nothing to look at.
func open(r io.ReaderAt, size int64) (*book, error) {
	archive, err := zip.NewReader(r, size)
	if err != nil {
		return nil, fmt.Errorf("not an .xlsx file: %w", err)
	}
	b := &book{parts: make(map[string]*zip.File)}
	for _, f := range archive.File {
		b.parts[f.Name] = f
		b.order = append(b.order, f.Name)
	}
	main, err := b.mainPart()
	if err != nil {
		return nil, err
	}
	relations, err := b.relations(main)
	if err != nil {
		return nil, err
	}
	for _, rel := range relations {
		switch rel.kind() {
		case "sharedStrings":
			b.shared, err = b.sharedStrings(rel.Target)
		case "styles":
			b.inks, err = b.readInks(rel.Target)
		}
		if err != nil {
			return nil, err
		}
	}
	if err := b.readWorkbook(main, relations); err != nil {
		return nil, err
	}
	return b, b.readProperties()
}

func (b *book) mainPart() (string, error) {
	relations, err := b.relations("")
	if err != nil {
		return "", err
	}
	for _, rel := range relations {
		if rel.kind() == "officeDocument" {
			return rel.Target, nil
		}
	}
	return "", errors.New("the package names no workbook")
}

// kind is the last word of a relation's type.
func (r relation) kind() string { return path.Base(r.Type) }

// relations reads the relations of a part ("" for the package's own), none if
// it has no .rels part.
func (b *book) relations(part string) ([]relation, error) {
	dir, base := path.Split(part)
	name := dir + "_rels/" + base + ".rels"
	if b.parts[name] == nil {
		return nil, nil
	}
	var doc struct {
		Relationships []struct {
			ID         string `xml:"Id,attr"`
			Type       string `xml:",attr"`
			Target     string `xml:",attr"`
			TargetMode string `xml:",attr"`
		} `xml:"Relationship"`
	}
	if err := b.decode(name, &doc); err != nil {
		return nil, err
	}
	relations := make([]relation, len(doc.Relationships))
	for i, r := range doc.Relationships {
		rel := relation{ID: r.ID, Type: r.Type, Target: r.Target, External: r.TargetMode == "External"}
		if !rel.External {
			if strings.HasPrefix(rel.Target, "/") {
				rel.Target = strings.TrimPrefix(rel.Target, "/")
			} else {
				rel.Target = path.Join(dir, rel.Target)
			}
		}
		relations[i] = rel
	}
	return relations, nil
}

// decode reads a part into a value.
func (b *book) decode(part string, into any) error {
	return b.read(part, func(r io.Reader) error { return xml.NewDecoder(r).Decode(into) })
}

func (b *book) read(part string, use func(io.Reader) error) error {
	file := b.parts[part]
	if file == nil {
		return fmt.Errorf("the part %s is missing", part)
	}
	r, err := file.Open()
	if err != nil {
		return fmt.Errorf("part %s: %w", part, err)
	}
	err = use(r)
	if closing := r.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return fmt.Errorf("part %s: %w", part, err)
	}
	return nil
}

func (b *book) readWorkbook(main string, relations []relation) error {
	var doc struct {
		Views []struct {
			ActiveTab int `xml:"activeTab,attr"`
		} `xml:"bookViews>workbookView"`
		Sheets []struct {
			Name  string `xml:"name,attr"`
			State string `xml:"state,attr"`
			ID    string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
		} `xml:"sheets>sheet"`
		Names []struct {
			Name   string `xml:"name,attr"`
			Sheet  *int   `xml:"localSheetId,attr"`
			Refers string `xml:",chardata"`
		} `xml:"definedNames>definedName"`
	}
	if err := b.decode(main, &doc); err != nil {
		return err
	}
	if len(doc.Views) > 0 {
		b.active = doc.Views[0].ActiveTab
	}
	for _, n := range doc.Names {
		name := definedName{Name: n.Name, Refers: n.Refers, Sheet: -1}
		if n.Sheet != nil {
			name.Sheet = *n.Sheet
		}
		b.names = append(b.names, name)
	}
	for _, s := range doc.Sheets {
		part := ""
		for _, rel := range relations {
			if rel.ID == s.ID {
				part = rel.Target
			}
		}
		read, err := b.readSheet(part)
		if err != nil {
			return fmt.Errorf("sheet %q: %w", s.Name, err)
		}
		read.name, read.state = s.Name, s.State
		b.sheets = append(b.sheets, read)
	}
	if len(b.sheets) == 0 {
		return errors.New("the workbook has no sheet")
	}
	return nil
}

// sheetNamed finds a sheet ignoring case, as Excel does; nil for none.
func (b *book) sheetNamed(name string) *sheet {
	for _, s := range b.sheets {
		if strings.EqualFold(s.name, name) {
			return s
		}
	}
	return nil
}
