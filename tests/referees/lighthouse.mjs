// Judges pages as a phone would load them: node lighthouse.mjs BROWSER CATEGORIES OPTION...
// Reads one address a line, and after a blank the categories to be judged if not all are, and answers with a line of JSON.
// All are judged in one browser, whose cache is emptied before each. Audits that no points depend on are left out.
import { createInterface } from "node:readline";
import { launch } from "chrome-launcher";
import lighthouse, { defaultConfig } from "lighthouse";
import AnchorElements from "lighthouse/core/gather/gatherers/anchor-elements.js";
import { pageFunctions } from "lighthouse/core/lib/page-functions.js";

const QUIET = 100; // milliseconds

// Asks once what listens to an element that many links are in, not once for each of them.
class Links extends AnchorElements {
  getArtifact(context) {
    const { executionContext, defaultSession } = context.driver;
    const answers = new Map();
    const sendCommand = (...command) => {
      const key = JSON.stringify(command);
      if (!answers.has(key)) answers.set(key, defaultSession.sendCommand(...command));
      return answers.get(key);
    };
    return super.getArtifact({ ...context, driver: { executionContext, defaultSession: { sendCommand } } });
  }
}

// How fast this machine is, which takes a second before each page, is only reported.
pageFunctions.computeBenchmarkIndex = () => 0;

const [chromePath, names, ...chromeFlags] = process.argv.slice(2);
const weighty = (category) => ({ ...category, auditRefs: category.auditRefs.filter((reference) => reference.weight) });
// The categories of some names, and the audits that their points depend on.
const judging = (names) => {
  const categories = Object.fromEntries(names.split(",").map((name) => [name, weighty(defaultConfig.categories[name])]));
  const ids = new Set(Object.values(categories).flatMap((category) => category.auditRefs.map((reference) => reference.id)));
  return { categories, audits: defaultConfig.audits.filter((path) => ids.has(path.split("/").at(-1))) };
};
const artifacts = defaultConfig.artifacts.map((each) =>
  each.id === "AnchorElements" ? { ...each, gatherer: { instance: new Links() } } : each,
);
const chrome = await launch({ chromePath, chromeFlags });
const flags = { port: chrome.port, logLevel: "silent", disableFullPageScreenshot: true };
// How long it waits for more to come, which is a second each: what a page of ours loads, it loads at once.
for (const wait of ["pauseAfterFcpMs", "pauseAfterLoadMs", "networkQuietThresholdMs", "cpuQuietThresholdMs"]) flags[wait] = QUIET;
for await (const line of createInterface({ input: process.stdin })) {
  const [address, some] = line.split(" ");
  const { lhr } = await lighthouse(address, flags, { ...defaultConfig, artifacts, ...judging(some || names) });
  console.log(JSON.stringify(lhr));
}
chrome.kill();
