/** The search page: its address says what is asked for, and every change of that shows at once. */

import { fold, Index, Query, span, words } from "./search-index.js";

const PAGE = 10;
/** Milliseconds after the last key before the results follow. */
const PAUSE = 120;
/** As many have room on the narrowest screen, each wide enough to be met with a finger. */
const MOST_BARS = 10;
/** For how many years a bar may stand; where it is few, each of them is drawn. */
const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
const FEW = 5;
/** Milliseconds after the last scrolling before the place is noted. */
const RESTING = 100;
const NOTHING = { q: "", kinds: [], topics: [], sections: [], importance: 0, from: "", to: "", sort: "date" };
/** What there is to be found, as addresses name it. */
const KINDS = ["entry", "page", "topic"];
/** So many pages show above entries. */
const FEW_PAGES = 3;
/** Places from the first part of a date to the last, with words between them: 16 de junio de 2020. */
const MOST_BETWEEN = 4;
/** Places from a month to its day. */
const BESIDE = 2;
const OFFERED = 8;
/** Of these as many show at once where there is little room. */
const FOLDED = 3;
/** Topics to choose from: how many in all, at least of each kind, and how many of a kind for who wants more. */
const TOPICS = 12, LEAST_TOPICS = 4, MORE_TOPICS = 40;

const tag = document.documentElement.lang || "en";
/** English without a country writes dates as most of the world does, as all other pages do. */
const language = tag.toLowerCase() === "en" ? "en-001" : tag;
const numbers = new Intl.NumberFormat(language);
const plurals = new Intl.PluralRules(language);
/** @type {Record<string, string> & { entries: Record<string, string>, kinds: Record<string, string> }} */
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
function filled(words, inside, other = "") {
  return words.replace(/\{([xy])\}/g, (_, which) => (which === "x" ? inside : other));
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

/** The same as machines read it too. @param {string} iso */
function timed(iso) {
  return make("time", { dateTime: iso }, dated(iso));
}

/** What an address asks for. @returns {import("./search-index.js").Choice} */
function asked() {
  const wanted = new URLSearchParams(location.search);
  const q = wanted.get("q") ?? "";
  return {
    q,
    kinds: KINDS.filter((kind) => wanted.getAll("kind").includes(kind)),
    topics: [...new Set(wanted.getAll("topic"))],
    sections: [...new Set(wanted.getAll("section"))],
    importance: Number(wanted.get("importance")) || 0,
    from: wanted.get("from")?.trim() ?? "",
    to: wanted.get("to")?.trim() ?? "",
    sort: ["date", "relevance"].find((sort) => sort === wanted.get("sort")) ?? usualSort(q),
  };
}

/** @param {string} q */
function usualSort(q) {
  return new Query(q).isEmpty ? "date" : "relevance";
}

/** The address of a choice. @param {import("./search-index.js").Choice} choice */
function addressOf(choice) {
  const wanted = new URLSearchParams();
  if (choice.q.trim()) wanted.set("q", choice.q.trim());
  choice.kinds.forEach((kind) => wanted.append("kind", kind));
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
    /** How many more pages show than at first. */
    this.morePages = 0;
    this.turn = 0;
    this.typing = 0;
    this.resting = 0;
    /** The kinds of which more topics are shown. @type {Set<string | null>} */
    this.opened = new Set();
    history.scrollRestoration = "manual"; // the results are not there yet when a browser would restore it
    this.#listen();
    const written = this.#written();
    if (Object.keys(written).length) this.#choose(written, false);
    else void this.#restore();
  }

  /** What was written into the fields before the index was there.
   * @returns {Partial<import("./search-index.js").Choice>} */
  #written() {
    const dates = /** @type {const} */ (["from", "to"]).map((name) => [name, /** @type {HTMLInputElement} */ (at(name)).value.trim()]);
    return { ...(field.value.trim() ? this.#typed() : {}), ...Object.fromEntries(dates.filter(([, date]) => date)) };
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
      box.addEventListener("change", () => this.#choose({ [name]: box.value.trim() }));
    }
    at("all-years").addEventListener("click", () => {
      this.#choose({ from: "", to: "" });
      at("years").querySelector("button")?.focus();
    });
    at("least").addEventListener("change", () => this.#choose({ importance: Number(/** @type {HTMLSelectElement} */ (at("least")).value) }));
    for (const radio of document.querySelectorAll("input[name=sort]"))
      radio.addEventListener("change", () => this.#choose({ sort: /** @type {HTMLInputElement} */ (radio).value }));
    at("more").addEventListener("click", () => this.#more());
    at("more-pages").addEventListener("click", () => this.#showMorePages());
    const fold = at("to-narrow"); // where there is room beside the results, all of it is always there
    fold.addEventListener("click", () => (fold.ariaExpanded = String(fold.ariaExpanded !== "true")));
    document.addEventListener("keydown", (event) => this.#key(event));
    window.addEventListener("popstate", () => {
      clearTimeout(this.resting);
      if (location.hash && !history.state) return; // a place in the page, not another choice
      this.choice = asked();
      void this.#restore();
    });
    window.addEventListener("scroll", () => {
      clearTimeout(this.resting);
      this.resting = window.setTimeout(() => this.#note(), RESTING);
    });
    at("results").addEventListener("click", (event) => {
      const link = event.target instanceof Element && event.target.closest("h3 a");
      if (link) this.#note([...at("results").querySelectorAll("h3 a")].indexOf(link));
    });
  }

  /** Note in the history how many results there are, and where in them the reader is. */
  #note(link = -1) {
    clearTimeout(this.resting);
    history.replaceState({ shown: this.shown, top: window.scrollY, link }, "");
  }

  /** Show what is asked for, and as much of it and the same place as when the reader left. */
  async #restore() {
    const { shown = PAGE, top = null, link = -1 } = history.state ?? {};
    this.shown = shown;
    this.#fillFields();
    await this.#show();
    if (top !== null) window.scrollTo({ top, behavior: "instant" });
    /** @type {HTMLElement | undefined} */ ([...at("results").querySelectorAll("h3 a")][link])?.focus({ preventScroll: true });
  }

  /** What is to be said of the dates that cannot be read. */
  get #wrongDates() {
    return [this.choice.from, this.choice.to].filter(isWrong).map((date) => filled(say.noDate, date));
  }

  /** The words in the field; the order follows them while it is the usual one. */
  #typed() {
    const isUsual = this.choice.sort === usualSort(this.choice.q);
    return { q: field.value, sort: isUsual ? usualSort(field.value) : this.choice.sort };
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    const all = /** @type {HTMLElement[]} */ ([...at("offers").querySelectorAll("button")]);
    const offers = all.filter((offer) => offer.offsetParent); // on a phone the last ones are folded
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
    this.morePages = 0;
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
      if (isWrong(this.choice[name])) box.setAttribute("aria-invalid", "true");
      else box.removeAttribute("aria-invalid");
    }
    at("dates-wrong").textContent = this.#wrongDates.join(" ");
    for (const radio of document.querySelectorAll("input[name=sort]"))
      /** @type {HTMLInputElement} */ (radio).checked = /** @type {HTMLInputElement} */ (radio).value === this.choice.sort;
  }

  async #show() {
    const turn = ++this.turn;
    const query = new Query(this.choice.q, this.index.stem);
    try {
      const called = await Promise.all(this.choice.topics.map((name) => this.index.called(name)));
      if (turn !== this.turn) return; // something else was asked for meanwhile
      this.choice = { ...this.choice, topics: [...new Set(called)] };
      const [all, offers, pages] = await Promise.all([this.index.find(this.choice), this.index.offers(query), this.index.findPages(this.choice)]);
      const found = this.#wants("entry") ? all : { ...all, entries: [] };
      const cards = await this.#pageCards(pages.pages, query, found);
      const items = await Promise.all(found.entries.slice(0, this.shown).map((entry) => this.index.show(entry)));
      if (turn !== this.turn) return;
      this.found = found;
      this.query = query;
      at("tally").textContent = found.entries.length ? entries(found.entries.length) : this.#none();
      this.#explain(query, found);
      at("fewer").hidden = true;
      at("sort").hidden = !found.entries.length || query.isEmpty;
      at("results").replaceChildren(...items.map((item) => this.#result(item)));
      at("more").hidden = found.entries.length <= this.shown;
      this.#offer(offers.filter(({ name }) => !this.choice.topics.includes(name)).slice(0, OFFERED));
      this.#showPages(pages.pages.length, cards);
      this.#showKinds(all.entries.length, pages.counts);
      this.#showChosen();
      this.#showYears(found);
      this.#showSections(found.sections);
      this.#showImportance(found);
      if (cards.length && !this.#narrows(found)) for (const id of ["span", "sections", "importance"]) at(id).hidden = true;
      const isOffered = await this.#offerTime(turn);
      if (!found.entries.length && !cards.length && !isOffered) await this.#offerOthers(query, turn);
      const first = items.slice(0, PAGE).map((item) => item.topics);
      const topics = await this.index.counted(found, first, this.choice.topics, (kind) => this.#wanted(kind));
      if (turn !== this.turn) return;
      this.#showTopics(topics);
      const isEmpty = ![...at("narrow").querySelectorAll("fieldset")].some((each) => !each.hidden);
      for (const id of ["narrow", "to-narrow"]) at(id).hidden = isEmpty;
    } catch (error) {
      at("tally").textContent = say.broken;
      throw error;
    }
  }

  /** Whether there are entries to narrow down, or something is chosen that narrows them down.
   * @param {import("./search-index.js").Found} found */
  #narrows(found) {
    const { sections, importance, from, to } = this.choice;
    return this.#wants("entry") && (found.entries.length > 0 || sections.length > 0 || importance > 0 || from !== "" || to !== "");
  }

  /** Whether things of a kind are to be shown. @param {string} kind */
  #wants(kind) {
    return !this.choice.kinds.length || this.choice.kinds.includes(kind);
  }

  /** What shows of the first pages that were found: few above entries; none where nothing is asked for.
   * @param {import("./search-index.js").FoundPage[]} pages @param {Query} query @param {import("./search-index.js").Found} found */
  async #pageCards(pages, query, found) {
    if (query.isEmpty && !this.choice.kinds.length) return [];
    const first = found.entries.length ? FEW_PAGES : PAGE;
    return Promise.all(pages.slice(0, first + this.morePages).map((page) => this.index.showPage(page)));
  }

  /** @param {number} count @param {import("./search-index.js").ShownPage[]} cards */
  #showPages(count, cards) {
    at("pages").hidden = !cards.length;
    at("entries").hidden = cards.length > 0 && (!this.#wants("entry") || !this.index.size);
    at("page-count").textContent = numbers.format(count);
    at("found-pages").replaceChildren(
      ...cards.map(({ address, title, folders, text, isPassage, section }) =>
        make(
          "article",
          { className: "story" },
          ...(folders.length ? [make("p", { className: "when" }, folders.join(" / "))] : []),
          make("h3", {}, make("a", { href: encoded(address) }, ...this.#marked(title))),
          ...(section ? [make("p", { className: "inside" }, make("a", { href: `${encoded(address)}#${encodeURIComponent(section.id)}` }, ...this.#marked(section.title)))] : []),
          ...(text ? [make("p", {}, ...this.#marked(isPassage && this.query ? this.query.passage(text) : text))] : []),
        ),
      ),
    );
    at("more-pages").hidden = count <= cards.length;
  }

  async #showMorePages() {
    const links = () => /** @type {NodeListOf<HTMLElement>} */ (at("found-pages").querySelectorAll("h3 a"));
    const before = links().length;
    this.morePages += PAGE;
    await this.#show();
    links()[before]?.focus();
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
    this.#note();
  }

  /** The conditions of the choice: what each is called, what it asks for, and whether that is something to be there.
   * @returns {{ label: string, isWanted: boolean, without: Partial<Choice>, only: Partial<Choice> }[]}
   * @typedef {import("./search-index.js").Choice} Choice */
  #conditions() {
    const { q, topics, sections, importance } = this.choice;
    const [from, to] = [this.choice.from, this.choice.to].map((date) => (isWrong(date) ? "" : date));
    const parts = new Query(q).parts;
    return [
      ...parts.map((part, n) => ({ label: quoted(part), isWanted: !Query.leavesOut(part), without: { q: parts.filter((_, m) => m !== n).join(" ") }, only: { q: part } })),
      ...topics.map((name) => ({ label: name, isWanted: true, without: { topics: topics.filter((other) => other !== name) }, only: { topics: [name] } })),
      ...(from ? [{ label: filled(say.since, dated(from)), isWanted: true, without: { from: "" }, only: { from } }] : []),
      ...(to ? [{ label: filled(say.until, dated(to)), isWanted: true, without: { to: "" }, only: { to } }] : []),
      ...(sections.length
        ? [{ label: sections.map((slug) => this.#nameOf(slug)).join(", "), isWanted: true, without: { sections: [] }, only: { sections } }]
        : []),
      ...(importance
        ? [{ label: filled(say.important, numbers.format(importance)), isWanted: true, without: { importance: 0 }, only: { importance } }]
        : []),
    ];
  }

  /** What is said where nothing is found. */
  #none() {
    const conditions = this.#conditions();
    return conditions.length === 1 ? filled(say.nothing, conditions[0].label) : say.none;
  }

  /** Say what the results alone do not. @param {Query} query @param {import("./search-index.js").Found} found */
  #explain(query, found) {
    const [first, last] = [span(this.choice.from), span(this.choice.to)];
    const said = found.meant.map(({ name, topic }) => filled(say.means, topic, name));
    if (query.isQuoted) said.push(say.quoted);
    if (!found.entries.length && query.short) said.push(filled(say.short, query.short));
    if (first && last && first[0] > last[1]) said.push(say.backwards);
    said.push(...this.#wrongDates);
    at("why").replaceChildren(...said.map((words) => make("p", { className: "note" }, words)));
  }

  /** Offer words and topics that are written nearly like the words that no entry has, and what would be found with less.
   * @param {Query} query @param {number} turn */
  async #offerOthers(query, turn) {
    const { queries, topics } = await this.index.nearest(query);
    const counts = await Promise.all(queries.map(async (q) => (await this.index.find({ ...this.choice, q })).entries.length));
    if (turn !== this.turn) return;
    const near = [
      ...queries.map((q, n) => this.#offerOf(filled(say.mean, q), counts[n], () => this.#choose(this.#sorted({ ...this.choice, q })))).filter((_, n) => counts[n]),
      ...topics.map(({ name, count }) => this.#offerOf(name, count, () => this.#choose(this.#sorted({ ...NOTHING, topics: [name] })))),
    ];
    at("fewer").replaceChildren(...near);
    at("fewer").hidden = !near.length;
    if (!near.length) await this.#offerLess(turn);
  }

  /** Offer the entries of the time that the words name, such as May 2020, with the other words; says whether there are any.
   * @param {number} turn */
  async #offerTime(turn) {
    const { from, to, q } = this.choice;
    const named = from || to ? null : timeIn(q);
    if (!named) return false;
    const choice = { ...this.choice, q: named.rest, from: named.iso, to: named.iso };
    const { entries } = await this.index.find(choice);
    if (turn !== this.turn || !entries.length) return false;
    const label = [...(named.rest ? [quoted(named.rest)] : []), dated(named.iso)].join(", ");
    at("fewer").replaceChildren(this.#offerOf(label, entries.length, () => this.#choose(this.#sorted(choice))));
    at("fewer").hidden = false;
    return true;
  }

  /** Offer what would be found without one of the conditions, or where that helps nothing, with one of them alone.
   * @param {number} turn */
  async #offerLess(turn) {
    const conditions = this.#conditions().filter(({ isWanted }) => isWanted);
    if (conditions.length < 2) return;
    for (const [words, which, base] of /** @type {const} */ ([[say.without, "without", this.choice], [say.only, "only", NOTHING]])) {
      const counted = await Promise.all(
        conditions.map(async (each) => ({ ...each, count: (await this.index.find({ ...base, ...each[which] })).entries.length })),
      );
      if (turn !== this.turn) return;
      const helping = counted.filter(({ count }) => count).sort((one, other) => other.count - one.count);
      const offers = helping.map((each) =>
        this.#offerOf(filled(words, each.label), each.count, () => this.#choose(this.#sorted({ ...base, ...each[which] }))),
      );
      at("fewer").replaceChildren(...offers);
      at("fewer").hidden = !offers.length;
      if (offers.length) return;
    }
  }

  /** A choice in the order that is usual for its words, unless the reader wants another one.
   * @param {import("./search-index.js").Choice} choice */
  #sorted(choice) {
    const isUsual = this.choice.sort === usualSort(this.choice.q);
    return { ...choice, sort: isUsual ? usualSort(choice.q) : this.choice.sort };
  }

  /** A button that says how many entries it leads to.
   * @param {string | Node} name @param {number} count @param {() => void} choose */
  #offerOf(name, count, choose) {
    const button = make("button", { type: "button" }, name, " ", make("bdi", { className: "count" }, numbers.format(count)));
    button.addEventListener("click", () => {
      choose();
      field.focus();
    });
    return make("li", {}, button);
  }

  /** @param {import("./search-index.js").Shown} item */
  #result(item) {
    const topics = item.topics.map(({ name }) => make("li", {}, make("a", { href: addressOf(this.#with(name)) }, ...this.#markedTopic(name))));
    return make(
      "article",
      { className: (item.importance ?? 0) >= say.turningImportance ? "story major" : "story" },
      make("p", { className: "when" }, timed(item.date), ...(item.end ? [" – ", timed(item.end)] : [])),
      make("h3", {}, make("a", { href: encoded(item.address) }, ...this.#marked(item.title))),
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

  /** A topic that is asked for by another name is marked as a whole. @param {string} name */
  #markedTopic(name) {
    return this.found?.meant.some(({ topic }) => topic === name) ? [make("mark", {}, name)] : this.#marked(name);
  }

  /** @param {import("./search-index.js").TopicCount[]} offers */
  #offer(offers) {
    const list = at("offers");
    list.replaceChildren(
      ...offers.map(({ name, count, also }) =>
        this.#offerOf(also ? filled(say.also, name, also) : name, count, () => {
          field.value = "";
          this.#choose(this.#sorted({ ...this.#with(name), q: "" }));
        }),
      ),
    );
    if (offers.length > FOLDED) list.append(this.#unfoldingOffers(list));
    if (list.parentElement) list.parentElement.hidden = !offers.length;
  }

  /** What shows those offers that are folded where there is little room. @param {HTMLElement} list */
  #unfoldingOffers(list) {
    const button = make("button", { type: "button", className: "plain", ariaExpanded: "false" }, say.more);
    const unfolding = make("li", { className: "unfolding" }, button);
    list.classList.add("folded");
    button.addEventListener("click", () => {
      list.classList.remove("folded");
      unfolding.remove();
      list.querySelectorAll("button")[FOLDED]?.focus();
    });
    return unfolding;
  }

  #showChosen() {
    const { q, kinds, topics, sections, importance } = this.choice;
    const [from, to] = [this.choice.from, this.choice.to].map((date) => (isWrong(date) ? "" : date));
    /** @type {[string, Partial<import("./search-index.js").Choice>][]} */
    const chosen = [
      ...(q.trim() ? [[quoted(q.trim()), { q: "", sort: "date" }]] : []),
      ...kinds.map((kind) => [say.kinds[kind], { kinds: kinds.filter((other) => other !== kind) }]),
      ...topics.map((name) => [name, { topics: topics.filter((other) => other !== name) }]),
      ...(from ? [[filled(say.since, dated(from)), { from: "" }]] : []),
      ...(to ? [[filled(say.until, dated(to)), { to: "" }]] : []),
      ...sections.map((slug) => [this.#nameOf(slug), { sections: sections.filter((other) => other !== slug) }]),
      ...(importance ? [[filled(say.important, numbers.format(importance)), { importance: 0 }]] : []),
    ];
    const buttons = chosen.map(([name, without]) => this.#clear(name, filled(say.without, name), without));
    if (chosen.length > 1) buttons.push(Object.assign(this.#clear(say.all, say.all, NOTHING), { className: "plain" }));
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

  /** The years to draw, and for how many each bar stands: all years, or if one bar is chosen, those of that bar. */
  #span() {
    const all = [...this.index.years.values()], [from, to] = [this.choice.from, this.choice.to].map((date) => Number.parseInt(date));
    let first = all[0] ?? 0, last = this.index.lastYear;
    for (;;) {
      const step = STEPS.find((step) => Math.floor(last / step) - Math.floor(first / step) < MOST_BARS) ?? 1000;
      const start = Math.floor(from / step);
      const isOneBar = start === Math.floor(to / step) && from <= last && to >= first;
      if (step === 1 || !isOneBar) return { first: first - (first % step), last, step };
      [first, last] = [start * step, start * step + step - 1];
    }
  }

  /** A row of bars from the first year to the last that choose their spans. What lasts counts in each that it reaches.
   * @param {import("./search-index.js").Found} found */
  #showYears({ years, lasting }) {
    const { first, last, step } = this.#span();
    const counted = (/** @type {number} */ start, /** @type {number} */ many) =>
      Array.from({ length: many }, (_, n) => years.get(start + n) ?? 0).reduce((sum, count) => sum + count, 0) +
      lasting.filter(([first, last]) => first < start && last >= start).length;
    const drawn = step > FEW ? step : 1;
    const [since, until] = [span(this.choice.from)?.[0] ?? -Infinity, span(this.choice.to)?.[1] ?? Infinity];
    const isLimited = since > -Infinity || until < Infinity;
    const isInside = (/** @type {number} */ year) =>
      (span(yearOf(year))?.[0] ?? 0) <= until && (span(yearOf(year + drawn - 1))?.[1] ?? 0) >= since;
    const starts = Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, n) => first + n * step);
    const bars = starts.map((start) =>
      Array.from({ length: step / drawn }, (_, n) => start + n * drawn).map((year) => ({ year, count: counted(year, drawn) })),
    );
    const most = Math.max(1, ...bars.flat().map(({ count }) => count));
    const old = document.activeElement?.closest("#years") ? document.activeElement.getAttribute("data-year") : null;
    at("span").hidden = !this.index.size;
    at("years").className = starts.length > MOST_BARS / 2 ? "many" : "";
    at("years").replaceChildren(
      ...starts.map((year, n) => {
        const [from, to] = [yearOf(year), yearOf(year + step - 1)];
        const isChosen = this.choice.from === from && this.choice.to === to;
        const name = `${step === 1 ? dated(from) : `${dated(from)}–${dated(to)}`}: ${entries(counted(year, step))}`;
        const heights = bars[n].map(({ year, count }) => {
          const bar = make("span", { className: isLimited ? `bar ${isInside(year) ? "inside" : "outside"}` : "bar" });
          bar.style.setProperty("--share", String(count / most));
          return bar;
        });
        const button = make("button", { type: "button", ariaPressed: String(isChosen), ariaLabel: name, title: name }, make("span", {}, ...heights), make("span", {}, from));
        button.dataset.year = from;
        button.addEventListener("click", () => this.#choose(isChosen ? { from: "", to: "" } : { from, to }));
        return make("li", {}, button);
      }),
    );
    at("all-years").hidden = !this.choice.from && !this.choice.to;
    if (old) /** @type {HTMLElement | null} */ (at("years").querySelector(`[data-year="${old}"]`) ?? at("years").querySelector("button"))?.focus();
  }

  /** How many topics of a kind are shown to choose from. @param {string | null} kind */
  #wanted(kind) {
    return this.opened.has(kind) ? MORE_TOPICS : Math.max(LEAST_TOPICS, Math.floor(TOPICS / this.index.kinds.length));
  }

  /** @param {import("./search-index.js").OfKind[]} kinds */
  #showTopics(kinds) {
    this.#replace(
      at("topics"),
      kinds.map(({ kind, topics, isAll, uncounted }) => {
        const isChosen = ({ name }) => this.choice.topics.includes(name);
        const others = topics.filter((topic) => topic.count && !isChosen(topic));
        const shown = new Set(others.slice(0, this.#wanted(kind)));
        const its = topics.filter((topic) => shown.has(topic) || isChosen(topic));
        const hasMore = others.length > shown.size || (shown.size > 0 && !isAll);
        const boxes = its.map(({ name, count }) =>
          this.#box(name, count, this.choice.topics.includes(name), (isOn) =>
            this.#choose(isOn ? this.#with(name) : { topics: this.choice.topics.filter((other) => other !== name) }),
          ),
        );
        const title = kind ? kind[0].toLocaleUpperCase(language) + kind.slice(1) : say.topics;
        const note = uncounted ? [make("p", { className: "note" }, filled(say.uncounted, numbers.format(uncounted)))] : [];
        const unfolding = hasMore || this.opened.has(kind) ? [this.#unfolding(kind)] : [];
        return make("fieldset", { hidden: !its.length }, make("legend", {}, title), make("ul", {}, ...boxes), ...unfolding, ...note);
      }),
    );
  }

  /** A button for more topics of a kind. @param {string | null} kind */
  #unfolding(kind) {
    const isOpen = this.opened.has(kind);
    const button = make("button", { type: "button", className: "plain", name: kind ?? "", ariaExpanded: String(isOpen) }, isOpen ? say.fewer : say.more);
    button.addEventListener("click", () => {
      if (!this.opened.delete(kind)) this.opened.add(kind);
      void this.#show();
    });
    return button;
  }

  /** @param {number} entries how many were found @param {Map<string, number>} counts the same of pages, by kind */
  #showKinds(entries, counts) {
    const chosen = this.choice.kinds;
    const kinds = KINDS.map((kind) => ({ kind, count: kind === "entry" ? entries : counts.get(kind) ?? 0 }));
    const shown = kinds.filter(({ kind, count }) => count || chosen.includes(kind));
    at("kinds").hidden = !this.index.pages || (shown.length < 2 && !chosen.length);
    this.#replace(
      at("kinds").querySelector("ul"),
      shown.map(({ kind, count }) =>
        this.#box(say.kinds[kind], count, chosen.includes(kind), (isOn) =>
          this.#choose({ kinds: KINDS.filter((other) => (other === kind ? isOn : chosen.includes(other))) }),
        ),
      ),
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

  /** @param {import("./search-index.js").Found} found */
  #showImportance({ importance, entries: its }) {
    const chosen = this.choice.importance;
    const offered = importance.filter(({ least, count }) => count && least !== chosen);
    const all = chosen ? [...offered, { least: chosen, count: its.length }] : offered;
    all.sort((one, other) => other.least - one.least);
    at("importance").hidden = !all.length;
    at("least").replaceChildren(
      make("option", { value: "0", selected: !chosen }, say.any),
      ...all.map(({ least, count }) =>
        make("option", { value: String(least), selected: least === chosen }, `${filled(say.atLeast, numbers.format(least))} (${numbers.format(count)})`),
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
    const focused = document.activeElement, isInside = focused && place?.contains(focused);
    const same = isInside ? `${focused.localName}[name="${CSS.escape(focused.getAttribute("name") ?? "")}"]` : null;
    place?.replaceChildren(...inside);
    if (same) /** @type {HTMLElement | null} */ (place?.querySelector(same))?.focus();
  }
}

/** An address of the site as a link has it. @param {string} address */
function encoded(address) {
  return address.split("/").map(encodeURIComponent).join("/");
}

/** What a reader wrote, in quotes, of which it may have its own. @param {string} words */
function quoted(words) {
  return /^["“„«].*["”“»]$/u.test(words) ? words : filled(say.words, words);
}

/** Whether something is written for a date that is none. @param {string} date */
function isWrong(date) {
  return date !== "" && span(date) === null;
}

/** The names of the months, folded, long and short. */
const MONTHS = Array.from({ length: 12 }, (_, month) =>
  /** @type {const} */ (["long", "short"]).map((form) => fold(new Intl.DateTimeFormat(language, { month: form }).format(new Date(2020, month, 15))).replace(/\.$/, "")),
);

/** The year, month or day that a text names, and its other words: `strike 16 June 2020`, `2020-06-16`; null if it names none.
 * @param {string} text */
function timeIn(text) {
  const all = words(text.replace(/(?<!\S)(\d{4})-(\d\d?)(?:-(\d\d?))?(?!\S)/gu, (_, year, month, day = "") => `${day} ${MONTHS[month - 1]?.[0] ?? month} ${year}`));
  const year = all.findIndex((word) => /^[12]\d{3}$/.test(word));
  const month = all.findIndex((word) => MONTHS.some((names) => names.includes(word)));
  const day = all.findIndex((word, n) => /^\d\d?$/.test(word) && Math.abs(n - month) <= BESIDE);
  const used = [year, ...(month < 0 ? [] : [month, ...(day < 0 ? [] : [day])])];
  const [first, last] = [Math.min(...used), Math.max(...used)];
  if (year < 0 || last - first > MOST_BETWEEN) return null;
  const parts = [all[year], ...(month < 0 ? [] : [String(MONTHS.findIndex((names) => names.includes(all[month])) + 1), ...(day < 0 ? [] : [all[day]])])];
  const iso = parts.map((part, n) => part.padStart(n ? 2 : 4, "0")).join("-");
  return span(iso) ? { iso, rest: all.filter((_, n) => n < first || n > last).join(" ") } : null;
}

/** A year in four digits. @param {number} year */
function yearOf(year) {
  return String(year).padStart(4, "0");
}

/** @param {string} path */
async function load(path) {
  const answer = await fetch(new URL(`../../search/${path}`, import.meta.url));
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
  return answer.text();
}

/** What gives the stem of a word, where the site's language has a stemmer. @returns {Promise<((word: string) => string) | undefined>} */
async function stemmer() {
  const { stemmer } = at("search").dataset;
  if (!stemmer) return undefined;
  const { default: Stemmer } = await import(new URL(stemmer, document.baseURI).href);
  const made = new Stemmer();
  return (word) => made.stem(word);
}

at("search-needs").hidden = true;
at("search").hidden = false;
try {
  new SearchPage(await Index.open(load, stemmer()));
} catch (error) {
  at("tally").textContent = say.broken;
  throw error;
}
