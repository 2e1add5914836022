package config

import (
	"fmt"
	"net/mail"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// Watch is a set of members with a digest of its own.
type Watch struct {
	Name    string   `yaml:"name" json:"name"`
	Members []string `yaml:"members,flow" json:"members"`
	// Changes says how often: nightly, weekly or monthly.
	Changes string `yaml:"changes" json:"changes"`
	// Tell is what is worth a word: kinds of changes, dates that come near
	// (due), and what newly needs attention; empty means all but wording.
	Tell []string `yaml:"tell,flow" json:"tell"`
	// Webhook is an address that gets the digest, in the Form json, slack or
	// teams; "" tells it by the host.
	Webhook string   `yaml:"webhook" json:"webhook"`
	Form    string   `yaml:"form" json:"form"`
	Email   []string `yaml:"email,flow" json:"email"`
	// File is replaced by each digest, in the form that its name ends with:
	// .txt, .md, .html or .json.
	File string `yaml:"file" json:"file"`
}

// Mail says how mail is sent.
type Mail struct {
	// Server is smtps://user@host:465 or smtp://user@host:587; the password
	// comes from the environment (OGPTRACKER_MAIL_PASSWORD).
	Server string
	From   string
}

// MailPassword is the variable that holds the password of the mail server.
const MailPassword = "OGPTRACKER_MAIL_PASSWORD"

// Words of a watch list.
var (
	watchChanges = []string{"nightly", "weekly", "monthly"}
	watchTell    = []string{"ratings", "new", "gone", "documents", "wording", "due", "attention"}
	watchForms   = []string{"json", "slack", "teams"}
	watchKeys    = []string{"name", "members", "changes", "tell", "webhook", "form", "email", "file"}
)

// watchFiles are the endings of a watch list's file, and the form of a digest
// under each.
var watchFiles = []struct{ ending, form string }{{".txt", "text"}, {".md", "markdown"}, {".html", "html"}, {".json", "json"}}

// FileForm is the form of the digest in File, "" where its ending says none.
func (w *Watch) FileForm() string {
	for _, f := range watchFiles {
		if filepath.Ext(w.File) == f.ending {
			return f.form
		}
	}
	return ""
}

func fileEndings() (all []string) {
	for _, f := range watchFiles {
		all = append(all, f.ending)
	}
	return all
}

const watchExample = "{name: nordic, members: [finland, sweden], changes: weekly, email: [me@example.org]}"

// readWatch reads the list of watch lists; "" or what was expected.
func readWatch(target *[]Watch, n *yaml.Node) string {
	if n.Kind != yaml.SequenceNode {
		return "expected a list of watch lists, such as - " + watchExample
	}
	var all []Watch
	for _, item := range n.Content {
		if item.Kind != yaml.MappingNode {
			return "expected watch lists such as " + watchExample
		}
		for i := 0; i+1 < len(item.Content); i += 2 {
			if name := item.Content[i].Value; !slices.Contains(watchKeys, name) {
				return fmt.Sprintf("a watch list has no %q%s; expected %s", name, Suggest(name, watchKeys), strings.Join(watchKeys, ", "))
			}
		}
		w := Watch{Changes: "weekly"}
		if item.Decode(&w) != nil {
			return "expected watch lists such as " + watchExample
		}
		if why := w.check(all); why != "" {
			return why
		}
		all = append(all, w)
	}
	*target = all
	return ""
}

// check answers "" or what is wrong with a watch list.
func (w *Watch) check(before []Watch) string {
	about := fmt.Sprintf("watch list %q: ", w.Name)
	switch {
	case strings.TrimSpace(w.Name) == "" || strings.ContainsAny(w.Name, "\r\n:"):
		return "expected a name of one line for each watch list"
	case slices.ContainsFunc(before, func(b Watch) bool { return b.Name == w.Name }):
		return about + "stands twice"
	case !slices.Contains(watchChanges, w.Changes):
		return about + "changes: expected nightly, weekly or monthly" + Suggest(w.Changes, watchChanges)
	case w.File != "" && w.FileForm() == "":
		return about + fmt.Sprintf("file: expected a name that ends with %s; %q does not", strings.Join(fileEndings(), ", "), w.File)
	case w.Form != "" && !slices.Contains(watchForms, w.Form):
		return about + "form: expected json, slack or teams" + Suggest(w.Form, watchForms)
	}
	for _, word := range w.Tell {
		if !slices.Contains(watchTell, word) {
			return about + fmt.Sprintf("tell: expected words out of %s; %q is none%s", strings.Join(watchTell, ", "), word, Suggest(word, watchTell))
		}
	}
	if why := checkMemberIDs(&w.Members); why != "" {
		return about + "members: " + why
	}
	if why := checkWebhook(&w.Webhook); why != "" {
		return about + "webhook: " + why
	}
	if why := checkAddresses(&w.Email); why != "" {
		return about + "email: " + why
	}
	return ""
}

func checkAddresses(v any) string {
	for _, to := range *v.(*[]string) {
		if _, err := mail.ParseAddress(to); err != nil {
			return fmt.Sprintf("expected addresses such as staff@example.org; %q is none", to)
		}
	}
	return ""
}

// hidden is a watch list as a person may see it.
func (w Watch) hidden() Watch {
	if u, err := url.Parse(w.Webhook); err == nil && u.Host != "" {
		w.Webhook = u.Scheme + "://" + u.Hostname() + "/(hidden)"
	}
	return w
}

// checkMailServer: no password stands in a file.
func checkMailServer(v any) string {
	s := *v.(*string)
	if s == "" {
		return ""
	}
	const want = "expected smtps://user@host:465 or smtp://user@host:587; the password belongs into the environment as " + MailPassword
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "smtp" && u.Scheme != "smtps" || u.Hostname() == "" || strings.Trim(u.Path, "/") != "" {
		return want
	}
	if _, has := u.User.Password(); has {
		return want
	}
	return ""
}

func checkMailFrom(v any) string {
	s := *v.(*string)
	if s == "" {
		return ""
	}
	if _, err := mail.ParseAddress(s); err != nil {
		return "expected an address such as OGP Tracker <ogp@example.org>"
	}
	return ""
}
