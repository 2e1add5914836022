package irmtable

import (
	"strings"

	"ogptracker/scrape/record"
)

// role is what a column is for.
type role string

// Roles beyond the ratings, whose role is their record.Field.
const (
	roleCode        role = "code"
	roleCountry     role = "country"
	roleISO3        role = "iso3"
	roleRegion      role = "region"
	roleType        role = "member type"
	rolePlanNumber  role = "plan number"
	rolePlanID      role = "plan id"
	roleNumber      role = "number"
	roleSubmission  role = "submission year"
	rolePlanEnd     role = "plan end year"
	roleTitle       role = "title"
	roleShortTitle  role = "short title"
	roleURL         role = "url"
	roleTag         role = "tag"
	roleFlag        role = "flag"
	roleTwin        role = "twin"
	roleCommitment  role = "commitment mark" // 0: the row is no commitment
	roleMilestone   role = "milestone mark"  // 1: the row is a step of one
	roleNothing     role = "nothing"         // known, and not wanted
	roleUnspecified role = ""
)

// column declares how a column is known. Names are whole headers, folded;
// words are patterns for editions not seen: each pattern needs one of its
// alternatives in the header, and none of the words in not.
type column struct {
	role  role
	names []string
	words []string
	not   string
	// name is what the column is called in messages, in OGP's own words;
	// wanted marks one whose lack is worth an issue.
	name   string
	wanted bool
}

// columns are the declarations in the order in which headers are tried.
// Derived columns come first, so that "Raw Completion" or "High DIOG" is never
// taken for the rating it was made from.
var columns = declareColumns()

func declareColumns() []column {
	f := func(field record.Field) role { return role(field) }
	// What a government says of itself, plans or expects is no finding.
	const notFinding = "projected|planned|expected|target|self|government|date|deadline"
	notRating := notFinding + "|change|changed|raw|max|high|assessed|ambitious|complete but|report publication|publication year|coded"
	return []column{
		{role: roleCode, name: "Commitment Unique Identifier", wanted: true, names: []string{"commitment unique identifier", "commitment id", "commitment code", "unique identifier", "unique id"}, words: []string{"commitment", "unique|identifier|id|code"}, not: "cluster|plan|iso|number|no|title"},
		{role: roleCountry, name: "Country/Locality", wanted: true, names: []string{"country", "country locality", "member", "locality", "ogp member"}, words: []string{"country|member|locality|entity"}, not: "code|id|type|iso|since|national or local"},
		{role: roleISO3, name: "Code", names: []string{"code", "iso", "iso3", "iso 3", "country code", "iso code", "iso3 code"}, words: []string{"code|iso", "country|iso|locality"}},
		{role: roleRegion, name: "Region", names: []string{"region"}, words: []string{"region"}, not: "sub"},
		{role: roleType, name: "National Or Local", names: []string{"national or local", "national local", "member type", "level of government"}},
		{role: rolePlanNumber, name: "Action Plan Number", wanted: true, words: []string{"plan|nap", "number|no"}},
		{role: rolePlanID, name: "Action Plan ID", words: []string{"plan|nap", "id|identifier"}},
		{role: rolePlanEnd, name: "Action Plan End Year", words: []string{"plan|nap", "end|ends", "year"}},
		{role: roleSubmission, name: "Year Of Submission", wanted: true, words: []string{"submission|submitted", "year"}},
		{role: roleNumber, name: "Commitment Number", names: []string{"comm no", "commitment number", "commitment no"}, words: []string{"comm|commitment", "no|number"}, not: "plan|cluster"},
		{role: roleShortTitle, name: "Short Title", words: []string{"short", "title|name"}},
		{role: roleTitle, name: "Commitment Title", wanted: true, names: []string{"title", "commitment title", "commitment name"}, words: []string{"commitment", "title|name"}, not: "contact|short"},
		{role: roleNothing, words: []string{"contact|e mail|email|telephone|phone|responsible person|researcher"}},
		{role: roleNothing, words: []string{"publication", "year"}},
		{role: roleNothing, words: []string{"completion|implementation", notFinding}},
		{role: roleCommitment, names: []string{"commitment dummy", "comm dummy", "commitment yes no"}},
		{role: roleMilestone, names: []string{"milestone dummy", "milestone yes no"}},
		{role: roleNothing, names: []string{"theme", "milestone no", "milestone number", "000 case no", "case no", "compound", "checksum", "action plan duration years", "latest irm report", "updated website", "binding constraint", "cluster ap review", "poc specified delete", "odwg", "fowg", "lowg", "atwg", "onrwg", "gc pubint", "gc pubres", "gc pubsvc", "gc corpacc", "gc safcomm", "id"}},
		{role: f(record.FieldDescription), name: "Full Text", names: []string{"full text", "commitment text", "description", "commitment description", "text"}},
		{role: f(record.FieldStartDate), name: "Start Date", names: []string{"start", "begin"}, words: []string{"start", "date"}},
		{role: f(record.FieldEndDate), name: "End Date", names: []string{"end", "finish"}, words: []string{"end", "date"}},
		{role: f(record.FieldLeadInstitution), name: "Lead Institution", wanted: true, words: []string{"lead|leading|responsible", "institution|institutions|agency|ministry|organization|organisation"}},
		{role: f(record.FieldSupporting), name: "Supporting Institution(s)", words: []string{"support|supporting|other", "institution|institutions|agency|agencies|actors|organizations|organisations"}},
		{role: f(record.FieldStarredPre2014), name: "Starred (pre-June 2014 assessments)", words: []string{"starred|stars|star", "pre", "2014"}},
		{role: f(record.FieldStarred2015), name: "Starred (2015 Only)", words: []string{"starred|stars|star", "2015"}},
		{role: f(record.FieldStarredMidterm), name: "Starred (Current Formula) Progress Report", names: []string{"starred current formula"}, words: []string{"starred|stars", "progress|midterm|mid term"}},
		{role: f(record.FieldStarredEnd), name: "Starred (Current Formula) End of Term", words: []string{"starred|stars", "end of term|end term|endterm|final"}},
		{role: f(record.FieldStarred), name: "Starred", names: []string{"starred", "starred commitment", "star"}},
		{role: f(record.FieldSpecificity), name: "Specificity", wanted: true, words: []string{"specificity"}},
		{role: f(record.FieldVerifiable), name: "Verifiable", words: []string{"verifiable|verifiability"}},
		{role: f(record.FieldRelevance), name: "_Relevant", wanted: true, words: []string{"relevant|relevance|open government lens|open gov lens"}, not: "value|values|theme"},
		{role: f(record.FieldValueInformation), name: "OGP Value Access To Information", words: []string{"value", "information|info"}, not: "did it"},
		{role: f(record.FieldValueParticipation), name: "OGP Value Civic Participation", words: []string{"value", "participation|part"}, not: "did it"},
		{role: f(record.FieldValueAccountability), name: "OGP Value Public Accountability", words: []string{"value", "accountability|acc"}, not: "did it"},
		{role: f(record.FieldValueTechnology), name: "OGP Value Technology", words: []string{"value", "technology|tech"}, not: "did it"},
		{role: f(record.FieldPotentialImpact), name: "Potential Impact", wanted: true, words: []string{"potential|pot", "impact"}},
		{role: f(record.FieldPotentialResults), name: "Potential for Results", words: []string{"potential|pot", "results"}},
		{role: f(record.FieldAmbition), name: "Ambition", names: []string{"ambition", "level of ambition"}},
		{role: f(record.FieldCompletionMidterm), name: "Completion (Progress Report)", wanted: true, words: []string{"completion", "progress|midterm|mid term|interim|actual"}, not: notRating + "|end of term|end term|endterm|final"},
		{role: f(record.FieldCompletionEnd), name: "Completion (End Of Term)", wanted: true, words: []string{"completion", "end of term|end term|endterm|eot|final"}, not: notRating},
		{role: f(record.FieldCompletion), name: "Completion", names: []string{"completion", "level of completion", "completion level"}},
		{role: f(record.FieldEarlyResults), name: "Early Results", words: []string{"early results"}},
		{role: f(record.FieldDIOG), name: "Did It Open Government (Overall)", words: []string{"did it open government|diog"}, not: "access|civic|participation|accountability|assessed|high|ambitious"},
		{role: f(record.FieldClusterIDs), name: "Cluster Commitment ID(s)", words: []string{"cluster", "id|ids"}},
		{role: f(record.FieldCluster), name: "Cluster", names: []string{"cluster", "cluster number"}},
		{role: f(record.FieldCarriedForward), name: "Carried Forward", words: []string{"carried", "forward|over"}},
		{role: roleURL, name: "URL", names: []string{"url", "link", "web page", "webpage", "website", "commitment url", "page"}},
	}
}

// derived are OGP's derived columns that checks compare with, by folded
// header.
var derived = foldedNames(
	"Raw Completion", "Max Completion", "Comp Assessed", "High Completion", "High Ambition", "High DIOG", "Max star",
	"Midterm Only", "IRM Assessed", "Ambition Assessed", "DIOG Assessed", "Most Recently Assessed", "Active Commitment",
	"Change In Completion", "IRM Assessed (Y/N)?", "Not reviewed", "IRM-Based Score",
)

func foldedNames(names ...string) map[string]string {
	m := make(map[string]string, len(names))
	for _, n := range names {
		m[fold(n)] = n
	}
	return m
}

// named reports whether a folded header is one of the column's own names.
func (c column) named(folded string) bool {
	for _, n := range c.names {
		if n == folded {
			return true
		}
	}
	return false
}

// means reports whether the words of a folded header say the column.
func (c column) means(folded string) bool {
	if len(c.words) == 0 || c.not != "" && hasAny(folded, c.not) {
		return false
	}
	for _, w := range c.words {
		if !hasAny(folded, w) {
			return false
		}
	}
	return true
}

// hasAny reports whether one of the alternatives ("a|b c") stands in the
// folded header as whole words.
func hasAny(folded, alternatives string) bool {
	padded := " " + folded + " "
	for a := range strings.SplitSeq(alternatives, "|") {
		if strings.Contains(padded, " "+a+" ") {
			return true
		}
	}
	return false
}
