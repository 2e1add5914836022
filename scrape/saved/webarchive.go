package saved

import (
	"errors"
	"fmt"
	"strings"

	"howett.net/plist"
)

// binaryPropertyList begins a property list of Apple's binary form.
const binaryPropertyList = "bplist00"

// readWebArchive takes the page out of what Safari saves: a property list,
// binary or XML, whose main resource is the page.
func readWebArchive(file []byte) (page Page, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			page, err = Page{}, fmt.Errorf("it is a web archive that is damaged: %v", fault)
		}
	}()
	var archive struct {
		Main struct {
			Data     []byte `plist:"WebResourceData"`
			URL      string `plist:"WebResourceURL"`
			Type     string `plist:"WebResourceMIMEType"`
			Encoding string `plist:"WebResourceTextEncodingName"`
		} `plist:"WebMainResource"`
	}
	if _, err := plist.Unmarshal(file, &archive); err != nil {
		return Page{}, fmt.Errorf("it is no web archive that can be read: %w", err)
	}
	m := archive.Main
	switch kind := strings.ToLower(m.Type); {
	case len(m.Data) == 0:
		return Page{}, errors.New("it is a web archive without a page")
	case kind != "" && kind != "text/html" && kind != "application/xhtml+xml":
		return Page{}, fmt.Errorf("it is a web archive of %s, which is no page", m.Type)
	case len(m.Data) > maxPage:
		return Page{}, fmt.Errorf("its page is larger than %d MB", maxPage>>20)
	}
	contentType := "text/html"
	if m.Encoding != "" {
		contentType += "; charset=" + m.Encoding
	}
	return Page{Copy: Copy{Address: m.URL}, ContentType: contentType, Body: m.Data}, nil
}
