package dataset

import "strings"

// Tables whose rows the log of changes follows, in the order of the log.
const (
	TableMembers          = "members"
	TableActionPlans      = "action_plans"
	TableCommitments      = "commitments"
	TableDocuments        = "documents"
	TablePublishedFigures = "published_figures"
)

// CaseOnly reports whether a change is one of capital letters or white space
// alone.
func (c Change) CaseOnly() bool {
	return c.Old != c.New && c.Old != "" &&
		strings.EqualFold(strings.Join(strings.Fields(c.Old), " "), strings.Join(strings.Fields(c.New), " "))
}
