// Opens the web pages of a report in headless Chromium:
//
//   pages.mjs TOOLS REPORT [PICTURES]
//
// TOOLS is the folder that install.sh filled, REPORT the folder of a run. A
// page must ask for nothing but itself, say nothing on the console, pass axe
// in light and dark, and say the same without script; filtering and sorting
// are tried. With a folder for PICTURES, the first page and one member's are
// taken at 1280 and 390 pixels. Exit code 1 if anything is wrong.

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
const words = (page) => page.evaluate(() => [...document.querySelectorAll("main h2, main p, main td, main th, main dt")].map((e) => e.textContent).join("\n"));

for (const file of files) {
  const address = pathToFileURL(join(web, file)).href;
  const plain = await browser.newPage();
  await plain.setJavaScriptEnabled(false);
  await plain.goto(address);
  const without = await words(plain);
  await plain.close();

  const page = await browser.newPage();
  page.on("request", (r) => r.url() === address || r.url() === "data:," || fault(file, `asks for ${r.url()}`));
  page.on("console", (m) => fault(file, `console: ${m.text()}`));
  page.on("pageerror", (e) => fault(file, `script: ${e.message}`));
  await page.setViewport({ width: 1280, height: 900 });
  await page.goto(address);
  if ((await words(page)) !== without) fault(file, "says something else without script");
  for (const scheme of ["light", "dark"]) {
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    await page.evaluate(axe);
    const found = await page.evaluate(() => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
    for (const v of found.violations) fault(file, `${scheme}: ${v.id}: ${v.help}: ${v.nodes[0].target} (${v.nodes.length})`);
  }
  const broad = await page.evaluate(() => document.documentElement.scrollWidth);
  if (broad > 1280) fault(file, `is ${broad} pixels wide on a screen of 1280`);
  if (file === "index.html") await tryMembers(page, file);
  await page.setViewport({ width: 390, height: 844 });
  const narrow = await page.evaluate(() => document.documentElement.scrollWidth);
  if (narrow > 390) fault(file, `is ${narrow} pixels wide on a screen of 390`);
  await page.pdf({ format: "A4", landscape: true });
  await page.close();
}

async function tryMembers(page, file) {
  const table = 'table[data-list="Members of OGP"]';
  const shown = () => page.$$eval(`${table} tbody tr`, (rows) => rows.filter((r) => !r.hidden).map((r) => r.cells[0].textContent));
  const all = await shown();
  const wanted = all[all.length - 1];
  await page.type('section#members input[type="search"]', wanted);
  if ((await shown()).join() !== wanted) fault(file, `searching ${wanted} shows ${await shown()}`);
  await page.$eval('section#members input[type="search"]', (e) => ((e.value = ""), e.dispatchEvent(new Event("input"))));
  await page.click(`${table} thead th button`);
  await page.click(`${table} thead th button`);
  if ((await shown()).join() !== [...all].sort((a, b) => b.localeCompare(a, "en")).join()) fault(file, "sorting by name twice does not turn the order round");
}

if (pictures) {
  for (const [file, name] of [["index.html", "web-index"], ["members/estonia.html", "web-estonia"]]) {
    for (const width of [1280, 390]) {
      const page = await browser.newPage();
      await page.setViewport({ width, height: width === 1280 ? 900 : 844 });
      await page.goto(pathToFileURL(join(web, file)).href);
      await page.screenshot({ path: join(pictures, `${name}-${width}.png`) });
      await page.close();
    }
  }
}
await browser.close();
console.log(faults === 0 ? `${files.length} web pages: nothing asked for, nothing on the console, no finding of axe` : `${faults} faults in web pages`);
process.exit(faults === 0 ? 0 : 1);
