// Opens the web pages of a report in headless Chromium:
//
//   pages.mjs TOOLS REPORT [PICTURES]
//
// TOOLS is the folder that install.sh filled, REPORT the folder of a run. A
// page must ask for nothing but itself, say nothing on the console, pass axe
// in light and dark, show the same text without script, fit the screen at 1280
// and at 390 pixels, and A4 when printed; every list is searched and sorted.
// With a folder for PICTURES, the first page and one member's are taken at 1280
// and 390 pixels, light and dark, and as PDF. Exit code 1 if anything is wrong.

import { createRequire } from "node:module";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [tools, report, pictures] = process.argv.slice(2);
if (!tools || !report) {
  console.error("usage: pages.mjs TOOLS REPORT [PICTURES]");
  process.exit(2);
}
const require = createRequire(resolve(tools, "node_modules/x.js"));
const chromium = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
if (!chromium) {
  console.log("no Chromium here: the web pages were not opened");
  process.exit(0);
}
const puppeteer = require("puppeteer-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const web = resolve(report, "web");
const files = ["index.html", ...readdirSync(join(web, "members")).sort().map((f) => "members/" + f)];

let faults = 0;
const fault = (file, text) => {
  faults++;
  console.log(`${file}: ${text}`);
};
const browser = await puppeteer.launch({ executablePath: chromium, args: ["--no-sandbox"] });
// shown is the text that a person sees, without what only a script can do.
const shown = (page) =>
  page.evaluate(() => {
    document.querySelectorAll("details").forEach((d) => (d.open = true));
    document.querySelectorAll(".filter").forEach((f) => (f.style.display = "none"));
    const text = document.body.innerText.replace(/\s+/g, " ");
    document.querySelectorAll(".filter").forEach((f) => (f.style.display = ""));
    return text;
  });

for (const file of files) {
  const address = pathToFileURL(join(web, file)).href;
  const plain = await browser.newPage();
  await plain.setJavaScriptEnabled(false);
  await plain.goto(address);
  const without = await shown(plain);
  await plain.close();

  const page = await browser.newPage();
  page.on("request", (r) => r.url() === address || r.url() === "data:," || fault(file, `asks for ${r.url()}`));
  page.on("console", (m) => fault(file, `console: ${m.text()}`));
  page.on("pageerror", (e) => fault(file, `script: ${e.message}`));
  await page.setViewport({ width: 1280, height: 900 });
  await page.goto(address);
  const within = await shown(page);
  if (within !== without) {
    const at = [...within].findIndex((c, i) => c !== without[i]);
    fault(file, `with script "${within.slice(at, at + 60)}", without "${without.slice(at, at + 60)}"`);
  }
  for (const scheme of ["light", "dark"]) {
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    await page.evaluate(axe);
    const found = await page.evaluate(() => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
    for (const v of found.violations) fault(file, `${scheme}: ${v.id}: ${v.help}: ${v.nodes[0].target} (${v.nodes.length})`);
  }
  const broad = await page.evaluate(() => document.documentElement.scrollWidth);
  if (broad > 1280) fault(file, `is ${broad} pixels wide on a screen of 1280`);
  await tryLists(page, file);
  await page.setViewport({ width: 390, height: 844 });
  const narrow = await page.evaluate(() => document.documentElement.scrollWidth);
  if (narrow > 390) fault(file, `is ${narrow} pixels wide on a screen of 390`);
  const wide = await printed(page);
  if (wide) fault(file, `printed on A4, ${wide} is wider than the paper`);
  await page.close();
}

// printed names what a sheet of A4 in landscape, with margins of 12 mm, cuts off.
async function printed(page) {
  await page.emulateMediaType("print");
  await page.setViewport({ width: Math.floor(((297 - 24) / 25.4) * 96), height: 700 });
  const wide = await page.evaluate(() => {
    const room = document.documentElement.clientWidth + 1;
    const e = [...document.querySelectorAll("main *")].find((e) => e.getBoundingClientRect().right > room);
    return e && `${e.tagName} "${e.textContent.slice(0, 40)}"`;
  });
  await page.emulateMediaType("screen");
  return wide;
}

// tryLists types a word of its last row over each list, and sorts by each column.
async function tryLists(page, file) {
  for (const list of await page.$$eval("table[data-list]", (all) => all.map((t) => t.dataset.list))) {
    const table = `table[data-list="${list}"]`;
    const cells = () => page.$$eval(`${table} tbody tr`, (rows) => rows.filter((r) => !r.hidden).map((r) => [...r.cells].map((c) => c.textContent)));
    const all = await cells();
    const input = await page.evaluateHandle((t) => document.querySelector(t).parentElement.previousElementSibling?.querySelector("input"), table);
    if (!input.asElement()) {
      if (all.length >= 6) fault(file, `${list}: ${all.length} rows and no search`);
      continue;
    }
    const word = all.at(-1)[0];
    await input.type(word);
    const want = all.filter((r) => word.toLowerCase().split(/\s+/).every((w) => r.join("").toLowerCase().includes(w)));
    const found = await cells();
    if (JSON.stringify(found) !== JSON.stringify(want) || found.length === 0) fault(file, `${list}: searching ${word} shows ${found.length} rows, not ${want.length}`);
    const said = await page.evaluate((t) => document.querySelector(t).parentElement.previousElementSibling.querySelector("[role=status]").textContent, table);
    if (said !== `${want.length} of ${all.length}`) fault(file, `${list}: the search says "${said}"`);
    await input.evaluate((e) => ((e.value = ""), e.dispatchEvent(new Event("input", { bubbles: true }))));
    const columns = await page.evaluate((t) => {
      const rows = () => [...document.querySelectorAll(`${t} tbody tr`)];
      return [...document.querySelectorAll(`${t} thead button`)].flatMap((button, i) => [1, -1].map((way) => (button.click(), { i, way, texts: rows().map((r) => r.cells[i].textContent) })));
    }, table);
    for (const { i, way, texts } of columns) {
      const figures = texts.map((c) => Number(c.replace(/[,% ]/g, "")));
      const before = (a, b) => (figures.some(Number.isNaN) ? texts[a].localeCompare(texts[b], "en", { numeric: true }) : figures[a] - figures[b]);
      const wrong = texts.findIndex((c, n) => n > 0 && c !== "" && texts[n - 1] !== "" && way * before(n - 1, n) > 0);
      if (wrong > 0) fault(file, `${list}: sorted by column ${i + 1}, ${texts[wrong - 1]} stands before ${texts[wrong]}`);
    }
    if ((await cells()).length !== all.length) fault(file, `${list}: sorting lost rows`);
  }
}

if (pictures) {
  for (const [file, name] of [["index.html", "web-index"], ["members/estonia.html", "web-estonia"]]) {
    for (const [width, scheme, suffix] of [[1280, "light", ""], [390, "light", ""], [1280, "dark", "-dark"], [390, "dark", "-dark"]]) {
      const page = await browser.newPage();
      await page.setViewport({ width, height: width === 1280 ? 900 : 844 });
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      await page.goto(pathToFileURL(join(web, file)).href);
      await page.screenshot({ path: join(pictures, `${name}-${width}${suffix}.png`) });
      await page.close();
    }
    const page = await browser.newPage();
    await page.goto(pathToFileURL(join(web, file)).href);
    await page.pdf({ path: join(pictures, `${name}.pdf`), preferCSSPageSize: true });
    await page.close();
  }
}
await browser.close();
console.log(faults === 0 ? `${files.length} web pages: nothing asked for, nothing on the console, no finding of axe` : `${faults} faults in web pages`);
process.exit(faults === 0 ? 0 : 1);
