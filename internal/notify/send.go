package notify

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os/exec"
	"runtime"
	"strings"
	"time"

	"github.com/cenkalti/backoff/v5"

	"ogptracker/internal/config"
)

// Limits of one message: tries, and the time for all of them together.
const (
	tries      = 3
	tryTimeout = 10 * time.Second
	allTimeout = 45 * time.Second
)

// Send tells a message by every configured way. Each is tried a few times and
// given up after at most 45 seconds; the error says which could not be told.
func Send(ctx context.Context, cfg config.Notify, m Message) error {
	ctx, cancel := context.WithTimeout(ctx, allTimeout)
	defer cancel()
	var errs []error
	if cfg.Webhook != "" {
		errs = append(errs, retry(ctx, "webhook", func(ctx context.Context) error { return post(ctx, cfg.Webhook, m) }))
	}
	if cfg.Command != "" {
		errs = append(errs, retry(ctx, "command", func(ctx context.Context) error { return call(ctx, cfg.Command, m) }))
	}
	return errors.Join(errs...)
}

func retry(ctx context.Context, way string, try func(context.Context) error) error {
	_, err := backoff.Retry(ctx, func() (struct{}, error) {
		one, cancel := context.WithTimeout(ctx, tryTimeout)
		defer cancel()
		return struct{}{}, try(one)
	}, backoff.WithMaxTries(tries), backoff.WithBackOff(backoff.NewExponentialBackOff()))
	if err != nil {
		return fmt.Errorf("%s: %w", way, err)
	}
	return nil
}

func post(ctx context.Context, address string, m Message) error {
	body, err := json.Marshal(m)
	if err != nil {
		return backoff.Permanent(err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return backoff.Permanent(err)
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, 64<<10))
	switch {
	case resp.StatusCode < 300:
		return nil
	case resp.StatusCode >= 500 || resp.StatusCode == http.StatusTooManyRequests:
		return fmt.Errorf("answered %s", resp.Status)
	default:
		return backoff.Permanent(fmt.Errorf("answered %s", resp.Status))
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
		return fmt.Errorf("%w: %s", err, strings.TrimSpace(said.String()))
	}
	return nil
}
