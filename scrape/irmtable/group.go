package irmtable

import "strings"

// groupDepth is how many rows above the header may hold the names of groups.
const groupDepth = 2

// groupsAbove returns the group that stands above each column, "" for none. A
// group's name stands over its first column and holds until the next one.
func groupsAbove(above []line, columns int) []string {
	groups := make([]string, columns)
	for _, l := range above[max(0, len(above)-groupDepth):] {
		if !groupRow(l.cells) {
			continue
		}
		name := ""
		for i := range groups {
			if c := headerText(cellAt(l.cells, i)); c != "" {
				name = c
			}
			groups[i] = strings.TrimSpace(groups[i] + " " + name)
		}
	}
	return groups
}

// groupRow tells a row of groups from a title or a row of column numbers: it
// has more than one name, or one that begins further right.
func groupRow(cells []string) bool {
	names, first := map[string]bool{}, -1
	for i, c := range cells {
		c = headerText(c)
		if c == "" {
			continue
		}
		if strings.Trim(c, "0123456789. ") == "" {
			return false
		}
		names[c] = true
		if first < 0 {
			first = i
		}
	}
	return len(names) > 1 || first > 0
}

// tellApart puts the group before headers that several columns share, where
// the groups are what tells these apart.
func (h *head) tellApart(folded, groups []string) {
	columns := map[string][]int{}
	for i, f := range folded {
		if f != "" {
			columns[f] = append(columns[f], i)
		}
	}
	for f, at := range columns {
		different := map[string]bool{}
		for _, i := range at {
			different[groups[i]] = true
		}
		if len(at) == 1 || len(different) < len(at) {
			continue
		}
		for _, i := range at {
			if g := groups[i]; g != "" {
				folded[i] = f + " " + fold(g)
				h.names[i] += " (" + g + ")"
			}
		}
	}
}
