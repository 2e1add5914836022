package render_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"ogptracker/scrape/render"
	"ogptracker/scrape/render/rendertest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const site = "http://site.example"

// parts is what the site of a test has beside its page, and its log.
type parts struct {
	has   map[string]string
	stops map[string]error
	mu    sync.Mutex
	asked []string
}

func (p *parts) ask(_ context.Context, n render.Need) (render.Part, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	path := strings.TrimPrefix(n.URL, site)
	p.asked = append(p.asked, path)
	if err := p.stops[path]; err != nil {
		return render.Part{}, err
	}
	body, ok := p.has[path]
	if !ok {
		return render.Part{}, fmt.Errorf("%s is not there", n.URL)
	}
	kind := "application/json"
	switch filepath.Ext(path) {
	case ".js":
		kind = "text/javascript"
	case ".css":
		kind = "text/css"
	}
	return render.Part{ContentType: kind, Body: []byte(body)}, nil
}

func page(body string) render.Page {
	return render.Page{URL: site + "/members/utopia/", ContentType: "text/html; charset=utf-8",
		Body: []byte("<!doctype html><html><head><title>Utopia</title></head><body>" + body + "</body></html>")}
}

func newBrowser(t *testing.T, change func(*render.Options)) *render.Browser {
	t.Helper()
	o := rendertest.Options(t)
	o.Profile = filepath.Join(t.TempDir(), "browser")
	if change != nil {
		change(&o)
	}
	b := render.New(o)
	t.Cleanup(func() {
		b.Close()
		if left, _ := filepath.Glob(o.Profile); len(left) > 0 {
			t.Errorf("%s was left behind", left)
		}
	})
	return b
}

func fill(t *testing.T, b *render.Browser, p render.Page, has *parts) (string, *render.Result) {
	t.Helper()
	r, err := b.Render(t.Context(), p, has.ask)
	if err != nil {
		t.Fatal(err)
	}
	return string(r.Body), r
}

func TestListsThatScriptsFillAreFilled(t *testing.T) {
	t.Parallel()
	b := newBrowser(t, nil)
	site := &parts{has: map[string]string{
		"/fill.js": `
			setTimeout(() => fetch('/data.json').then(r => r.json()).then(d => { document.getElementById('n').textContent = d.n }), 2000);
			new IntersectionObserver((seen, o) => seen.forEach(e => { if (e.isIntersecting) { o.disconnect(); const x = new XMLHttpRequest(); x.open('GET', '/list.json');
				x.onload = () => { document.getElementById('list').innerHTML = JSON.parse(x.responseText).map(c => '<li>' + c + '</li>').join('') }; x.send() } })).observe(document.getElementById('list'));`,
		"/data.json": `{"n": 12}`,
		"/list.json": `["Õppekava", "Open data"]`,
		"/page.css":  `.tall { height: 3000px }`,
	}}
	html, r := fill(t, b, page(`<link rel=stylesheet href=/page.css><div class=tall></div><b id=n>0</b><ul id=list></ul><script src=/fill.js></script>`), site)
	for _, want := range []string{"<b id=\"n\">12</b>", "<li>Õppekava</li><li>Open data</li>", "</html>"} {
		if !strings.Contains(html, want) {
			t.Errorf("%q is not in the document:\n%s", want, html)
		}
	}
	if !strings.HasPrefix(html, "<!DOCTYPE html>") || len(r.Unmet) > 0 {
		t.Errorf("unmet %v; the document:\n%s", r.Unmet, html)
	}
	slices.Sort(site.asked)
	if want := []string{"/data.json", "/fill.js", "/list.json", "/page.css"}; !slices.Equal(site.asked, want) {
		t.Errorf("asked for %v, want %v", site.asked, want)
	}
}

func TestAPageOfAnotherCharsetIsReadAsTheBrowserReadsIt(t *testing.T) {
	t.Parallel()
	b := newBrowser(t, nil)
	p := page("")
	p.ContentType, p.Body = "text/html; charset=iso-8859-1", []byte("<html><body><p>Am\xe9lie</p></body></html>")
	if html, _ := fill(t, b, p, &parts{}); !strings.Contains(html, "Amélie") {
		t.Error(html)
	}
}

func TestWordsThatOnlyAStyleWritesAreKept(t *testing.T) {
	t.Parallel()
	b := newBrowser(t, nil)
	html, _ := fill(t, b, page(`<style>.level::after { content: "Substantial" } .bullet::before { content: "•" }</style><p class=bullet>Completion: <i class=level></i></p>`), &parts{})
	if !strings.Contains(html, `<i class="level" data-drawn-behind="Substantial">`) || strings.Contains(html, "data-drawn-front") {
		t.Error(html)
	}
}

// Whatever is not a script, a style or data of the page itself is not asked
// for, in whichever way a page may ask, and the browser reaches nobody by
// itself: a site that listens at the very address hears nothing.
func TestNothingElseIsAskedFor(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	var heard []string
	listening := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		heard = append(heard, r.URL.String())
	}))
	defer listening.Close()
	defer func() {
		mu.Lock()
		defer mu.Unlock()
		if len(heard) > 0 {
			t.Errorf("the browser has asked for %v by itself", heard)
		}
	}()
	b := newBrowser(t, nil)
	site := &parts{has: map[string]string{"/frame.js": `1`}}
	p := page(strings.ReplaceAll(everyWayToAsk, "HOST", strings.TrimPrefix(listening.URL, "http://")))
	p.URL = listening.URL + "/members/utopia/" // an address of this machine may do what else needs https
	html, r := fill(t, b, p, site)
	if len(site.asked) > 0 {
		t.Errorf("asked for %v", site.asked)
	}
	if !strings.Contains(html, "<title>refused</title>") {
		t.Error("the page does not know that nothing was sent")
	}
	var told []string
	for _, u := range r.Unmet {
		told = append(told, strings.TrimPrefix(u.URL, listening.URL))
	}
	for _, want := range []string{"/send", "/put", "/head"} {
		if !slices.Contains(told, want) {
			t.Errorf("%s was not told, only %v", want, told)
		}
	}
}

const everyWayToAsk = `<link rel=icon href=/icon.ico><link rel=prefetch href=/next.html><link rel=preload as=font href=/font.woff2 crossorigin><link rel=manifest href=/manifest.json>
		<link rel=dns-prefetch href=//HOST><link rel=preconnect href=//HOST><a href=/other ping=/ping>x</a>
		<style>@font-face{font-family:f;src:url(/face.woff2)} p{font-family:f;background:url(/back.png)}</style><p>text</p>
		<img src=/image.png><picture><source srcset=/wide.webp><img src=/wide.png></picture><video src=/film.mp4 autoplay></video><audio src=/sound.mp3 autoplay></audio><object data=/plugin.swf></object><embed src=/plugin.pdf>
		<iframe src=/frame.html></iframe><iframe srcdoc="<script src=/frame.js></script>"></iframe>
		<form action=/send method=post id=form target=inner></form><iframe name=inner></iframe>
		<script>
			navigator.sendBeacon('/beacon', 'x'); navigator.serviceWorker.register('/service.js').catch(() => {}); fetch('/keep', {keepalive: true, method: 'POST'}).catch(() => {}); new RTCPeerConnection({iceServers: [{urls: 'stun:HOST'}]}).createOffer(); new Image().src = '/pixel.gif';
			try { new WebSocket('ws://HOST/socket') } catch (e) {}
			try { new EventSource('/events') } catch (e) {}
			try { new Worker('/worker.js') } catch (e) {}
			try { new SharedWorker('/shared.js') } catch (e) {}
			fetch('/send', {method: 'POST', body: 'x'}).catch(() => { document.title = 'refused' });
			fetch('/put', {method: 'PUT'}).catch(() => {}); fetch('/head', {method: 'HEAD'}).catch(() => {});
			document.getElementById('form').submit();
		</script>`

func TestThePageGoesWithoutWhatTheSiteHasNot(t *testing.T) {
	t.Parallel()
	b := newBrowser(t, nil)
	html, r := fill(t, b, page(`<script src=/gone.js></script><script>fetch('/no.json').catch(() => document.body.append('no list'))</script>`), &parts{})
	if !strings.Contains(html, "no list") || len(r.Unmet) != 2 {
		t.Errorf("unmet %v:\n%s", r.Unmet, html)
	}
}

func TestAnErrorThatStopsTheNightStopsThePage(t *testing.T) {
	t.Parallel()
	b := newBrowser(t, nil)
	spent := errors.New("spent")
	site := &parts{stops: map[string]error{"/a.json": render.Stop(spent)}}
	_, err := b.Render(t.Context(), page(`<script>fetch('/a.json').catch(() => {}).then(() => fetch('/b.json'))</script>`), site.ask)
	if !errors.Is(err, spent) || len(site.asked) != 1 {
		t.Errorf("error %v after %v", err, site.asked)
	}
}

// A page that goes wrong ends with its own named error, and the next one has a
// browser again.
func TestPagesThatGoWrong(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser is started anew for each page")
	}
	t.Parallel()
	b := newBrowser(t, func(o *render.Options) { o.MaxBody = 200_000 })
	for name, c := range map[string]struct {
		body string
		want render.Reason
	}{
		"a page that changes for ever":            {`<p id=p></p><script>setInterval(() => { document.getElementById('p').textContent = Math.random() }, 50)</script>`, render.ReasonNotStill},
		"a page that asks for ever":               {`<script>let i = 0; (function more() { fetch('/more.json?' + i++).then(more, more) })()</script>`, render.ReasonTooMany},
		"a page that asks now and then for ever":  {`<script>setInterval(() => fetch('/now.json').catch(() => {}), 200)</script>`, render.ReasonNotStill},
		"a page that grows":                       {`<script>document.body.append('x'.repeat(300000))</script>`, render.ReasonTooLarge},
		"a page that opens a window":              {`<script>window.open('/other')</script>`, render.ReasonWindow},
		"a page that opens an empty window":       {`<script>window.open()</script>`, render.ReasonWindow},
		"a page that alerts":                      {`<script>alert('hello')</script>`, render.ReasonDialog},
		"a page that asks the reader":             {`<script>if (confirm('Cookies?')) document.body.append('yes')</script>`, render.ReasonDialog},
		"a page that goes elsewhere":              {`<script>location.href = '/other'</script>`, render.ReasonElsewhere},
		"a page that loads itself again":          {`<script>location.reload()</script>`, render.ReasonElsewhere},
		"a page that goes elsewhere by its head":  {`<meta http-equiv=refresh content="1;url=/other">`, render.ReasonElsewhere},
		"a page that sends a form":                {`<form method=post action=/send></form><script>document.forms[0].submit()</script>`, render.ReasonElsewhere},
		"a page that leads to the browser itself": {`<script>location.href = 'about:blank'</script>`, render.ReasonElsewhere},
	} {
		site := &parts{}
		_, err := b.Render(t.Context(), page("<p>Utopia</p>"+c.body), site.ask)
		var e *render.Error
		if !errors.As(err, &e) || e.Reason != c.want {
			t.Errorf("%s: error %v, want %s", name, err, c.want)
		}
	}
	if html, _ := fill(t, b, page(`<script>document.body.append('filled')</script>`), &parts{}); !strings.Contains(html, "filled") || !b.Available() {
		t.Error("the page after them was not filled")
	}
}

func TestAPageThatComputesForEverEndsInTime(t *testing.T) {
	t.Parallel()
	b := newBrowser(t, func(o *render.Options) { o.Timeout = 5 * time.Second })
	_, err := b.Render(t.Context(), page(`<script>for (;;) {}</script>`), (&parts{}).ask)
	var e *render.Error
	if !errors.As(err, &e) || e.Reason != render.ReasonNotStill {
		t.Errorf("error %v", err)
	}
}

// The time in which the site is asked is none of the page's.
func TestWaitingForTheSiteIsNoTimeOfThePage(t *testing.T) {
	t.Parallel()
	b := newBrowser(t, nil)
	begun, may := make(chan struct{}), make(chan struct{})
	ask := func(ctx context.Context, _ render.Need) (render.Part, error) {
		close(begun)
		<-may
		return render.Part{ContentType: "application/json", Body: []byte(`"came"`)}, nil
	}
	go func() { <-begun; time.AfterFunc(1500*time.Millisecond, func() { close(may) }) }()
	r, err := b.Render(t.Context(), page(`<script>const x = new XMLHttpRequest(); x.open('GET', '/slow.json'); x.timeout = 1000; x.onload = () => document.body.append(x.responseText); x.ontimeout = () => document.body.append('late'); x.send()</script>`), ask)
	if err != nil || !strings.Contains(string(r.Body), `"came"`) {
		t.Errorf("error %v: %+v", err, r)
	}
}

func TestNoCookieAndNoStorageOutlivesAPage(t *testing.T) {
	t.Parallel()
	b := newBrowser(t, nil)
	look := page(`<script>
		document.body.append('cookie[' + document.cookie + '] local[' + localStorage.length + '] session[' + sessionStorage.length + ']');
		document.cookie = 'a=1; max-age=9999'; localStorage.a = 1; sessionStorage.a = 1;
	</script>`)
	for range 2 {
		if html, _ := fill(t, b, look, &parts{}); !strings.Contains(html, "cookie[] local[0] session[0]") {
			t.Error(html)
		}
	}
}

func TestARunThatIsToldToStopEndsThePage(t *testing.T) {
	t.Parallel()
	b := newBrowser(t, nil)
	why := errors.New("told to stop")
	ctx, cancel := context.WithCancelCause(t.Context())
	ask := func(ctx context.Context, _ render.Need) (render.Part, error) {
		cancel(why)
		<-ctx.Done()
		return render.Part{}, context.Cause(ctx)
	}
	if _, err := b.Render(ctx, page(`<script src=/a.js></script>`), ask); !errors.Is(err, why) {
		t.Errorf("error %v, want %v", err, why)
	}
}

// killing kills something of the browser when the page asks for a part, and
// answers nothing.
func killing(t *testing.T, kill func(profile string) error, profile *string) render.Ask {
	return func(ctx context.Context, _ render.Need) (render.Part, error) {
		if err := kill(*profile); err != nil {
			t.Error(err)
		}
		<-ctx.Done()
		return render.Part{}, ctx.Err()
	}
}

func TestAPageThatCrashesIsNamed(t *testing.T) {
	t.Parallel()
	profile := ""
	b := newBrowser(t, func(o *render.Options) { profile = o.Profile })
	_, err := b.Render(t.Context(), page(`<script src=/a.js></script>`), killing(t, rendertest.KillPages, &profile))
	var e *render.Error
	if !errors.As(err, &e) || e.Reason != render.ReasonCrashed {
		t.Errorf("error %v", err)
	}
	if !b.Available() {
		t.Error("a page that crashed is no fault of the browser")
	}
}

func TestABrowserThatIsKilledIsStartedAgainTwice(t *testing.T) {
	t.Parallel()
	profile := ""
	b := newBrowser(t, func(o *render.Options) { profile = o.Profile })
	for n := 1; n <= 3; n++ {
		if !b.Available() {
			t.Fatalf("given up before kill %d", n)
		}
		_, err := b.Render(t.Context(), page(`<script src=/a.js></script>`), killing(t, rendertest.Kill, &profile))
		var e *render.Error
		if !errors.As(err, &e) || e.Reason != render.ReasonEnded {
			t.Errorf("error %v", err)
		}
	}
	if b.Available() {
		t.Error("still started after three ends in a row")
	}
}

func TestABrowserThatCannotBeStarted(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	write := func(name, text string, mode os.FileMode) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(text), mode); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for name, c := range map[string]struct{ program, want string }{
		"missing":               {filepath.Join(folder, "nowhere"), "no such file"},
		"not a program":         {write("text", "hello", 0o600), "permission denied"},
		"refused by the system": {write("refused", "#!/bin/sh\necho 'No usable sandbox!' >&2\nexit 1\n", 0o700), "No usable sandbox!"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := render.New(render.Options{Program: c.program, Profile: filepath.Join(t.TempDir(), "browser"), Timeout: time.Minute, MaxBody: 1 << 20})
			defer b.Close()
			for range 2 {
				_, err := b.Render(t.Context(), page(""), (&parts{}).ask)
				var e *render.Error
				if !errors.As(err, &e) || e.Reason != render.ReasonNoBrowser || !strings.Contains(err.Error(), c.want) {
					t.Errorf("error %v, want %q in it", err, c.want)
				}
			}
			if b.Available() {
				t.Error("a browser that cannot be started is said to be available")
			}
		})
	}
}

// The walls inside the browser are left out only where the configuration says
// so, for root too.
func TestTheSandboxIsLeftOutByAnExplicitWordAlone(t *testing.T) {
	t.Parallel()
	for _, without := range []bool{false, true} {
		told := filepath.Join(t.TempDir(), "told")
		program := filepath.Join(t.TempDir(), "browser")
		if err := os.WriteFile(program, []byte("#!/bin/sh\n{ echo \"$@\"; env; } > "+told+"\nexit 1\n"), 0o700); err != nil {
			t.Fatal(err)
		}
		b := render.New(render.Options{Program: program, NoSandbox: without, Timeout: time.Minute, MaxBody: 1 << 20})
		_, _ = b.Render(t.Context(), page(""), (&parts{}).ask)
		b.Close()
		text, err := os.ReadFile(told)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(string(text), "--no-sandbox"); got != without {
			t.Errorf("no_sandbox %v: told %s", without, text)
		}
		if _, args, _ := strings.Cut(string(text), "\n"); strings.Contains(args, "GOPATH") || strings.Contains(args, "OGPTRACKER") {
			t.Errorf("the environment was handed on: %s", args)
		}
	}
}

// The browser ends with this program, however that ends.
func TestTheBrowserEndsWithTheProgram(t *testing.T) {
	const variable = "RENDER_TEST_PROFILE"
	o := rendertest.Options(t)
	if o.Profile = os.Getenv(variable); o.Profile != "" {
		_, _ = render.New(o).Render(context.Background(), page(`<script src=/a.js></script>`), func(ctx context.Context, _ render.Need) (render.Part, error) {
			fmt.Println("asked")
			<-ctx.Done()
			return render.Part{}, ctx.Err()
		})
		return
	}
	t.Parallel()
	profile := filepath.Join(t.TempDir(), "browser")
	program := exec.Command(os.Args[0], "-test.run=^TestTheBrowserEndsWithTheProgram$")
	program.Env = append(os.Environ(), variable+"="+profile)
	out, err := program.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := program.Start(); err != nil {
		t.Fatal(err)
	}
	var word string
	if _, err := fmt.Fscan(out, &word); err != nil || word != "asked" || len(rendertest.Processes(profile)) == 0 {
		t.Fatalf("no browser: %q, %v", word, err)
	}
	if err := program.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = program.Wait()
	rendertest.WaitForEnd(t, profile)
}
