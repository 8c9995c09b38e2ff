// Judges pages as a phone would load them: node lighthouse.mjs BROWSER CATEGORIES OPTION...
// Reads one address a line, and answers with a line of JSON. All are judged in one browser, whose cache is emptied before
// each. Audits that no points depend on are left out.
import { createInterface } from "node:readline";
import { launch } from "chrome-launcher";
import lighthouse, { defaultConfig } from "lighthouse";

const QUIET = 100; // milliseconds

const [chromePath, categories, ...chromeFlags] = process.argv.slice(2);
const onlyCategories = categories.split(",");
const references = onlyCategories.flatMap((name) => defaultConfig.categories[name].auditRefs);
const weighty = new Set(references.filter((reference) => reference.weight).map((reference) => reference.id));
const skipAudits = [...new Set(references.map((reference) => reference.id))].filter((id) => !weighty.has(id));
const chrome = await launch({ chromePath, chromeFlags });
const flags = { port: chrome.port, logLevel: "silent", onlyCategories, skipAudits, disableFullPageScreenshot: true };
// How long it waits for more to come, which is a second each: what a page of ours loads, it loads at once.
for (const wait of ["pauseAfterFcpMs", "pauseAfterLoadMs", "networkQuietThresholdMs", "cpuQuietThresholdMs"]) flags[wait] = QUIET;
for await (const address of createInterface({ input: process.stdin })) {
  const { lhr } = await lighthouse(address, flags);
  console.log(JSON.stringify(lhr));
}
chrome.kill();
