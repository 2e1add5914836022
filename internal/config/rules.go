package config

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// rule says what a key's value must be, beside its type: for the check of a
// value, and for the schema that editors read.
type rule struct {
	// check answers "" or what was expected; it may tidy the value.
	check func(any) string
	// schema are keywords of JSON Schema that say the same, as far as they can.
	schema map[string]any
	// path: the value names a file or folder of this machine.
	path bool
	// secret: whoever knows the value may act with it, so that it is never
	// shown.
	secret bool
}

// Rules of single keys.
var (
	baseURL    = &rule{check: checkBaseURL, schema: map[string]any{"pattern": `^$|^https?://[^/?#@]+/?$`}}
	webhook    = &rule{check: checkWebhook, schema: map[string]any{"pattern": `^$|^https?://`}, secret: true}
	contact    = &rule{check: checkContact, schema: map[string]any{"pattern": `^[ -~]*$`}}
	mailServer = &rule{check: checkMailServer, schema: map[string]any{"pattern": `^$|^smtps?://([^:@/]*@)?[^@/]+/?$`}}
	mailFrom   = &rule{check: checkMailFrom, schema: map[string]any{"pattern": `^$|^\s*[^@\s][^@]*@[^@]+$`}}
	addresses  = &rule{check: checkAddresses, schema: map[string]any{"items": map[string]any{"type": "string", "pattern": `^\s*[^@\s][^@]*@[^@]+$`}}}
	command    = &rule{check: checkOneLine, schema: map[string]any{"pattern": `^[^\r\n]*$`}, path: true}
	path       = &rule{path: true}
	folder     = &rule{check: checkFolder, schema: map[string]any{"minLength": 1}, path: true}

	memberIDs = &rule{check: checkMemberIDs, schema: map[string]any{"items": map[string]any{"type": "string", "pattern": `^[a-z0-9-]+$`}}}

	hostNames = &rule{check: checkHostNames, schema: map[string]any{"items": map[string]any{"type": "string", "pattern": hostPattern}}}

	someBytes   = &rule{check: checkSomeBytes, schema: map[string]any{"not": map[string]any{"pattern": `^[0.]+ ?[kKMGT]?i?[bB]$`}}}
	positive    = &rule{check: checkPositive, schema: map[string]any{"not": map[string]any{"pattern": `^([0.]+[a-zµ]+)+$|^0$`}}}
	notNegative = &rule{check: checkNotNegative}
	share       = &rule{check: checkShare, schema: map[string]any{"minimum": 0, "maximum": 1}}
	multiple    = &rule{check: checkMultiple, schema: map[string]any{"minimum": 1, "maximum": 1000}}
	zone        = &rule{check: checkZone, schema: map[string]any{"minLength": 1, "examples": []string{"UTC", "Europe/Tallinn"}}}
	cronLine    = &rule{schema: map[string]any{"pattern": `^(\S+\s+){4}\S+$|^@`, "examples": []string{"0 2 * * *"}}}
	hostPort    = &rule{check: checkHostPort, schema: map[string]any{"pattern": `:(\d{1,4}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5])$`}}
)

// between: a whole number within bounds.
func between(low, high int) *rule {
	return &rule{schema: map[string]any{"minimum": low, "maximum": high}, check: func(v any) string {
		if n := *v.(*int); n < low || n > high {
			return fmt.Sprintf("expected a number from %d to %d", low, high)
		}
		return ""
	}}
}

// words: a list of words out of those allowed.
func words(allowed []string) *rule {
	return &rule{schema: map[string]any{"uniqueItems": true}, check: func(v any) string {
		for _, w := range *v.(*[]string) {
			if !slices.Contains(allowed, w) {
				return fmt.Sprintf("expected words out of %s; %q is none%s", strings.Join(allowed, ", "), w, Suggest(w, allowed))
			}
		}
		return ""
	}}
}

func checkBaseURL(v any) string {
	s := *v.(*string)
	if s == "" {
		return ""
	}
	u, err := url.Parse(s)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return "expected the site's address alone, such as https://www.opengovpartnership.org"
	}
	*v.(*string) = u.Scheme + "://" + strings.ToLower(u.Host)
	return ""
}

func checkWebhook(v any) string {
	s := *v.(*string)
	if s == "" {
		return ""
	}
	if u, err := url.Parse(s); err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return "expected an http or https address"
	}
	return ""
}

func checkMemberIDs(v any) string {
	for _, id := range *v.(*[]string) {
		if strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" || id == "" {
			return fmt.Sprintf("expected member ids as in an address of the site, such as estonia or kaduna-state-nigeria; %q is none", id)
		}
	}
	return ""
}

func checkOneLine(v any) string {
	if strings.ContainsAny(*v.(*string), "\r\n") {
		return "expected one line"
	}
	return ""
}

// checkContact: it stands in a header of each request, which takes no other
// characters.
func checkContact(v any) string {
	for _, r := range *v.(*string) {
		if r < ' ' || r > '~' {
			return "expected one line of letters without accents, digits and signs, such as data@ministry.example"
		}
	}
	return ""
}

func checkFolder(v any) string {
	if *v.(*string) == "" {
		return "expected a folder"
	}
	return ""
}

func checkPositive(v any) string {
	if *v.(*time.Duration) <= 0 {
		return "expected a duration above zero, such as 30s or 5h"
	}
	return ""
}

func checkNotNegative(v any) string {
	if *v.(*time.Duration) < 0 {
		return "expected a duration of zero or more, such as 2s"
	}
	return ""
}

func checkMultiple(v any) string {
	if f := *v.(*float64); !(f >= 1 && f <= 1000) {
		return "expected a multiple from 1, such as 1.5"
	}
	return ""
}

func checkShare(v any) string {
	if f := *v.(*float64); !(f >= 0 && f <= 1) {
		return "expected a share from 0 to 1, such as 0.95"
	}
	return ""
}

func checkZone(v any) string {
	const expected = "expected a time zone by name, such as UTC or Europe/Tallinn"
	s := *v.(*string)
	if s == "" || s == "Local" {
		return expected
	}
	if _, err := time.LoadLocation(s); err != nil {
		return expected
	}
	return ""
}

func checkHostPort(v any) string {
	s := *v.(*string)
	i := strings.LastIndex(s, ":")
	if _, err := strconv.ParseUint(s[i+1:], 10, 16); i < 0 || err != nil {
		return "expected host:port, such as 127.0.0.1:9464"
	}
	return ""
}

// hostPattern is a host's name, with its port or without.
const hostPattern = `^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?$`

var hostName = regexp.MustCompile(hostPattern)

func checkHostNames(v any) string {
	for _, h := range *v.(*[]string) {
		if !hostName.MatchString(h) {
			return fmt.Sprintf("expected names of hosts, such as docs.example.org; %q is none", h)
		}
	}
	return ""
}

func checkSomeBytes(v any) string {
	if *v.(*size) <= 0 {
		return "expected a size above zero, such as 10MB"
	}
	return ""
}
