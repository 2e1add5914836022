package report

import (
	"fmt"
	"hash/crc32"
	"slices"
	"strings"
)

// wholeFiles are names that files of all members have beside those of one: of
// the feed, the calendar, and the feed's own identity.
var wholeFiles = []string{"changes", "due-dates", "all"}

// MemberFile is the name, without its ending, of each file that is one
// member's: workbook, page, feed and calendar. It is the member's id, but for
// names that stand for all members, names that Windows takes for devices
// whatever follows the dot, and names without an end, which no disk takes.
func MemberFile(member string) string {
	const longest = 100
	name := member
	if len(name) > longest {
		name = fmt.Sprintf("%s-%08x", name[:longest-9], crc32.ChecksumIEEE([]byte(member))) // two may begin alike
	}
	switch device := strings.TrimRight(name, "0123456789"); {
	case slices.Contains(wholeFiles, name),
		name == "con", name == "prn", name == "aux", name == "nul",
		(device == "com" || device == "lpt") && len(name) == len(device)+1:
		name += "-member"
	}
	return name
}

func bookPath(member string) string { return "members/" + MemberFile(member) + ".xlsx" }
