package notify

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os/exec"
	"runtime"
	"strings"
	"time"

	"github.com/cenkalti/backoff/v5"

	"ogptracker/internal/config"
	"ogptracker/internal/mail"
)

// Limits of one message by one way: tries, and the time for all of them.
const (
	tries      = 3
	tryTimeout = 10 * time.Second
	allTimeout = 45 * time.Second
)

// Way is one way by which people are told.
type Way struct {
	// Name stands in the log and in the history.
	Name string
	// try sends a message once; secrets are what its errors must not show.
	try     func(context.Context, Message) error
	secrets []string
}

// ways are the configured ways; mail goes by sender.
func ways(cfg *config.Config, sender *mail.Sender) (ways []Way) {
	if address := cfg.Notify.Webhook; address != "" {
		ways = append(ways, Way{"webhook", func(ctx context.Context, m Message) error { return post(ctx, address, m) }, []string{address}})
	}
	if line := cfg.Notify.Command; line != "" {
		ways = append(ways, Way{"command", func(ctx context.Context, m Message) error { return call(ctx, line, m) }, []string{cfg.Notify.Webhook}})
	}
	if to := cfg.Notify.Email; len(to) > 0 {
		ways = append(ways, Way{"mail", func(ctx context.Context, m Message) error {
			subject, _, _ := strings.Cut(m.Text, "\n")
			return sender.Send(ctx, mail.Message{To: to, Subject: subject, Text: m.Text + "\n"})
		}, []string{cfg.Notify.Webhook, sender.Password}})
	}
	return ways
}

// Send tells a message. It is tried a few times and given up after at most 45
// seconds; the error shows no secret.
func (w Way) Send(ctx context.Context, m Message) error {
	return Retry(ctx, func(ctx context.Context) error { return w.try(ctx, m) }, w.secrets...)
}

// Retry tries to tell somebody a few times and gives up after at most 45
// seconds; the error shows none of the secrets, and of an address no more than
// its host.
func Retry(ctx context.Context, try func(context.Context) error, secrets ...string) error {
	ctx, cancel := context.WithTimeout(ctx, allTimeout)
	defer cancel()
	_, err := backoff.Retry(ctx, func() (struct{}, error) {
		one, cancel := context.WithTimeout(ctx, tryTimeout)
		defer cancel()
		return struct{}{}, try(one)
	}, backoff.WithMaxTries(tries), backoff.WithBackOff(backoff.NewExponentialBackOff()))
	if err != nil {
		return errors.New(hideSecrets(strings.Join(strings.Fields(err.Error()), " "), secrets...))
	}
	return nil
}

func post(ctx context.Context, address string, m Message) error {
	body, err := json.Marshal(m)
	if err != nil {
		return backoff.Permanent(err)
	}
	return Post(ctx, address, body, "notify.webhook")
}

// Post sends JSON to the webhook that a key of the configuration names. An
// error that trying again would not mend is a *backoff.PermanentError.
func Post(ctx context.Context, address string, body []byte, key string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return backoff.Permanent(err)
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(req)
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		err = fmt.Errorf("%s: %w", req.URL.Host, wrapped.Err) // without the address, which is a secret
	}
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, 64<<10))
	switch {
	case resp.StatusCode < 300:
		return nil
	case resp.StatusCode >= 500 || resp.StatusCode == http.StatusTooManyRequests:
		return fmt.Errorf("%s answered %s", req.URL.Host, resp.Status)
	default:
		return backoff.Permanent(fmt.Errorf("%s answered %s; check %s", req.URL.Host, resp.Status, key))
	}
}

// call runs the command by the system's shell with the text on its standard
// input and the facts in its environment.
func call(ctx context.Context, command string, m Message) error {
	shell, flag := "/bin/sh", "-c"
	if runtime.GOOS == "windows" {
		shell, flag = "cmd", "/C"
	}
	cmd := exec.CommandContext(ctx, shell, flag, command)
	cmd.Stdin = strings.NewReader(m.Text + "\n")
	cmd.Env = append(cmd.Environ(), "OGPTRACKER_EVENT="+m.Event, "OGPTRACKER_RUN="+m.Run, "OGPTRACKER_OUTCOME="+m.Outcome)
	cmd.WaitDelay = time.Second // a grandchild may keep the pipes open
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Run(); err != nil {
		const most = 500
		words := strings.TrimSpace(said.String())
		if len(words) > most {
			words = words[:most] + " …"
		}
		return fmt.Errorf("%w: %s", err, words)
	}
	return nil
}
