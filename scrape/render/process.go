package render

import (
	"os"
	"path/filepath"

	"github.com/chromedp/chromedp"
)

// programOptions are how the browser is started: headless, without a word to
// anybody but us, and with nothing of this program's environment but where
// programs and temporary files lie, since passwords stand there too.
func (b *Browser) programOptions(home string) []chromedp.ExecAllocatorOption {
	options := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(b.opts.Program),
		chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck, chromedp.Headless, chromedp.NoInheritEnv,
		// Set to false it keeps the library from leaving the sandbox out for root.
		chromedp.Flag("no-sandbox", b.opts.NoSandbox),
		chromedp.ModifyCmdFunc(diesWithUs),
	}
	for _, name := range []string{
		"disable-background-networking", "disable-breakpad", "disable-client-side-phishing-detection", "disable-component-update", "disable-default-apps",
		"disable-dev-shm-usage", "disable-domain-reliability", "disable-extensions", "disable-gpu", "disable-sync", "disable-notifications", "disable-hang-monitor",
		"disable-background-timer-throttling", "disable-backgrounding-occluded-windows", "disable-renderer-backgrounding",
		"metrics-recording-only", "mute-audio", "no-pings", "use-mock-keychain",
	} {
		options = append(options, chromedp.Flag(name, true))
	}
	for name, value := range map[string]string{
		"blink-settings": "imagesEnabled=false", "password-store": "basic", "disable-features": "Translate,MediaRouter,OptimizationHints",
		// Whatever is not stopped on its way (traffic.go) leads nowhere.
		"host-resolver-rules": "MAP * ~NOTFOUND", "proxy-server": "http://nowhere.invalid:1", "proxy-bypass-list": "<-loopback>",
		"force-webrtc-ip-handling-policy": "disable_non_proxied_udp",
	} {
		options = append(options, chromedp.Flag(name, value))
	}
	return append(options, chromedp.Flag("user-data-dir", home), chromedp.Env(environment(home)...))
}

// environment is all that the browser learns of this machine's.
func environment(home string) []string {
	env := []string{"HOME=" + home, "XDG_CONFIG_HOME=" + filepath.Join(home, "config"), "XDG_CACHE_HOME=" + filepath.Join(home, "cache"), "LANG=C.UTF-8"}
	for _, name := range []string{"PATH", "TMPDIR", "TMP", "TEMP", "LD_LIBRARY_PATH", "LOCALAPPDATA", "USERPROFILE", "SYSTEMROOT", "PROGRAMFILES"} {
		if value, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+value)
		}
	}
	return env
}
