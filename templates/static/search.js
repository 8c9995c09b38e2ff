/** The search page: its address says what is asked for, and every change of that shows at once. */

import { Index, Query, span } from "./search-index.js";

const PAGE = 10;
/** Milliseconds after the last key before the results follow. */
const PAUSE = 120;
const MOST_BARS = 40;
const OFFERED = 8;

const tag = document.documentElement.lang || "en";
/** English without a country writes dates as most of the world does, as all other pages do. */
const language = tag.toLowerCase() === "en" ? "en-001" : tag;
const numbers = new Intl.NumberFormat(language);
const plurals = new Intl.PluralRules(language);
/** @type {Record<string, string> & { entries: Record<string, string> }} */
const say = JSON.parse(at("interface").textContent ?? "");
const field = /** @type {HTMLInputElement} */ (at("q"));

/** @param {string} id @returns {HTMLElement} */
function at(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no ${id}`);
  return found;
}

/** @param {string} tag @param {Record<string, any>} properties @param {(Node | string)[]} inside */
function make(tag, properties = {}, ...inside) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...inside);
  return made;
}

/** @param {number} count */
function entries(count) {
  return say.entries[plurals.select(count)].replace("{x}", numbers.format(count));
}

/** @param {string} words @param {string} inside */
function filled(words, inside) {
  return words.replace("{x}", inside);
}

/** A date as a reader reads it: 2011, May 2011 or 15 May 2011. @param {string} iso */
function dated(iso) {
  const parts = iso.split("-");
  /** @type {Intl.DateTimeFormatOptions} */
  const shown = { year: "numeric", timeZone: "UTC" };
  if (parts.length > 1) shown.month = "long";
  if (parts.length > 2) shown.day = "numeric";
  return new Intl.DateTimeFormat(language, shown).format(span(iso)?.[0]);
}

/** What an address asks for. @returns {import("./search-index.js").Choice} */
function asked() {
  const wanted = new URLSearchParams(location.search);
  const q = wanted.get("q") ?? "";
  return {
    q,
    topics: [...new Set(wanted.getAll("topic"))],
    sections: [...new Set(wanted.getAll("section"))],
    importance: Number(wanted.get("importance")) || 0,
    from: dateOf(wanted.get("from")),
    to: dateOf(wanted.get("to")),
    sort: ["date", "relevance"].find((sort) => sort === wanted.get("sort")) ?? usualSort(q),
  };
}

/** A date as it is written; none for what is no date. @param {string | null} text */
function dateOf(text) {
  return text && span(text) ? text.trim() : "";
}

/** @param {string} q */
function usualSort(q) {
  return new Query(q).isEmpty ? "date" : "relevance";
}

/** The address of a choice. @param {import("./search-index.js").Choice} choice */
function addressOf(choice) {
  const wanted = new URLSearchParams();
  if (choice.q.trim()) wanted.set("q", choice.q.trim());
  choice.topics.forEach((name) => wanted.append("topic", name));
  if (choice.from) wanted.set("from", choice.from);
  if (choice.to) wanted.set("to", choice.to);
  choice.sections.forEach((slug) => wanted.append("section", slug));
  if (choice.importance) wanted.set("importance", String(choice.importance));
  if (choice.sort !== usualSort(choice.q)) wanted.set("sort", choice.sort);
  return wanted.size ? `?${wanted}` : location.pathname;
}

class SearchPage {
  /** @param {Index} index */
  constructor(index) {
    this.index = index;
    this.choice = asked();
    this.shown = PAGE;
    this.turn = 0;
    this.typing = 0;
    this.#listen();
    this.#fillFields();
    void this.#show();
  }

  #listen() {
    field.addEventListener("input", () => {
      clearTimeout(this.typing);
      this.typing = window.setTimeout(() => this.#choose(this.#typed(), false), PAUSE);
    });
    const form = field.form;
    form?.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(this.typing);
      this.#choose(this.#typed());
    });
    for (const name of /** @type {const} */ (["from", "to"])) {
      const box = /** @type {HTMLInputElement} */ (at(name));
      box.addEventListener("change", () => {
        const isDate = !box.value.trim() || span(box.value) !== null;
        box.toggleAttribute("aria-invalid", !isDate);
        if (isDate) this.#choose({ [name]: box.value.trim() });
      });
    }
    for (const radio of document.querySelectorAll("input[name=sort]"))
      radio.addEventListener("change", () => this.#choose({ sort: /** @type {HTMLInputElement} */ (radio).value }));
    at("more").addEventListener("click", () => this.#more());
    document.addEventListener("keydown", (event) => this.#key(event));
    window.addEventListener("popstate", () => {
      this.choice = asked();
      this.shown = PAGE;
      this.#fillFields();
      void this.#show();
    });
  }

  /** The words in the field; the order follows them while it is the usual one. */
  #typed() {
    const isUsual = this.choice.sort === usualSort(this.choice.q);
    return { q: field.value, sort: isUsual ? usualSort(field.value) : this.choice.sort };
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    const offers = /** @type {HTMLElement[]} */ ([...at("offers").querySelectorAll("button")]);
    const place = offers.indexOf(target);
    const isWriting = target.matches("input:not([type=radio], [type=checkbox]), textarea, select");
    if (event.key === "/" && !isWriting && !event.ctrlKey && !event.metaKey && !event.altKey) field.focus();
    else if (event.key === "Escape" && offers.length && (place >= 0 || target === field)) {
      this.#offer([]);
      field.focus();
    } else if (place >= 0 && ["ArrowDown", "ArrowRight"].includes(event.key)) offers[(place + 1) % offers.length].focus();
    else if (place >= 0 && ["ArrowUp", "ArrowLeft"].includes(event.key)) (offers[place - 1] ?? field).focus();
    else if (target === field && event.key === "ArrowDown" && offers.length) offers[0].focus();
    else return;
    event.preventDefault();
  }

  /** Change the choice. What is typed takes the place of what was typed before; another choice can be taken back.
   * @param {Partial<import("./search-index.js").Choice>} change */
  #choose(change, isStep = true) {
    this.choice = { ...this.choice, ...change };
    this.shown = PAGE;
    const address = addressOf(this.choice);
    if (isStep) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
    this.#fillFields();
    void this.#show();
  }

  #fillFields() {
    if (field.value.trim() !== this.choice.q.trim()) field.value = this.choice.q;
    for (const name of /** @type {const} */ (["from", "to"])) {
      const box = /** @type {HTMLInputElement} */ (at(name));
      if (document.activeElement !== box) box.value = this.choice[name];
    }
    for (const radio of document.querySelectorAll("input[name=sort]"))
      /** @type {HTMLInputElement} */ (radio).checked = /** @type {HTMLInputElement} */ (radio).value === this.choice.sort;
  }

  async #show() {
    const turn = ++this.turn;
    const query = new Query(this.choice.q);
    try {
      const [found, offers] = await Promise.all([this.index.find(this.choice), this.index.offers(query)]);
      const items = await Promise.all(found.entries.slice(0, this.shown).map((entry) => this.index.show(entry)));
      if (turn !== this.turn) return; // something else was asked for meanwhile
      this.found = found;
      this.query = query;
      at("tally").textContent = found.entries.length ? entries(found.entries.length) : say.none;
      at("results").replaceChildren(...items.map((item) => this.#result(item)));
      at("more").hidden = found.entries.length <= this.shown;
      this.#offer(offers.filter(({ name }) => !this.choice.topics.includes(name)).slice(0, OFFERED));
      this.#showChosen();
      this.#showYears(found.years);
      this.#showTopics(found.topics);
      this.#showSections(found.sections);
      this.#showImportance(found.importance);
    } catch (error) {
      at("tally").textContent = say.broken;
      throw error;
    }
  }

  async #more() {
    if (!this.found) return;
    const turn = this.turn, before = this.shown;
    this.shown += PAGE;
    const items = await Promise.all(this.found.entries.slice(before, this.shown).map((entry) => this.index.show(entry)));
    if (turn !== this.turn) return;
    const made = items.map((item) => this.#result(item));
    at("results").append(...made);
    at("more").hidden = this.found.entries.length <= this.shown;
    made[0]?.querySelector("a")?.focus();
  }

  /** @param {import("./search-index.js").Shown} item */
  #result(item) {
    const href = item.address.split("/").map(encodeURIComponent).join("/");
    const topics = item.topics.map((name) => make("li", {}, make("a", { href: addressOf(this.#with(name)) }, ...this.#marked(name))));
    return make(
      "article",
      { className: (item.importance ?? 0) >= 8 ? "story major" : "story" },
      make("p", { className: "when" }, make("time", { dateTime: item.date }, dated(item.date))),
      make("h3", {}, make("a", { href }, ...this.#marked(item.title))),
      ...(item.summary ? [make("p", {}, ...this.#marked(item.summary))] : []),
      ...(topics.length ? [make("ul", { className: "topics" }, ...topics)] : []),
    );
  }

  /** The choice with one more topic. @param {string} name */
  #with(name) {
    return { ...this.choice, topics: [...new Set([...this.choice.topics, name])] };
  }

  /** @param {string} text @returns {(Node | string)[]} */
  #marked(text) {
    if (!this.query || this.query.isEmpty) return [text];
    return [...this.query.pieces(text)].map((piece) => (piece.found ? make("mark", {}, piece.text) : piece.text));
  }

  /** @param {import("./search-index.js").TopicCount[]} offers */
  #offer(offers) {
    const list = at("offers");
    list.replaceChildren(
      ...offers.map(({ name, count }) => {
        const button = make("button", { type: "button" }, name, " ", make("span", { className: "count" }, numbers.format(count)));
        button.addEventListener("click", () => {
          field.value = "";
          this.#choose({ ...this.#with(name), q: "", sort: this.choice.sort === usualSort(this.choice.q) ? "date" : this.choice.sort });
          field.focus();
        });
        return make("li", {}, button);
      }),
    );
    if (list.parentElement) list.parentElement.hidden = !offers.length;
  }

  #showChosen() {
    const { q, topics, sections, importance, from, to } = this.choice;
    /** @type {[string, Partial<import("./search-index.js").Choice>][]} */
    const chosen = [
      ...(q.trim() ? [[filled(say.words, q.trim()), { q: "", sort: "date" }]] : []),
      ...topics.map((name) => [name, { topics: topics.filter((other) => other !== name) }]),
      ...(from ? [[filled(say.since, span(from) ? dated(from) : from), { from: "" }]] : []),
      ...(to ? [[filled(say.until, span(to) ? dated(to) : to), { to: "" }]] : []),
      ...sections.map((slug) => [this.#nameOf(slug), { sections: sections.filter((other) => other !== slug) }]),
      ...(importance ? [[filled(say.important, numbers.format(importance)), { importance: 0 }]] : []),
    ];
    const nothing = { q: "", topics: [], sections: [], importance: 0, from: "", to: "", sort: "date" };
    const buttons = chosen.map(([name, without]) => this.#clear(name, filled(say.without, name), without));
    if (chosen.length > 1) buttons.push(this.#clear(say.all, say.all, nothing));
    at("chosen").replaceChildren(...buttons.map((button) => make("li", {}, button)));
    at("chosen").hidden = !chosen.length;
  }

  /** @param {string} name @param {string} label @param {Partial<import("./search-index.js").Choice>} without */
  #clear(name, label, without) {
    const button = make("button", { type: "button", className: "clear", ariaLabel: label, title: label }, name);
    button.addEventListener("click", () => {
      this.#choose(without);
      field.focus();
    });
    return button;
  }

  /** @param {string} slug */
  #nameOf(slug) {
    return this.index.sections.find((section) => section.slug === slug)?.name ?? slug;
  }

  /** A bar for each year, or for each ten where there are many, that chooses its span. @param {Map<number, number>} years */
  #showYears(years) {
    const all = [...new Set(this.index.years.values())];
    const step = all.length > MOST_BARS ? 10 : 1;
    /** @type {Map<number, number>} */
    const bars = new Map();
    for (const year of all) {
      const first = year - (year % step);
      bars.set(first, (bars.get(first) ?? 0) + (years.get(year) ?? 0));
    }
    const most = Math.max(1, ...bars.values());
    const old = document.activeElement?.closest("#years") ? document.activeElement.getAttribute("data-year") : null;
    at("years").replaceChildren(
      ...[...bars].map(([year, count]) => {
        const [from, to] = [yearOf(year), yearOf(year + step - 1)];
        const isChosen = this.choice.from === from && this.choice.to === to;
        const name = step === 1 ? dated(from) : `${dated(from)}–${dated(to)}`;
        const bar = make("button", { type: "button", ariaPressed: String(isChosen), ariaLabel: `${name}: ${entries(count)}`, title: `${name}: ${entries(count)}` }, make("span", { className: "bar" }), make("span", {}, from));
        bar.dataset.year = from;
        bar.style.setProperty("--share", String(count / most));
        bar.addEventListener("click", () => this.#choose(isChosen ? { from: "", to: "" } : { from, to }));
        return make("li", {}, bar);
      }),
    );
    if (old) /** @type {HTMLElement | null} */ (at("years").querySelector(`[data-year="${old}"]`))?.focus();
  }

  /** @param {import("./search-index.js").TopicCount[]} topics */
  #showTopics(topics) {
    const kinds = [...new Set(topics.map((topic) => topic.kind))];
    this.#replace(
      at("topics"),
      kinds.map((kind) => {
        const its = topics.filter((topic) => topic.kind === kind && (topic.count || this.choice.topics.includes(topic.name)));
        its.sort((one, other) => other.count - one.count);
        const boxes = its.map(({ name, count }) =>
          this.#box(name, count, this.choice.topics.includes(name), (isOn) =>
            this.#choose(isOn ? this.#with(name) : { topics: this.choice.topics.filter((other) => other !== name) }),
          ),
        );
        const title = kind ? kind[0].toLocaleUpperCase(language) + kind.slice(1) : say.topics;
        return make("fieldset", { hidden: !its.length }, make("legend", {}, title), make("ul", {}, ...boxes));
      }),
    );
  }

  /** @param {{ slug: string, name: string, count: number }[]} sections */
  #showSections(sections) {
    at("sections").hidden = sections.length < 2;
    this.#replace(
      at("sections").querySelector("ul"),
      sections.map(({ slug, name, count }) =>
        this.#box(name, count, this.choice.sections.includes(slug), (isOn) => {
          const others = this.choice.sections.filter((other) => other !== slug);
          this.#choose({ sections: isOn ? [...others, slug] : others });
        }),
      ),
    );
  }

  /** @param {{ least: number, count: number }[]} importance */
  #showImportance(importance) {
    at("importance").hidden = !importance.length;
    this.#replace(
      at("importance").querySelector("ul"),
      importance.map(({ least, count }) =>
        this.#box(filled(say.atLeast, numbers.format(least)), count, this.choice.importance === least, (isOn) =>
          this.#choose({ importance: isOn ? least : 0 }),
        ),
      ),
    );
  }

  /** A choice with the number of entries that it leaves.
   * @param {string} name @param {number} count @param {boolean} isOn @param {(isOn: boolean) => void} change */
  #box(name, count, isOn, change) {
    const box = make("input", { type: "checkbox", checked: isOn, name });
    box.addEventListener("change", () => change(/** @type {HTMLInputElement} */ (box).checked));
    return make("li", {}, make("label", {}, box, " ", make("span", {}, name), " ", make("span", { className: "count" }, numbers.format(count))));
  }

  /** Put other boxes in the place of those that are there; the one that somebody is at keeps the focus.
   * @param {Element | null} place @param {Node[]} inside */
  #replace(place, inside) {
    const focused = document.activeElement;
    const name = focused instanceof HTMLInputElement && place?.contains(focused) ? focused.name : null;
    place?.replaceChildren(...inside);
    if (name !== null) /** @type {HTMLElement | null} */ (place?.querySelector(`input[name="${CSS.escape(name)}"]`))?.focus();
  }
}

/** A year in four digits. @param {number} year */
function yearOf(year) {
  return String(year).padStart(4, "0");
}

/** @param {string} path */
async function load(path) {
  const answer = await fetch(new URL(`../search/${path}`, import.meta.url));
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
  return answer.json();
}

at("search-needs").hidden = true;
at("search").hidden = false;
try {
  new SearchPage(await Index.open(load));
} catch (error) {
  at("tally").textContent = say.broken;
  throw error;
}
