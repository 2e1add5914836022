package audit

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// object is a chart or picture.
type object struct {
	name, alt string
	place     place
	series    []series // of a chart
}

// place is the rectangle of an object: two corners, or one with a size.
type place struct {
	kind     string // twoCellAnchor, oneCellAnchor, absoluteAnchor
	from, to corner
	size     struct {
		Width  int `xml:"cx,attr"`
		Height int `xml:"cy,attr"`
	}
}

// corner is a cell, from 0, and the distance within it in EMU.
type corner struct {
	Column int `xml:"col"`
	X      int `xml:"colOff"`
	Row    int `xml:"row"`
	Y      int `xml:"rowOff"`
}

const emuPerPixel = 9525

// series is a reference of a chart, and how many values it keeps of it.
type series struct {
	reference string
	kept      int
}

// readDrawing adds the charts and pictures of a drawing to a sheet.
func (b *book) readDrawing(s *sheet, part string) error {
	relations, err := b.relations(part)
	if err != nil {
		return err
	}
	return b.read(part, func(r io.Reader) error {
		d := xml.NewDecoder(r)
		for {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				return nil
			}
			if err != nil {
				return err
			}
			start, ok := token.(xml.StartElement)
			if !ok || !strings.HasSuffix(start.Name.Local, "Anchor") {
				continue
			}
			if err := b.readAnchor(s, d, start, relations); err != nil {
				return err
			}
		}
	})
}

// readAnchor reads one anchor and what stands there.
func (b *book) readAnchor(s *sheet, d *xml.Decoder, start xml.StartElement, relations []relation) error {
	type named struct {
		Name string `xml:"name,attr"`
		Alt  string `xml:"descr,attr"`
	}
	var doc struct {
		From corner `xml:"from"`
		To   corner `xml:"to"`
		Size *struct {
			Width  int `xml:"cx,attr"`
			Height int `xml:"cy,attr"`
		} `xml:"ext"`
		Frame *struct {
			Properties named `xml:"nvGraphicFramePr>cNvPr"`
			Chart      *struct {
				ID string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
			} `xml:"graphic>graphicData>chart"`
		} `xml:"graphicFrame"`
		Picture *struct {
			Properties named `xml:"nvPicPr>cNvPr"`
		} `xml:"pic"`
	}
	if err := d.DecodeElement(&doc, &start); err != nil {
		return err
	}
	o := object{place: place{kind: start.Name.Local, from: doc.From, to: doc.To}}
	if doc.Size != nil {
		o.place.size = *doc.Size
	}
	switch {
	case doc.Picture != nil:
		o.name, o.alt = doc.Picture.Properties.Name, doc.Picture.Properties.Alt
	case doc.Frame != nil:
		o.name, o.alt = doc.Frame.Properties.Name, doc.Frame.Properties.Alt
		for _, rel := range relations {
			if doc.Frame.Chart == nil || rel.ID != doc.Frame.Chart.ID {
				continue
			}
			if b.parts[rel.Target] == nil {
				continue // the rule on parts says so
			}
			var err error
			if o.series, err = b.readChart(rel.Target); err != nil {
				return nil // it is cut short; the rule on parts says so
			}
		}
	default:
		return nil // a shape
	}
	s.drawings = append(s.drawings, o)
	return nil
}

// readChart lists the references of a chart.
func (b *book) readChart(part string) ([]series, error) {
	type source struct {
		Reference string `xml:"f"`
		Texts     count  `xml:"strCache>ptCount"`
		Numbers   count  `xml:"numCache>ptCount"`
	}
	var found []series
	err := b.read(part, func(r io.Reader) error {
		d := xml.NewDecoder(r)
		for {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				return nil
			}
			if err != nil {
				return err
			}
			start, ok := token.(xml.StartElement)
			if !ok || start.Name.Local != "strRef" && start.Name.Local != "numRef" {
				continue
			}
			var s source
			if err := d.DecodeElement(&s, &start); err != nil {
				return err
			}
			found = append(found, series{s.Reference, s.Texts.N + s.Numbers.N})
		}
	})
	if err != nil {
		return nil, fmt.Errorf("chart: %w", err)
	}
	return found, nil
}

type count struct {
	N int `xml:"val,attr"`
}
