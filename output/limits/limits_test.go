package limits

import (
	"strings"
	"testing"
)

func TestNamesThatExcelTakes(t *testing.T) {
	t.Parallel()
	for name, ok := range map[string]bool{
		"": false, "Cover": true, strings.Repeat("a", 31): true, strings.Repeat("a", 32): false, strings.Repeat("😀", 15): true, strings.Repeat("😀", 16): false,
		"a:b": false, `a\b`: false, "a/b": false, "a?": false, "a*": false, "[a": false, "a]": false, "'a": false, "a'": false, "a'b": true, "History": false, "Histories": true,
	} {
		if (SheetName(name) == "") != ok {
			t.Errorf("the sheet %q: %q", name, SheetName(name))
		}
	}
	for name, ok := range map[string]bool{
		"Members": true, "_a": true, `\a`: true, "a.b_1": true, "Mémoire": true, "": false, "1a": false, "a b": false, "a-b": false, ".a": false,
		strings.Repeat("a", 255): true, strings.Repeat("a", 256): false, strings.Repeat("é", 255): true,
		"A1": false, "abc12": false, "ABCD12": true, "R": false, "c": false, "R1C1": false, "r12": false, "RC": false, "C7": false, "Rate": true, "A1B": true, "R1C1X": true,
	} {
		if (TableName(name) == "") != ok {
			t.Errorf("the table %q: %q", name, TableName(name))
		}
	}
	if !LooksLikeCell("XFD1048576") || LooksLikeCell("Members") {
		t.Error("a reference is taken for a name, or a name for one")
	}
}
