package irmtable

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"path"
	"strings"
)

// open tells the kind of file by its first bytes and returns its sheets.
func open(data []byte) ([]sheet, error) {
	start := bytes.TrimLeft(data[:min(len(data), 512)], "\xef\xbb\xbf \t\r\n")
	lower := strings.ToLower(string(start))
	switch {
	case len(bytes.TrimSpace(data)) == 0:
		return nil, fmt.Errorf("%w: the file is empty", errNotTable)
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		if what := otherPackage(data); what != "" {
			return nil, fmt.Errorf("%w: %s", errNotTable, what)
		}
		return openXLSX(data)
	}
	for _, k := range []struct{ begins, is string }{
		{"\xd0\xcf\x11\xe0", "this is an old Excel file (.xls) or one with a password; save it as .xlsx or .csv without a password"},
		{"%pdf", "this is a PDF file; a .csv or .xlsx file was expected"},
		{"\x1f\x8b", "this file is packed (gzip); unpack it first"},
		{"{\\rtf", "this is a text document (RTF); save the table as .xlsx or .csv"},
		{"<?xml version", xmlKind(lower)},
		{"<!doctype", webPage}, {"<html", webPage}, {"<head", webPage}, {"<body", webPage}, {"<table", webPage}, {"<?xml", webPage},
		{"{", "this is JSON; a .csv or .xlsx file was expected"}, {"[{", "this is JSON; a .csv or .xlsx file was expected"},
	} {
		if strings.HasPrefix(lower, strings.ToLower(k.begins)) || strings.HasPrefix(string(data[:min(len(data), 8)]), k.begins) {
			return nil, fmt.Errorf("%w: %s", errNotTable, k.is)
		}
	}
	return openCSV(data)
}

const webPage = "this is a web page, not a download of the table; a .csv or .xlsx file was expected"

func xmlKind(lower string) string {
	if strings.Contains(lower, "excel.sheet") || strings.Contains(lower, "<workbook") {
		return "this is an XML spreadsheet of 2003; save it as .xlsx or .csv"
	}
	if strings.Contains(lower, "opendocument") {
		return "this is an OpenDocument spreadsheet (.fods); save it as .xlsx or .csv"
	}
	return webPage
}

// otherPackage names a zip file that is no Excel workbook, "" for one that
// may be.
func otherPackage(data []byte) string {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return "" // excelize says what is wrong with it
	}
	names, first := map[string]bool{}, ""
	for _, f := range z.File {
		names[f.Name] = true
		if first == "" && !strings.HasSuffix(f.Name, "/") {
			first = f.Name
		}
	}
	switch {
	case names["xl/workbook.bin"]:
		return "this is a binary workbook (.xlsb); save it as .xlsx or .csv"
	case names["mimetype"]:
		if strings.Contains(readPart(z, "mimetype"), "spreadsheet") {
			return "this is an OpenDocument spreadsheet (.ods); save it as .xlsx or .csv"
		}
		return "this is an OpenDocument file and no spreadsheet; a .csv or .xlsx file was expected"
	case names["word/document.xml"]:
		return "this is a Word document; save its table as .xlsx or .csv"
	case names["ppt/presentation.xml"]:
		return "this is a presentation; a .csv or .xlsx file was expected"
	case names["Index/Document.iwa"] || names["Index.zip"]:
		return "this is a Numbers spreadsheet; export it as .xlsx or .csv"
	case !names["[Content_Types].xml"] && first != "":
		return fmt.Sprintf("this is a zip archive (it holds %s); unpack it and name the .csv or .xlsx file in it", path.Base(first))
	}
	return ""
}

// readPart reads a short file of a zip archive.
func readPart(z *zip.Reader, name string) string {
	f, err := z.Open(name)
	if err != nil {
		return ""
	}
	defer func() { _ = f.Close() }() // it was only read
	text, err := io.ReadAll(io.LimitReader(f, 1024))
	if err != nil {
		return ""
	}
	return string(text)
}
