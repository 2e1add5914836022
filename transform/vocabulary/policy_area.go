package vocabulary

import "strings"

// SplitAreas cuts a list of areas. No area's name holds a comma.
func (v *Translator) SplitAreas(raw string) []string {
	if out, ok := v.split[raw]; ok {
		return out
	}
	var out []string
	for _, p := range SplitOutsideBrackets(raw, ",;|\n") {
		if p = strings.Join(strings.Fields(p), " "); p != "" {
			out = append(out, p)
		}
	}
	v.split[raw] = out
	return out
}
