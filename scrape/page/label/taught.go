package label

import (
	"maps"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"ogptracker/scrape/page/view"
	"ogptracker/scrape/record"
)

// learn takes what drawings mean from labels.drawn: for a field, by a class,
// an attribute with its value ("data-level=3"), a style ("--rating:2"), a file
// name ("bar-3.svg"), or the symbols an element holds, a word of the field's
// own scale. An unknown field or word is an error that names the known ones.
func (v *Vocabulary) learn(l *Labels) error {
	for _, id := range slices.Sorted(maps.Keys(l.Drawn)) {
		i := slices.IndexFunc(l.Fields, func(f Field) bool { return string(f.Field) == id && len(f.Words) > 0 })
		if i < 0 {
			return &SettingError{Key: "labels.drawn", Value: id, What: "no field of that name has a scale", Known: slices.Sorted(maps.Keys(l.Scales()))}
		}
		f := &l.Fields[i]
		v.taught[f.Field] = map[string]string{}
		for _, sign := range slices.Sorted(maps.Keys(l.Drawn[id])) {
			word := l.Drawn[id][sign]
			w, ok := v.word(f, word)
			switch {
			case signKey(sign) == "":
				return &SettingError{Key: "labels.drawn", Value: id, What: "a sign of this field is empty"}
			case !ok:
				return &SettingError{Key: "labels.drawn", Value: word, What: "no word of the field " + id, Known: append(slices.Clone(f.Words), l.Absences...)}
			}
			v.taught[f.Field][signKey(sign)] = w
		}
	}
	return nil
}

// Scales are the fields that labels.drawn may teach drawings for, with the
// words of each.
func (l *Labels) Scales() map[string][]string {
	scales := map[string][]string{}
	for _, f := range l.Fields {
		if len(f.Words) > 0 {
			scales[string(f.Field)] = append(slices.Clone(f.Words), l.Absences...)
		}
	}
	return scales
}

// signKey makes a sign comparable: case, quotation marks and white space do not
// count.
func signKey(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t\n\r\"';", r) {
			return -1
		}
		return r
	}, strings.ToLower(s))
}

// taughtBy gives the word that the operator says an element means, "" if none,
// or if its signs mean several.
func (v *Vocabulary) taughtBy(f *Field, n *html.Node) string {
	taught := v.taught[f.Field]
	if len(taught) == 0 {
		return ""
	}
	word := ""
	for _, s := range signsOf(n) {
		switch w := taught[signKey(s)]; {
		case w == "" || w == word:
		case word == "":
			word = w
		default:
			return ""
		}
	}
	return word
}

// signsOf lists by what an element can be known, the most telling first:
// attributes with their values, styles, file names, classes, the symbols in it.
func signsOf(n *html.Node) []string {
	var signs, classes []string
	for _, a := range n.Attr {
		switch a.Key {
		case "class":
			classes = strings.Fields(a.Val)
		case "style":
			for d := range strings.SplitSeq(a.Val, ";") {
				if d = strings.TrimSpace(d); d != "" {
					signs = append(signs, d)
				}
			}
		case "src", "data-src", "href", "xlink:href", "srcset", "poster":
			if _, place, ok := strings.Cut(a.Val, "#"); ok {
				signs = append(signs, place)
			} else {
				file, _, _ := strings.Cut(a.Val, "?")
				file = file[strings.LastIndexByte(file, '/')+1:]
				signs = append(signs, file, fileName(a.Val))
			}
		default:
			if a.Val != "" {
				signs = append(signs, a.Key+"="+a.Val)
			}
		}
	}
	slices.SortStableFunc(signs, func(a, b string) int { return rank(b) - rank(a) })
	slices.SortStableFunc(classes, func(a, b string) int { return rank(b) - rank(a) })
	signs = append(signs, classes...)
	if t := view.FoldText(view.TextOf(n)); t != "" && len(t) <= MaxWord && !view.HasWord(t) {
		signs = append(signs, t)
	}
	return signs
}

// rank puts signs that carry a figure or a data attribute first: they tell
// one value from another.
func rank(sign string) int {
	if strings.HasPrefix(sign, "data-") || strings.HasPrefix(sign, "--") || strings.ContainsAny(sign, "0123456789") {
		return 1
	}
	return 0
}

// Lesson is a drawing that could not be read, and what to say of it.
type Lesson struct {
	Field record.Field
	// Signs are the ways to name it in labels.drawn, the most telling first.
	Signs []string
	// Words are those it can mean.
	Words []string
}

// LessonOf proposes how to teach the drawing of an unreadable value, given its
// markup; ok is false where the markup has nothing to know it by.
func (l *Labels) LessonOf(field record.Field, markup string) (lesson Lesson, ok bool) {
	nodes, err := html.ParseFragment(strings.NewReader(strings.TrimSuffix(markup, "…")), anywhere)
	if err != nil {
		return Lesson{}, false
	}
	lesson.Field = field
	for _, root := range nodes {
		for n := range elementsOf(root) {
			lesson.Signs = append(lesson.Signs, signsOf(n)...)
		}
	}
	for _, f := range l.Fields {
		if f.Field == field {
			lesson.Words = append(lesson.Words, f.Words...)
		}
	}
	return lesson, len(lesson.Signs) > 0 && len(lesson.Words) > 0
}
