package report

import (
	"slices"
	"strings"

	"ogptracker/report/schema"
	"ogptracker/report/words"
	"ogptracker/transform/dataset"
)

// Build says everything the report says about a dataset: its tables, and the
// workbooks laid out for people. It neither reads a clock nor a file.
func Build(ds *dataset.Dataset, meta Meta) *Report { return ContentsOf(ds).Report(meta) }

// Contents are what a report says of a dataset, whatever became of its run.
// They hold as long as the dataset is not changed.
type Contents struct {
	ds     *dataset.Dataset
	tables []*schema.Table
	lookup *schema.Lookup
	// What many sheets ask for again and again.
	changes changeWords
	figures map[string][]*dataset.Completion // "group type/group" -> its stages
}

// ContentsOf are the contents of a report on a dataset.
func ContentsOf(ds *dataset.Dataset) *Contents {
	c := &Contents{ds: ds, tables: schema.Tables(ds), lookup: schema.LookupOf(ds), figures: make(map[string][]*dataset.Completion)}
	c.changes = changeWordsOf(c.tables)
	for i := range ds.Completion {
		f := &ds.Completion[i]
		key := f.GroupType + "/" + f.Group
		c.figures[key] = append(c.figures[key], f)
	}
	return c
}

// Report is the report of a run.
func (c *Contents) Report(meta Meta) *Report {
	b := c.builder(meta)
	r := &Report{Meta: b.meta, Tables: b.tables}
	r.Books = append(r.Books, Book{"", mainPath, mainBook{b}.workbook})
	r.Books = append(r.Books, b.memberWorkbooks()...)
	return r
}

// MainWorkbook is the main workbook of a run's report alone.
func (c *Contents) MainWorkbook(meta Meta) *Workbook { return mainBook{c.builder(meta)}.workbook() }

// filesAlone names the sources of a dataset in which no page of the site has
// a part, "" where pages were read or are known. Without a site, the pages
// known are copies.
func filesAlone(ds *dataset.Dataset, noSite bool) string {
	if len(ds.Sources) == 0 || !noSite && (ds.Progress.PagesKnown > 0 ||
		slices.ContainsFunc(ds.Coverage, func(c dataset.Coverage) bool { return c.Expected > 0 })) {
		return ""
	}
	var names []string
	pages := 0
	for _, s := range ds.Sources {
		if s.URL != "" {
			pages++
		} else {
			names = append(names, s.Name)
		}
	}
	if pages > 0 {
		names = append(names, words.Count(pages, "saved page", "saved pages"))
	}
	return strings.Join(names, " and ")
}

// builder is what the sheets are made from.
type builder struct {
	*Contents
	meta Meta
	// firstRun: everything was first seen tonight.
	firstRun bool
}

func (c *Contents) builder(meta Meta) *builder {
	meta.Files = filesAlone(c.ds, meta.NoSite)
	return &builder{Contents: c, meta: meta, firstRun: firstRun(c.ds, meta)}
}

func (b *builder) table(name string) *schema.Table {
	for _, t := range b.tables {
		if t.Name == name {
			return t
		}
	}
	panic("report: no table " + name)
}

// titled puts the sample mark in front of a title.
func (b *builder) titled(title string) string {
	if b.meta.Sample {
		return SampleMark + ": " + title
	}
	return title
}

// workbook begins a workbook with its properties.
func (b *builder) workbook(path, title, subject string) *Workbook {
	wb := &Workbook{
		Path: path, Title: b.titled(title), Subject: subject,
		Description: "Run " + b.meta.Run + ", " + string(b.meta.Outcome) + ". " + NotAProduct + " " + Terms,
		Creator:     "OGP Tracker " + b.meta.Version,
		Keywords:    "Open Government Partnership, action plans, commitments, Independent Reporting Mechanism",
		Created:     b.meta.Started,
	}
	if b.meta.Sample {
		wb.Mark = SampleMark
	}
	return wb
}

// data makes a data sheet of a table.
func (b *builder) data(name, title, note string, g *Grid) *Sheet {
	return &Sheet{Name: name, Title: b.titled(title), Note: note, Data: g}
}
