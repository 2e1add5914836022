"""The same site read by Scrapy, written as its manual teaches: pages are found
by the sitemap and by the links of pages, each is asked for once, one request at
a time and without delay; the values behind the labels of commitments, and the
figures of reports, go into a workbook of two sheets.

    spider.py BASE WORKBOOK
"""

import sys

import xlsxwriter
from scrapy.crawler import CrawlerProcess
from scrapy.linkextractors import LinkExtractor
from scrapy.spiders import SitemapSpider

LABELS = [
    "Action Plan", "Action Plan Cycle", "Status", "Lead Institution", "Support Institution(s)",
    "IRM Report", "Early Results", "Verifiable", "Relevant to OGP Values", "Ambition", "Completion",
]
COMMITMENT = ["Member", "Title", "Policy Areas", "Description"] + LABELS + ["Url"]
FIGURES = ["Number of Commitments", "Completed"]
DOCUMENT = ["Title"] + FIGURES + ["Links", "Url"]


def words(nodes):
    return " ".join(" ".join(nodes.getall()).split())


class Site(SitemapSpider):
    name = "site"
    sitemap_rules = [(r"/commitments/", "commitment"), (r"/documents/", "document"), (r"", "other")]
    links = LinkExtractor(restrict_css="main", allow=[r"/members/[^/]+/$", r"/members/[^/]+/commitments/[^/]+/$", r"/documents/[^/]+/$"], deny=r"/es/")
    commitments, documents = [], []

    def discovered(self, response):
        for link in self.links.extract_links(response):
            if "/commitments/" in link.url:
                yield response.follow(link, self.commitment)
            elif "/documents/" in link.url:
                yield response.follow(link, self.document)
            else:
                yield response.follow(link, self.other)

    def commitment(self, response):
        row = {
            "Member": words(response.css("main .crumb ::text")),
            "Title": words(response.css("main h1::text")),
            "Policy Areas": words(response.xpath("//main//h3[starts-with(normalize-space(), 'Policy Areas')]/following-sibling::p[1]//text()")),
            "Description": words(response.xpath("//main//h2[starts-with(normalize-space(), 'Description')]/following-sibling::p[1]//text()")),
            "Url": response.url,
        }
        for label in LABELS:
            found = response.xpath("//main//strong[normalize-space()=$a or starts-with(normalize-space(), $b)]/..", a=label + ":", b=label + " (see")
            text = words(found.xpath("(.//text())"))
            row[label] = text.split(":", 1)[-1].strip() if found else "Not stated"
        self.commitments.append([row[c] or "Not stated" for c in COMMITMENT])
        yield from self.discovered(response)

    def document(self, response):
        row = {"Title": words(response.css("main h1::text")), "Links": len(response.css("main a::attr(href)")), "Url": response.url}
        for figure in FIGURES:
            row[figure] = words(response.xpath("//main//tr[normalize-space(*[1])=$a]/*[last()]//text()", a=figure)) or "Not stated"
        self.documents.append([row[c] for c in DOCUMENT])
        yield from self.discovered(response)

    def other(self, response):
        yield from self.discovered(response)


def write(path, sheets):
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    bold = book.add_format({"bold": True})
    for name, header, rows in sheets:
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(rows), len(header) - 1)
        sheet.write_row(0, 0, header, bold)
        for i, row in enumerate(rows):
            sheet.write_row(i + 1, 0, row)
    book.close()


def main(base, path):
    Site.sitemap_urls = [base + "/sitemap_index.xml"]
    process = CrawlerProcess({
        "CONCURRENT_REQUESTS": 1,
        "DOWNLOAD_DELAY": 0,
        "ROBOTSTXT_OBEY": True,
        "LOG_LEVEL": "ERROR",
        "TELNETCONSOLE_ENABLED": False,
        "REQUEST_FINGERPRINTER_IMPLEMENTATION": "2.7",
    })
    process.crawl(Site)
    process.start()
    write(path, [("Commitments", COMMITMENT, Site.commitments), ("Documents", DOCUMENT, Site.documents)])
    print(len(Site.commitments), "commitments,", len(Site.documents), "documents")


if __name__ == "__main__":
    main(*sys.argv[1:])
