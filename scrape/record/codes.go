package record

import (
	"cmp"
	"maps"
	"slices"
)

// Issue codes. A code is never renamed: operators filter on them.
const (
	// Reading pages.
	CodeUnknownLabel     Code = "unknown-label"
	CodeUnreadableValue  Code = "unreadable-value"
	CodeNoRecord         Code = "no-record"
	CodeUnknownLayout    Code = "unknown-layout"
	CodeUnattributed     Code = "document-unattributed"
	CodeUnknownMember    Code = "unknown-member"
	CodeFigureUnreadable Code = "figure-unreadable"
	CodeListPart         Code = "list-not-whole"
	CodeListOverruled    Code = "members-list-overruled"

	// Fetching.
	CodeFetchFailed     Code = "fetch-failed"
	CodeRobotsForbidden Code = "robots-forbidden"
	CodeSitemapGone     Code = "sitemap-gone"
	CodeSitemapAstray   Code = "sitemap-names-missing-pages"
	CodeNoWayToFind     Code = "no-way-to-find-commitments"
	CodeSavedPage       Code = "saved-page-unusable"
	CodeListedGone      Code = "listed-member-without-page"
	CodeNotFilled       Code = "page-not-filled"
	CodeFilledInPart    Code = "page-filled-in-part"

	// Values.
	CodeNotRecognised   Code = "value-not-recognised"
	CodeCrosswalkUnused Code = "crosswalk-entry-unused"
	CodeContradiction   Code = "sources-contradict"
	CodeCarriedForward  Code = "rating-carried-forward"
	CodeTableRow        Code = "table-row-unusable"
	CodeTableTwin       Code = "table-twin-disagrees"
	CodeTableColumn     Code = "table-column-missing"
	CodeTableDuplicate  Code = "table-code-repeated"
	CodeTableCompletion Code = "table-completion-unread"
	CodeTableAmbiguous  Code = "table-columns-ambiguous"
	CodeTableFormula    Code = "table-formula-without-value"
	CodeTableFailed     Code = "table-formula-failed"
	CodeTableCut        Code = "table-cut-short"
	CodeTableCharacter  Code = "table-character-unreadable"
	CodeTableOtherRows  Code = "table-rows-not-commitments"
	CodeTableChoice     Code = "table-of-several"
	CodeTableNotUsed    Code = "table-not-used"
	CodeTableUnread     Code = "table-columns-unread"
	CodeCodeNotMembers  Code = "code-does-not-fit-member"
	CodePlanUnknown     Code = "plan-unknown"
	CodePlanYears       Code = "plan-years-differ"
	CodeColumnsDisagree Code = "table-columns-disagree"
	CodeDateUnreadable  Code = "date-unreadable"
	CodeTextCut         Code = "text-cut"
	CodeCopyFailed      Code = "copy-to-failed"
	CodeLinkLeftOut     Code = "link-left-out"
	CodeWorkbookLeftOut Code = "workbook-left-out"
)

var definitions = index(
	Definition{CodeUnknownLabel, SeverityWarning, "a page carries a label that the readers do not know", "Look at the page with `ogptracker inspect`; add the label to labels.add or labels.ignore in config.yaml.", WhoOperator},
	Definition{CodeUnreadableValue, SeverityWarning, "a label is on the page but its value could not be read; it may be drawn in a way the readers do not know", "The markup stands in the value: `ogptracker inspect --learn <address>` prints the lines of labels.drawn that explain it; put in the word that a browser shows.", WhoOperator},
	Definition{CodeNoRecord, SeverityError, "a page was fetched but holds nothing that its kind of page must have", "Open the address in a browser: if it shows the page, the layout has changed; report it with `ogptracker inspect`.", WhoDev},
	Definition{CodeUnknownLayout, SeverityWarning, "a page fits none of the known layouts and was read as the newest", "Check the page with `ogptracker inspect`.", WhoDev},
	Definition{CodeUnattributed, SeverityNote, "a document could not be attributed to a member by its own title or page", "Read the title; nothing is lost, the document stands in the list without a member.", WhoStaff},
	Definition{CodeUnknownMember, SeverityWarning, "a member's name is not in the program's list of members, so its ISO code and region are unknown", "Report the name so that it is added to the list of members.", WhoDev},
	Definition{CodeFigureUnreadable, SeverityNote, "a report prints a row of its at-a-glance table without a number", "Look at the report itself for the number.", WhoStaff},
	Definition{CodeListPart, SeverityWarning, "a page lists fewer commitments than it says it has; the rest stand on further pages of its list", "Save the page from a browser with each part of the list shown, or name OGP's commitments table in sources.irm_table.", WhoOperator},
	Definition{CodeListOverruled, SeverityWarning, "the members list says that a member has commitments, and its own page that there are none; the page's word stands", "Look at both; tell OGP which of the two is wrong.", WhoOGP},
	Definition{CodeFetchFailed, SeverityWarning, "a page could not be fetched; its last reading is carried forward", "Nothing if it is one night; if it stays, open the address in a browser.", WhoOperator},
	Definition{CodeRobotsForbidden, SeverityWarning, "the site's robots.txt forbids an address, so it is not requested", "Ask the site's owner for permission if the page is needed.", WhoOperator},
	Definition{CodeSitemapGone, SeverityWarning, "a sitemap that was there before is missing, so that new commitments are found late or never", "Open robots.txt and the sitemap in a browser; tell the site's owner that it is missing. Meanwhile fetch.sequence_probe finds new commitments by their numbers.", WhoOperator},
	Definition{CodeSitemapAstray, SeverityNote, "a sitemap names pages that nothing else names and that the site says are gone; they count for nothing", "Open the address in a browser; if it is missing, tell the site's owner that the sitemap names pages that are not there.", WhoOperator},
	Definition{CodeNoWayToFind, SeverityError, "a member says it has commitments and no way to find their pages worked", "Name OGP's commitments table in sources.irm_table, or set fetch.sequence_probe, or save the country page from a browser.", WhoOperator},
	Definition{CodeListedGone, SeverityWarning, "the members list names a member whose own page the site says is gone", "Open the address in a browser; if the page is there, look at the run's log; if not, tell OGP.", WhoOperator},
	Definition{CodeNotFilled, SeverityWarning, "a page that a browser was to fill (fetch.render) was not filled; it stands as it was filled last, or else as the site served it", "Read why; `ogptracker inspect --render` tries one page. A browser that does not start: see that fetch.browser names it and that the system lets it run.", WhoOperator},
	Definition{CodeFilledInPart, SeverityWarning, "a page that a browser filled asked for something that was not had, so that its lists may not be whole", "Read what and why: robots.txt may forbid it, or the site failed; compare the page with what a browser shows.", WhoOperator},
	Definition{CodeSavedPage, SeverityWarning, "a file in sources.saved_pages, or a page in it, could not be used; the message says why", "Check that the page is whole, of a form that is read (HTML, MHTML, Safari's web archive, WARC), and that its address is in it or in a sidecar.", WhoOperator},
	Definition{CodeNotRecognised, SeverityWarning, "a value is not in the vocabulary of its field; it reads Not recognised and its raw words are kept", "Add the words to the crosswalk file named in sources.crosswalk.", WhoStaff},
	Definition{CodeCrosswalkUnused, SeverityNote, "an entry of the operator's crosswalk met no value", "Remove it, or check its spelling.", WhoStaff},
	Definition{CodeContradiction, SeverityWarning, "the page and OGP's table give different findings; the page's stands", "Check the IRM report; tell OGP which of the two is wrong.", WhoStaff},
	Definition{CodeCarriedForward, SeverityWarning, "a value that was there before cannot be read now; the last one is kept and marked", "Look at the page; if the value is really gone, `ogptracker run --accept` is not needed: it stays marked.", WhoStaff},
	Definition{CodeTableRow, SeverityWarning, "a row of OGP's table cannot be used, or only in part", "Mend the row in the file, or tell OGP.", WhoOGP},
	Definition{CodeTableTwin, SeverityNote, "a rating's word and its coded twin disagree in OGP's table; the word stands", "Tell OGP.", WhoOGP},
	Definition{CodeTableColumn, SeverityWarning, "OGP's table lacks a column that the report can use", "Use a full edition of the table, or accept that the figures of that column come from pages alone.", WhoOperator},
	Definition{CodeTableDuplicate, SeverityWarning, "a commitment's code stands in more than one row of OGP's table; the first row stands", "Tell OGP.", WhoOGP},
	Definition{CodeTableCompletion, SeverityError, "OGP's table has a column of completion that no reader knows, or none that could be read", "Give the column the name it has in OGP's latest edition, or use a full edition.", WhoOperator},
	Definition{CodeTableAmbiguous, SeverityError, "two columns of OGP's table have one name and say different things", "Name the two columns apart, as in OGP's latest edition.", WhoOperator},
	Definition{CodeTableFormula, SeverityError, "cells of OGP's table are formulas whose results were not saved with the file", "Open the file in Excel or LibreOffice, save it, and run again.", WhoOperator},
	Definition{CodeTableFailed, SeverityError, "cells of OGP's table hold the error of a formula in place of a value", "Mend the formulas in the file, or use the file as OGP publishes it.", WhoOperator},
	Definition{CodeTableCut, SeverityError, "the file of OGP's table ends in the middle", "Get the file again.", WhoOperator},
	Definition{CodeTableNotUsed, SeverityError, "OGP's table could not be had from its address, or what came could not be used; the last good one stands where there is one", "Open the address in a browser; if the table has moved, change sources.irm_table.", WhoOperator},
	Definition{CodeTableCharacter, SeverityWarning, "a text of OGP's table holds bytes that are no character; they show as a question mark in a diamond", "Mend the row in the file, or get it again in UTF-8.", WhoOperator},
	Definition{CodeTableOtherRows, SeverityNote, "rows of OGP's table are no commitments (milestones, sums, notes, repeated rows) and were left out", "Nothing; look at the rows named if the count surprises.", WhoStaff},
	Definition{CodeTableChoice, SeverityNote, "the file holds more than one commitments table; one of them is read", "Keep one table in the file if the choice is not the one wanted.", WhoOperator},
	Definition{CodeTableUnread, SeverityNote, "OGP's table has columns that the report does not use", "Nothing; report a column that should be used.", WhoDev},
	Definition{CodeCodeNotMembers, SeverityWarning, "a commitment's code has a prefix that belongs to another member", "Check the row or page; tell OGP.", WhoOGP},
	Definition{CodePlanUnknown, SeverityWarning, "a commitment names no action plan, or one that is not known", "Look at the commitment's page.", WhoStaff},
	Definition{CodePlanYears, SeverityWarning, "rows of OGP's table give one plan different years; the years that most of its rows say stand", "Tell OGP which row is wrong.", WhoStaff},
	Definition{CodeColumnsDisagree, SeverityWarning, "two columns of a row of OGP's table say different things; the stated finding stands and the raw words keep both", "Check the IRM report; tell OGP which column is wrong.", WhoStaff},
	Definition{CodeDateUnreadable, SeverityNote, "a date is impossible or ambiguous and was kept as text", "Read the date in its source.", WhoStaff},
	Definition{CodeTextCut, SeverityNote, "a text is longer than an Excel cell can hold and was cut there; the CSV file has it whole", "Use the CSV file or the source page.", WhoStaff},
	Definition{CodeLinkLeftOut, SeverityNote, "an address cannot be a link in Excel, so it stands as text only", "Use the address in the CSV file.", WhoStaff},
	Definition{CodeWorkbookLeftOut, SeverityWarning, "a member's workbook could not be written with the last report, which went without it", "Read why; if it is a rule of the workbook, report it; the member's rows stand in the main workbook and the CSV files.", WhoOperator},
	Definition{CodeCopyFailed, SeverityWarning, "the last report could not be copied to output.copy_to", "Close the file if somebody has it open; check the folder's permissions.", WhoOperator},
)

// index makes the register and panics on a code declared twice.
func index(defs ...Definition) map[Code]Definition {
	m := make(map[Code]Definition, len(defs))
	for _, d := range defs {
		if _, ok := m[d.Code]; ok {
			panic("record: issue code declared twice: " + string(d.Code))
		}
		m[d.Code] = d
	}
	return m
}

func sortedDefinitions() []Definition {
	return slices.SortedFunc(maps.Values(definitions), func(a, b Definition) int { return cmp.Compare(a.Code, b.Code) })
}
