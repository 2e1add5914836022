package vocabulary

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"ogptracker/scrape/record"
)

// Institutions splits a list of institutions as pages and tables write it.
// Semicolons and bars always separate, line breaks unless a line goes on with
// the one before (see joinWrapped). A comma separates only
// where every part it makes looks like a whole name, since many names contain
// commas ("Ministry of Economy, Trade and Industry"); text in brackets is
// never split. Words of absence come to an empty list and the absence.
func (v *Translator) Institutions(value record.Value) (names []string, absence string) {
	switch {
	case value.State == record.Unreadable:
		return nil, Unreadable
	case value.State != record.Stated || strings.TrimSpace(value.Raw) == "":
		return nil, NotStated
	}
	l, ok := v.named[value.Raw]
	if !ok {
		l.names, l.absence = v.splitInstitutions(value.Raw)
		v.named[value.Raw] = l
	}
	return l.names, l.absence
}

func (v *Translator) splitInstitutions(raw string) (names []string, absence string) {
	if a, ok := v.Absence(FieldInstitutions, raw); ok {
		return nil, a
	}
	for _, part := range SplitOutsideBrackets(joinWrapped(raw), ";|\n") {
		pieces := SplitOutsideBrackets(part, ",")
		if !wholeNames(pieces) {
			pieces = []string{part}
		}
		for _, p := range pieces {
			p = withoutReach(bareName(p))
			if !strings.ContainsFunc(p, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
				continue // "—" and "?" name nobody; "112" is an emergency service
			}
			if _, ok := v.Absence(FieldInstitutions, p); !ok && !ContainsFold(names, p) {
				names = append(names, p)
			}
		}
	}
	if len(names) == 0 {
		return nil, NotStated
	}
	return names, ""
}

// listMark is what a list puts before its entries: "(a)", "b)", "3." or "(iv)".
var listMark = regexp.MustCompile(`^(?:\((?:[a-z]|[ivx]+|\d{1,2})\)|(?:[a-z]|\d{1,2})\)|\d{1,2}\.)\s+`)

// bareName is a name without the marks of the list it stood in: bullets, those
// of a word processor's own fonts too, numbers and letters.
func bareName(entry string) string {
	entry = strings.Trim(strings.Join(strings.Fields(entry), " "), " ,;•-–—·*")
	entry = strings.TrimLeftFunc(entry, func(r rune) bool {
		return unicode.In(r, unicode.Co, unicode.So, unicode.Zs) || strings.ContainsRune("•-–—·*", r)
	})
	return listMark.ReplaceAllString(entry, "")
}

// wrapLength is the length from which a line may have been broken for want of
// room rather than because a name ends.
const wrapLength = 40

// joinWrapped joins a line with the one before where it goes on with it: after
// "and", "of" or "&", with a bracket or in lower case, or, after a comma or a
// line long enough to be wrapped, with words that name no body of their own.
func joinWrapped(raw string) string {
	if !strings.Contains(raw, "\n") {
		return raw
	}
	var lines []string
	commas := 0
	for line := range strings.SplitSeq(strings.ReplaceAll(raw, "\r\n", "\n"), "\n") {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
			if strings.HasSuffix(line, ",") {
				commas++
			}
		}
	}
	listed := commas > 1 && commas >= len(lines)-1
	var b strings.Builder
	before := ""
	for _, line := range lines {
		switch {
		case before == "":
		case goesOn(before, line, listed):
			b.WriteByte(' ')
		default:
			b.WriteByte('\n')
		}
		b.WriteString(line)
		before = line
	}
	return b.String()
}

// goesOn: listed says that a comma ends every line but the last, so that it
// parts entries and no name.
func goesOn(before, line string, listed bool) bool {
	if listMark.MatchString(line) {
		return false // the next entry of a list
	}
	first, size := utf8.DecodeRuneInString(line)
	second, _ := utf8.DecodeRuneInString(line[size:])
	if unicode.IsLower(first) && second != '-' && !unicode.IsUpper(second) || first == '(' || first == '[' || first == '&' {
		return true
	}
	words := strings.Fields(before)
	switch strings.ToLower(words[len(words)-1]) {
	case "and", "of", "&", "the", "for", "y", "e", "et", "de", "del", "la", "du", "des":
		return true
	}
	if !unicode.IsLetter(first) || wholeName(line) {
		return false
	}
	if strings.HasSuffix(before, ",") {
		return !listed
	}
	return utf8.RuneCountInString(before) >= wrapLength && !strings.ContainsAny(before[len(before)-1:], ";.|")
}

// SplitOutsideBrackets cuts at any of the separators that stands outside
// brackets. A bracket that is never closed protects nothing.
func SplitOutsideBrackets(text, separators string) []string {
	var out []string
	depth, start := 0, 0
	open := strings.Count(text, "(") + strings.Count(text, "[")
	closed := strings.Count(text, ")") + strings.Count(text, "]")
	for i, r := range text {
		switch {
		case (r == '(' || r == '[') && open == closed:
			depth++
		case (r == ')' || r == ']') && depth > 0:
			depth--
		case depth == 0 && strings.ContainsRune(separators, r):
			out = append(out, text[start:i])
			start = i + len(string(r))
		}
	}
	return append(out, text[start:])
}

// wholeNames reports whether every part looks like the whole name of an
// institution: it begins with a word that names a kind of body, or holds one
// and does not begin with a conjunction. One part that does not (", Trade and
// Industry") keeps all of them together.
func wholeNames(parts []string) bool {
	if len(parts) < 2 {
		return false
	}
	for _, p := range parts {
		if !wholeName(p) {
			return false
		}
	}
	return true
}

func wholeName(part string) bool {
	part = strings.TrimSpace(part)
	if part == "" {
		return false
	}
	first, _, _ := strings.Cut(strings.ToLower(part), " ")
	switch first {
	case "and", "or", "of", "for", "y", "e", "et", "de", "with":
		return false
	}
	words := strings.FieldsFunc(strings.ToLower(foldLetters(part)), func(r rune) bool { return !unicode.IsLetter(r) })
	for _, w := range words {
		if bodyWords[w] {
			return true
		}
	}
	return acronym(part)
}

// acronym reports whether a part is a name in capitals ("UNESCO", "CIDAC").
func acronym(part string) bool {
	letters := 0
	for _, r := range part {
		switch {
		case unicode.IsUpper(r):
			letters++
		case unicode.IsLetter(r), unicode.IsSpace(r):
			return false
		}
	}
	return letters >= 2
}

// bodyWords name kinds of bodies; a part with one of them can stand alone.
var bodyWords = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(`ministry ministries ministerio ministere ministerio ministerul department departamento departement agency agencia agence
		authority autoridad office oficina bureau commission comision comissao committee comite council consejo conseil conselho parliament parlamento parlement
		assembly asamblea assemblee senate senado house chamber camara court tribunal secretariat secretaria subsecretaria secretary government gobierno
		institute instituto institut university universidad universite association asociacion foundation fundacion fondation center centre centro service servicio
		services directorate direccion direction board cabinet chancellery bank banco fund network red alliance coalition ombudsman prosecutor inspectorate
		municipality municipalidad municipio city society forum union federation federacion group library archives police treasury administration
		administracion corporation company registry observatory observatorio transparency organization organisation organizacion initiative ngo ngos`) {
		m[w] = true
	}
	return m
}()

func ContainsFold(list []string, s string) bool {
	for _, l := range list {
		if strings.EqualFold(l, s) {
			return true
		}
	}
	return false
}
